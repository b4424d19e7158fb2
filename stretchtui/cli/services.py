"""What every command of the command line starts from, each part made when it is first asked for."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from stretchtui.cli.output import tell
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.refusal import Refusal
from stretchtui.domain.text import one_line
from stretchtui.system.program import CHECK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date, datetime, time
    from pathlib import Path

    from stretchtui.config import Config
    from stretchtui.domain.routine import Routine
    from stretchtui.domain.sound import Sound
    from stretchtui.journal import Journal
    from stretchtui.library import FileProblem, Library
    from stretchtui.system.clock import SystemClock
    from stretchtui.system.locations import Locations


class CommandError(Refusal):
    """The thing asked for failed: one line on stderr that says what and what to do; exit code 1."""


class NoTerminalError(CommandError):
    """The full-screen program cannot run here: exit code 2."""


def exit_code(refusal: Refusal) -> int:
    """Give the exit code of a run that ends so."""
    return 2 if isinstance(refusal, NoTerminalError) else 1


class Services:
    """Paths, clock, settings, library and journal; nothing is read before it is needed."""

    def __init__(self) -> None:
        self._config: tuple[Config, tuple[str, ...]] | None = None
        self._told = False
        self._library: Library | None = None
        self._journal: Journal | None = None

    @cached_property
    def clock(self) -> SystemClock:
        """The operating system's clocks."""
        from stretchtui.system.clock import SystemClock

        return SystemClock()

    @cached_property
    def locations(self) -> Locations:
        """Where the person's things are; raises CommandError where that cannot be known."""
        from stretchtui.system import locations

        try:
            return locations.find(os.environ)
        except ValueError as error:
            raise CommandError(one_line(str(error))) from None

    def config(self) -> tuple[Config, tuple[str, ...]]:
        """Give the settings, and what was wrong in their file."""
        if self._config is None:
            from stretchtui import config

            with _short_import():
                self._config = config.load(self.locations.config)
        return self._config

    def settings(self) -> Config:
        """Give the settings; what was wrong in their file is told on stderr, once."""
        config, complaints = self.config()
        if not self._told:
            self._told = True
            tell(*map(one_line, complaints))
        return config

    def day_starts_at(self) -> time:
        """Give when the person's days start, for which settings are not imported where no file has any."""
        from stretchtui.domain.calendar import DAY_STARTS_AT
        from stretchtui.system.files import absent

        unset = self._config is None and absent(self.locations.config)
        return DAY_STARTS_AT if unset else self.settings().day_starts_at

    def choose_sound(self, sound: Sound) -> None:
        """Use another sound this time, whatever the settings say."""
        from dataclasses import replace

        settings, complaints = self.config()
        self._config = replace(settings, sound=sound), complaints

    def library(self) -> Library:
        """Give the routines and exercises; raises CommandError when the installation is broken."""
        from stretchtui import library

        if self._library is None:
            self._library = library.load(self.shipped, self.locations.routines, self.locations.exercises)
        return self._library

    @cached_property
    def shipped(self) -> Path:
        """Where the routines and exercises are that ship; raises CommandError when the installation is broken."""
        from stretchtui.system import resources

        try:
            return resources.folder("data")
        except FileNotFoundError as error:
            raise CommandError(str(error)) from None

    def journal(self) -> Journal:
        """Give the journal; its folder is made at the first write."""
        with _short_import():
            from stretchtui.journal import Journal

        if self._journal is None:
            self._journal = Journal(self.locations.journal, self.clock.instant)
        return self._journal

    def without(self) -> frozenset[str]:
        """Give the ids of the exercises that a session begun now leaves out."""
        from stretchtui.domain.calendar import local_day
        from stretchtui.session import left_out

        settings = self.config()[0]
        today = local_day(self.clock.on_the_wall(), settings.day_starts_at)
        return left_out.read_today(self.locations.state, today) | frozenset(settings.not_for_me)

    def day_of(self, started_at: datetime) -> date:
        """Give the day that a session belongs to."""
        from stretchtui.domain.calendar import local_day

        return local_day(started_at, self.day_starts_at())


def _short_import() -> AbstractContextManager[None]:
    """Have msgspec imported without a module that takes as long as the smallest verb, and by which it asks no more."""
    from stretchtui.system.imports import without

    return without("typing_extensions")


def known_routine(services: Services, routine: str) -> Routine:
    """Give a routine by its id; raises LibraryError, the known ones named, where there is none."""
    from stretchtui.library import LibraryError

    try:
        return services.library().routine(routine)
    except LibraryError:
        tell_all_of(services, routine)
        raise


@dataclass(frozen=True, slots=True)
class Called:
    """A routine by its id, and what it is called."""

    id: str
    name: str


def called(services: Services, routine: str) -> Called:
    """Say what a routine is called; raises LibraryError as `known_routine` does."""
    from stretchtui.library import shipped_name

    name = shipped_name(services.shipped, services.locations.routines, routine)
    return Called(routine, known_routine(services, routine).name if name is None else name)


def tell_library_problems(services: Services) -> None:
    """Say on stderr all that is wrong with a person's own files."""
    tell(*map(str, services.library().problems))


def tell_all_of(services: Services, item: str) -> None:
    """Say on stderr what is passed over in the files of an id, and in a line which other files have something wrong."""
    problems = services.library().problems
    tell(*(str(problem) for problem in problems if problem.about == item and problem.warning))
    tell(*in_short(problem for problem in problems if problem.about != item))


def in_short(problems: Iterable[FileProblem]) -> Iterator[str]:
    """Name in a line the files that something is wrong with; nothing where there is none."""
    from stretchtui.words.routines import files_in_short

    found = [*problems]
    broken, odd = (
        [*dict.fromkeys(one_line(problem.path.name) for problem in found if problem.warning == warning)]
        for warning in (False, True)
    )
    if found:
        yield files_in_short(broken, [name for name in odd if name not in broken], CHECK)
