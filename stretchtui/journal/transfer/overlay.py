"""What a file says of a session, laid over what the journal has: what is left out stays, what is empty is empty now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from stretchtui.domain.dataclass import dataclass

Document = dict[str, Any]

Sources = Sequence[int | None]
"""For each entry of a result which of the file's entries it comes from, if from any."""

_IDENTITY = ("exercise", "side")
_ALWAYS_THERE = ("planned", "done")


class Given(dict[str, Any]):
    """An object as a file gives it. Of what it does not name all stays, or `keeps` alone where that is given."""

    __slots__ = ("keeps",)

    def __init__(self, fields: Mapping[str, Any], keeps: Collection[str] | None = None) -> None:
        super().__init__(fields)
        self.keeps = keeps


@dataclass(frozen=True, slots=True)
class GivenEntries:
    """The exercise entries that a file gives for a session, in its order.

    `places` has the place in the session that each is meant for, from 0 on. `complete`: there
    are no others. `ordered`: their order is meant; else it stays where all of them are known.
    """

    documents: Sequence[Mapping[str, Any]]
    places: Sequence[int]
    complete: bool = True
    ordered: bool = True


def overlaid(stored: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[Document, Sources]:
    """Lay what is given of a session over what is stored, `{}` for nothing; the entries' sources come along."""
    entries = given.get("exercises")
    if not isinstance(entries, GivenEntries):
        return _over(stored, given), ()
    present = stored.get("exercises")
    joined = _joined(present if isinstance(present, list) else [], entries)
    rest = Given(given, getattr(given, "keeps", None))
    rest["exercises"] = [entry for entry, _ in joined]
    return _over(stored, rest), [source for _, source in joined]


def _over(stored: Mapping[str, Any], given: Mapping[str, Any]) -> Document:
    """Lay an object over another, in the order of the stored one."""
    keeps = getattr(given, "keeps", None)
    result = {
        key: _value(value, given[key]) if key in given else value
        for key, value in stored.items()
        if keeps is None or key in keeps or key in given
    }
    for key, value in given.items():
        # Absent and empty are one: a column that few sessions need makes none of the others different.
        if key not in stored and not (stored and _is_empty(key, value)):
            result[key] = _value(None, value)
    return result


def _value(stored: Any, given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    return _over(stored if isinstance(stored, dict) else {}, given)


def _is_empty(key: str, value: Any) -> bool:
    if isinstance(value, Given) and key not in _ALWAYS_THERE:
        return all(item is None for item in value.values())
    return value is None


def _joined(stored: Sequence[Any], given: GivenEntries) -> list[tuple[Any, int | None]]:
    """Join entries with those that are stored, each result with its source."""
    partners = _partners(stored, given)
    order = sorted(range(len(partners)), key=given.places.__getitem__)
    if given.complete:
        known = {partner for partner in partners if partner is not None}
        if not given.ordered and len(known) == len(partners) == len(stored):
            order.sort(key=lambda index: partners[index] or 0)
        return [(_entry(stored, partners[index], given.documents[index]), index) for index in order]
    of = {partner: index for index, partner in enumerate(partners) if partner is not None}
    joined: list[tuple[Any, int | None]] = [
        (_entry(stored, place, given.documents[of[place]]), of[place]) if place in of else (entry, None)
        for place, entry in enumerate(stored)
    ]
    more = [index for index in order if partners[index] is None and not _blank(given.documents[index])]
    return joined + [(_entry(stored, None, given.documents[index]), index) for index in more]


def _entry(stored: Sequence[Any], place: int | None, given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    present = stored[place] if place is not None else {}
    return _over(present if isinstance(present, dict) else {}, given)


def _blank(entry: Any) -> bool:
    if isinstance(entry, dict):
        return all(_blank(value) for value in entry.values())
    return entry is None


def _partners(stored: Sequence[Any], given: GivenEntries) -> list[int | None]:
    """Find for each entry that is given the stored one that it speaks of, each for one alone.

    Exercise, side and how many such came before tell; where their number has changed, the
    place among all tells first. What is left over then is told by its place.
    """
    order = sorted(range(len(given.documents)), key=given.places.__getitem__)
    documents = given.documents
    names = [name for name in _IDENTITY if all(isinstance(entry, dict) and name in entry for entry in documents)]
    found: dict[int, int] = {}
    if names:
        wanted = _grouped({index: documents[index] for index in order}, names)
        present = _grouped(dict(enumerate(stored)), names)
        for key, indices in wanted.items():
            places = present.get(key, [])
            if len(places) != len(indices):
                same = {index: given.places[index] for index in indices if given.places[index] in places}
                taken = dict(zip(same.values(), same, strict=True))  # a place that is named twice is the last one's
                found |= {index: place for place, index in taken.items()}
                indices = [index for index in indices if index not in found]  # noqa: PLW2901
                places = [place for place in places if place not in taken]
            found |= dict(zip(indices, places, strict=False))
    free = set(range(len(stored))) - set(found.values())
    for index in order:
        if index not in found and given.places[index] in free:
            found[index] = given.places[index]
            free.remove(given.places[index])
    return [found.get(index) for index in range(len(documents))]


def _grouped(entries: Mapping[int, Any], names: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, entry in entries.items():
        if isinstance(entry, dict):
            groups.setdefault(tuple(str(entry.get(name)) for name in names), []).append(index)
    return groups
