"""Settings from `config.toml`: every key optional, mistakes reported and passed over."""

from __future__ import annotations

import difflib
import os
import re
import reprlib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from stretchtui.domain import limits
from stretchtui.domain.calendar import DAY_STARTS_AT
from stretchtui.domain.cues.speech import RATE
from stretchtui.domain.routine import Level
from stretchtui.domain.sound import RATES, VOLUMES, Sound, SoundSettings, VoiceEngine
from stretchtui.domain.text import one_line
from stretchtui.system import files

__all__ = ["Config", "ConfigError", "Rendering", "Sound", "Weekday", "load", "save"]

_VOICE = re.compile(r"|[\w(][\w .+/()-]{0,79}")
"""What engines call their voices; none begins like an option."""

_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)

_BYTE_ORDER_MARK = "\ufeff"

_LONE_CR = re.compile("\r(?!\n)")
"""The line end of old Macs, which TOML does not know."""


class Rendering(StrEnum):
    """What the figure and the ring are drawn with; AUTO takes what suits space and terminal."""

    AUTO = "auto"
    FINE = "fine"
    SOLID = "solid"
    ASCII = "ascii"


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """The weekday's number, Monday being 0."""
        return list(Weekday).index(self)

    @property
    def short(self) -> str:
        """Its name in three letters."""
        return self.value[:3].title()


USUAL_DAYS = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
"""The days of a plan before anybody chooses: three with one between, as the goal has it."""


class ConfigError(Exception):
    """Settings that could not be written; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings.

    `voice` is a voice's name in the engine's own words, "" for its usual one; `voice_rate` is in
    words a minute, 80-400; `volume` in percent, 0-100. `goal_days` is days a week, 1-7.
    `plan_days` are the days of the if-then plan: None while nobody was asked, empty for no plan. `keys`
    maps a binding's id to its keys.
    """

    level: Level = Level.STANDARD
    short: bool = False
    sound: Sound = Sound.CHIME
    voice_engine: VoiceEngine = VoiceEngine.AUTO
    voice: str = ""
    voice_rate: int = RATE
    volume: int = 80
    goal_days: int = 3
    plan_days: tuple[Weekday, ...] | None = None
    day_starts_at: time = DAY_STARTS_AT
    week_starts_on: Weekday = Weekday.MONDAY
    animation: bool = True
    figure: Rendering = Rendering.AUTO
    theme: str = "dawn"
    emergency_number: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def sound_settings(self) -> SoundSettings:
        """What voice and chimes are like."""
        return SoundSettings(engine=self.voice_engine, voice=self.voice, rate=self.voice_rate, volume=self.volume)


def load(path: Path) -> tuple[Config, tuple[str, ...]]:
    """Read the settings, and say in one line each what in the file was not understood."""
    try:
        table = tomllib.loads(_text_of(path)[1])
    except FileNotFoundError:
        link = files.lost_link(path)
        lost = f"{link} is a link that leads nowhere; using the defaults" if link else ""
        return Config(), (one_line(lost),) if lost else ()
    except OSError as error:
        return Config(), (one_line(f"{path}: cannot be read ({error.strerror or error}); using the defaults"),)
    except ConfigError as error:
        return Config(), (one_line(f"{path}: {error}; using the defaults"),)
    except (ValueError, RecursionError) as error:  # bad UTF-8, bad TOML, a number of thousands of digits
        return Config(), (one_line(f"{path}: is not valid TOML ({error}); using the defaults"),)
    config, complaints = Config(), []
    for key, value in table.items():
        reader = _READERS.get(key)
        if reader is None:
            complaints.append(one_line(f"{path}: {key[:80]}: unknown key, passed over{_nearest(key, _READERS)}"))
            continue
        try:
            config = replace(config, **{key: reader(value)})
        except ValueError as error:
            complaints.append(one_line(f"{path}: {key}: {error}; using the default"))
    return config, tuple(complaints)


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
    try:
        mark, text = _text_of(path) if os.path.lexists(path) else ("", "")
        wanted = tomllib.loads(text) | {key: _plain(value) for key, value in changes.items()}
        document = tomlkit.parse(text)
        for key, value in changes.items():
            document[key] = _plain(value)
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


