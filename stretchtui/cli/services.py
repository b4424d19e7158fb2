"""What every command of the command line starts from, each part made when it is first asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import click

from stretchtui import config, library
from stretchtui.config import Config
from stretchtui.domain.calendar import local_day
from stretchtui.domain.sound import Sound
from stretchtui.domain.text import one_line, sanitise
from stretchtui.journal import Journal, JournalError
from stretchtui.library import Library, LibraryError
from stretchtui.system import locations, resources
from stretchtui.system.clock import SystemClock
from stretchtui.system.locations import Locations

PROGRAM = "stretchtui"


class CommandError(click.ClickException):
    """The thing asked for failed: one line on stderr that says what and what to do; exit code 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """Print the line."""
        click.echo(f"{PROGRAM}: {self.message}", err=True)


class NoTerminalError(CommandError):
    """The full-screen program cannot run here: exit code 2."""

    exit_code = 2


class QuotingGroup(click.Group):
    """The commands of the program; what they say of failures and wrong usage quotes the person's words harmlessly."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the words before the command."""
        with _told():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Read the command's own words, and run it."""
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    """Make of what journal and library refuse a failure with the sentence that they give for it."""
    try:
        yield
    except (JournalError, LibraryError) as error:
        raise CommandError(sanitise(str(error))) from None
    except click.ClickException as error:
        error.message = sanitise(error.message)  # type: ignore[misc]  # no class of click's forbids it
        raise


class Services:
    """Paths, clock, settings, library and journal; nothing is read before it is needed."""

    def __init__(self) -> None:
        self.clock = SystemClock()
        self._locations: Locations | None = None
        self._config: tuple[Config, tuple[str, ...]] | None = None
        self._told = False
        self._library: Library | None = None
        self._journal: Journal | None = None

    @property
    def locations(self) -> Locations:
        """Where the person's things are; raises Failed where that cannot be known."""
        if self._locations is None:
            try:
                self._locations = locations.find(os.environ)
            except ValueError as error:
                raise CommandError(one_line(str(error))) from None
        return self._locations

    def config(self) -> tuple[Config, tuple[str, ...]]:
        """Give the settings, and what was wrong in their file."""
        if self._config is None:
            self._config = config.load(self.locations.config)
        return self._config

    def settings(self) -> Config:
        """Give the settings; what was wrong in their file is told on stderr, once."""
        config, complaints = self.config()
        if not self._told:
            self._told = True
            for complaint in complaints:
                click.echo(f"{PROGRAM}: {one_line(complaint)}", err=True)
        return config

    def choose_sound(self, sound: Sound) -> None:
        """Use another sound this time, whatever the settings say."""
        settings, complaints = self.config()
        self._config = replace(settings, sound=sound), complaints

    def library(self) -> Library:
        """Give the routines and exercises; raises Failed when the installation is broken."""
        if self._library is None:
            try:
                shipped = resources.folder("data")
            except FileNotFoundError as error:
                raise CommandError(str(error)) from None
            self._library = library.load(shipped, self.locations.routines, self.locations.exercises)
        return self._library

    def journal(self) -> Journal:
        """Give the journal; its folder is made at the first write."""
        if self._journal is None:
            self._journal = Journal(self.locations.journal, self.clock.now)
        return self._journal

    def day_of(self, started_at: datetime) -> date:
        """Give the day that a session belongs to."""
        return local_day(started_at, self.settings().day_starts_at)
