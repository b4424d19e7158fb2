"""Merging other journals, folders or single files, with this one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import counted, one_line
from stretchtui.journal.errors import JournalError, Problem, RecordError, unopened
from stretchtui.journal.progress import Progress, reported
from stretchtui.journal.records.order import conflict_of, understand_line
from stretchtui.journal.records.salvage import readable_in
from stretchtui.journal.recovery.merging import United, merge_months, resolve_duplicates
from stretchtui.journal.storage.month import Month
from stretchtui.journal.writer import JournalWriter
from stretchtui.system.files import StrangeFileError


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: how many records are new here, and how many newer than before.

    `older` is how many copies, of this side or the other, lost and are kept as versions of their
    months; `problems` tell what could not be read.
    """

    added: int = 0
    changed: int = 0
    older: int = 0
    problems: tuple[Problem, ...] = ()


def merge(writer: JournalWriter, paths: Iterable[Path], progress: Progress) -> Merged:
    """Unite the journal files in paths, files or folders, with the journal; they are left as they are.

    Runs under the lock. Of a damaged file every record that can be read is taken.
    """
    united = United(set(), set(), set(), 0)
    problems: list[Problem] = []
    named = tuple(paths)
    sources = [source for path in named for source in _sources(path, problems)]
    for source in reported(sources, progress):
        try:
            united = united.joined(merge_months(writer, _placed(source, problems, named=source in named)))
        except (OSError, JournalError) as error:
            why = error.reason if isinstance(error, StrangeFileError) else str(error)
            what = f"{one_line(source.name)} was not merged: {why}."
            problems.append(Problem(source, what, "See to it, and merge again."))
    older = united.older + resolve_duplicates(writer, united.different)
    return Merged(len(united.added), len(united.changed - united.added), older, tuple(problems))


def _sources(path: Path, problems: list[Problem]) -> list[Path]:
    try:
        if not path.is_dir():
            if path.exists():
                return [path]
            raise FileNotFoundError(2, "there is no such file or folder")
        return sorted(file for file in path.iterdir() if Month.named(file.name) or conflict_of(file.name))
    except OSError as error:
        problems.append(unopened(path, error, name=str(path)))
        return []


def _placed(source: Path, problems: list[Problem], *, named: bool) -> dict[Month, dict[str, bytes]]:
    """Read a file, and put each record into the month of the file's name, or else of its day.

    A file that the person `named` may be a link; one that lies in a folder is not followed.
    """
    lines, damage = readable_in(source, follow=named)
    if damage is not None:
        what = f"{counted(len(lines), 'session')} could be merged" if lines else "nothing in it could be merged"
        problems.append(Problem(source, f"{damage}; {what}.", "It was left as it is."))
    meant = Month.named(source.name) or Month.named(conflict_of(source.name) or "")
    placed: dict[Month, dict[str, bytes]] = {}
    for key, line in lines.items():
        try:
            month = meant or Month.of(understand_line(key, line).day)
        except RecordError as error:
            what = f"A session in {one_line(source.name)} could not be understood: {one_line(key)[:64]}: {error}."
            problems.append(Problem(source, what, "It was not merged; the others were."))
            continue
        placed.setdefault(month, {})[key] = line
    return placed
