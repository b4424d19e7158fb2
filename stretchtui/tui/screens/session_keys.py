"""The keys of a session on the full screen: which there are, which are offered now, and what they are called then."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding

from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.session.controller import SessionController
from stretchtui.tui.widgets.key_names import KeyGroup
from stretchtui.words import leading

HOW_MUCH = KeyGroup(explanation="After a stop for pain: how much it hurts")

HOLDS = KeyGroup("Hold", explanation="More or less hold in this exercise")

PACE = KeyGroup("Pace", explanation="More or less time to move; holds stay")

BINDINGS = (
    Binding("space", "toggle_pause", "Pause", id="session-pause", tooltip="Pause, or go on"),
    Binding("enter", "enter", "Begin", show=False, id="session-go-on", tooltip="Begin now; then pause, or go on"),
    Binding("x", "stop_exercise", "Pain, stop", id="session-pain", tooltip="Stop: it hurts. Asks what and how much"),
    Binding("n,right", "next_station", "Next", id="session-next", tooltip="Begin now; then what “next” names"),
    Binding("b,left", "back", "Back", id="session-back", tooltip="This one again, or the last"),
    Binding("q,escape", "end_early", "End", id="session-end", tooltip="End early; asks first"),
    Binding(
        "plus,equals_sign",
        "change_hold(1)",
        "More hold",
        id="session-more-hold",
        tooltip="Hold longer",
        group=HOLDS,
    ),
    Binding("minus", "change_hold(-1)", "Less hold", id="session-less-hold", tooltip="Hold shorter", group=HOLDS),
    Binding(
        "g", "tell_in_full", "In full", id="session-guidance", tooltip="All of how this is done, while you get ready"
    ),
    Binding(
        "right_square_bracket",
        "change_pace(1)",
        "Slower",
        show=False,
        id="session-slower",
        tooltip="More time to move",
        group=PACE,
    ),
    Binding(
        "left_square_bracket",
        "change_pace(-1)",
        "Quicker",
        show=False,
        id="session-quicker",
        tooltip="Less time to move",
        group=PACE,
    ),
    Binding("u", "take_back", "Undo", id="session-undo", tooltip="Undo the last steps, each for five seconds"),
    Binding("minus", "leave_out", "Leave out", id="session-leave-out", tooltip="Leave out the one to come"),
    Binding("f", "toggle_figure_only", "Figure", id="session-figure-only", tooltip="Figure and ring only"),
    Binding("exclamation_mark", "urgent_care", "Urgent care", id="session-urgent", tooltip="When to seek help"),
    *(
        Binding(
            str(digit),
            f"how_much({digit})",
            f"It hurts {digit}",
            show=False,
            id=f"session-pain-{digit}",
            tooltip=f"How much it hurts: {digit}",
            group=HOW_MUCH,
        )
        for digit in range(10)
    ),
    Binding(
        "backspace,delete",
        "how_much(None)",
        "Not said",
        show=False,
        id="session-pain-clear",
        tooltip="Take that number back",
    ),
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
