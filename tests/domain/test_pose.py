from __future__ import annotations

from math import atan2, degrees, isclose

import msgspec
import pytest

from stretchtui.domain.figure.keyframes import Figure, Frame, Leg
from stretchtui.domain.figure.pose import MATTRESS_HAND_Y, TRUNK, pose_at
from stretchtui.domain.figure.positions import Hands, View
from stretchtui.domain.figure.skeleton import LowerLimb, Skeleton
from stretchtui.domain.figure.vectors import Point
from tests.domain.figures import SHIPPED, assert_limbs, figures, reaches
from tests.how_often import often
from tests.tables import every_row

HALF_A_DOT = 0.5 / 200
"""In body heights, on a figure as wide as a canvas of 125 columns."""


def legs_of(pose: Skeleton) -> tuple[LowerLimb, LowerLimb]:
    return pose.right_leg, pose.left_leg


def angle_at(a: Point, joint: Point, b: Point) -> float:
    first = degrees(atan2(a.y - joint.y, a.x - joint.x))
    second = degrees(atan2(b.y - joint.y, b.x - joint.x))
    return abs((first - second + 180) % 360 - 180)


@often(8, 100, figures, reaches)
def test_bones_keep_their_length(figure: Figure, reach: float) -> None:
    assert_bones(figure, reach)


def test_bones_keep_their_length_where_the_hip_is_as_far_from_the_foot_as_can_be() -> None:
    frame = Frame(at=None, trunk=40.0, pelvis=0.0, hands=Hands.MATTRESS, pelvis_roll=30.0)
    assert_bones(Figure(view=View.SIDE, frames=(frame,)), 1.0)


def assert_bones(figure: Figure, reach: float) -> None:
    pose = pose_at(figure, reach)
    assert_limbs(pose)
    shoulders = pose.right_arm.shoulder.towards(pose.left_arm.shoulder, 0.5)
    assert shoulders.distance(pose.pelvis) == pytest.approx(TRUNK, abs=1e-6)


@often(8, 100, figures, reaches)
def test_nothing_sinks_into_the_mattress(figure: Figure, reach: float) -> None:
    assert min(point.y for point in pose_at(figure, reach).points) > 0


@often(8, 100, figures, reaches)
def test_planted_feet_stay_where_they_are(figure: Figure, reach: float) -> None:
    start, pose = pose_at(figure, 0.0), pose_at(figure, reach)
    for planted, leg in zip(legs_of(start), legs_of(pose), strict=True):
        if not leg.lifted:
            assert leg.ankle.distance(planted.ankle) < HALF_A_DOT
            assert leg.toe.distance(planted.toe) < HALF_A_DOT


@often(8, 100, figures, reaches)
def test_left_is_the_mirror_of_right(figure: Figure, reach: float) -> None:
    right, left = pose_at(figure, reach), pose_at(figure, reach, mirrored=True)
    for limb, other in ((right.right_leg, left.left_leg), (right.right_arm, left.left_arm)):
        assert [point.mirrored() for point in limb.points] == list(other.points)
    assert right.right_leg.moving is left.left_leg.moving
    assert left.sides_exchanged() == right


@often(8, 100, figures, reaches)
def test_nothing_jumps(figure: Figure, reach: float) -> None:
    # A limb that comes straight moves as the root of time there: fast, yet without a jump.
    moment = 1e-9
    for at in (reach, *figure.times):
        before, after = pose_at(figure, at - moment / 2), pose_at(figure, at + moment / 2)
        pairs = zip(before.points, after.points, strict=True)
        assert max(a.distance(b) for a, b in pairs) < 0.02


def test_no_figure_is_the_start_pose_however_far() -> None:
    assert list(pose_at(None, 0.7).points) == list(pose_at(Figure(), 0.0).points)
    leg = pose_at(None, 0.0).right_leg
    assert angle_at(leg.hip, leg.knee, leg.ankle) == pytest.approx(90, abs=0.5)


def test_reach_outside_is_the_nearer_end() -> None:
    figure = SHIPPED["bed-bridge"]
    assert pose_at(figure, -3.0) == pose_at(figure, 0.0)
    assert pose_at(figure, 7.0) == pose_at(figure, 1.0)


@every_row("mirrored", [False, True])
@every_row("name", ["knee-to-chest", "knees-to-chest"])
def test_hands_hold_the_front_of_the_shin(name: str, mirrored: bool) -> None:
    pose = pose_at(SHIPPED[name], 1.0, mirrored=mirrored)
    moving = pose.left_leg if mirrored else pose.right_leg
    for arm, own in ((pose.right_arm, pose.right_leg), (pose.left_arm, pose.left_leg)):
        leg = own if name == "knees-to-chest" else moving
        held = leg.knee.towards(leg.ankle, 0.27)
        assert arm.wrist.distance(held) < 0.05
        assert arm.hand.y > held.y  # fingers over the front of the shin, which faces up


@pytest.mark.parametrize("mirrored", [False, True])
def test_hands_hold_the_back_of_the_thigh(mirrored: bool) -> None:
    pose = pose_at(SHIPPED["hamstring-stretch"], 1.0, mirrored=mirrored)
    leg = pose.left_leg if mirrored else pose.right_leg
    held = leg.hip.towards(leg.knee, 0.58)
    for arm in (pose.right_arm, pose.left_arm):
        assert arm.wrist.distance(held) < 0.05
        assert arm.hand.x > held.x  # the back of a raised thigh faces the feet


