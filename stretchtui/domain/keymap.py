"""Which keys the settings may give to which actions, so that no action is ever left without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

Keys = Mapping[str, tuple[str, ...]]
"""The keys of actions, by the actions' ids."""


@dataclass(frozen=True, slots=True)
class BoundKeys:
    """An action and the keys it has unless the settings say otherwise.

    `id` is None for an action that settings cannot change. One with `priority` comes before those nearer to the focus.
    """

    id: str | None
    keys: tuple[str, ...]
    name: str
    priority: bool = False


@dataclass(frozen=True, slots=True)
class KeyContext:
    """What keys can reach while something has the focus: from there outwards to the whole program.

    `where` names it in words; `is_text` tells which keys are typed into it as text.
    """

    where: str
    bindings: tuple[BoundKeys, ...]
    is_text: Callable[[str], bool]


def assign(
    contexts: Sequence[KeyContext], wanted: Mapping[str, str], read_key: Callable[[str], str]
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Take the keys of the settings that can be given; say in a sentence each why others cannot.

    `wanted` has a list of keys, parted by commas, for an id. `read_key` gives the one name of a
    key, or raises ValueError with a sentence. An entry is taken whole or not at all; where it is
    not, the action keeps the keys it had.
    """
    defaults = {binding.id: binding.keys for context in contexts for binding in context.bindings if binding.id}
    granted: dict[str, tuple[str, ...]] = {}
    refused: dict[str, str] = {}
    for name, text in wanted.items():
        try:
            granted[name] = _read(name, text, defaults, read_key)
        except ValueError as error:
            refused[name] = str(error)
    while found := next(_offences(contexts, granted, defaults), None):
        name, why = found
        del granted[name]
        refused[name] = why
    told = (
        f"[keys] {name}: {refused[name]}"
        + (f" Its key is still {' or '.join(defaults[name])}." if name in defaults else " It is passed over.")
        for name in wanted
        if name in refused
    )
    return granted, tuple(told)


def _read(name: str, text: str, defaults: Keys, read_key: Callable[[str], str]) -> tuple[str, ...]:
    if name not in defaults:
        near = get_close_matches(name, defaults, n=1, cutoff=0.0)
        raise ValueError(
            f"there is no action of that name; the nearest is {near[0]}." if near else "there is no action."
        )
    if not text.strip():
        raise ValueError('no key is given; expected one or more, such as "n" or "f5,ctrl+s".')
    return tuple(dict.fromkeys(read_key(key.strip()) for key in text.split(",")))


def _offences(contexts: Sequence[KeyContext], granted: Keys, defaults: Keys) -> Iterator[tuple[str, str]]:
    """Find entries that take another action's key, or leave their own action without one."""
    order = list(granted)
    places = [
        (name, context) for name in order for context in contexts if any(name == item.id for item in context.bindings)
    ]
    for name, context in places:
        new = set(granted[name]) - set(defaults[name])
        for other in context.bindings:
            for key in _keys(other, granted):
                if other.id != name and key in new and not _later(other, key, name, order, defaults):
                    told = f"{other.name} ({other.id})" if other.id else other.name
                    yield name, f"{key} is taken already {context.where}: {told}."
    for name, context in places:
        if name in _reached(context, defaults) and name not in _reached(context, granted):
            yield name, f"{' and '.join(granted[name])} would be text {context.where}; give it a key that is none."


def _later(other: BoundKeys, key: str, name: str, order: list[str], defaults: Keys) -> bool:
    """Tell whether the other action asks for the key as well, but after this one: then it is the one to be refused."""
    return other.id in order and key not in defaults[other.id] and order.index(other.id) > order.index(name)


def _keys(binding: BoundKeys, granted: Keys) -> tuple[str, ...]:
    return granted.get(binding.id, binding.keys) if binding.id else binding.keys


def _reached(context: KeyContext, granted: Keys) -> set[str | None]:
    """Give the ids of the actions that some key reaches."""
    winners: dict[str, BoundKeys] = {}
    for binding in context.bindings:
        for key in _keys(binding, granted):
            if not context.is_text(key) and (key not in winners or binding.priority):
                winners[key] = binding
    return {binding.id for binding in winners.values()}
