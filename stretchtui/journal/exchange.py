"""Files that leave the journal and come back: JSON with everything, CSV for spreadsheets; written safely."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import one_line
from stretchtui.journal.errors import DamagedFileError, ExchangeError, explain
from stretchtui.journal.journal import Journal
from stretchtui.journal.progress import Progress, quietly
from stretchtui.journal.storage.document import laid_out
from stretchtui.journal.storage.files import read_blocks, read_bytes
from stretchtui.journal.transfer import csv_import, exchange_csv, exchange_json
from stretchtui.journal.transfer.decisions import ImportedRecord, Kind, Settings
from stretchtui.journal.transfer.differences import Difference, differences
from stretchtui.journal.transfer.own_sessions import Own
from stretchtui.system import files

__all__ = ["FILE_SUFFIXES", "Exported", "Imported", "Own", "export", "import_file", "write_file"]

FILE_SUFFIXES = (".json", ".csv")
"""The kinds of files, told by how the name ends, in either case."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: the files, how many sessions, and how many deleted ones along with them."""

    paths: tuple[Path, ...]
    sessions: int
    deleted: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do: how many sessions of each kind, the ids of those refused.

    `differences` has every field that changes, if asked for: by session, in the file's order.
    `notices` are sentences about what was passed over in the file.
    """

    new: int
    changed: int
    same: int
    older: int
    refused: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    notices: tuple[str, ...] = ()


def export(journal: Journal, path: Path, *, force: bool = False, progress: Progress = quietly) -> Exported:
    """Write the journal into a .json or .csv file, readable by its owner alone (0600).

    JSON has all of it, deleted sessions and unknown fields too. CSV has what `between` lists,
    in two files: `NAME.csv` with a row for each side of each exercise, which import needs,
    and `NAME-sessions.csv` with a row for each session. Existing files are replaced with
    `force` only. Raises ExchangeError; then no file was written, or with CSV maybe only one.
    """
    if path.suffix.lower() == ".json":
        lines = journal.lines(progress)
        alive = sum(not exchange_json.is_deleted(line) for line in lines.values())
        write_file(path, laid_out(lines), force=force)
        return Exported((path,), alive, len(lines) - alive)
    records = journal.summaries(progress=progress)
    sheet = exchange_csv.Sheet(records)
    beside = exchange_csv.sessions_path(path)
    _check_free(path, force=force)
    _check_free(beside, force=force, named=False)
    write_file(path, sheet.by_exercise(), force=force)
    write_file(beside, sheet.by_session(), force=force, named=False)
    return Exported((path, beside), len(records), 0)


def import_file(
    journal: Journal,
    path: Path,
    own: Own,
    *,
    take_older: bool = False,
    dry_run: bool = False,
    progress: Progress = quietly,
) -> Imported:
    """Take the sessions of a .json or .csv file into the journal, each once however often it is imported.

    What the file says is taken, what it leaves out stays as the journal has it; `own` says what
    new sessions lack. Sessions that changed here since are left, unless `take_older`. With
    `dry_run` nothing is changed. Everything is checked first: one mistake, and nothing is taken.
    Raises ExchangeError with file, line and column, or whatever stops a change of the journal
    (JournalError).
    """
    settings, same, notices = Settings(own, journal.stamp(), take_older), 0, tuple[str, ...]()
    if path.suffix.lower() == ".json":
        found = exchange_json.read(one_line(path.name), _read(path))
    else:
        found, notices, same = _from_csv(journal, path, settings, progress)
    decisions = journal.import_records(found, settings, progress, dry_run=dry_run)
    count = Counter(decision.kind for decision in decisions)
    return Imported(
        count[Kind.NEW],
        count[Kind.CHANGED],
        count[Kind.SAME] + same,
        count[Kind.OLDER],
        tuple(decision.key for decision in decisions if decision.kind is Kind.REFUSED),
        tuple(chain.from_iterable(map(differences, decisions))) if dry_run else (),
        notices,
    )


def _from_csv(
    journal: Journal, path: Path, settings: Settings, progress: Progress
) -> tuple[list[ImportedRecord], tuple[str, ...], int]:
    """Find what a file says that the journal does not, what to tell of it, and how many sessions it has as they are."""
    today = settings.now.astimezone(settings.own.zone).date()
    read = partial(csv_import.read, one_line(path.name), today=today, zone=settings.own.zone)
    blocks = _blocks(path)
    first = next(blocks, b"")
    if first.startswith(exchange_csv.HEAD):
        compared = exchange_csv.Sheet(journal.settled(progress)).without(chain((first,), blocks))
        if compared is not None:
            rest, same = compared
            found, notices = read(rest)
            # Which session is meant by one without its id depends on all that have theirs.
            if not same or all(record.key is not None for record in found):
                return found, notices, same
    return *read(_read(path)), 0


def write_file(path: Path, raw: bytes | Iterable[bytes], *, force: bool = False, named: bool = True) -> None:
    """Write a file that leaves the program: whole or not at all, permissions 0600.

    An existing file is replaced with `force` only, and nothing but an ordinary file ever is. A link
    to one stays a link if the person `named` it, and is refused otherwise. Raises ExchangeError.
    """
    _check_free(path, force=force, named=named)
    with _refusals_told(path, "written", missing="folder"):
        files.write(path, raw, last_check=lambda: _check_free(path, force=force, named=named), follow=named)


def _check_free(path: Path, *, force: bool, named: bool = True) -> None:
    name = one_line(str(path))
    with _refusals_told(path, "written", missing="folder"):
        try:
            kind = path.stat().st_mode if named or not path.is_symlink() else 0
        except FileNotFoundError:
            if not path.is_symlink():
                return
            raise ExchangeError(f"{name} is a link that leads nowhere; choose another name, or remove it.") from None
    if not stat.S_ISREG(kind):
        raise ExchangeError(f"{name} is no ordinary file; choose another name.")
    if not force:
        raise ExchangeError(f"{name} is there already; choose another name, or add --force.")


def _blocks(path: Path) -> Iterator[bytes]:
    with _refusals_told(path, "read"):
        yield from read_blocks(path, limits.EXCHANGED_BYTES)


def _read(path: Path) -> bytes:
    with _refusals_told(path, "read"):
        raw = read_bytes(path, limits.EXCHANGED_BYTES, follow=True)
        if raw is None:
            raise FileNotFoundError
        return raw


@contextmanager
def _refusals_told(path: Path, done: str, missing: str = "file") -> Iterator[None]:
    what = f"{one_line(str(path))} could not be {done}"
    try:
        yield
    except DamagedFileError as error:
        raise ExchangeError(f"{what}: {error.reason}; nothing was imported.") from None
    except FileNotFoundError:
        raise ExchangeError(f"{what}: there is no such {missing}.") from None
    except OSError as error:
        reason, todo = explain(error)
        raise ExchangeError(f"{what}: {reason}; {todo}.") from None
