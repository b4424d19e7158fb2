"""Every key of the program by place: what the help, the command line and the settings' keys are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.keymap import BoundKeys, KeyContext, Keys, assign
from stretchtui.domain.text import in_a_sentence
from stretchtui.tui.compat import merged_bindings
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.day_edit import AddScreen, EditScreen
from stretchtui.tui.screens.day_panel import DayPanel
from stretchtui.tui.screens.exercise_picker import ExercisePickerScreen, FindInput
from stretchtui.tui.screens.file_text import FileTextScreen
from stretchtui.tui.screens.find_note import FindNoteScreen, NoteInput
from stretchtui.tui.screens.help import HelpScreen
from stretchtui.tui.screens.interrupted import InterruptedScreen
from stretchtui.tui.screens.leave_out import LeaveOutScreen
from stretchtui.tui.screens.new_exercise import NewExerciseScreen
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.plan import PlanScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.rate_before import RateBeforeScreen
from stretchtui.tui.screens.routine_editor import RoutineEditorScreen
from stretchtui.tui.screens.save_failed import SaveFailedScreen
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.screens.session_form import SessionForm
from stretchtui.tui.screens.settings import SettingList, SettingsScreen
from stretchtui.tui.screens.trends import TrendsScreen
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.draft_list import DraftList
from stretchtui.tui.widgets.exercise_list import ExerciseList
from stretchtui.tui.widgets.key_names import KeyGroup, keys_of_group, keys_of_one, read_key
from stretchtui.tui.widgets.month_view import MonthView
from stretchtui.tui.widgets.scale_field import ScaleField
from stretchtui.tui.widgets.weekdays_field import WeekdaysField
from stretchtui.tui.widgets.year_view import YearView
from stretchtui.words import key_places
from stretchtui.words.settings import keys_refused

Program = type[App[Any]]

PLACES: tuple[tuple[str, tuple[type[DOMNode], ...]], ...] = (
    (key_places.OVERVIEW, (ExerciseList, OverviewScreen)),
    (key_places.RATINGS, (ScaleField,)),
    (key_places.BEFORE, (RateBeforeScreen,)),
    (key_places.SESSION, (SessionScreen,)),
    (key_places.AFTER, (RateAfterScreen,)),
    (key_places.CALENDAR, (MonthView, CalendarScreen)),
    (key_places.YEAR, (YearView,)),
    (key_places.DAY, (DayPanel,)),
    (key_places.FORM, (ChoiceField, SessionForm)),
    (key_places.EDITOR, (DraftList, RoutineEditorScreen)),
    (key_places.PICKER, (FindInput, ExercisePickerScreen)),
    (key_places.MAKING, (NewExerciseScreen,)),
    (key_places.AS_TEXT, (FileTextScreen,)),
    (key_places.FIND, (NoteInput, FindNoteScreen)),
    (key_places.TRENDS, (TrendsScreen,)),
    (key_places.LEAVE_OUT, (LeaveOutScreen,)),
    (key_places.PLAN, (WeekdaysField, PlanScreen)),
    (key_places.SETTINGS, (SettingList, SettingsScreen)),
    (key_places.HELP, (HelpScreen,)),
    (key_places.QUESTIONS, (ConfirmScreen,)),
    (key_places.INTERRUPTED, (InterruptedScreen,)),
    (key_places.NOT_SAVED, (SaveFailedScreen,)),
)
"""Where keys work, in the order of the help, with the classes that declare them."""

SCREENS: Mapping[str, type[Screen[Any]]] = {
    key_places.ON_THE_OVERVIEW: OverviewScreen,
    key_places.IN_THE_QUESTION_BEFORE: RateBeforeScreen,
    key_places.IN_A_SESSION: SessionScreen,
    key_places.IN_THE_RATING: RateAfterScreen,
    key_places.IN_THE_CALENDAR: CalendarScreen,
    key_places.IN_THE_FORM: AddScreen,
    key_places.IN_THE_FORM_OF_A_SESSION: EditScreen,
    key_places.IN_THE_EDITOR: RoutineEditorScreen,
    key_places.IN_THE_PICKER: ExercisePickerScreen,
    key_places.IN_THE_MAKING: NewExerciseScreen,
    key_places.IN_A_FILES_TEXT: FileTextScreen,
    key_places.IN_FINDING_A_NOTE: FindNoteScreen,
    key_places.IN_THE_TRENDS: TrendsScreen,
    key_places.IN_LEAVING_OUT: LeaveOutScreen,
    key_places.IN_THE_PLAN: PlanScreen,
    key_places.IN_THE_SETTINGS: SettingsScreen,
    key_places.IN_THE_HELP: HelpScreen,
    key_places.IN_A_QUESTION: ConfirmScreen,
    key_places.AT_AN_INTERRUPTED_SESSION: InterruptedScreen,
    key_places.AT_A_SESSION_NOT_SAVED: SaveFailedScreen,
}
"""Every screen with keys, as a sentence names it."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An action with its keys: `place` and `does` in words, keys by their names, `default` without the settings."""

    place: str
    id: str
    keys: tuple[str, ...]
    default: tuple[str, ...]
    does: str


