"""A routine that is being changed: its steps, and the way back."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from stretchtui.domain.choices import Weekday
from stretchtui.domain.draft import DraftLine, History, RoutineDraft, number_of, span_of, text_of, written
from stretchtui.domain.text import harm_at
from tests.hostile import HOSTILE
from tests.how_often import often
from tests.tables import every_row

TABLE = {
    "id": "mine",
    "name": "Mine",
    "short": ["b"],
    "lines": [{"exercise": "a", "reps": 3}, {"exercise": "b", "tempo": {"in_s": 2, "hold_s": 5}}, {"exercise": "a"}],
}

DRAFT = RoutineDraft.of_table(TABLE)


def exercises(draft: RoutineDraft) -> str:
    return "".join(line.exercise for line in draft.lines)


def test_a_draft_says_what_its_file_says_be_it_lines_or_a_list_of_ids() -> None:
    assert DRAFT.table() == TABLE
    assert [line.origin for line in DRAFT.lines] == [0, 1, 2]
    listed = RoutineDraft.of_table({"id": "mine", "exercises": ["a", "b"]})
    assert listed.lines == (DraftLine({"exercise": "a"}), DraftLine({"exercise": "b"}))
    assert RoutineDraft.of_table({"id": "mine"}).lines == ()


def test_lines_are_added_copied_moved_and_removed_each_with_where_it_comes_from() -> None:
    assert exercises(DRAFT.added(1, "c")) == "acba"
    assert DRAFT.added(3, "c").lines[3] == DraftLine({"exercise": "c"})
    assert DRAFT.doubled(0).lines[:2] == (DRAFT.lines[0], DraftLine({"exercise": "a", "reps": 3}))
    assert [line.origin for line in DRAFT.moved(0, 1).lines] == [1, 0, 2]
    assert DRAFT.moved(0, -1) == DRAFT == DRAFT.moved(2, 1)
    assert exercises(DRAFT.removed(0)) == "ba"


def test_a_line_that_came_is_gone_on_with_and_else_the_one_that_was_chosen() -> None:
    moved = DRAFT.moved(0, 1)
    assert [DRAFT.followed(number, moved) for number in range(3)] == [1, 0, 2]
    assert [moved.followed(number, DRAFT) for number in range(3)] == [1, 0, 2]
    assert DRAFT.followed(1, DRAFT.line_changed(1, "reps", 9)) == 1
    assert DRAFT.followed(1, DRAFT.removed(0)) == 0
    assert DRAFT.followed(1, DRAFT.removed(1)) == 1
    assert [DRAFT.removed(gone).followed(0, DRAFT) for gone in range(3)] == [0, 1, 2]
    assert DRAFT.followed(0, DRAFT.added(3, "new")) == 3
    assert RoutineDraft({}).followed(0, RoutineDraft({})) == 0


def test_the_short_version_follows_the_lines() -> None:
    assert DRAFT.removed(1).short == ()
    assert "short" not in DRAFT.removed(1).head
    both = DRAFT.short_changed(2, wanted=True)
    assert both.short == ("a", "b")
    assert both.removed(0).short == ("a", "b"), "the exercise is in another line still"
    assert both.short_changed(0, wanted=False).short == ("b",)


def test_a_line_says_something_else_or_leaves_it_to_the_exercise() -> None:
    assert DRAFT.line_changed(0, "reps", [8, 10]).lines[0].values == {"exercise": "a", "reps": [8, 10]}
    assert DRAFT.line_changed(0, "reps", None).lines[0].values == {"exercise": "a"}
    assert DRAFT.line_changed(2, "note", "Slowly.").lines[2].value("note") == "Slowly."
    held = DRAFT.line_changed(1, "hold_s", 9)
    assert (held.lines[1].values["tempo"], held.lines[1].value("hold_s")) == ({"in_s": 2, "hold_s": 9}, 9)
    assert DRAFT.line_changed(0, "tempo.in_s", 4).lines[0].values["tempo"] == {"in_s": 4}
    unheld = DRAFT.line_changed(1, "tempo.in_s", None)
    assert (unheld.lines[1].value("tempo.in_s"), unheld.lines[1].value("hold_s")) == (None, 5)
    assert "tempo" not in unheld.line_changed(1, "hold_s", None).lines[1].values
    assert DRAFT.changed("name", "Yours").head["name"] == "Yours"
    assert DRAFT.lines[1].values == TABLE["lines"][1], "nothing changes in place"


def test_a_plan_has_the_days_that_are_taken_and_none_without_a_day_or_a_number() -> None:
    monday, every = DRAFT.planned_on([Weekday.MONDAY]), DRAFT.planned_on([*Weekday])
    assert (DRAFT.days, monday.days, every.days) == ((), (Weekday.MONDAY,), tuple(Weekday))
    assert (monday.head["plan"], every.head["plan"]) == ({"days": ["monday"]}, {"times": 1})
    assert monday.planned_on([]) == DRAFT
    twice = DRAFT.changed("plan.times", 2)
    assert (twice.days, twice.planned_on([]).head["plan"]) == (tuple(Weekday), {"times": 2, "days": []})
    assert twice.planned_on([]).changed("plan.times", None).days == ()
    assert [DRAFT.changed("plan", wrong).days for wrong in (3, {"days": 3}, {"days": ["monday", 3]})] == [
        *((), ()),
        (Weekday.MONDAY,),
    ]


@every_row(
    ("typed", "value"),
    [("", None), (" ", None), ("8", 8), ("8-10", [8, 10]), ("8 - 10", [8, 10]), ("8-", [8]), ("-", []), ("x", [])],
)
def test_a_range_is_read_as_it_is_typed(typed: str, value: Any) -> None:
    assert span_of(typed) == value


def test_numbers_are_read_and_ranges_written_as_one_types_them() -> None:
    assert [number_of(text) for text in ("", "2", "2.5", "x")] == [None, 2, 2.5, "x"]
    assert [written(value) for value in (None, 8, [8, 10], 2.5)] == ["", "8", "8-10", "2.5"]


@every_row("text", HOSTILE)
def test_a_text_that_is_typed_or_pasted_is_harmless_in_the_file(text: str) -> None:
    assert harm_at(text_of(text) or "") is None


def test_steps_are_taken_back_and_made_again_and_a_text_that_is_typed_is_one_step() -> None:
    history = History("")
    for text in ("S", "Sl", "Slow"):
        history = history.then(text, "note")
    history = history.then("removed").then("removed")
    assert (history.undone().present, history.undone().undone().present) == ("Slow", "")
    assert history.undone().undone().undone() == history.undone().undone()
    assert history.undone().redone().present == "removed" == history.redone().present
    assert history.undone().then("other").redone().present == "other"
    assert history.undone().then("Slower", "note").undone().present == "Slow"


@often(
    20,
    100,
    st.lists(st.sampled_from(["add", "double", "up", "down", "remove", "undo", "redo"]), max_size=30),
    st.data(),
)
def test_all_steps_taken_back_lead_to_where_it_began(steps: list[str], data: st.DataObject) -> None:
    history = History(DRAFT)
    for step in steps:
        draft = history.present
        number = data.draw(st.integers(0, max(0, len(draft.lines) - 1)))
        if step in ("undo", "redo"):
            history = history.undone() if step == "undo" else history.redone()
        elif step == "add":
            history = history.then(draft.added(number, "c"))
        elif draft.lines:
            history = history.then(
                {
                    "double": draft.doubled,
                    "up": lambda at, draft=draft: draft.moved(at, -1),
                    "down": lambda at, draft=draft: draft.moved(at, 1),
                    "remove": draft.removed,
                }[step](number)
            )
    while history.past:
        history = history.undone()
    assert history.present == DRAFT
