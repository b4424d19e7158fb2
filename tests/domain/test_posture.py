"""Bodies in every other position than on the back: the same promises, on whatever they rest."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from stretchtui.domain.figure.grips import REST_Y
from stretchtui.domain.figure.keyframes import Figure, Frame, Leg, Neck, Reach
from stretchtui.domain.figure.pose import pose_at
from stretchtui.domain.figure.positions import SUPPORTS, Hands, Position, Support, View
from stretchtui.domain.figure.posture import SEAT_Y
from stretchtui.domain.figure.segments import NECK, SHANK, THIGH, TRUNK
from stretchtui.domain.figure.vectors import Point
from stretchtui.domain.figure.views import scene_at
from stretchtui.domain.routine import Exercise
from stretchtui.system.shapes import Reading
from tests.domain.figures import assert_limbs, legs, reaches
from tests.how_often import often
from tests.tables import every_row

OTHER_POSITIONS = [position for position in Position if position is not Position.SUPINE]

arms = st.builds(Reach, forward=st.floats(-60, 180), out=st.floats(0, 120), elbow=st.floats(0, 150))
frames = st.builds(
    Frame,
    leg=st.none() | legs,
    other_leg=st.none() | legs,
    hands=st.sampled_from([Hands.MATTRESS, Hands.LAP, Hands.SIDES, Hands.CROSSED, Hands.HOLD]),
    lean=st.floats(-15, 60),
    bend=st.floats(0, 35),
    twist=st.floats(0, 45),
    neck=st.builds(Neck, tilt=st.floats(-45, 45), turn=st.floats(-80, 80), nod=st.floats(-40, 45)),
    arm=st.none() | arms,
    other_arm=st.none() | arms,
    shoulders_up=st.floats(-1, 1),
    shoulders_back=st.floats(-1, 1),
)
figures = st.builds(
    Figure,
    position=st.sampled_from(OTHER_POSITIONS),
    begin=st.none() | frames,
    frames=st.lists(frames, max_size=3).map(tuple),
)


# Shoulders nearer to the ground than an elbow folds, above hands that stand there; and a hand that passes a shoulder.
LOW_SHOULDERS = Figure(
    position=Position.FOUR_POINT, begin=Frame(hands=Hands.MATTRESS, lean=52.0, shoulders_up=1.0), frames=()
)
PAST_THE_SHOULDER = Figure(
    position=Position.SITTING, begin=Frame(hands=Hands.HOLD, lean=60.0), frames=(Frame(hands=Hands.LAP),)
)


@often(10, 200, figures, reaches, found=[(LOW_SHOULDERS, 0.0), (PAST_THE_SHOULDER, 0.35)])
def test_bones_keep_their_length(figure: Figure, reach: float) -> None:
    pose = pose_at(figure, reach)
    assert_limbs(pose)
    assert abs(pose.head.distance(pose.pelvis) - TRUNK - NECK) < 0.1


@often(10, 200, figures, reaches)
def test_nothing_jumps(figure: Figure, reach: float) -> None:
    # An elbow goes round where an arm passes the way that it points: no way round that is without a turn.
    moment = 1e-9
    for at in (reach, *figure.times):
        before, after = pose_at(figure, at - moment / 2), pose_at(figure, at + moment / 2)
        elbows = {before.right_arm.elbow, before.left_arm.elbow}
        pairs = [(a, b) for a, b in zip(before.points, after.points, strict=True) if a not in elbows]
        assert max(a.distance(b) for a, b in pairs) < 0.02


@often(10, 200, figures, reaches)
def test_left_is_the_mirror_of_right(figure: Figure, reach: float) -> None:
    right, left = pose_at(figure, reach), pose_at(figure, reach, mirrored=True)
    assert left.sides_exchanged() == right
    assert scene_at(figure, reach, mirrored=True) == scene_at(figure, reach).mirrored()


@every_row("position", OTHER_POSITIONS)
def test_the_base_pose_rests_on_its_ground(position: Position) -> None:
    pose = pose_at(Figure(position=position), 0.0)
    assert min(point.y for point in pose.points) > 0
    assert min(point.y for point in pose.points) < 0.1 or position is Position.SIDE
    assert list(pose.points) == list(pose_at(Figure(position=position), 1.0).points)


def test_somebody_sitting_has_thighs_level_on_the_seat_and_feet_flat() -> None:
    pose = pose_at(Figure(position=Position.SITTING), 0.0)
    for leg in (pose.right_leg, pose.left_leg):
        assert leg.hip.y == pytest.approx(leg.knee.y, abs=0.002)
        assert leg.knee.x == pytest.approx(leg.ankle.x, abs=0.002)
        assert leg.foot == 0
        assert 0 <= leg.hip.y - 0.056 - SEAT_Y < 0.01


def test_somebody_on_all_fours_has_thighs_and_arms_upright_and_the_trunk_about_level() -> None:
    pose = pose_at(Figure(position=Position.FOUR_POINT), 0.0)
    for leg, arm in ((pose.right_leg, pose.right_arm), (pose.left_leg, pose.left_arm)):
        assert leg.hip.x == pytest.approx(leg.knee.x, abs=0.001)
        assert arm.shoulder.x == pytest.approx(arm.wrist.x, abs=0.02)
        assert arm.shoulder.y - leg.hip.y < 0.06


@every_row("at", [Point(0.3, 0.2, 0.1), Point(0.3, 0.2, 0.1 + 1e-12), Point(0.31, 0.2, 0.1), Point(1, 1)])
def test_what_is_too_near_goes_out_to_the_reach_and_nothing_else_moves(at: Point) -> None:
    centre = Point(0.3, 0.2, 0.1)
    near = at.distance(centre) < 0.04
    assert at.beyond(centre, 0.04).distance(centre) == pytest.approx(0.04 if near else at.distance(centre))
    assert near or at.beyond(centre, 0.04) is at


@every_row("up", [-1.0, 0.0, 1.0])
@every_row("lean", range(0, 61, 4))
def test_elbows_stay_above_the_ground_however_low_shoulders_come_on_all_fours(lean: float, up: float) -> None:
    pose = pose_at(Figure(position=Position.FOUR_POINT, begin=Frame(lean=lean, shoulders_up=up)), 0.0)
    for arm in (pose.right_arm, pose.left_arm):
        assert arm.elbow.y > arm.wrist.y - 1e-6
        assert arm.wrist.y == pytest.approx(0.022, abs=1e-6)


@pytest.mark.parametrize("view", [View.SIDE, View.FRONT])
def test_a_hand_that_holds_on_lies_on_the_support(view: View) -> None:
    figure = Figure(position=Position.STANDING, support=Support.COUNTER, view=view, start=Hands.HOLD)
    pose = pose_at(figure, 0.0)
    holding = (pose.left_arm, pose.right_arm) if view is View.SIDE else (pose.left_arm,)
    for arm in holding:
        assert 0 < arm.wrist.y - REST_Y < 0.03
    if view is View.FRONT:
        assert pose.right_arm.wrist.y < REST_Y


def test_getting_up_keeps_the_feet_where_they_are() -> None:
    rising = Figure(position=Position.SITTING, frames=(Frame(lean=35), Frame(lean=20, rise=0.5), Frame(rise=1)))
    start = pose_at(rising, 0.0)
    for step in range(21):
        pose = pose_at(rising, step / 20)
        assert pose.right_leg.ankle.distance(start.right_leg.ankle) < 1e-6
        assert pose.pelvis.y >= start.pelvis.y
    stands = pose_at(rising, 1.0)
    assert stands.right_leg.hip.y - stands.right_leg.ankle.y > 0.98 * (THIGH + SHANK)


@every_row(
    ("values", "message"),
    [
        ({"position": Position.SITTING, "support": Support.COUNTER}, "support: expected one of chair for somebody"),
        ({"position": Position.SITTING, "view": View.CEILING}, "view: expected one of front, portrait, side"),
        ({"view": View.FRONT}, "view: expected one of ceiling, close, side for somebody supine"),
        ({"position": Position.STANDING, "frames": (Frame(roll=20),)}, r"frames\[0\].roll: nobody does this standing"),
        ({"frames": (Frame(), Frame(twist=20))}, r"frames\[1\].twist: nobody does this supine"),
        ({"begin": Frame(arm=Reach())}, "begin.arm: nobody does this supine"),
        ({"position": Position.SITTING, "begin": Frame(hands=Hands.CHEST)}, "begin.hands: expected one of crossed"),
    ],
)
def test_what_nobody_does_in_a_position_is_told_by_its_key(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Figure(**{"position": Position.SUPINE} | values)  # type: ignore[arg-type]


@every_row(
    ("position", "figure", "told"),
    [
        ("sitting", {"frames": [{}, {"roll": 20}]}, "figure.frames[1].roll: nobody does this sitting"),
        ("supine", {"begin": {"rise": 1}}, "figure.begin.rise: nobody does this supine"),
        (None, {"frames": [{"bend": 20}]}, "figure.frames[0].bend: nobody does this supine"),
        (
            "standing",
            {"position": "sitting"},
            "figure.position: expected standing as the exercise's position, got sitting",
        ),
        (
            "standing",
            {"position": "standing", "support": "mattress"},
            "figure.support: expected one of floor, counter, ",
        ),
    ],
)
def test_a_figure_that_does_not_fit_its_exercise_is_told_by_its_key(
    position: str | None, figure: dict[str, object], told: str
) -> None:
    cues = dict.fromkeys(("get_ready", "move_in", "hold", "move_out"), "words")
    table = {"id": "own", "name": "Own", "cues": cues, "dose": {"hold_s": 5}, "figure": figure}
    reading = Reading()
    assert reading.table(table | ({"position": position} if position else {}), Exercise) is None
    assert str(reading.mistakes[0]).startswith(told)


def test_a_figure_takes_the_position_of_its_exercise() -> None:
    cues = dict.fromkeys(("get_ready", "move_in", "hold", "move_out"), "words")
    figure = {"view": "front", "frames": [{"bend": 20}]}
    table = {"id": "own", "name": "Own", "position": "standing", "cues": cues, "dose": {"hold_s": 5}, "figure": figure}
    exercise = Reading().table(table, Exercise)
    assert exercise is not None
    assert exercise.figure is not None
    assert exercise.figure.placed is Position.STANDING


def test_every_position_has_a_support_and_every_support_a_position() -> None:
    assert set(SUPPORTS) == set(Position)
    assert {support for some in SUPPORTS.values() for support in some} == set(Support)


def test_a_lifted_leg_of_somebody_standing_leaves_the_floor() -> None:
    figure = Figure(position=Position.STANDING, frames=(Frame(leg=Leg(hip=60, knee=80)),))
    pose = pose_at(figure, 1.0)
    assert pose.right_leg.ankle.y > pose.left_leg.ankle.y + 0.1
