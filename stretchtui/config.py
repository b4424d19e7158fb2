"""Settings from `config.toml`: every key optional, mistakes reported and passed over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from stretchtui.domain import limits
from stretchtui.domain.calendar import DAY_STARTS_AT
from stretchtui.domain.choices import PACES, RATE, Guidance, Level, Side, Weekday
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.due import WEEKDAYS, WeekPlan
from stretchtui.domain.fields import Length, Like, Matching, OneOf, Within
from stretchtui.domain.sound import RATES, VOLUMES, Sound, SoundSettings, VoiceEngine
from stretchtui.domain.text import one_line
from stretchtui.system import files

if TYPE_CHECKING:
    import tomlkit

    from stretchtui.domain.history.trends import CountedBy
    from stretchtui.domain.routine import Routine
    from stretchtui.system.shapes import Mistake, Reading
    from stretchtui.system.toml_lines import FileProblem

_VOICE = Matching(r"|[\w(][\w .+/()-]{0,79}", "a voice's name, letters, digits and - + . _ / ( )")
"""What engines call their voices; none begins like an option."""

_SHORT_TEXT = Length(0, 100, "a short text")

_BYTE_ORDER_MARK = "\ufeff"

_LONE_CR = re.compile("\r(?!\n)")
"""The line end of old Macs, which TOML does not know."""


class FigureStyle(StrEnum):
    """What the figure and the ring are drawn with; AUTO takes what suits space and terminal."""

    AUTO = "auto"
    FINE = "fine"
    SOLID = "solid"
    SEXTANTS = "sextants"
    OCTANTS = "octants"
    ASCII = "ascii"


USUAL_DAYS = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
"""The days of a plan before anybody chooses: three with one between, as the goal has it."""


_PLANS = Like("a table for each routine, such as [plan.morning-bed]")
_EXERCISES = Like('a list of exercise ids such as ["bed-bridge"]')
_KEYS = Like('a table such as session-next = "n,right"')


class ConfigError(Exception):
    """Settings that could not be written; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings.

    `routine` is the id of the one that is offered, "" for the one last used.
    `first_side` is the one that exercises begin with; `pace` is how many times longer everything but
    holds takes; `guidance` is how much is told before each exercise. `voice` is a voice's name in the
    engine's own words, "" for its usual one; `voice_rate` is in words a minute, 80-400;
    `volume` in percent, 0-100. `goal_days` is days a week, 1-7.
    `plain` leads in plain lines instead of on the full screen.
    `plan_days` are the days of the if-then plan: None while nobody was asked, empty for no plan. `plan` has
    routines' own plans by their ids, which go before those of their files. `not_for_me` are the
    ids of exercises that are always left out. `keys` maps a binding's id to its keys.
    """

    routine: Annotated[str, _SHORT_TEXT] = ""
    level: Level = Level.STANDARD
    short: bool = False
    first_side: Annotated[Side, OneOf((Side.LEFT, Side.RIGHT))] = Side.LEFT
    pace: Annotated[float, OneOf(PACES)] = 1.0
    guidance: Guidance = Guidance.AUTO
    sound: Sound = Sound.CHIME
    voice_engine: VoiceEngine = VoiceEngine.AUTO
    voice: Annotated[str, _VOICE] = ""
    voice_rate: Annotated[int, Within(*RATES, "words a minute, {:g}-{:g}")] = RATE
    volume: Annotated[int, Within(*VOLUMES, "percent, {:g}-{:g}")] = 80
    goal_days: Annotated[int, Within(1, 7, "days a week, {:g}-{:g}")] = 3
    plan_days: Annotated[tuple[Weekday, ...], WEEKDAYS] | None = None
    plan: Annotated[Mapping[str, WeekPlan], _PLANS] = field(default_factory=dict)
    not_for_me: Annotated[tuple[str, ...], _EXERCISES] = ()
    day_starts_at: time = DAY_STARTS_AT
    week_starts_on: Weekday = Weekday.MONDAY
    plain: bool = False
    animation: bool = True
    figure: FigureStyle = FigureStyle.AUTO
    theme: Annotated[str, _SHORT_TEXT] = "dawn"
    emergency_number: Annotated[str, _SHORT_TEXT] = ""
    keys: Annotated[Mapping[str, str], _KEYS] = field(default_factory=dict)

    def with_plan(self, routine: Routine) -> Routine:
        """Give a routine the plan that the settings have for it, if they have one."""
        plan = self.plan.get(routine.id)
        return routine if plan is None else replace(routine, plan=plan)

    def planned(self, routines: Mapping[str, Routine], own: Iterable[str]) -> tuple[Routine, ...]:
        """Give every routine that has a plan with a day in it, by the settings or its file.

        `routines` are all by their ids, `own` the ids of a person's own. Those that ship have no plan
        of their own, and are not read for it.
        """
        found = map(self.with_plan, filter(None, map(routines.get, dict.fromkeys((*own, *self.plan)))))
        return tuple(routine for routine in found if routine.plan and routine.plan.days)

    @property
    def counted_by(self) -> CountedBy:
        """What days and weeks are counted by, looking back."""
        plan = [day.number for day in self.plan_days or ()]
        return {"goal": self.goal_days, "plan": plan, "first_weekday": self.week_starts_on.number}

    @property
    def sound_settings(self) -> SoundSettings:
        """What voice and chimes are like."""
        return SoundSettings(engine=self.voice_engine, voice=self.voice, rate=self.voice_rate, volume=self.volume)


def load(path: Path) -> tuple[Config, tuple[str, ...]]:
    """Read the settings, and say in one line each what in the file was not understood."""
    config, _, problems = read(path)
    return config, tuple(map(str, problems))


def read(path: Path) -> tuple[Config, frozenset[str], tuple[FileProblem, ...]]:
    """Read the settings: with them which keys the file has set, and what in it was not understood."""
    try:
        _, text = _text_of(path)
        return _read(path, text)
    except FileNotFoundError:
        link = files.lost_link(path)
        return _defaults(link, "is a link that leads nowhere") if link else (Config(), frozenset(), ())
    except OSError as error:
        return _defaults(path, f"cannot be read ({error.strerror or error})")
    except ConfigError as error:
        return _defaults(path, str(error))
    except (ValueError, RecursionError) as error:  # bad UTF-8, bad TOML, a number of thousands of digits
        return _defaults(path, f"is not valid TOML ({error})")


def _defaults(path: Path, why: str) -> tuple[Config, frozenset[str], tuple[FileProblem, ...]]:
    """Give the defaults, where the whole file cannot be used."""
    from stretchtui.system.toml_lines import FileProblem, line_told

    return Config(), frozenset(), (FileProblem(path, one_line(f"{why}; using the defaults"), line_told(why)),)


def _read(path: Path, text: str) -> tuple[Config, frozenset[str], tuple[FileProblem, ...]]:
    """Read what is written; raises ValueError or RecursionError for what is no TOML."""
    import tomllib

    from stretchtui.system.shapes import Reading

    table = tomllib.loads(text)
    reading = Reading(replaced=True)
    plans = _plans(table.pop("plan", {}), reading)
    values = reading.fields(table | _written_keys(table), Config)
    if plan := values.get("plan_days"):
        values["plan_days"] = tuple(day for day in Weekday if day in plan)
    told = [(mistake, False) for mistake in reading.mistakes] + [(mistake, True) for mistake in reading.unknown]
    own = frozenset(values) | ({"plan"} if plans else frozenset())
    return Config(**values, plan=plans), own, (*_with_lines(path, text, told),)


def _with_lines(path: Path, text: str, told: Sequence[tuple[Mistake, bool]]) -> Iterator[FileProblem]:
    """Say of each mistake on which line of the settings it is, and what it leads to; a warning leads to nothing."""
    if told:
        from stretchtui.system.toml_lines import FileProblem, key_lines, line_of

        lines = key_lines(text)
        for mistake, warning in told:
            effect = "" if warning else "; using the default"
            yield FileProblem(path, one_line(f"{mistake}{effect}"), line_of(lines, mistake.key), warning)


def at_key(path: Path, key: str, message: str) -> FileProblem:
    """Make what is found wrong at a key after the settings were read; they are read again for the line."""
    from stretchtui.system.toml_lines import FileProblem, key_lines, line_of

    try:
        line = line_of(key_lines(_text_of(path)[1]), key)
    except (OSError, ConfigError, ValueError):  # it was changed meanwhile
        line = 0
    return FileProblem(path, one_line(message), line)


def _plans(tables: Any, reading: Reading) -> dict[str, WeekPlan]:
    """Read the plan of each routine; one that is wrong is told, and leaves the others."""
    from stretchtui.system.shapes import Mistake

    if not (isinstance(tables, dict) and all(isinstance(table, dict) for table in tables.values())):
        reading.mistakes.append(Mistake("plan", f"expected {_PLANS.expected}"))
        return {}
    read = {one_line(key): reading.table(table, WeekPlan, f"plan.{one_line(key)}") for key, table in tables.items()}
    return {key: plan for key, plan in read.items() if plan is not None}


def _written_keys(table: Mapping[str, Any]) -> dict[str, Any]:
    """Take keys as a list as well, and a digit as a number; what else stands there is no key and told as such."""
    keys = table.get("keys")
    if not isinstance(keys, dict):
        return {}
    return {"keys": {one_line(binding): one_line(_key_list(value)) for binding, value in keys.items()}}


def _key_list(value: object) -> str:
    from stretchtui.system.shapes import brief

    items = value if isinstance(value, list) else [value]
    return ",".join(item if isinstance(item, str) else brief(item) for item in items)


def _text_of(path: Path) -> tuple[str, str]:
    """Read the file: the mark of its byte order if it has one, and its text with line ends that TOML knows.

    Raises ConfigError for what is no file of settings, OSError and UnicodeDecodeError.
    """
    text = files.read(path, limits.SETTINGS_BYTES).decode("utf-8")
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    return mark, _LONE_CR.sub("\n", text.removeprefix(mark))


def save(path: Path, changes: Mapping[str, object]) -> None:
    """Write some settings into the file, keeping its comments and everything else in it.

    A file that is not valid TOML is left alone. Raises ConfigError.
    """
    import tomllib

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        mark, text = _text_of(path) if os.path.lexists(path) else ("", "")
        wanted = tomllib.loads(text) | {key: plain(value) for key, value in changes.items()}
        document = tomlkit.parse(text)
        for key, value in changes.items():
            _put(document, key, plain(value))
        written = tomlkit.dumps(document)
        if tomllib.loads(written) != wanted:
            raise ValueError("it is written in a way that cannot be changed here")
        _write(path, mark + written)
    except OSError as error:
        raise ConfigError(one_line(f"{path}: settings not saved ({error.strerror or error})")) from None
    except ConfigError as error:
        raise ConfigError(one_line(f"{path}: settings not saved, mend the file first (it {error})")) from None
    # What one reader of TOML takes, the other may still stumble over.
    except (ValueError, RecursionError, TOMLKitError, LookupError, TypeError, AttributeError) as error:
        raise ConfigError(one_line(f"{path}: settings not saved, mend the file first ({error})")) from None


def _put(document: tomlkit.TOMLDocument, key: str, value: object) -> None:
    """Set a key; of a list only the items that differ change, so that comments beside the others stay."""
    from tomlkit.items import Array

    there = document.get(key)
    if not (isinstance(there, Array) and isinstance(value, list)):
        document[key] = value
        return
    for item in [item for item in there.unwrap() if item not in value]:
        there.remove(item)
    for item in value:
        if item not in there.unwrap():
            there.append(item)
    if there.unwrap() != value:
        document[key] = value


def plain(value: object) -> object:
    """Give a value of the settings as TOML and JSON have it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, WeekPlan):
        return {"days": plain(value.days), "times": value.times}
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, StrEnum) else value


def _write(path: Path, text: str) -> None:
    files.make_folder(path.parent)
    files.write(path, text.encode("utf-8"))
