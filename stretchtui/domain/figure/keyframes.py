"""What an exercise file says about its figure: poses as data, in degrees.

Angles are those of KINEMATICS: design values inside published ranges of motion, not
reviewed by a clinician. The bounds below keep a typing mistake from breaking a body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.fields import Length, Within, refuse_mistakes
from stretchtui.domain.figure import fitting
from stretchtui.domain.figure.positions import SUPPORTS, Hands, Position, Support, View


class BodyPart(StrEnum):
    """A part of the body that can be shown bright, as the one that works."""

    LEG = "leg"
    OTHER_LEG = "other-leg"
    PELVIS = "pelvis"
    ARM = "arm"
    OTHER_ARM = "other-arm"
    TRUNK = "trunk"
    HEAD = "head"


class Arrow(StrEnum):
    """A small arrow, for a movement too small to see.

    DOWN, UP: over the lower back, over the knee of a straight leg that works or at straight feet; seen
    from the front DOWN beside the head and UP beside the foot. SIDE: beside the head, to the side that
    moves. BACK: behind the shoulders. IN: two that press together. ROUND: a circle beside each shoulder.
    """

    NONE = "none"
    DOWN = "down"
    UP = "up"
    SIDE = "side"
    BACK = "back"
    IN = "in"
    ROUND = "round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A lifted leg, in degrees.

    `hip`: thigh against the pelvis, 0 to 130, 90 at right angles. `knee`: 0 straight to 150.
    `ankle`: 0 foot square to the shin, up to 60 toes pointed away, down to -20 toes drawn up.
    """

    hip: Annotated[float, Within(0, 130)]
    knee: Annotated[float, Within(0, 150)]
    ankle: Annotated[float, Within(-20, 60)] = 15.0

    def __post_init__(self) -> None:
        """Refuse what no joint does."""
        refuse_mistakes(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """An arm that is held somewhere of its own, in degrees.

    `forward`: upper arm in front of the trunk, 0 hanging, 90 level, -60 to 180. `out`: away to its
    own side, 0 to 120. `elbow`: 0 straight to 150.
    """

    forward: Annotated[float, Within(-60, 180)] = 0.0
    out: Annotated[float, Within(0, 120)] = 0.0
    elbow: Annotated[float, Within(0, 150)] = 0.0

    def __post_init__(self) -> None:
        """Refuse what no joint does."""
        refuse_mistakes(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neck:
    """A head out of its rest, in degrees.

    `tilt`: ear towards the moving side's shoulder, up to 45. `turn`: face towards that side, up to 80.
    `nod`: chin down, -40 to 45.
    """

    tilt: Annotated[float, Within(-45, 45)] = 0.0
    turn: Annotated[float, Within(-80, 80)] = 0.0
    nod: Annotated[float, Within(-40, 45)] = 0.0

    def __post_init__(self) -> None:
        """Refuse what no neck does."""
        refuse_mistakes(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One pose on the way from the start (reach 0) to the hold (reach 1), in degrees.

    `at`: the reach at which this pose is passed, above 0 and at most 1; without it frames are
    spread evenly. `trunk`: the line from shoulder to hip, 0 to 40, the hips rising.
    `pelvis`: -15 to 30, above 0 tilted back, which flattens the lower back (flat at 9).
    `leg`, `other_leg`: the moving side's leg and the other one where they are lifted; a leg
    left out keeps its foot planted and bends as it must. `hands`: see Hands. `roll`: how far
    both knees lean to the moving side, 0 to 60, and `pelvis_roll` how far the pelvis follows,
    0 to 30; for the view from the ceiling, and not together with lifted legs. `part`: how far both
    knees fall apart, feet staying, 0 to 60. These five are for lying on the back.

    In every other position: `lean`: trunk forward, -15 to 60. `bend`: trunk to the moving side, 0 to
    35. `twist`: shoulders turned to that side, 0 to 45. `rise`: the way from the seat to standing, 0 to
    1. `neck`, `arm`, `other_arm`: see Neck and Reach; an arm left out does as `hands` say.
    `shoulders_up`, `shoulders_back`: shares of what shoulders do, -1 to 1. `hands` left out are at
    their usual place.
    """

    at: Annotated[float, Within(0, 1)] | None = None
    trunk: Annotated[float, Within(0, 40)] = 0.0
    pelvis: Annotated[float, Within(-15, 30)] = 0.0
    leg: Leg | None = None
    other_leg: Leg | None = None
    hands: Hands = Hands.MATTRESS
    roll: Annotated[float, Within(0, 60)] = 0.0
    pelvis_roll: Annotated[float, Within(0, 30)] = 0.0
    part: Annotated[float, Within(0, 60)] = 0.0
    lean: Annotated[float, Within(-15, 60)] = 0.0
    bend: Annotated[float, Within(0, 35)] = 0.0
    twist: Annotated[float, Within(0, 45)] = 0.0
    rise: Annotated[float, Within(0, 1)] = 0.0
    neck: Neck = Neck()
    arm: Reach | None = None
    other_arm: Reach | None = None
    shoulders_up: Annotated[float, Within(-1, 1)] = 0.0
    shoulders_back: Annotated[float, Within(-1, 1)] = 0.0

    def __post_init__(self) -> None:
        """Refuse angles outside the ranges of the docstring."""
        refuse_mistakes(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An exercise's figure: the `[figure]` table of its file.

    `position`: how the body rests; left out it is the exercise's, and on the back where that says none.
    `support`: what is drawn under or beside it, left out the position's usual one. `view`: see View.
    `moves`: the bright parts, any of "leg", "other-leg", "pelvis", "arm", "other-arm", "trunk" and
    "head". `arrow`: see Arrow. `start`: the hands' place in the start pose, which is the usual one of
    the position: on the back both knees are bent and both feet planted. `begin`: another start pose.
    `frames`: the poses that follow, the last one being the hold; none at all leaves the figure in the
    start pose. Frames are written for the right side moving; the left side's are their mirror image.

        [figure]
        moves = ["leg"]

        [[figure.frames]]
        leg = {hip = 90, knee = 25, ankle = 35}
        hands = "thigh"
    """

    position: Position | None = None
    support: Support | None = None
    view: View = View.SIDE
    moves: tuple[BodyPart, ...] = (BodyPart.LEG,)
    arrow: Arrow = Arrow.NONE
    start: Hands = Hands.MATTRESS
    begin: Frame | None = None
    frames: Annotated[tuple[Frame, ...], Length(0, 12, "at most {1} frames")] = ()

    def __post_init__(self) -> None:
        """Refuse what no body in this position does."""
        refuse_mistakes(self)

    @classmethod
    def broken_rules(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find frames out of order, holds on a planted leg, rolling with lifted legs, and what does not fit."""
        frames: tuple[Frame, ...] = values.get("frames", ())
        times = [frame.at for frame in frames if frame.at is not None]
        rising = all(before < after for before, after in pairwise([0.0, *times]))
        if times and not (len(times) == len(frames) and times[-1] == 1 and rising):
            yield "frames", "expected `at` in every frame or in none, rising from above 0 to 1 in the last"
        for number, frame in enumerate(frames):
            if frame.hands in {Hands.SHIN, Hands.THIGH} and frame.leg is None:
                yield f"frames[{number}]", f"expected a lifted `leg` for hands on the {frame.hands}"
        lifts = any(frame.leg or frame.other_leg for frame in frames)
        if lifts and any(frame.roll or frame.pelvis_roll or frame.part for frame in frames):
            yield "frames", "expected either lifted legs or `roll` in one figure, not both"
        if any(frame.roll for frame in frames) and any(frame.part for frame in frames):
            yield "frames", "expected either `roll` or `part` in one figure, not both"
        if values.get("start") in {Hands.SHIN, Hands.THIGH}:
            yield "start", 'expected "mattress", "chest" or "out"'
        if values.get("position"):
            yield from fitting.misfits(values)

    def misfits(self, position: Position) -> Iterator[tuple[str, str]]:
        """Find what nobody does in a position, by the key that says it."""
        return fitting.misfits(
            {name: getattr(self, name) for name in self.__dataclass_fields__} | {"position": position}
        )

    @property
    def times(self) -> tuple[float, ...]:
        """List the reach of every frame, the start pose's 0 first."""
        count = len(self.frames)
        return (0.0, *(frame.at or (number + 1) / count for number, frame in enumerate(self.frames)))

    @property
    def poses(self) -> tuple[Frame, ...]:
        """List the start pose and every frame."""
        return (self.begin or Frame(hands=self.start), *self.frames)

    @property
    def rests_on(self) -> Support:
        """What the body rests on or holds on to."""
        return self.support or SUPPORTS[self.placed][0]

    @property
    def beside(self) -> bool:
        """Whether what is held on to stands beside the body: from the front, or where a knee has to pass before it."""
        return self.view is not View.SIDE or any(frame.leg or frame.other_leg for frame in self.poses)

    @property
    def placed(self) -> Position:
        """How the body rests."""
        return self.position or Position.SUPINE