def test_the_hamstring_stretch_keeps_thigh_upright_knee_bent_and_toes_up() -> None:
    leg = pose_at(SHIPPED["hamstring-stretch"], 1.0).right_leg
    assert leg.hip.x == pytest.approx(leg.knee.x, abs=1e-6)
    assert 150 < angle_at(leg.hip, leg.knee, leg.ankle) < 175
    assert leg.toe.y > leg.ankle.y + 0.05


def test_the_bridge_ends_in_one_straight_line() -> None:
    pose = pose_at(SHIPPED["bed-bridge"], 1.0)
    shoulder = pose.right_arm.shoulder
    assert angle_at(shoulder, pose.right_leg.hip, pose.right_leg.knee) == pytest.approx(180, abs=2)
    assert pose.right_arm.shoulder == pose_at(None, 0.0).right_arm.shoulder
    assert pose.right_arm.wrist.y == pytest.approx(MATTRESS_HAND_Y)


def test_rotation_keeps_shoulders_and_one_foot_down() -> None:
    base, pose = pose_at(None, 0.0), pose_at(SHIPPED["lumbar-rotation"], 1.0)
    assert pose.right_arm.shoulder == base.right_arm.shoulder
    assert not pose.right_leg.lifted
    assert pose.left_leg.lifted
    # Both knees go to the person's right, and stay together.
    assert pose.right_leg.knee.z > 0.12
    assert pose.left_leg.knee.z > 0.02
    assert pose.right_leg.knee.distance(pose.left_leg.knee) < 0.11
    left = pose_at(SHIPPED["lumbar-rotation"], 1.0, mirrored=True)
    assert left.left_leg.knee.z < -0.12


def test_the_pelvic_tilt_closes_the_hollow() -> None:
    figure = SHIPPED["pelvic-tilt"]
    hollows = [pose_at(figure, reach / 10).hollow for reach in range(11)]
    assert hollows == sorted(hollows, reverse=True)
    assert hollows[0] > 0.03
    assert isclose(hollows[-1], 0.0, abs_tol=1e-9)


def test_breathing_moves_chest_and_belly_only_a_little() -> None:
    figure = SHIPPED["knee-to-chest"]
    still, breath = pose_at(figure, 1.0), pose_at(figure, 1.0, breath=0.5)
    assert 0 < still.chest.distance(breath.chest) < 0.02
    assert still.right_leg == breath.right_leg
    assert pose_at(figure, 1.0, breath=1.0).chest.distance(still.chest) < 1e-9


@every_row(
    ("table", "message"),
    [
        ({"frames": [{"leg": {"hip": 190, "knee": 0}}]}, r"hip: expected 0 to 130, got 190.*\$\.frames\[0\]\.leg"),
        ({"frames": [{"leg": {"hip": 90}}]}, r"missing required field `knee`.*frames\[0\]\.leg"),
        ({"frames": [{"trunk": float("nan")}]}, r"trunk: expected 0 to 40, got nan"),
        ({"frames": [{"hands": "shin"}]}, r"frames\[0\]: expected a lifted `leg` for hands on the shin"),
        ({"frames": [{"at": 0.5}, {}]}, r"expected `at` in every frame or in none"),
        ({"frames": [{"at": 0.5}, {"at": 0.4}]}, r"rising from above 0 to 1"),
        ({"frames": [{"at": 0.0}, {"at": 1.0}]}, r"rising from above 0 to 1"),
        ({"frames": [{}] * 13}, r"expected at most 12 frames, got 13"),
        ({"frames": [{"leg": {"hip": 90, "knee": 90}}, {"roll": 20}]}, r"either lifted legs or `roll`"),
        ({"frames": [{"part": 20}, {"roll": 20}]}, r"either `roll` or `part`"),
        ({"view": "top"}, r"Invalid enum value 'top'.*\$\.view"),
        ({"start": "shin"}, r'start: expected "mattress", "chest" or "out"'),
    ],
)
def test_a_mistake_in_a_file_is_named(table: dict[str, object], message: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=message):
        msgspec.convert(table, Figure)


def test_frames_are_reached_when_they_say() -> None:
    figure = Figure(frames=(Frame(at=0.2, leg=Leg(hip=90, knee=90)), Frame(at=1.0, leg=Leg(hip=90, knee=20))))
    leg = pose_at(figure, 0.2).right_leg
    assert angle_at(leg.hip, leg.knee, leg.ankle) == pytest.approx(90, abs=1e-6)
    assert figure.times == (0.0, 0.2, 1.0)


def test_a_hand_that_changes_its_hold_does_not_jump() -> None:
    bent = Leg(hip=100, knee=120)
    figure = Figure(frames=(Frame(leg=bent, hands=Hands.SHIN), Frame(leg=bent, other_leg=bent, hands=Hands.SHIN)))
    before, after = pose_at(figure, 0.4999).left_arm, pose_at(figure, 0.5001).left_arm
    assert before.wrist.distance(after.wrist) < 0.002
