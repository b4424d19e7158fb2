"""Keys of the settings: what can be given is given, and no action is ever left without a key."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from stretchtui.domain.keymap import BoundKeys, KeyContext, KeyFault, RefusedKeys, assign
from stretchtui.words.settings import keys_refused
from tests.how_often import often

NOTHING = frozenset[str]()


def action(name: str, *keys: str, priority: bool = False) -> BoundKeys:
    return BoundKeys(name, keys, name.title(), priority)


def context(*bindings: BoundKeys, text: frozenset[str] = NOTHING) -> KeyContext:
    return KeyContext("here", bindings, text.__contains__)


def say(refused: RefusedKeys) -> str:
    return keys_refused(refused, "[keys]", '"n" or "f5,ctrl+s"')


def read(key: str) -> str:
    if not key or key == "bad":
        raise ValueError(f"there is no key {key!r}.")
    return key


LIST = (action("up", "k", "up"), action("down", "j"))
SCREEN = (action("calendar", "c"), action("level", "l"), action("short", "r"))
EVERYWHERE = (action("help", "?"), action("quit", "ctrl+q", priority=True))
PAGE = (context(*LIST, *SCREEN, *EVERYWHERE), context(*SCREEN, *EVERYWHERE))


def test_a_key_of_a_widget_of_the_same_screen_is_taken() -> None:
    keys, told = assign(PAGE, {"calendar": "k", "level": "f6"}, read)
    assert keys == {"level": ("f6",)}
    (refused,) = told
    assert refused == RefusedKeys(
        action="calendar", fault=KeyFault.TAKEN, keeps=("c",), keys=("k",), where="here", taken_by="Up (up)"
    )
    assert say(refused) == "[keys] calendar: k is taken already here: Up (up). Its key is still c."


def test_a_key_of_the_screen_or_of_the_whole_program_is_taken() -> None:
    for key in ("l", "?", "ctrl+q"):
        keys, told = assign(PAGE, {"calendar": f"f5,{key}"}, read)
        assert (keys, len(told)) == ({}, 1), "an entry is taken whole or not at all"
        assert told[0].keys == (key,)


def test_a_key_of_the_program_must_be_free_on_every_screen() -> None:
    assert assign(PAGE, {"help": "j"}, read)[0] == {}
    assert assign(PAGE, {"help": "?,f1"}, read)[0] == {"help": ("?", "f1")}


def test_keys_can_be_swapped_and_passed_on() -> None:
    swapped = {"level": "r", "short": "l"}
    assert assign(PAGE, swapped, read) == ({"level": ("r",), "short": ("l",)}, ())
    passed = {"short": "l", "level": "f5"}
    assert assign(PAGE, passed, read) == ({"short": ("l",), "level": ("f5",)}, ())


def test_a_swap_whose_other_half_is_refused_is_refused_too() -> None:
    keys, told = assign(PAGE, {"level": "k", "short": "l"}, read)
    assert keys == {}
    assert [refused.action for refused in told] == ["level", "short"]


def test_of_two_that_want_the_same_key_the_first_gets_it() -> None:
    keys, told = assign(PAGE, {"short": "f5", "calendar": "f5"}, read)
    assert keys == {"short": ("f5",)}
    assert [say(refused) for refused in told] == [
        "[keys] calendar: f5 is taken already here: Short (short). Its key is still c."
    ]


def test_a_wrong_name_a_wrong_key_and_no_key_are_told() -> None:
    keys, refused = assign(PAGE, {"calender": "f5", "level": "bad", "short": " ", "help": "f1,"}, read)
    assert keys == {}
    told = [say(each) for each in refused]
    assert told[0] == "[keys] calender: there is no action of that name; the nearest is calendar. It is passed over."
    assert told[1] == "[keys] level: there is no key 'bad'. Its key is still l."
    assert told[2].startswith("[keys] short: no key is given; expected")
    assert told[3] == "[keys] help: there is no key ''. Its key is still ?."


def test_an_action_keeps_a_key_that_is_no_text_where_text_is_typed() -> None:
    note = context(action("save", "ctrl+s"), action("leave", "q", "escape"), text=frozenset(string.ascii_letters))
    form = context(action("save", "ctrl+s"), action("leave", "q", "escape"))
    keys, (refused,) = assign((form, note), {"save": "z"}, read)
    assert keys == {}
    assert say(refused) == "[keys] save: z would be text here; give it a key that is none. Its key is still ctrl+s."
    assert assign((form, note), {"leave": "z"}, read)[0] == {}
    assert assign((form, note), {"save": "z,f2", "leave": "escape"}, read)[0] == {
        "save": ("z", "f2"),
        "leave": ("escape",),
    }


names = st.sampled_from([item.id or "" for item in (*LIST, *SCREEN, *EVERYWHERE)])
keys = st.sampled_from(["k", "j", "up", "c", "l", "r", "?", "ctrl+q", "f5", "x"])


@often(20, 100, st.dictionaries(names, st.lists(keys, min_size=1, max_size=3).map(",".join)))
def test_whatever_is_wanted_every_action_has_a_key_of_its_own_and_what_is_refused_is_told(
    wanted: dict[str, str],
) -> None:
    granted, told = assign(PAGE, wanted, read)
    assert len(granted) + len(told) == len(wanted)
    for place in PAGE:
        owners: dict[str, str | None] = {}
        for binding in place.bindings:
            for key in granted.get(binding.id or "", binding.keys):
                assert owners.setdefault(key, binding.id) == binding.id, f"{key} is given twice"
        assert set(owners.values()) == {binding.id for binding in place.bindings}
