"""What every way of showing a session is given: the outside world, passed in, never looked up."""

from __future__ import annotations

import contextlib
from dataclasses import field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from stretchtui import config as settings
from stretchtui.config import Config
from stretchtui.domain import calendar
from stretchtui.domain.calendar import Week
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.period import latest_day
from stretchtui.domain.rating import Scale, stiffness
from stretchtui.domain.routine import Routine
from stretchtui.drawing.cells import Rendering
from stretchtui.journal import Checkpoints, Journal
from stretchtui.library import DEFAULT_ROUTINE, Library, load
from stretchtui.session import left_out
from stretchtui.system import files, resources
from stretchtui.system.clock import Clock
from stretchtui.system.keep_awake import KeepAwake
from stretchtui.system.locations import Locations

if TYPE_CHECKING:
    import pendulum

LOOKED_BACK_DAYS = 366
"""How far back it is looked when a routine was done last: the journal may have many years."""

NOTICE_FILE = "notice-1"
"""Its presence in the state folder says that the wellness notice was shown, and on the full screen answered."""


@dataclass(slots=True, kw_only=True)
class AppContext:
    """The program's surroundings; `unicode` False keeps drawings to ASCII.

    `blocks` is the finest that the terminal is known to draw itself, None where nothing is known.
    `first_words` are said with the wellness notice, in the same place. `chosen` is the id of the
    routine that a person has taken this time, "" before. `left_out_on` are the exercises left out
    on a day; on any other they are not. `no_voice` says that the settings' voice cannot be had here.
    """

    library: Library
    journal: Journal
    checkpoints: Checkpoints
    clock: Clock
    config: Config
    locations: Locations
    unicode: bool = True
    blocks: Rendering | None = None
    complaints: tuple[str, ...] = ()
    show_notice: bool = False
    first_words: tuple[str, ...] = ()
    chosen: str = ""
    left_out_on: tuple[date, frozenset[str]] = (date.min, frozenset())
    no_voice: bool = False
    awake: KeepAwake = field(default_factory=KeepAwake)
    _remembered: bool = field(default=False, init=False)

    @property
    def routine(self) -> Routine:
        """The routine that is offered: the one chosen, of the settings, or last used, whichever there is first."""
        for wanted in (self.chosen, self.config.routine, self._last_used):
            if found := self.library.routines.get(wanted):
                return found
        return self.library.routine(DEFAULT_ROUTINE)

    def read_library(self) -> None:
        """Read a person's own routines and exercises anew, after one of them was written."""
        self.library = load(resources.folder("data"), self.locations.routines, self.locations.exercises)

    @property
    def left_out_today(self) -> frozenset[str]:
        """The ids of the exercises that are left out today, and today only."""
        day, exercises = self.left_out_on
        return exercises if day == self.today() else frozenset()

    @property
    def without(self) -> frozenset[str]:
        """The ids of the exercises that a session begun now leaves out."""
        return self.left_out_today | frozenset(self.config.not_for_me)

    def look_for_left_out(self) -> None:
        """Find out what was left out earlier today."""
        self.left_out_on = (self.today(), left_out.read_today(self.locations.state, self.today()))

    def leave_out(self, exercise: str, *, always: bool) -> str | None:
        """Leave an exercise out, today or from now on; gives a sentence if that could not be noted."""
        self._see_what_others_left_out()
        if always:
            return self.change(not_for_me=tuple(dict.fromkeys((*self.config.not_for_me, exercise))))
        return self._note_today(self.left_out_today | {exercise})

    def take_in(self, exercise: str) -> str | None:
        """Take an exercise in again that was left out; gives a sentence if that could not be noted."""
        self._see_what_others_left_out()
        told = None
        if exercise in self.left_out_today:
            told = self._note_today(self.left_out_today - {exercise})
        if exercise in self.config.not_for_me:
            kept = tuple(each for each in self.config.not_for_me if each != exercise)
            told = self.change(not_for_me=kept) or told
        return told

    def _see_what_others_left_out(self) -> None:
        """Take in what another window has left out since: both write the whole of it."""
        noted = left_out.read_today(self.locations.state, self.today())
        self.left_out_on = (self.today(), self.left_out_today | noted)
        if self.locations.config.exists():
            self.config = replace(self.config, not_for_me=settings.load(self.locations.config)[0].not_for_me)

    def _note_today(self, exercises: frozenset[str]) -> str | None:
        self.left_out_on = (self.today(), exercises)
        return left_out.write_today(self.locations.state, self.today(), exercises)

    def begins_lying(self, routine_id: str) -> bool:
        """Tell whether a routine begins lying down; of one that there is no longer nobody knows."""
        found = self.library.routines.get(routine_id)
        return found is not None and found.begins_lying

    def stiffness_after(self, routine_id: str) -> Scale:
        """Give the question after a session."""
        return stiffness(lying=self.begins_lying(routine_id))

    @property
    def routine_ids(self) -> list[str]:
        """The routines that can be offered, the usual one first."""
        return sorted(self.library.routines, key=lambda routine: routine != DEFAULT_ROUTINE)

    @property
    def _last_used(self) -> str:
        """The routine of the last session; there is nothing to find where there is only one."""
        last = self.journal.latest(latest_day(self.today())) if len(self.library.routines) > 1 else None
        return last.routine if last else ""

    def last_done(self, routine: str) -> date | None:
        """Give the day that a routine was last done, none where that is more than a year ago."""
        today = self.today()
        for record in self.journal.backwards(latest_day(today)):
            if (today - record.day).days > LOOKED_BACK_DAYS:
                return None
            if record.routine == routine:
                return record.day
        return None

    @property
    def rendering(self) -> Rendering:
        """What rings and other small drawings are made of."""
        return Rendering.BRAILLE if self.unicode else Rendering.ASCII

    @property
    def figure_rendering(self) -> Rendering | None:
        """What the figure is made of; None leaves the choice to the space there is."""
        if not self.unicode:
            return Rendering.ASCII
        return {
            settings.FigureStyle.AUTO: self.blocks,
            settings.FigureStyle.FINE: Rendering.BRAILLE,
            settings.FigureStyle.SOLID: Rendering.SOLID,
            settings.FigureStyle.SEXTANTS: Rendering.SEXTANT,
            settings.FigureStyle.OCTANTS: Rendering.OCTANT,
            settings.FigureStyle.ASCII: Rendering.ASCII,
        }[self.config.figure]

    def today(self) -> date:
        """Give the day that a session started now would belong to."""
        return calendar.local_day(self.clock.on_the_wall(), self.config.day_starts_at)

    def now(self) -> pendulum.DateTime:
        """Give the present instant in the local zone."""
        return self.clock.now()

    def look_for_notice(self) -> None:
        """Find out whether the wellness notice is still to be shown."""
        # Only a file of ours says so; whatever else stands there was not put there by a person who has read it.
        try:
            self.show_notice = files.look(self.locations.state / NOTICE_FILE) is None
        except files.StrangeFileError:
            self.show_notice = True
        except OSError:
            pass

    def remember_notice(self) -> None:
        """Note that the wellness notice was answered; without a place to note it, it shows again."""
        if self.show_notice and not self._remembered:
            self._remembered = True
            with contextlib.suppress(OSError):
                files.make_folder(self.locations.state)
                files.write_new(self.locations.state / NOTICE_FILE, b"")

    def week(self, day: date) -> Week:
        """Count the days done in the week of a day, from the journal."""
        first_weekday = self.config.week_starts_on.number
        first = calendar.week_start(day, first_weekday)
        records = self.journal.between(first, first + timedelta(days=6))
        return calendar.week(records, day, self.config.goal_days, first_weekday)

    def change(self, **changes: object) -> str | None:
        """Change settings for now, and in the settings file; gives a sentence if that failed."""
        self.config = replace(self.config, **changes)  # type: ignore[arg-type]
        try:
            settings.save(self.locations.config, changes)
        except settings.ConfigError as error:
            return str(error)
        return None
