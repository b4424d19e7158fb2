"""Calling cues while a session is led: once each, in time or not at all, whatever keys are pressed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import strategies as st

from stretchtui.domain.choices import Guidance
from stretchtui.domain.cues.cue_scheduler import LATE_S, CueScheduler
from stretchtui.domain.cues.cue_sheet import Cue, CueKind, cue_sheet
from stretchtui.domain.cues.introduction import Introduction
from stretchtui.domain.cues.speech import Speech, moving_s
from stretchtui.domain.dose import Sides
from stretchtui.domain.routine import Exercise, Level, Routine
from stretchtui.domain.session.guidance import Plan
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.timeline import PhaseKind, timeline
from stretchtui.words import spoken
from tests.domain.test_player_properties import ACTIONS, Action, plans, press
from tests.domain.told import WAYS, told
from tests.how_often import and_slowly, often
from tests.support import CALM, make_exercise
from tests.tables import every_row

PULL = make_exercise("pull", sides=Sides.EACH, move_in_s=4.0, move_out_s=2.0)
LIFT = make_exercise("lift", hold_s=(3, 5), reps=(2, 3), rest_s=3.0)
GET_READY_S, MOVE_IN_S = 10, 4
TICK_S = 1 / 16


class Led:
    """A session that is led and listened to."""

    def __init__(self, *exercises: Exercise, plan: Plan | None = None, speech: Speech = CALM) -> None:
        self.player = SessionPlayer(plan or timeline(exercises or (PULL, LIFT), Level.GENTLE))
        self.caller = CueScheduler(self.player.plan, speech)
        self.now = 50.0
        self.heard: list[Cue] = []
        self.caller.follow(self.player.state)
        self.press("start")

    def listen(self) -> None:
        cue = self.caller.follow(self.player.state)
        if cue is not None:
            self.heard.append(cue)

    def run(self, seconds: float, tick_s: float = TICK_S) -> list[Cue]:
        """Let time pass; give what was heard in it."""
        before = len(self.heard)
        for _ in range(round(seconds / tick_s)):
            self.now += tick_s
            self.player.advance(self.now)
            self.listen()
        return self.heard[before:]

    def press(self, key: str, *values: int) -> list[str]:
        """Press a key; give the words heard at once."""
        before = len(self.heard)
        getattr(self.player, key)(*values, self.now)
        self.listen()
        return [cue.text for cue in self.heard[before:]]

    def into_hold(self, seconds: float = 0.5) -> Led:
        self.run(GET_READY_S + MOVE_IN_S + seconds)
        return self


def words(cues: list[Cue]) -> list[str]:
    return [cue.text for cue in cues]


@pytest.mark.parametrize(
    ("level", "tick_s"),
    [(Level.STANDARD, 1 / 24), (Level.GENTLE, 0.1), *and_slowly(*product(Level, (1 / 24, 0.1)))],
)
def test_the_shipped_routine_is_called_as_its_sheet_says(routine: Routine, level: Level, tick_s: float) -> None:
    assert_called_as_written(told(routine, level), CALM, tick_s)


@often(4, 40, plan=plans(), level=st.sampled_from(Level), tick_ms=st.integers(10, 125), rate=st.integers(100, 300))
def test_many_small_ticks_give_what_the_sheet_says(
    plan: tuple[Exercise, ...], level: Level, tick_ms: int, rate: int
) -> None:
    assert_called_as_written(Plan(timeline(plan, level)), Speech(spoken, rate=rate), tick_ms / 1000)


def assert_called_as_written(plan: Plan, speech: Speech, tick_s: float) -> None:
    player, caller = SessionPlayer(plan), CueScheduler(plan, speech)
    heard: list[Cue] = []
    now = 0.0
    player.start(now)
    while True:
        cue = caller.follow(player.state)
        if cue is not None:
            heard.append(cue)
            waited_s = tick_s if not cue.minor else 2 * tick_s
            assert 0 <= player.state.active_s - cue.at_s + 1e-6 <= waited_s + 1e-3
        if player.over:
            break
        now += tick_s
        player.advance(now)
    sheet = cue_sheet(player.phases, speech)
    assert [(cue.kind, cue.text) for cue in heard] == [(cue.kind, cue.text) for cue in sheet]
    assert [cue.at_s for cue in heard] == pytest.approx([cue.at_s for cue in sheet], abs=1e-3)


def test_nothing_is_called_twice_and_nothing_before_the_start() -> None:
    led = Led()
    assert words(led.heard) == ["Exercise one of two. Pull. Hold for ten seconds on each side. Left leg first."]
    led.listen()
    led.listen()
    assert len(led.heard) == 1
    untouched = CueScheduler(led.player.plan, CALM)
    assert untouched.follow(SessionPlayer(led.player.phases).state) is None


def test_a_late_tick_drops_what_it_missed() -> None:
    led = Led().into_hold()
    led.run(6.25)
    assert words(led.run(1.5, tick_s=1.5)) == ["Two."], "8.25 s into 10 s of hold: three is over, two is due"
    assert led.run(0.5, tick_s=0.5) == []
    assert led.run(0.75, tick_s=0.75) == [], "9.5 s: one would be half a second late"
    led = Led()
    led.run(GET_READY_S - 0.5)
    assert led.run(1.8, tick_s=1.8) == [], "a move-in that has gone on for 1.3 s is not announced any more"


def test_a_pause_silences_and_going_on_counts_back_in() -> None:
    led = Led().into_hold(5)
    assert led.press("pause") == ["Paused. Take your time."]
    assert led.run(30) == []
    assert led.press("resume") == ["Back in."]
    assert words(led.run(4)) == ["Two.", "One.", "Hold."]
    assert words(led.run(5)) == ["Three.", "Two.", "One.", "left out"]


def test_a_pause_outside_a_hold_says_the_instruction_again() -> None:
    led = Led()
    led.run(GET_READY_S + 1)
    led.press("pause")
    (said,) = led.press("resume")
    assert said == "left in", "what moves comes first, so that there is time to do it"
    led.run(MOVE_IN_S)
    assert led.heard[-1].kind is CueKind.HOLD


def test_a_gap_in_the_clock_says_why_it_stands_still() -> None:
    led = Led().into_hold()
    led.now += 7
    led.player.advance(led.now)
    led.listen()
    assert led.heard[-1].text == "The clock stood still for a while. The session is paused."


def test_pain_says_how_to_come_out_when_to_ask_and_what_would_be_next() -> None:
    led = Led().into_hold()
    (said,) = led.press("stop_for_pain")
    assert said == (
        "Stopped. Ease out. left out If it gets worse, stop here and ask a health professional. "
        "Pull, left leg, will be marked. Next would be lift."
    )
    assert led.heard[-1].kind is CueKind.STOPPED
    assert led.press("stop_for_pain") == []
    led.press("resume")
    assert led.heard[-1].phase.exercise is LIFT


def test_pain_in_the_last_exercise_is_told_with_the_same_care() -> None:
    led = Led(PULL)
    led.into_hold()
    (said,) = led.press("stop_for_pain")
    assert said.endswith("Pull, left leg, will be marked. That was the last exercise.")
    (said,) = led.press("resume")
    assert said.startswith("That was the last exercise. The session is over.")


def test_what_is_chosen_instead_is_said() -> None:
    led = Led()
    led.run(GET_READY_S + 60)
    led.press("stop_for_pain")
    assert led.press("back") == ["Pull, right leg."]
    assert led.press("back") == ["Pull, left leg."]
    assert led.press("back") == []


def test_next_and_back_call_what_begins() -> None:
    led = Led().into_hold()
    assert led.press("next") == ["now right"]
    assert led.press("back") == [led.heard[0].text]
    led.run(1)
    assert led.press("back") == [led.heard[0].text], "the same exercise from its start"


def test_keys_while_paused_say_where_it_stands() -> None:
    led = Led().into_hold()
    led.press("pause")
    assert led.press("next") == ["Paused at pull, right leg."]
    assert led.press("pause") == []


def test_a_changed_hold_is_said_and_counted_anew() -> None:
    led = Led().into_hold(7.5)
    led.heard.clear()
    assert led.press("change_hold", 1) == ["Hold fifteen seconds."]
    assert words(led.run(7.5)) == ["Three.", "Two.", "One.", "left out"]
    assert led.press("change_hold", 1) == ["Hold twenty seconds."]


RATES = [160, *and_slowly(80, 400)]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("steps", [(1,), (1, 1, 1), (1, -1), (1, 1, -1, -1)])
@pytest.mark.parametrize("at_s", [2.5, 8.25, 20.75])
def test_another_pace_loses_no_sentence_and_says_none_twice(
    routine: Routine, rate: int, steps: tuple[int, ...], at_s: float
) -> None:
    led = Led(plan=told(routine, Level.STANDARD, rate=rate), speech=Speech(spoken, rate=rate))
    led.run(at_s)
    for step in steps:
        led.press("change_pace", step)
        led.run(0.5)
    while led.player.phase.kind is PhaseKind.GET_READY:
        led.run(TICK_S)
    assert words(led.heard[:-1]) == [sentence.text for sentence in led.player.phases[0].told]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("at_s", [2.5, 8.25, 20.75])
def test_another_voice_on_the_way_loses_no_sentence_and_says_none_twice(
    routine: Routine, rate: int, at_s: float
) -> None:
    led = Led(plan=told(routine, Level.STANDARD, voiced=False), speech=Speech(spoken, voiced=False))
    led.run(at_s)
    led.caller.speech = Speech(spoken, rate=rate)
    for _ in range(2):
        led.player.told_by(Introduction(led.caller.speech, WAYS, routine.start))
        led.run(TICK_S)
    while led.player.phase.kind is PhaseKind.GET_READY:
        led.run(TICK_S)
    assert words(led.heard[:-1]) == [sentence.text for sentence in led.player.phases[0].told]


@every_row(("at_s", "step"), [(0.5, 1), (1.75, 1), (1.75, -1), (0.5, -1)])
def test_another_pace_counts_a_rep_once(at_s: float, step: int) -> None:
    plan = (make_exercise("lift", hold_s=(3, 5), reps=(2, 3), rest_s=3.0),)
    led = Led(*plan)
    led.press("change_pace", 1)
    while led.player.phase.kind is not PhaseKind.REST:
        led.run(TICK_S)
    led.run(at_s)
    led.press("change_pace", step)
    led.run(8)
    assert words(led.heard).count("The last of two.") == 1


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("pace", [0, 1])
@pytest.mark.parametrize("kind", [PhaseKind.MOVE_IN, PhaseKind.HOLD])
def test_after_a_pause_there_is_as_much_time_to_move_as_at_first(
    routine: Routine, rate: int, pace: int, kind: PhaseKind
) -> None:
    for exercise in routine.exercises:
        plan = told(routine, Level.STANDARD, Guidance.BRIEF, rate=rate, start_from=exercise.id)
        led = Led(plan=plan, speech=Speech(spoken, rate=rate))
        led.player = SessionPlayer(plan, start_from=exercise.id)
        led.press("start")
        led.press("change_pace", pace)
        led.player.begin(led.now)
        move_in_s = led.player.moment().phase_s
        while led.player.phase.kind is not kind:
            led.run(TICK_S)
        led.run(1)
        led.press("pause")
        (said,) = led.press("resume")
        moment = led.player.moment()
        takes_s = led.caller.speech.takes_s(said)
        assert (moment.kind, moment.phase_s) == (PhaseKind.MOVE_IN, pytest.approx(move_in_s))
        assert takes_s <= min(move_in_s / 2, move_in_s - moving_s(exercise.dose)) + 1e-6, said


def test_ending_early_says_so_once() -> None:
    led = Led().into_hold()
    assert led.press("end") == ["The session ends here."]
    led.listen()
    assert led.heard[-1].kind is CueKind.OVER
    assert sum(cue.kind is CueKind.OVER for cue in led.heard) == 1


def test_a_step_taken_back_says_where_it_goes_on() -> None:
    led = Led().into_hold(5)
    earlier = led.player.state
    led.press("next")
    led.player.state = earlier
    led.listen()
    assert led.heard[-1].text == "Pull, left leg."
    assert words(led.run(4.5))[-3:] == ["Three.", "Two.", "One."]


@pytest.mark.parametrize("step", ["next", "stop_for_pain"])
def test_a_step_taken_back_in_a_hold_calls_back_into_position(step: str) -> None:
    led = Led().into_hold(5)
    earlier = led.player.state
    led.press(step)
    led.player.take_back(earlier, led.now)
    led.listen()
    assert (led.heard[-1].kind, led.heard[-1].phase.exercise) == (CueKind.RESUMED, PULL)
    assert words(led.run(8.75))[-6:] == ["Two.", "One.", "Hold.", "Three.", "Two.", "One."]


def test_a_session_taken_up_again_says_that_it_waits() -> None:
    led = Led().into_hold()
    led.press("pause")
    caller = CueScheduler(led.player.plan, CALM)
    cue = caller.follow(led.player.state)
    assert cue is not None
    assert cue.kind is CueKind.PAUSED


@often(8, 60, plan=plans(), level=st.sampled_from(Level), actions=ACTIONS, repeat=st.integers(1, 6))
def test_whatever_is_pressed_cues_are_of_the_moment_and_never_late(
    plan: tuple[Exercise, ...], level: Level, actions: list[Action], repeat: int
) -> None:
    player = SessionPlayer(timeline(plan, level))
    caller = CueScheduler(player.plan, CALM)
    now = 0.0
    caller.follow(player.state)
    for key, length, parts in actions * repeat:
        for part in range(1, parts + 1):
            player.advance(now + length * part / parts / 1024)
            check(caller, player)
        now += length / 1024
        player.advance(now)
        if key != "wait":
            press(player, key, now)
        check(caller, player)


def check(caller: CueScheduler, player: SessionPlayer) -> None:
    was_over = player.over
    cue = caller.follow(player.state)
    assert caller.follow(player.state) is None, "once is enough"
    if cue is None:
        return
    assert cue.text
    if player.state.run is RunState.RUNNING:
        assert cue.phase is player.phase
        assert -1e-6 <= player.state.active_s - cue.at_s <= LATE_S + 1e-6
    else:
        assert cue.kind in (CueKind.PAUSED, CueKind.STOPPED, CueKind.OVER)
        assert was_over or cue.kind is not CueKind.OVER
