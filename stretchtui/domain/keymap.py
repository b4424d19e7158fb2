"""Which keys the settings may give to which actions, so that no action is ever left without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum

from stretchtui.domain.dataclass import dataclass

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


class KeyFault(StrEnum):
    """Why keys of the settings cannot be given."""

    UNKNOWN_ACTION = "unknown-action"
    NO_KEY = "no-key"
    UNREADABLE = "unreadable"
    TAKEN = "taken"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedKeys:
    """Keys that cannot be given: to which action, why, and which it `keeps`; none where there is no such action.

    `nearest` is the action that may be meant, `why` what is said of a key that there is not. `keys` are those
    that are taken already, or would be text; `where` that is so, and by which action (`taken_by`).
    """

    action: str
    fault: KeyFault
    keeps: tuple[str, ...] = ()
    nearest: str = ""
    why: str = ""
    keys: tuple[str, ...] = ()
    where: str = ""
    taken_by: str = ""


def assign(
    contexts: Sequence[KeyContext], wanted: Mapping[str, str], read_key: Callable[[str], str]
) -> tuple[dict[str, tuple[str, ...]], tuple[RefusedKeys, ...]]:
    """Take the keys of the settings that can be given, and give what cannot.

    `wanted` has a list of keys, parted by commas, for an id. `read_key` gives the one name of a
    key, or raises ValueError with a sentence. An entry is taken whole or not at all; where it is
    not, the action keeps the keys it had.
    """
    defaults = {binding.id: binding.keys for context in contexts for binding in context.bindings if binding.id}
    granted: dict[str, tuple[str, ...]] = {}
    refused: dict[str, RefusedKeys] = {}
    for name, text in wanted.items():
        read = _read(name, text, defaults, read_key)
        if isinstance(read, RefusedKeys):
            refused[name] = read
        else:
            granted[name] = read
    while found := next(_offences(contexts, granted, defaults), None):
        del granted[found.action]
        refused[found.action] = found
    return granted, tuple(refused[name] for name in wanted if name in refused)


def _read(name: str, text: str, defaults: Keys, read_key: Callable[[str], str]) -> tuple[str, ...] | RefusedKeys:
    if name not in defaults:
        near = get_close_matches(name, defaults, n=1, cutoff=0.0)
        return RefusedKeys(action=name, fault=KeyFault.UNKNOWN_ACTION, nearest="".join(near))
    keeps = defaults[name]
    if not text.strip():
        return RefusedKeys(action=name, fault=KeyFault.NO_KEY, keeps=keeps)
    try:
        return tuple(dict.fromkeys(read_key(key.strip()) for key in text.split(",")))
    except ValueError as error:
        return RefusedKeys(action=name, fault=KeyFault.UNREADABLE, keeps=keeps, why=str(error))


def _offences(contexts: Sequence[KeyContext], granted: Keys, defaults: Keys) -> Iterator[RefusedKeys]:
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
                    yield RefusedKeys(
                        action=name,
                        fault=KeyFault.TAKEN,
                        keeps=defaults[name],
                        keys=(key,),
                        where=context.where,
                        taken_by=f"{other.name} ({other.id})" if other.id else other.name,
                    )
    for name, context in places:
        if name in _reached(context, defaults) and name not in _reached(context, granted):
            yield RefusedKeys(
                action=name, fault=KeyFault.TEXT, keeps=defaults[name], keys=granted[name], where=context.where
            )


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