def _plain(value: object) -> object:
    """Give a value as TOML has it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _write(path: Path, text: str) -> None:
    files.make_folder(path.parent)
    files.write(path, text.encode("utf-8"))


def _choice(kind: type[StrEnum]) -> Callable[[object], StrEnum]:
    def read(value: object) -> StrEnum:
        if isinstance(value, str) and value in tuple(kind):
            return kind(value)
        raise ValueError(f"expected one of {', '.join(kind)}, got {_brief(value)}{_nearest(value, kind)}")

    return read


def _nearest(value: object, valid: Iterable[str]) -> str:
    """Ask whether the word that is most like a wrong one was meant; nothing where none is like it."""
    word = value.strip().lower()[:80] if isinstance(value, str) else ""
    found = difflib.get_close_matches(word, [*valid], n=1, cutoff=0.7)
    return f" (did you mean {found[0]}?)" if found else ""


def _brief(value: object) -> str:
    """Show a value from the file shortly, however long or deep it is."""
    try:
        return reprlib.repr(value)
    except ValueError:
        return "a number of thousands of digits"


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        hint = " (write it without quotes)" if value in ("true", "false") else ""
        raise ValueError(f"expected true or false, got {_brief(value)}{hint}")
    return value


def _number(what: str, low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if type(value) is not int or not low <= value <= high:
            hint = " (write it without quotes)" if isinstance(value, str) and value.strip().isdigit() else ""
            raise ValueError(f"expected {what}, {low}-{high}, got {_brief(value)}{hint}")
        return value

    return read


def _days(value: object) -> tuple[Weekday, ...]:
    wrong = [day for day in value if day not in tuple(Weekday)] if isinstance(value, list) else [value]
    if wrong:
        hint = _nearest(wrong[0], Weekday) or f" (days are {', '.join(Weekday)})"
        raise ValueError(f'expected a list of days such as ["monday", "friday"], got {_brief(value)}{hint}')
    assert isinstance(value, list)  # noqa: S101
    return tuple(day for day in Weekday if day in value)


def _voice(value: object) -> str:
    if not isinstance(value, str) or not _VOICE.fullmatch(value):
        raise ValueError(f"expected a voice's name, letters, digits and - + . _ / ( ), got {_brief(value)}")
    return value.strip()


def _hour(value: object) -> time:
    if isinstance(value, str) and (found := _HOUR.fullmatch(value)):
        return time(int(found[1]), int(found[2]))
    if isinstance(value, time) and value.tzinfo is None and value == value.replace(second=0, microsecond=0):
        return value
    raise ValueError(f'expected a time such as "04:00", got {_brief(value)}')


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 100:
        hint = " (write it in quotes)" if type(value) in (int, float) else ""
        raise ValueError(f"expected a short text, got {_brief(value)}{hint}")
    return one_line(value)


def _keys(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError('expected a table such as session-next = "n,right"')
    return {one_line(str(binding)): one_line(_key_list(keys)) for binding, keys in value.items()}


def _key_list(value: object) -> str:
    """Take keys as a list as well, and a digit as a number; what else stands there is no key and told as such."""
    return ",".join(
        item if isinstance(item, str) else _brief(item) for item in (value if isinstance(value, list) else [value])
    )


_READERS: dict[str, Callable[[object], Any]] = {
    "level": _choice(Level),
    "short": _switch,
    "sound": _choice(Sound),
    "voice_engine": _choice(VoiceEngine),
    "voice": _voice,
    "voice_rate": _number("words a minute", *RATES),
    "volume": _number("percent", *VOLUMES),
    "goal_days": _number("days a week", 1, 7),
    "plan_days": _days,
    "day_starts_at": _hour,
    "week_starts_on": _choice(Weekday),
    "animation": _switch,
    "figure": _choice(Rendering),
    "theme": _text,
    "emergency_number": _text,
    "keys": _keys,
}
assert set(_READERS) == {item.name for item in fields(Config)}  # noqa: S101