def _declared(kind: type[DOMNode]) -> list[Binding]:
    """Give the bindings that a class declares itself."""
    return [item for item in vars(kind).get("BINDINGS", ()) if isinstance(item, Binding)]


def _places(program: Program) -> Iterator[tuple[str, list[Binding]]]:
    for place, kinds in ((key_places.EVERYWHERE, (program,)), *PLACES):
        yield place, [binding for kind in kinds for binding in _declared(kind)]


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(","))


def entries(program: Program, keys: Keys) -> Iterator[KeyEntry]:
    """List every action, by place; `keys` are those that the settings give."""
    for place, bindings in _places(program):
        for binding in bindings:
            name, default = binding.id or "", _split(binding.key)
            does = binding.tooltip or binding.description
            yield KeyEntry(place, name, keys.get(name, default), default, does)


def rows(program: Program, keys: Keys) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Give for each place its keys and what they do, as a person reads them; keys that belong together in one row."""
    for place, bindings in _places(program):
        found: dict[object, list[tuple[str, ...]]] = {}
        does: dict[object, str] = {}
        for binding in bindings:
            row = binding.group or binding.id
            found.setdefault(row, []).append(keys.get(binding.id or "", _split(binding.key)))
            group = binding.group if isinstance(binding.group, KeyGroup) else None
            does[row] = group.explanation if group else binding.tooltip
        yield (
            place,
            tuple(
                (
                    keys_of_one(lists[0]) if len(lists) == 1 else keys_of_group(lists),
                    in_a_sentence(does[row]),
                )
                for row, lists in found.items()
            ),
        )


def keymap(program: Program, keys: Keys) -> dict[str, str]:
    """Write keys of the settings as Textual takes them.

    It would take a key away from every action of a class that had it; those that are to keep it are named as well.
    """
    wanted = dict(keys)
    for _, bindings in _places(program):
        held = {key for binding in bindings if binding.id in keys for key in _split(binding.key)}
        wanted |= {
            binding.id: _split(binding.key)
            for binding in bindings
            if binding.id and binding.id not in keys and held & {*_split(binding.key)}
        }
    return {name: ",".join(each) for name, each in wanted.items()}


def taken(program: Program, wanted: Mapping[str, str]) -> tuple[Keys, tuple[str, ...]]:
    """Take the keys of the settings that can be given; say in a sentence each why others cannot."""
    if not wanted:
        return {}, ()
    keys, refused = assign(list(contexts(program)), wanted, read_key)
    return keys, tuple(keys_refused(found, "[keys]", '"n" or "f5,ctrl+s"') for found in refused)


def contexts(program: Program) -> Iterator[KeyContext]:
    """Give what keys can reach, for each screen and each of its widgets that can have the focus."""
    for where, screen in SCREENS.items():
        focuses: tuple[tuple[type[Widget], ...], ...] = getattr(screen, "FOCUS", ())
        for chain in ((), *focuses):
            bindings = [binding for kind in (*chain, screen) for binding in _inherited(kind)]
            modal = issubclass(screen, ModalScreen)
            bindings += [binding for binding in _inherited(program) if binding.priority or not modal]
            text = _text_of(chain[0] if chain else screen)
            yield KeyContext(where, tuple(map(_bound, bindings)), text)


def _inherited(kind: type[DOMNode]) -> list[Binding]:
    """Give the bindings of a class and of its bases, those of Textual's own included, a line for each id."""
    found: dict[object, list[Binding]] = {}
    for _, binding in merged_bindings(kind):
        found.setdefault(binding.id or (binding.action, binding.key), []).append(binding)
    return [group[0].with_key(",".join(item.key for item in group)) for group in found.values()]


def _bound(binding: Binding) -> BoundKeys:
    name = binding.description or binding.tooltip or binding.action
    return BoundKeys(binding.id, _split(binding.key), f"“{name}”", binding.priority)


def _is_text(key: str, *, also: str = "") -> bool:
    """Tell whether a key is typed into a field; `also` is one that is so in this kind of field only."""
    character = key_to_character(key)
    return key == also or (character is not None and character.isprintable())


def _text_of(kind: type[DOMNode]) -> Callable[[str], bool]:
    """Tell which keys are text for a kind of widget."""
    if issubclass(kind, TextArea):
        return partial(_is_text, also="enter")
    return _is_text if issubclass(kind, Input) else _never


def _never(_key: str) -> bool:
    return False
