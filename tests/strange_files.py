"""What may stand in the place of a file: links, devices, pipes and the like, made for a trial."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PRECIOUS = b"# precious, and nobody's journal\n" * 9
SPARSE_BYTES = 5 * 1024**3

Make = Callable[[Path, Path], object]
"""Puts something in the place of the first path, which is free; what it leads to lies in the second, a folder."""


class Seen(NamedTuple):
    """A file as it must stay: what it is, when it was changed, and its content if it has any."""

    inode: int
    mode: int
    changed_ns: int
    content: bytes | str | None


def _link_to(name: str) -> Make:
    return lambda place, outside: place.symlink_to(outside / name)


def _socket(place: Path, outside: Path) -> None:
    # The name of a socket must be short.
    there = Path.cwd()
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as new:
            new.bind(place.name)
    finally:
        os.chdir(there)


def _sparse(place: Path, outside: Path) -> None:
    with place.open("wb") as file:
        file.truncate(SPARSE_BYTES)


def _unreadable(place: Path, outside: Path) -> None:
    place.write_bytes(PRECIOUS)
    place.chmod(0)


def _anothers(place: Path, outside: Path) -> None:
    place.write_bytes(PRECIOUS)
    place.chmod(0o644)
    os.chown(place, 54321, 54321)


def _device(place: Path) -> None:
    os.mknod(place, 0o666 | stat.S_IFCHR, os.makedev(1, 5))  # gives zeros without end


LINKS: dict[str, Make] = {
    "a link to a file": _link_to("file"),
    "a link to a journal": _link_to("journal.json"),
    "a link to a folder": _link_to("folder"),
    "a link to a pipe": _link_to("pipe"),
    "a link to nothing": _link_to("nothing"),
    "a link in a circle": lambda place, outside: place.symlink_to(place.name),
    "a link inside": lambda place, outside: place.symlink_to("moved-here"),
}

OTHERS: dict[str, Make] = {
    "a second name": lambda place, outside: os.link(outside / "file", place),
    "a pipe": lambda place, outside: os.mkfifo(place),
    "a socket": _socket,
    "a folder": lambda place, outside: place.mkdir(),
    "a sparse file": _sparse,
    "an unreadable file": _unreadable,
}

AS_ROOT: dict[str, Make] = {
    "a link to a device": _link_to("device"),
    "a device": lambda place, outside: _device(place),
    "another's file": _anothers,
}


def may_make_devices(folder: Path) -> bool:
    """Tell whether the trial may make a device, which takes root and a system that allows it."""
    try:
        _device(folder / "device")
        handle = os.open(folder / "device", os.O_RDONLY)
    except OSError:
        (folder / "device").unlink(missing_ok=True)
        return False
    os.close(handle)
    return True


def make_outside(folder: Path) -> Path:
    """Make what links lead to, and give the folder it lies in."""
    folder.mkdir()
    (folder / "file").write_bytes(PRECIOUS)
    (folder / "file").chmod(0o644)
    (folder / "journal.json").write_bytes(b'{"sessions": {}}')
    (folder / "folder").mkdir()
    (folder / "folder" / "inside").write_bytes(PRECIOUS)
    os.mkfifo(folder / "pipe")
    may_make_devices(folder)
    return folder


def seen(path: Path) -> Seen:
    """Look at a file without opening what may not end."""
    found = path.lstat()
    content: bytes | str | None = None
    if stat.S_ISLNK(found.st_mode):
        content = str(path.readlink())
    elif stat.S_ISREG(found.st_mode) and found.st_size < SPARSE_BYTES:
        content = path.read_bytes()
    return Seen(found.st_ino, found.st_mode, found.st_mtime_ns, content)


def all_seen(folder: Path) -> dict[str, Seen]:
    """Look at everything in a folder."""
    return {str(path.relative_to(folder)): seen(path) for path in (folder, *sorted(folder.rglob("*")))}
