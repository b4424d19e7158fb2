"""The shipped figures and random ones, for the tests of the figure."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import strategies as st

from stretchtui.domain.figure.keyframes import Figure, Frame, Leg
from stretchtui.domain.figure.positions import Hands, Position, View
from stretchtui.domain.figure.segments import FOREARM, HAND, SHANK, THIGH, UPPER_ARM
from stretchtui.domain.figure.skeleton import Skeleton

EXERCISES = Path(__file__).parents[2] / "data" / "exercises"


def shipped() -> dict[str, Figure]:
    """Read the figure of every exercise that ships."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(EXERCISES.glob("*.toml"))}
    return {
        name: msgspec.convert({"position": table["position"]} | table["figure"], Figure)
        for name, table in tables.items()
        if "figure" in table
    }


SHIPPED = shipped()
LYING = {name: figure for name, figure in SHIPPED.items() if figure.placed is Position.SUPINE}

legs = st.builds(Leg, hip=st.floats(0, 130), knee=st.floats(0, 150), ankle=st.floats(-20, 60))


@st.composite
def frames(draw: st.DrawFn, *, lifts: bool, parts: bool = False) -> Frame:
    leg = draw(st.none() | legs) if lifts else None
    free = [Hands.MATTRESS, Hands.OUT, Hands.CHEST]
    return Frame(
        trunk=draw(st.floats(0, 40)),
        pelvis=draw(st.floats(-15, 30)),
        leg=leg,
        other_leg=draw(st.none() | legs) if lifts else None,
        hands=draw(st.sampled_from([*free, Hands.SHIN, Hands.THIGH] if leg else free)),
        roll=0.0 if lifts or parts else draw(st.floats(0, 60)),
        pelvis_roll=0.0 if lifts else draw(st.floats(0, 30)),
        part=draw(st.floats(0, 60)) if parts and not lifts else 0.0,
    )


figures = st.sampled_from(list(LYING.values())) | st.builds(
    Figure,
    view=st.sampled_from([View.SIDE, View.CLOSE, View.CEILING]),
    frames=st.tuples(st.booleans(), st.booleans()).flatmap(
        lambda does: st.lists(frames(lifts=does[0], parts=does[1]), max_size=4).map(tuple)
    ),
)
reaches = st.floats(0, 1)


def assert_limbs(pose: Skeleton) -> None:
    """Check that no bone of a limb is longer or shorter than it is."""
    for leg in (pose.right_leg, pose.left_leg):
        assert leg.hip.distance(leg.knee) == pytest.approx(THIGH, abs=1e-6)
        assert leg.knee.distance(leg.ankle) == pytest.approx(SHANK, abs=1e-6)
        assert leg.ankle.distance(leg.toe) == pytest.approx(0.10628, abs=1e-4)
    for arm in (pose.right_arm, pose.left_arm):
        assert arm.shoulder.distance(arm.elbow) == pytest.approx(UPPER_ARM, abs=1e-6)
        assert arm.elbow.distance(arm.wrist) == pytest.approx(FOREARM, abs=1e-6)
        assert arm.wrist.distance(arm.hand) == pytest.approx(HAND, abs=1e-6)
