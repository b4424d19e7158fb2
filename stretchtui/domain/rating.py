"""Rating scales and the answers given on them.

Stiffness is an 11-point numeric rating scale with both ends printed. Comfort has five
words and runs the other way, so the two never share an axis. Neither scale is
validated for a single morning: answers are the person's own notes, not a measurement.
"""

from __future__ import annotations

from dataclasses import replace

from stretchtui.domain.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale: its name and version travel with every answer.

    `minimum` and `maximum` are inclusive whole numbers. `words` is empty, or holds one
    word for each point from minimum to maximum.
    """

    id: str
    question: str
    minimum: int
    maximum: int
    low_anchor: str
    high_anchor: str
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a scale whose words do not match its points."""
        if self.words and len(self.words) != len(self.points):
            raise ValueError(f"scale {self.id}: {len(self.words)} words for {len(self.points)} points")

    @property
    def points(self) -> range:
        """Every point of the scale, lowest first."""
        return range(self.minimum, self.maximum + 1)

    def accepts(self, value: object) -> bool:
        """Tell whether value is a whole number on this scale (True and 3.0 are not)."""
        return type(value) is int and value in self.points

    def word(self, value: int) -> str:
        """Give the word of a point, or "" on a scale of bare numbers."""
        return self.words[value - self.minimum] if self.words else ""


def joined(scale: Scale, before: int | None, digit: int) -> int:
    """Give what a digit makes of the one right before it: the digit, or 10 where the scale has it."""
    return 10 if digit == 0 and before in (1, 10) and scale.accepts(10) else digit


@dataclass(slots=True)
class DigitEntry:
    """Turns digits pressed one after another into a number on a scale.

    On a scale that goes to 10, `1` and then `0` is 10, however long it takes, until another key is
    pressed; and a further `0` leaves it 10, for a hand that meant 10 must never have said 0.
    Any other digit that leads nowhere starts anew.
    """

    scale: Scale
    _entered: int = 0

    def press(self, digit: int) -> int | None:
        """Take a digit, 0-9; None when it is not on the scale."""
        self._entered = joined(self.scale, self._entered, digit)
        return self._entered if self.scale.accepts(self._entered) else None

    def forget(self) -> None:
        """Begin anew, because something else was done."""
        self._entered = 0


STIFFNESS = Scale(
    id="nrs-0-10/1",
    question="How stiff is your back right now, lying still?",
    minimum=0,
    maximum=10,
    low_anchor="no stiffness",
    high_anchor="worst imaginable",
)


def stiffness(*, lying: bool) -> Scale:
    """Give the scale of stiffness, asked as it fits the position that a routine begins in."""
    return STIFFNESS if lying else replace(STIFFNESS, question="How stiff are you right now?")


COMFORT = Scale(
    id="comfort-1-5/1",
    question="How comfortable was the session?",
    minimum=1,
    maximum=5,
    low_anchor="very uncomfortable",
    high_anchor="very comfortable",
    words=("very uncomfortable", "uncomfortable", "all right", "comfortable", "very comfortable"),
)

PAIN = Scale(
    id="nrs-0-10/1",
    question="How much does it hurt?",
    minimum=0,
    maximum=10,
    low_anchor="no pain",
    high_anchor="worst possible pain",
)

SCALES: dict[str, str] = {"stiffness": STIFFNESS.id, "comfort": COMFORT.id}
"""Which scale each rated thing is asked on; stored with every record."""
