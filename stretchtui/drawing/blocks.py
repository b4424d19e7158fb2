"""Block characters: a cell cut into 2 x 2, 2 x 3 or 2 x 4 places, each filled or not.

A cell's dots, eight bits in the order of braille, are fitted to the places; a place that
holds parts of several dots weighs them by how much of each it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

_ROWS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))

_Parts = tuple[tuple[int, int], ...]


def _weights(rows: int) -> list[dict[int, float]]:
    """Tell how much of each dot every place holds, places by row and column."""
    places: list[dict[int, float]] = []
    for row in range(rows):
        top, bottom = row * 4 / rows, (row + 1) * 4 / rows
        shares = [max(0.0, min(bottom, dot + 1) - max(top, dot)) for dot in range(4)]
        places.extend(
            {bits[column]: share for bits, share in zip(_ROWS, shares, strict=True) if share > 1e-9}
            for column in range(2)
        )
    return places


class Blocks:
    """One set of block characters."""

    def __init__(self, rows: int, characters: Sequence[str]) -> None:
        """Take the characters in order of the places they fill, the first place being the lowest bit."""
        self.rows = rows
        self._weights = _weights(rows)
        self._whole = 8 / len(self._weights)
        self._by_places = characters
        self.two_inks = lru_cache(maxsize=4096)(self._two_inks)

    @cached_property
    def characters(self) -> Sequence[str]:
        """The best character for any dots of one ink; a terminal is drawn on with one set, or none."""
        return [self._by_places[self._places(dots)] for dots in range(256)]

    @cached_property
    def drawn(self) -> bytes:
        """Tells of any dots whether anything is to be seen of them: 255 or 0."""
        return bytes(255 if character != " " else 0 for character in self.characters)

    def places_of(self, character: str) -> int:
        """Tell which places a character fills, the first place being the lowest bit."""
        return self._by_places.index(character)

    def _weight(self, place: int, dots: int) -> float:
        return sum(share for bit, share in self._weights[place].items() if bit & dots)

    def _places(self, dots: int) -> int:
        """Fit dots of one ink; a place half full is filled where the one beside it has any, lest it stick out."""
        filled = 0
        for place in range(len(self._weights)):
            weight = self._weight(place, dots)
            if weight > self._whole * 0.5 + 1e-9 or (
                weight > self._whole * 0.5 - 1e-9 and self._weight(place ^ 1, dots) > 1e-9
            ):
                filled |= 1 << place
        return filled

    def _two_inks(self, parts: _Parts) -> tuple[str, int, int]:
        """Fit dots of several inks: (character, its ink, the background's ink).

        Each place takes the ink with most of it, the higher of two alike; of more than two in a
        cell, the one with fewest places gives way to the foremost of the others. Ink 0 is nothing.
        """
        filled = self._places(sum(dots for _, dots in parts))
        owners = [
            max(parts, key=lambda part: (self._weight(place, part[1]), part[0]))[0] if filled >> place & 1 else 0
            for place in range(len(self._weights))
        ]
        inks = sorted(set(owners), key=lambda ink: (ink == 0, -owners.count(ink), -ink))
        if inks[0] == 0:
            return " ", 0, 0
        if len(inks) > 2 and owners.count(0) > owners.count(inks[1]):
            inks = [inks[0], 0]
        fore, back = inks[0], inks[1] if len(inks) > 1 else 0
        index = sum(1 << place for place, ink in enumerate(owners) if ink == fore or (ink and ink != back))
        return self._by_places[index], fore, back


def _sextants() -> list[str]:
    """List 2 x 3 blocks: U+1FB00 and on, but for those that older blocks have."""
    older = {0: " ", 0b010101: "▌", 0b101010: "▐", 0b111111: "█"}
    names = (chr(code) for code in range(0x1FB00, 0x1FB3C))
    return [older[places] if places in older else next(names) for places in range(64)]


def _octants() -> list[str]:
    """List 2 x 4 blocks: U+1CD00 and on, but for those that older blocks have."""
    older: dict[int, str] = {}
    halves = (0b00000101, 0b00001010, 0b01010000, 0b10100000)
    for places, character in enumerate(_QUADRANTS):
        older[sum(half for place, half in enumerate(halves) if places >> place & 1)] = character
    older |= {0b11000000: "▂", 0b11111100: "▆", 0b00000011: "\U0001fb82", 0b00111111: "\U0001fb85"}
    older |= {0b00000001: "\U0001cea8", 0b00000010: "\U0001ceab", 0b01000000: "\U0001cea3", 0b10000000: "\U0001cea0"}
    older |= {0b00010100: "\U0001fbe6", 0b00101000: "\U0001fbe7"}
    names = (chr(code) for code in range(0x1CD00, 0x1CDE6))
    return [older[places] if places in older else next(names) for places in range(256)]


_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"

QUADRANTS = Blocks(2, _QUADRANTS)
SEXTANTS = Blocks(3, _sextants())
OCTANTS = Blocks(4, _octants())
