"""Every figure that ships: bodies that could do it, on supports that are touched and never entered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import acos, degrees

import pytest

from stretchtui.domain.figure import body
from stretchtui.domain.figure.grips import REST_Y
from stretchtui.domain.figure.pose import pose_at
from stretchtui.domain.figure.positions import Hands, Position, Support, View
from stretchtui.domain.figure.posture import SEAT_Y
from stretchtui.domain.figure.segments import FOREARM, HAND, SHANK, THIGH, UPPER_ARM
from stretchtui.domain.figure.skeleton import Skeleton
from stretchtui.domain.figure.supports import BACK_Y, EDGE_Z, SEAT_X
from stretchtui.domain.figure.vectors import Point
from tests.domain.figures import SHIPPED
from tests.how_often import and_slowly
from tests.tables import every_row

STEPS = 120
LOOKED_AT = [step / 24 for step in range(25)]
HARDLY = 0.012
"""How much flesh gives where it rests, in body heights."""

BEGUN_ALIKE = [name for name, figure in SHIPPED.items() if not figure.begin and figure.start is not Hands.HOLD]
HELD = [name for name, figure in SHIPPED.items() if figure.start is Hands.HOLD]
SEATED = [name for name, figure in SHIPPED.items() if figure.placed is Position.SITTING]
"""Exercises whose start is the same on both sides, that hold on, and that are done on a chair."""


def angle(a: Point, joint: Point, b: Point) -> float:
    """Measure the angle between two bones, in degrees."""
    first, last = ([end - at for end, at in zip(point, joint, strict=True)] for point in (a, b))
    along = sum(one * other for one, other in zip(first, last, strict=True))
    return degrees(acos(max(-1.0, min(1.0, along / joint.distance(a) / joint.distance(b)))))


def flesh(pose: Skeleton) -> Iterator[tuple[Point, float]]:
    """Give places along legs and upper arms with the flesh round each."""
    for leg in (pose.right_leg, pose.left_leg):
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            yield leg.hip.towards(leg.knee, share), body.HIP_R + (body.KNEE_R - body.HIP_R) * share
            yield leg.knee.towards(leg.ankle, share), body.KNEE_R + (body.ANKLE_R - body.KNEE_R) * share
        yield leg.toe, body.TOE_R
    for arm in (pose.right_arm, pose.left_arm):
        yield arm.elbow, body.ELBOW_R
        yield arm.wrist, body.WRIST_R


@every_row("name", SHIPPED)
def test_bones_keep_their_length(name: str) -> None:
    for reach in LOOKED_AT:
        pose = pose_at(SHIPPED[name], reach)
        for leg in (pose.right_leg, pose.left_leg):
            assert leg.hip.distance(leg.knee) == pytest.approx(THIGH, abs=1e-6)
            assert leg.knee.distance(leg.ankle) == pytest.approx(SHANK, abs=1e-6)
        for arm in (pose.right_arm, pose.left_arm):
            bones = [a.distance(b) for a, b in pairwise(arm.points)]
            assert bones == pytest.approx([UPPER_ARM, FOREARM, HAND], abs=1e-6)


@every_row("name", SHIPPED)
def test_joints_stay_inside_published_ranges(name: str) -> None:
    for reach in LOOKED_AT:
        pose = pose_at(SHIPPED[name], reach)
        shoulders = pose.right_arm.shoulder.towards(pose.left_arm.shoulder, 0.5)
        for leg in (pose.right_leg, pose.left_leg):
            assert 180 - angle(leg.hip, leg.knee, leg.ankle) <= 140
            assert 180 - angle(shoulders, pose.pelvis, leg.knee.moved(z=pose.pelvis.z - leg.hip.z)) <= 135
        for arm in (pose.right_arm, pose.left_arm):
            assert 180 - angle(arm.shoulder, arm.elbow, arm.wrist) <= 150
        assert (
            angle(pose.crown, pose.head, pose.head.moved(*(b - a for a, b in zip(pose.pelvis, shoulders, strict=True))))
            <= 45.1
        )
        assert abs(pose.turn) <= 80


@every_row("name", SHIPPED)
def test_nothing_goes_through_what_it_lies_or_stands_on(name: str) -> None:
    for reach in LOOKED_AT:
        for place, radius in flesh(pose_at(SHIPPED[name], reach)):
            assert place.y - radius > -HARDLY, (reach, place)


@every_row("name", SEATED)
def test_a_chair_is_sat_on_and_never_entered(name: str) -> None:
    back, front = SEAT_X
    for reach in LOOKED_AT:
        pose = pose_at(SHIPPED[name], reach)
        for place, radius in flesh(pose):
            if back < place.x < front:
                assert place.y - radius > SEAT_Y - HARDLY, (reach, place)
            assert place.x - radius > back or place.y - radius > BACK_Y, (reach, place)
        if reach == 0:
            assert min(leg.hip.y for leg in (pose.right_leg, pose.left_leg)) - body.HIP_R - SEAT_Y < HARDLY


@pytest.mark.parametrize("name", HELD)
def test_a_counter_is_held_all_the_time_and_never_entered(name: str) -> None:
    assert SHIPPED[name].rests_on is Support.COUNTER
    for reach in LOOKED_AT:
        pose = pose_at(SHIPPED[name], reach)
        assert 0 < pose.left_arm.wrist.y - REST_Y < 0.03, reach
        for place, radius in flesh(pose):
            assert place.z - radius > EDGE_Z or place.y - radius > REST_Y - HARDLY, (reach, place)


def test_standing_work_has_something_to_hold_on_to() -> None:
    standing = {name for name, figure in SHIPPED.items() if figure.placed is Position.STANDING}
    assert standing == set(HELD)


@every_row("name", ["heel-slide", "knee-rolls", "ankle-bends", "knee-press", "buttock-squeeze"])
def test_without_bending_no_hip_goes_past_a_right_angle(name: str) -> None:
    for reach in LOOKED_AT:
        pose = pose_at(SHIPPED[name], reach)
        for leg in (pose.right_leg, pose.left_leg):
            assert 180 - angle(Point(0, 0.055, leg.hip.z), leg.hip, leg.knee) <= 90
        assert pose.roll <= 15


@every_row("name", ["neck-rotation", "neck-tilt", "neck-stretch", "sideways-bend", "upper-body-twist"])
def test_what_is_seen_best_from_the_front_is_seen_from_there(name: str) -> None:
    assert SHIPPED[name].view in {View.FRONT, View.PORTRAIT}


@every_row("name", SHIPPED)
@pytest.mark.parametrize("mirrored", [False, *and_slowly(True)])
def test_no_joint_of_a_shipped_figure_is_hurried(name: str, mirrored: bool) -> None:
    # 0.03 body heights in a hundredth of a two-second movement is 2.6 m/s for a tall person's toes.
    poses = [list(pose_at(SHIPPED[name], step / STEPS, mirrored=mirrored).points) for step in range(STEPS + 1)]
    for one, other in pairwise(poses):
        assert all(a.distance(b) < 0.03 for a, b in zip(one, other, strict=True))


@every_row("name", SHIPPED)
def test_ends_are_soft(name: str) -> None:
    figure = SHIPPED[name]
    for end, inside in ((0.0, 0.01), (1.0, 0.99)):
        pairs = zip(pose_at(figure, end).points, pose_at(figure, inside).points, strict=True)
        assert max(a.distance(b) for a, b in pairs) < 0.004


@every_row("name", BEGUN_ALIKE)
def test_changing_sides_at_the_start_moves_no_joint(name: str) -> None:
    right, left = pose_at(SHIPPED[name], 0.0), pose_at(SHIPPED[name], 0.0, mirrored=True)
    assert all(a.distance(b) < 1e-9 for a, b in zip(right.points, left.points, strict=True))


def test_every_exercise_has_a_figure_that_differs_from_its_start() -> None:
    assert len(SHIPPED) >= 20
    for name, figure in SHIPPED.items():
        start, hold = pose_at(figure, 0.0), pose_at(figure, 1.0)
        moved = max(a.distance(b) for a, b in zip(start.points, hold.points, strict=True))
        assert (
            moved > 0.03 or abs(start.turn - hold.turn) > 30 or start.hollow != hold.hollow or name == "buttock-squeeze"
        )
