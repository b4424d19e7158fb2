"""What plain mode says about its keys; which keys those are, it is told."""

from __future__ import annotations

from collections.abc import Iterator

from stretchtui.domain.cues.speech import Ways
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import beginning


@dataclass(frozen=True, slots=True)
class PlainKey:
    """What is typed as a line of its own, and what a sentence calls it where that is something else."""

    typed: str
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.typed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainKeys:
    """The keys of plain mode, by what they do."""

    enter: PlainKey
    next: PlainKey
    back: PlainKey
    pain: PlainKey
    take_back: PlainKey
    more: PlainKey
    less: PlainKey
    slower: PlainKey
    quicker: PlainKey
    full: PlainKey
    sound: PlainKey
    where: PlainKey
    instructions: PlainKey
    safety: PlainKey
    urgent: PlainKey
    end: PlainKey
    help: PlainKey
    not_said: PlainKey
    go_on: PlainKey
    keep: PlainKey
    discard: PlainKey
    later: PlainKey
    again: PlainKey
    as_text: PlainKey
    leave: PlainKey


def ways(keys: PlainKeys) -> Ways:
    """Say how to stop, to leave out and to begin, as a sentence says it."""
    return Ways(stop=f"type {keys.pain}", leave_out=f"type {keys.next}", begin=f"press {keys.enter}")


def in_short(keys: PlainKeys) -> str:
    """Tell the keys that matter most."""
    return (
        f"Press {keys.enter} to begin a movement at once, later to pause, and again to go on. "
        f"Other keys are letters, each with {keys.enter} after it: "
        f"{keys.next} for next, {keys.back} for back, {keys.pain} to stop because it hurts, {keys.end} to end early, "
        f"{keys.help} for help."
    )


def known(keys: PlainKeys) -> str:
    """Tell somebody who has heard them before how to hear the keys again."""
    return (
        f"Press {keys.enter} to begin a movement at once, later to pause, and again to go on. "
        f"{beginning(str(keys.help))}, then {keys.enter}, "
        "tells the other keys."
    )


def all_keys(keys: PlainKeys) -> Iterator[str]:
    """Tell every key of a session, a line each."""
    yield f"{keys.enter} alone: begin the movement while you get ready; else pause, or go on."
    yield f"{keys.next}: begin the movement while you get ready; else the next repetition, side or exercise."
    yield f"{keys.back}: this one again, or the one before."
    yield f"{keys.pain}: stop because it hurts. It asks what is to be marked, and how much it hurts."
    yield (
        f"{keys.take_back}: take the last step back, and the ones before it, within five seconds each; "
        "a pause does not count."
    )
    yield f"{keys.more} or {keys.less}: hold longer or less long in this exercise."
    yield f"{keys.slower.typed} or {keys.quicker.typed}: more or less time to move; holds stay as they are."
    yield f"{keys.full}: while you get ready, the whole of how this exercise is done, from its beginning."
    yield f"{keys.sound}: sound: silent, chime or voice."
    yield f"{keys.where}: where you are, and what to do now."
    yield f"{keys.instructions}: how this exercise is done, and who should ask first."
    yield f"{keys.safety}: safety, and when back pain needs urgent care."
    yield f"{keys.end}: end early. It asks first."
    yield f"{keys.help.typed}: these keys."
