"""A double of the disk that records the system's calls of a save, and makes what a loss of power may leave.

What was synced is there. Of the rest any part may be missing or come out of order: content
that was not synced may be empty, cut or zeros; names that were not synced may be old or new.
"""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

Names = dict[str, int]


@dataclass
class Disk:
    """A folder tree as names of files and contents of files, each as it is and as it was last synced."""

    root: Path
    names: Names = field(default_factory=dict)
    synced_names: Names = field(default_factory=dict)
    changes: list[tuple[str, str, int | None]] = field(default_factory=list)
    content: dict[int, bytes] = field(default_factory=dict)
    synced_content: dict[int, bytes] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    states: list[dict[str, bytes]] = field(default_factory=list)
    handles: dict[int, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Take what is there now as synced."""
        for path in self.root.rglob("*"):
            if path.is_file():
                number = path.stat().st_ino
                self.names[self._name(path)] = number
                self.content[number] = path.read_bytes()
        self.synced_names, self.synced_content = dict(self.names), dict(self.content)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Watch the calls that change files below the root."""
        for call in ("open", "write", "ftruncate", "fsync", "rename", "replace", "link", "unlink"):
            monkeypatch.setattr(os, call, self._watched(call, getattr(os, call)))

    def _watched(self, call: str, real: Any) -> Any:
        def watched(*args: Any, **options: Any) -> Any:
            result = real(*args, **options)
            getattr(self, f"_after_{call}")(result, *args)
            return result

        return watched

    def _name(self, path: Any) -> str:
        return os.path.relpath(os.fspath(path), self.root)

    def _mine(self, path: Any) -> bool:
        return isinstance(path, (str, Path)) and Path(path).is_relative_to(self.root)

    def _after_open(self, handle: int, path: Any, flags: int = 0, *_: Any) -> None:
        self.handles.pop(handle, None)
        if self._mine(path):
            self.handles[handle] = self._name(path)
            if flags & os.O_CREAT and self._name(path) not in self.names and "lock" not in self._name(path):
                number = os.fstat(handle).st_ino
                self.content[number] = b""
                self.synced_content.pop(number, None)
                self._change("create", self._name(path), number)

    def _after_write(self, count: int, handle: int, raw: Any) -> None:
        number = os.fstat(handle).st_ino
        if handle in self.handles and number in self.content:
            end = os.lseek(handle, 0, os.SEEK_CUR)
            old = self.content[number]
            self.content[number] = old[: end - count] + bytes(raw[:count]) + old[end:]
            self._note("write")

    def _after_ftruncate(self, _: None, handle: int, size: int) -> None:
        number = os.fstat(handle).st_ino
        if handle in self.handles and number in self.content:
            self.content[number] = self.content[number][:size]
            self._note("ftruncate")

    def _after_fsync(self, _: None, handle: int) -> None:
        name = self.handles.get(handle)
        if name is None:
            return
        if (self.root / name).is_dir():
            inside = [change for change in self.changes if str(Path(change[1]).parent) == str(Path(name))]
            self.changes = [change for change in self.changes if change not in inside]
            for _call, where, number in inside:
                _apply(self.synced_names, where, number)
        else:
            number = os.fstat(handle).st_ino
            self.synced_content[number] = self.content[number]
        self._note("fsync")

    def _after_replace(self, _: None, source: Any, target: Any, *__: Any) -> None:
        if self._mine(source):
            number = self.names.pop(self._name(source))
            # A rename is one step: its two names go together.
            self._change("rename", self._name(target), number)

    _after_rename = _after_replace

    def _after_link(self, _: None, source: Any, target: Any, *__: Any) -> None:
        if self._mine(source):
            self._change("link", self._name(target), self.names[self._name(source)])

    def _after_unlink(self, _: None, path: Any, *__: Any) -> None:
        if self._mine(path) and self._name(path) in self.names:
            self._change("unlink", self._name(path), None)

    def _change(self, call: str, name: str, number: int | None) -> None:
        _apply(self.names, name, number)
        self.changes.append((call, name, number))
        self._note(call)

    def _note(self, call: str) -> None:
        self.calls.append(call)
        self.states += self.possible()

    def possible(self) -> Iterator[dict[str, bytes]]:
        """Give what may be found after a loss of power now: any unsynced names, each with any unsynced content."""
        recent = self.changes[-6:]
        earlier = self.changes[:-6]
        for chosen in itertools.product((False, True), repeat=len(recent)):
            names = dict(self.synced_names)
            for _, name, number in (*earlier, *itertools.compress(recent, chosen)):
                _apply(names, name, number)
            for lost in ("all", "cut", "zeros", "none"):
                yield {name: self._after_loss(number, lost) for name, number in names.items()}

    def _after_loss(self, number: int, lost: str) -> bytes:
        whole, synced = self.content[number], self.synced_content.get(number, b"")
        if whole == synced or lost == "none":
            return whole
        return {"all": synced, "cut": whole[: len(whole) // 2], "zeros": bytes(len(whole))}[lost]


def _apply(names: Names, name: str, number: int | None) -> None:
    if number is None:
        names.pop(name, None)
    else:
        names[name] = number


class Plain(io.RawIOBase):
    """A file that is used by the system's calls alone, for programs that would use it otherwise."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def fileno(self) -> int:
        return self.handle

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        raw = os.read(self.handle, len(buffer))
        buffer[: len(raw)] = raw
        return len(raw)

    def write(self, raw: Any) -> int:
        return os.write(self.handle, bytes(raw))

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self.handle, offset, whence)

    def truncate(self, size: int | None = None) -> int:
        size = self.tell() if size is None else size
        os.ftruncate(self.handle, size)
        return size

    def close(self) -> None:
        if not self.closed:
            os.close(self.handle)
        super().close()


def build(state: dict[str, bytes], folder: Path) -> None:
    """Make a folder as a loss of power left it."""
    for name, content in state.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
