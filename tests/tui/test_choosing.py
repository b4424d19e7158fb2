"""Choosing a routine on the overview, and what stands there of files that cannot be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from stretchtui.domain.routine import Level
from stretchtui.journal import Journal
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.rate_before import RateBeforeScreen
from stretchtui.tui.widgets.exercise_detail import exercise_text
from stretchtui.tui.widgets.exercise_list import ExerciseList, ExerciseRows
from stretchtui.tui.widgets.routine_title import RoutineTitle
from stretchtui.words.overview import TAKE_CARE
from tests.bad_files import ROUTINE
from tests.support import FakeClock, make_context, make_exercise, make_record
from tests.tui.harness import Morning, morning


def own_routine(folder: Path, text: str = ROUTINE, name: str = "evening") -> Path:
    path = folder / "routines" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def done(folder: Path, day: date, routine: str) -> None:
    Journal(folder / "journal", FakeClock().now).add(
        make_record(day, routine=routine, id=f"0193f0c2-0000-7000-8000-{day.day:012}")
    )


def routines(hand: Morning) -> tuple[list[str], str]:
    """Give the ids that can be chosen, and the one that is."""
    context = hand.app.context
    return context.routine_ids, context.routine.id


def title(hand: Morning) -> str:
    """Give the title as it is drawn."""
    return str(hand.app.screen.query_one(RoutineTitle).render())


async def test_in_a_small_window_each_hint_behind_a_name_is_whole_or_left_out(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        ids, _ = routines(hand)
        for number in range(1, len(ids) + 1):
            place = f"  {number} of {len(ids)}, o another"
            said = title(hand).removeprefix(hand.app.context.routine.name)
            assert said in ((f"{place}, e change",) if number == 1 else ("", place, f"{place}, e change"))
            assert hand.text("#source").startswith("Not done yet · After ")
            await hand.press("right")


async def test_keys_go_round_the_routines_and_enter_starts_the_one_that_shows(tmp_path: Path) -> None:
    own_routine(tmp_path)
    async with morning(tmp_path, size=(120, 36)) as hand:
        ids, first = routines(hand)
        assert first == "morning-bed"
        assert title(hand) == f"Morning bed routine  1 of {len(ids)}, o another, e change"
        await hand.press("left")
        assert routines(hand)[1] == ids[-1]
        await hand.press("right")
        assert routines(hand)[1] == "morning-bed"
        hand.app.context.chosen = ids[ids.index("evening") - 1]
        await hand.press("o")
        assert title(hand).startswith("Evening  ")
        assert "My own" in hand.text("#source")
        assert "2 exercises" in hand.text("#plan")
        rows = [text.splitlines()[0] for text in hand.app.screen.query_one(ExerciseRows).texts]
        assert rows == ["1  Bed bridge", "2  Knee to chest"]
        assert isinstance(hand.app.screen.focused, ExerciseList)
        await hand.press("down", "enter")
        assert isinstance(hand.app.screen, RateBeforeScreen)
        assert hand.app.screen.request.routine.id == "evening"


async def test_the_overview_opens_on_the_routine_last_used_and_marks_a_broken_file_with_its_message(
    tmp_path: Path,
) -> None:
    own_routine(tmp_path)
    broken = own_routine(tmp_path, ROUTINE.replace('"bed-bridge"', '"bed-bridg"'), "late")
    done(tmp_path, date(2026, 11, 20), "morning-bed")
    done(tmp_path, date(2026, 11, 21), "evening")
    async with morning(tmp_path, size=(120, 36)) as hand:
        assert routines(hand)[1] == "evening"
        assert hand.text("#source") == "Last done yesterday · After “My own”"
        said = hand.text("#broken")
        told = "line 6: lines[0].exercise: there is no exercise 'bed-bridg' (did you mean bed-bridge?)"
        assert said == f"x mends {broken.name}, which cannot be used: {told}."
        await hand.pilot.click("#title", offset=(len("Evening  1"), 0))
        await hand.shown()
        assert routines(hand)[1] != "evening", "a click on its place shows another"


def test_a_routine_of_the_settings_is_offered_whatever_was_last_used(tmp_path: Path) -> None:
    own_routine(tmp_path)
    done(tmp_path, date(2026, 11, 21), "morning-bed")
    context = make_context(tmp_path, routine="evening")
    assert (context.routine.id, context.last_done("evening")) == ("evening", None)


def test_a_routine_that_is_gone_leaves_the_usual_one(tmp_path: Path) -> None:
    own_routine(tmp_path)
    done(tmp_path, date(2026, 11, 21), "deleted-since")
    for gone in ("no-such-routine", ""):
        assert make_context(tmp_path, routine=gone).routine.id == "morning-bed"


async def test_the_palette_offers_every_routine_with_its_length(tmp_path: Path) -> None:
    own_routine(tmp_path)
    async with morning(tmp_path) as hand:
        screen = hand.app.screen
        assert isinstance(screen, OverviewScreen)
        (offer,) = [offer for offer in screen.offers() if offer[0] == "Routine: Evening"]
        assert offer[1].startswith("2 exercises, ")
        await hand.press("ctrl+p", *"routine", "space", *"evening")
        await hand.press("enter")
        await hand.until(lambda: hand.app.screen is screen)
        await hand.shown()
        assert routines(hand)[1] == "evening"


def test_a_dose_without_a_choice_is_said_once_and_no_heading_stands_over_nothing() -> None:
    exact = make_exercise(reps=(3, 3), hold_s=(20, 20))
    said = exercise_text(exact, Level.GENTLE, "", "-").plain
    assert "\n3 x 20 s at every level\n" in said
    assert TAKE_CARE not in said
    free = replace(make_exercise(reps=(3, 3), hold_s=(10, 20)), cautions=("Slowly.",))
    said = exercise_text(free, Level.GENTLE, "", "-").plain
    assert "\ngentle 3 x 10 s, standard 3 x 15 s, full 3 x 20 s\n" in said
    assert f"{TAKE_CARE}\n- Slowly." in said
