"""Gives a reader of files what no hand would write, and looks whether it answers in a sentence and in time.

`python -m tests.tools.fuzz READER --seconds N [--seed S]` changes true files of that reader's kind
at random and reads each. It ends with exit code 1 at the first fault, and names the file that led
to it: an error that is none of the program's own, a sentence with control characters in it, what
was saved and cannot be read, or more than `SLOW_S` seconds.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date
from pathlib import Path

from stretchtui import config, library
from stretchtui.config import ConfigError
from stretchtui.domain import limits
from stretchtui.domain.history.form_entries import entries_of
from stretchtui.domain.record import ExerciseOutcome
from stretchtui.domain.routine import Level
from stretchtui.domain.session.player_state import PlayerState, RunState
from stretchtui.domain.text import one_line
from stretchtui.journal import Checkpoint, Checkpoints, FormDraft, Journal, JournalError, Own, export, import_file
from stretchtui.system.resources import folder as shipped
from tests.hostile import HOSTILE
from tests.support import MORNING, FakeClock, make_line, make_record

SLOW_S = 5.0
"""The longest that a reader may take over one of these files, which are small."""

LARGEST = 1 << 20

TOKENS: tuple[bytes, ...] = (
    *(text.encode("utf-8", "surrogatepass") for text in HOSTILE),
    *(b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b",", b";", b":", b"=", b"#", b"\n", b"\r", b"\r\n", b"\0", b"\xff"),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\\ud800",
        b"\\u0000",
        b"[" * 3000,
        b'{"a":' * 300,
        b"a.b.c = 1\n",
    ),
    *(b"null", b"true", b"NaN", b"Infinity", b"-0", b"1e999", b"1e-999", b"9" * 400, b"0x1f", b"1_000", b"-1", b"0.1"),
    *(b"9999-12-31T23:59:59.999999-23:59", b"0001-01-01T00:00:00+23:59", b"2026-02-29", b"24:00", b"1900-01-01"),
    *(b"Africa/Casablanca", b"../../etc/passwd", b"Etc/GMT+14", b"[[lines]]", b'"deleted":true,', b'"schema":99,'),
)


Reading = Callable[[Path], Iterable[str]]


@dataclass(frozen=True)
class Reader:
    """What is read: the file's path in a folder, true files of its kind, and the reading itself.

    `read` gives the sentences that the program says. `frame` puts a checksum and the like around a content.
    """

    path: str
    samples: tuple[bytes, ...]
    read: Reading
    frame: Callable[[bytes], bytes] = bytes


class Fault(Exception):  # noqa: N818 - what the search is for
    """A reader did what none may do."""


# --- the readers: each lays true files into a folder ----------------------------------------


def _journal(folder: Path) -> Journal:
    return Journal(folder / "journal", FakeClock().now)


def _id(number: int) -> str:
    return f"0193f0c2-0000-7000-8000-{number:012}"


def _filled(folder: Path) -> Journal:
    journal = _journal(folder)
    for day, note in enumerate(("", "sore; left", 'a "b"\nc', "é\u202f腰"), start=3):
        line = make_line(ExerciseOutcome.DONE)
        saved = journal.add(make_record(date(2026, 11, day), id=_id(day), note=note, exercises=(line,)))
        journal.revise(saved.id, lambda stored: replace(stored, comfort=3))
    journal.delete(saved.id)
    return journal


def _month(folder: Path) -> Reader:
    def read(folder: Path) -> Iterator[str]:
        journal = _journal(folder)
        journal.summaries()
        saved = journal.add(make_record(date(2026, 11, 20), id=_id(20)))
        if saved.id not in {record.id for record in journal.between(saved.day, saved.day)}:
            raise Fault("a session that was saved is not there")
        yield from (line for state in journal.check() for line in (state.what, *state.wrong))
        yield from map(str, (*journal.problems(), *journal.notices()))
        yield from journal.repair()

    path = _filled(folder).folder / "2026-11.json"
    return Reader("journal/2026-11.json", (path.read_bytes(),), read)


def _backup(folder: Path) -> Reader:
    def read(folder: Path) -> Iterator[str]:
        journal = _journal(folder)
        for version in journal.versions():
            journal.restore_version(version.month, version.number)
        (journal.folder / "2026-11.json").unlink()
        yield from journal.repair()
        yield from map(str, (*journal.problems(), *journal.notices()))

    versions = sorted((_filled(folder).folder / "backups" / "2026-11").iterdir())
    inside = str(versions[-1].relative_to(folder))
    return Reader(inside, tuple(path.read_bytes() for path in versions), read)


def _move(folder: Path) -> Reader:
    def read(folder: Path) -> Iterator[str]:
        journal = _journal(folder)
        journal.add(make_record(date(2026, 10, 20), id=_id(20)))
        yield from map(str, (*journal.problems(), *journal.notices()))

    (record, *_) = _filled(folder).between(date.min, date.max)
    return Reader("journal/.moving", (f"{record.id}\n2026-11.json\n2026-10.json\n".encode(),), read)


def _checkpoint(folder: Path) -> Reader:
    def read(folder: Path) -> Iterator[str]:
        checkpoints = Checkpoints(folder / "state" / "sessions")
        for found in (*checkpoints.interrupted(), *checkpoints.forms_left_over()):
            yield one_line(found.record.note)
            checkpoints.clear(found.id)
        yield from checkpoints.problems()

    writing = Checkpoints(folder / "written")
    record = make_record()
    state = PlayerState(run=RunState.PAUSED, index=3)
    session = Checkpoint(
        record=record,
        routine="morning-bed",
        level=Level.STANDARD,
        short=False,
        speed=1,
        start_from=None,
        player=state,
        stopped_at=MORNING,
        where="Knee to chest",
    )
    writing.write(session)
    writing.write(FormDraft(id="a-form", record=record, entries=entries_of(record), adding=True, written_at=MORNING))
    bodies = [path.read_bytes() for path in (folder / "written").glob("*.checkpoint")]
    samples = tuple(raw.partition(b"\n")[2].rstrip(b"\0") for raw in (raw[limits.SLOT_BYTES :] for raw in bodies))
    return Reader(f"state/sessions/session-{record.id}.checkpoint", samples, read, _framed)


def _framed(body: bytes) -> bytes:
    return f"stretchtui-checkpoint 1 {len(body)} {zlib.crc32(body):08x}\n".encode() + body


def _exchanged(name: str) -> Callable[[Path], Reader]:
    def make(folder: Path) -> Reader:
        def read(folder: Path) -> Iterator[str]:
            own = Own(routine="morning-bed", timezone="Europe/Paris", zone=UTC, day_starts_at=MORNING.time())
            for dry_run in (True, False):
                done = import_file(_journal(folder), folder / name, own, take_older=True, dry_run=dry_run)
                yield from done.notices

        export(_filled(folder), folder / name)
        return Reader(name, tuple(path.read_bytes() for path in sorted(folder.glob(f"*{Path(name).suffix}"))), read)

    return make


def _config(folder: Path) -> Reader:
    def read(folder: Path) -> Iterator[str]:
        path = folder / "config.toml"
        yield from config.load(path)[1]
        config.save(path, {"theme": "daylight"})
        if config.load(path)[0].theme != "daylight":
            raise Fault("a setting that was saved is not there")

    config.save(folder / "config.toml", {"theme": "dawn", "level": "gentle", "plan_days": ("monday", "friday")})
    text = (folder / "config.toml").read_bytes() + b'day_starts_at = "04:00"\n[keys]\noverview-calendar = "k"\n'
    return Reader("config.toml", (text,), read)


def _own(kind: str) -> Callable[[Path], Reader]:
    def make(folder: Path) -> Reader:
        def read(folder: Path) -> Iterator[str]:
            found = library.load(shipped("data"), folder / "routines", folder / "exercises")
            yield from (
                text for exercise in found.exercises.values() for text in (exercise.name, *exercise.instructions)
            )
            yield from map(str, found.problems)

        (folder / kind).mkdir()
        samples = tuple(path.read_bytes() for path in sorted((shipped("data") / kind).iterdir()))
        return Reader(f"{kind}/own.toml", samples, read)

    return make


READERS: dict[str, Callable[[Path], Reader]] = {
    "month": _month,
    "backup": _backup,
    "move": _move,
    "checkpoint": _checkpoint,
    "json": _exchanged("all.json"),
    "csv": _exchanged("all.csv"),
    "config": _config,
    "exercise": _own("exercises"),
    "routine": _own("routines"),
}


# --- the search -----------------------------------------------------------------------------


def mutated(raw: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    """Change a content in a few places: cut, doubled, moved, replaced, or with something of another in it."""
    for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
        start = chance.randint(0, len(raw))
        end = min(len(raw), start + chance.choice((0, 1, 1, 2, 8, 64, 1000)))
        piece = raw[start:end]
        other = chance.choice(others)
        at = chance.randint(0, len(other))
        put = chance.choice(
            (
                b"",
                chance.choice(TOKENS),
                chance.choice(TOKENS),
                piece + piece,
                piece[::-1],
                bytes(byte ^ 1 << chance.randint(0, 7) for byte in piece),
                other[at : at + chance.choice((4, 40, 400))],
            )
        )
        raw = raw[:start] + put + raw[end:]
    return raw[:LARGEST]


def judge(reader: Reader, folder: Path) -> None:
    """Read the file that lies there; raises Fault for what no reader may do."""
    began_s = time.monotonic()
    try:
        said = list(reader.read(folder))
    except (JournalError, ConfigError) as error:
        said = [str(error)]
    except Fault:
        raise
    except Exception:  # noqa: BLE001 - that is what is looked for
        raise Fault(traceback.format_exc()) from None
    took_s = time.monotonic() - began_s
    if took_s > SLOW_S:
        raise Fault(f"it took {took_s:.1f} s")
    for sentence in said:
        if one_line(sentence) != sentence:
            raise Fault(f"not fit to be shown: {sentence!r}")


def fuzz(name: str, seconds: float, seed: int, folder: Path) -> int:
    """Read changed files for some seconds of a processor; gives how many. Raises Fault, with the file's name in it."""
    chance = random.Random(f"{name} {seed}")  # noqa: S311
    template, trial = folder / "template", folder / "trial"
    template.mkdir()
    reader = READERS[name](template)
    until_s = time.process_time() + seconds  # however busy the machine is, as many files
    number = 0
    while time.process_time() < until_s:
        number += 1
        raw = mutated(chance.choice(reader.samples), chance, reader.samples)
        raw = raw if chance.random() < 0.1 else reader.frame(raw)
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(template, trial)
        path = trial / reader.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        try:
            judge(reader, trial)
        except Fault as fault:
            kept = folder / f"{name}-{number}"
            kept.write_bytes(raw)
            raise Fault(f"{kept}: {fault}") from None
    return number


def main() -> int:
    """Search as the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.fuzz", description=__doc__)
    parser.add_argument("reader", choices=sorted(READERS))
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        count = fuzz(arguments.reader, arguments.seconds, arguments.seed, folder)
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    shutil.rmtree(folder)
    sys.stdout.write(f"{count} files, no fault\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
