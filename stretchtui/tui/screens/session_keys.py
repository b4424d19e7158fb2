"""The keys of a session on the full screen: which there are, which are offered now, and what they are called then."""

from __future__ import annotations

from collections.abc import Mapping

from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.session.controller import SessionController
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted
from stretchtui.words import leading

HOW_MUCH = KeyGroup(explanation="After a stop for pain: how much it hurts")

HOLDS = KeyGroup("Hold", explanation="More or less hold in this exercise")

PACE = KeyGroup("Pace", explanation="More or less time to move; holds stay")

BINDINGS = (
    listed("session-pause", "space", "toggle_pause", "Pause", "Pause, or go on"),
    unlisted("session-go-on", "enter", "enter", "Begin", "Begin now; then pause, or go on"),
    listed("session-pain", "x", "stop_exercise", "Pain, stop", "Stop: it hurts. Asks what and how much"),
    listed("session-next", "n,right", "next_station", "Next", "Begin now; then what “next” names"),
    listed("session-back", "b,left", "back", "Back", "This one again, or the last"),
    listed("session-end", "q,escape", "end_early", "End", "End early; asks first"),
    listed("session-more-hold", "plus,equals_sign", "change_hold(1)", "More hold", "Hold longer", HOLDS),
    listed("session-less-hold", "minus", "change_hold(-1)", "Less hold", "Hold shorter", HOLDS),
    listed("session-guidance", "g", "tell_in_full", "In full", "All of how this is done, while you get ready"),
    unlisted("session-slower", "right_square_bracket", "change_pace(1)", "Slower", "More time to move", PACE),
    unlisted("session-quicker", "left_square_bracket", "change_pace(-1)", "Quicker", "Less time to move", PACE),
    listed("session-undo", "u", "take_back", "Undo", "Undo the last steps, each for five seconds"),
    listed("session-leave-out", "minus", "leave_out", "Leave out", "Leave out the one to come"),
    listed("session-figure-only", "f", "toggle_figure_only", "Figure", "Figure and ring only"),
    listed("session-urgent", "exclamation_mark", "urgent_care", "Urgent care", "When to seek help"),
    *(
        unlisted(
            f"session-pain-{digit}",
            str(digit),
            f"how_much({digit})",
            f"It hurts {digit}",
            f"How much it hurts: {digit}",
            HOW_MUCH,
        )
        for digit in range(10)
    ),
    unlisted("session-pain-clear", "backspace,delete", "how_much(None)", "Not said", "Take that number back"),
)

IN_PAIN = frozenset({"how_much", "leave_out"})
"""Actions that only a pause for pain has."""

NOT_IN_PAIN = frozenset({"change_hold", "change_pace", "toggle_figure_only", "stop_exercise", "tell_in_full"})


def offered(controller: SessionController, action: str) -> bool:
    """Tell whether an action can be done now: others in a pause for pain, and to take back only what there is."""
    pause = controller.player.moment().pain if controller.in_pain else None
    if action == "take_back":
        return controller.can_take_back
    if pause is None:
        return controller.can_tell_more if action == "tell_in_full" else action not in IN_PAIN
    there = {"leave_out": controller.can_leave_out, "next_station": pause.later, "back": pause.earlier}
    return there.get(action, action not in NOT_IN_PAIN)


def named(controller: SessionController) -> Mapping[str, str]:
    """Name those actions that now stand for something else than usual."""
    if controller.in_pain:
        return leading.KEYS_IN_PAIN
    if controller.player.state.run is RunState.PAUSED:
        return {"toggle_pause": leading.GO_ON}
    moment = controller.player.moment()
    if moment.hurt_before is not None:
        return {"next_station": leading.LEAVE_OUT}
    return {"next_station": leading.BEGIN} if moment.phase.kind is PhaseKind.GET_READY else {}
