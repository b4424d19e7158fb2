"""The verbs that look back: what they print, what they write, and how they refuse."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.home import call, recorded, today, verb
from tests.test_routine_lines import SHEET


def add(home: Path, *arguments: str) -> str:
    result = call(home, "journal", "add", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.strip()


def stats(home: Path, *arguments: str) -> dict[str, Any]:
    result = call(home, "stats", "--json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert isinstance(document, dict)
    return document


# --- stats --------------------------------------------------------------------------------


def test_stats_of_an_empty_journal_are_nothing_and_write_nothing(tmp_path: Path) -> None:
    assert "No sessions." in call(tmp_path, "stats").stdout
    document = stats(tmp_path)
    assert (document["sessions"], document["stiffness"]["before"]["mean"]) == (0, None)
    assert not list(tmp_path.iterdir())


def test_stats_count_what_was_noted(tmp_path: Path) -> None:
    day = today()
    for back, before, after in ((0, 6, 2), (1, 4, 4), (9, 0, 1)):
        ratings = ("--stiffness-before", str(before), "--stiffness-after", str(after))
        add(tmp_path, "--day", str(day - timedelta(days=back)), *ratings)
    add(tmp_path, "--day", str(day), "--outcome", "stopped-pain")
    document = stats(tmp_path)
    assert (document["sessions"], document["days_done"], document["days_with_session"]) == (4, 3, 3)
    assert document["outcomes"] == {"completed": 3, "partial": 0, "stopped-pain": 1}
    assert document["stiffness"]["before"] == {"n": 3, "mean": pytest.approx(10 / 3), "lowest": 0, "highest": 6}
    assert document["stiffness"]["change"] == {"n": 3, "mean": pytest.approx(-1), "lowest": -4, "highest": 1}
    assert [morning["before"] for morning in document["mornings"]] == [0, 4, 6]
    narrowed = stats(tmp_path, "--from", str(day - timedelta(days=1)), "--to", str(day))
    assert (narrowed["sessions"], narrowed["from"], narrowed["to"]) == (3, str(day - timedelta(days=1)), str(day))
    page = call(tmp_path, "stats").stdout
    assert "change -1.0 (-4 to +1, n 3), after minus before" in page
    assert "7-day mean: from 7 rated mornings on; there are 3" in page
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize("command", [("stats",), ("report",)], ids=" ".join)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2026-11-02", "--to", "2026-11-01"), "--from 2026-11-02 is after --to 2026-11-01"),
        (("--from", "2026-02-29"), "2026-11-22"),
        (("--to", "today"), "2026-11-22"),
        (("--to", "2026-W01-1"), "2026-11-22"),
    ],
    ids=lambda value: "" if isinstance(value, str) else " ".join(value),
)
def test_a_wrong_period_is_wrong_usage(
    tmp_path: Path, command: tuple[str, ...], arguments: tuple[str, ...], said: str
) -> None:
    result = call(tmp_path, *command, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize("ahead", [1, 4, 1_000_000])
@pytest.mark.parametrize("more", [(), ("--to", "9999-12-31")], ids=["open", "ended"])
@pytest.mark.parametrize("command", [("stats",), ("stats", "--json"), ("report",)], ids=" ".join)
def test_a_period_that_is_still_to_come_is_wrong_usage(
    tmp_path: Path, command: tuple[str, ...], more: tuple[str, ...], ahead: int
) -> None:
    add(tmp_path)
    first = str(today() + timedelta(days=ahead))
    result = call(tmp_path, *command, "--from", first, *more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"--from {first} is still to come; today is {today()}" in result.stderr
    assert call(tmp_path, *command, "--from", str(today()), *more).exit_code == 0, "today has come"


# --- export and import --------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_a_journal_goes_to_another_machine(tmp_path: Path, suffix: str) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / f"out.{suffix}"
    for note in ("=SUM(A1)", "zwei\nZeilen", "'"):
        add(here, "--note", note, "--stiffness-before", "3")
    written = call(here, "journal", "export", str(file))
    assert written.exit_code == 0
    assert written.stdout.splitlines()[0] == str(file)
    assert written.stderr == "3 sessions; only you can read the file.\n"
    assert (
        call(there, "journal", "import", str(file)).stdout
        == "3 new, 0 changed, 0 the same, 0 older than here, 0 refused.\n"
    )
    assert recorded(there) == recorded(here)
    assert (
        call(there, "journal", "import", str(file)).stdout
        == "0 new, 0 changed, 3 the same, 0 older than here, 0 refused.\n"
    )
    assert recorded(there) == recorded(here)


def test_an_export_never_replaces_a_file_unasked(tmp_path: Path) -> None:
    add(tmp_path)
    file = tmp_path / "out.json"
    file.write_text("mine", encoding="utf-8")
    refused = call(tmp_path, "journal", "export", str(file))
    assert (refused.exit_code, refused.stdout, len(refused.stderr.splitlines())) == (1, "", 1)
    assert "--force" in refused.stderr
    assert file.read_text(encoding="utf-8") == "mine"
    assert call(tmp_path, "journal", "export", str(file), "--force").exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["sessions"]


@pytest.mark.parametrize("name", ["out", "out.txt", "out.json.gz", ""])
@pytest.mark.parametrize("command", ["export", "import"])
def test_another_kind_of_file_is_wrong_usage(tmp_path: Path, command: str, name: str) -> None:
    result = call(tmp_path, "journal", command, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert ".json or .csv" in result.stderr


def test_a_file_with_a_mistake_is_refused_in_one_line_and_nothing_is_taken(tmp_path: Path) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "out.csv"
    for _ in range(2):
        add(here)
    call(here, "journal", "export", str(file))
    file.write_bytes(file.read_bytes()[::-1].replace(b"detelpmoc", b"enif", 1)[::-1])
    there.mkdir()
    refused = call(there, "journal", "import", str(file))
    assert (refused.exit_code, refused.stdout, len(refused.stderr.splitlines())) == (1, "", 1)
    assert "out.csv, line 3, column outcome: expected one of completed" in refused.stderr
    assert recorded(there) == []


# --- report -------------------------------------------------------------------------------

NO_PLAN = "There is no plan for certain weekdays"
SIX_DAYS = 'plan = {days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"], times = 2}'
OPEN = "dates = {begins = 2026-11-20, ends = 2099-12-18}"
SIX_DAYS_SAID = "Evening: Mon, Tue, Wed, Thu, Fri, Sat, twice a day, from 2026-11-20 to 2099-12-18, set by my"


def told_of_a_plan(home: Path, *, plan: str = "", settings: str = "", dates: str = OPEN, kind: str = "text") -> str:
    folder = home / "config" / "stretchtui"
    (folder / "routines").mkdir(parents=True, exist_ok=True)
    sheet = re.sub("dates = .*", dates, SHEET).replace("[source]", f"{plan}\n[source]", 1)
    (folder / "routines" / "evening.toml").write_text(sheet, encoding="utf-8")
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    result = call(home, "report", "--format", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_report_says_what_is_planned_by_routine_files_and_settings(tmp_path: Path, kind: str) -> None:
    by_file = told_of_a_plan(tmp_path, plan=SIX_DAYS, kind=kind)
    assert f"{SIX_DAYS_SAID} physiotherapist" in by_file
    assert NO_PLAN not in by_file
    by_settings = told_of_a_plan(tmp_path, plan=SIX_DAYS, settings='[plan.evening]\ndays = ["sunday"]\n', kind=kind)
    assert "Evening: Sun, from 2026-11-20" in by_settings
    assert "Mon, Tue" not in by_settings, "the plan of the settings goes before that of the file"
    shipped = told_of_a_plan(tmp_path, settings='[plan.neck]\ndays = ["monday"]\n', kind=kind)
    assert ": Mon" in shipped
    assert "Evening" not in shipped


@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize(
    "given",
    [{}, {"plan": "plan = {days = []}"}, {"plan": SIX_DAYS, "dates": "dates = {ends = 2020-01-31}"}],
    ids=["nothing", "no-day", "over"],
)
def test_a_report_without_a_plan_in_its_time_says_so(tmp_path: Path, given: dict[str, str], kind: str) -> None:
    said = told_of_a_plan(tmp_path, **given, kind=kind)
    assert NO_PLAN in said
    assert "Planned" not in said


def test_a_report_is_printed_as_text_or_as_a_page(tmp_path: Path) -> None:
    add(tmp_path, "--stiffness-before", "7", "--note", "<b>sore</b>")
    text = call(tmp_path, "report")
    assert (text.exit_code, text.stderr) == (0, "")
    assert "before 7, n 1" in text.stdout
    assert "note: <b>sore</b>" in text.stdout
    page = call(tmp_path, "report", "--format", "html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert "<b>sore" not in page
    assert "&lt;b&gt;sore&lt;/b&gt;" in page


def test_the_same_numbers_in_report_and_stats(tmp_path: Path) -> None:
    day = today()
    for back in (0, 3, 11, 40):
        add(tmp_path, "--day", str(day - timedelta(days=back)), "--stiffness-before", str(back % 9))
    period = ("--from", str(day - timedelta(days=20)), "--to", str(day))
    found, text = stats(tmp_path, *period), call(tmp_path, "report", *period).stdout
    assert f"{found['days_done']} done; {found['days_with_session']} days with a session of any kind" in text
    assert f"reached in {found['weeks_goal_reached']} of {found['weeks_counted']} weeks" in text
    assert f"before {found['stiffness']['before']['mean']:.1f} (0-3, n 3)" in text


def test_a_report_of_a_beginner_begins_with_the_week_of_the_first_session(tmp_path: Path) -> None:
    day = today()
    add(tmp_path, "--day", str(day - timedelta(days=9)))
    begun = day - timedelta(days=9)
    week = begun - timedelta(days=begun.weekday())
    assert f"Stretching sessions, {week.day} {week:%B}" in call(tmp_path, "report").stdout
    add(tmp_path, "--day", str(day - timedelta(days=90)))
    four_weeks = day - timedelta(days=day.weekday() + 21)
    assert f"Stretching sessions, {four_weeks.day} {four_weeks:%B}" in call(tmp_path, "report").stdout


def test_a_report_goes_into_a_file_by_its_name_and_replaces_none_unasked(tmp_path: Path) -> None:
    add(tmp_path)
    page, text = tmp_path / "out.html", tmp_path / "out.txt"
    assert call(tmp_path, "report", "--output", str(page)).stdout == f"{page}\n"
    assert call(tmp_path, "report", "--output", str(text)).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert text.read_text(encoding="utf-8").startswith("Stretching sessions")
    again = call(tmp_path, "report", "--output", str(page))
    assert (again.exit_code, again.stdout) == (1, "")
    assert "--force" in again.stderr
    assert call(tmp_path, "report", "--output", str(page), "--force", "--format", "text").exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("Stretching sessions")


def test_a_report_where_nothing_can_be_written_fails_in_one_line(tmp_path: Path) -> None:
    done = call(tmp_path, "report", "--output", str(tmp_path / "nowhere" / "out.html"))
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "no such folder" in done.stderr


def test_a_narrow_encoding_gets_letters_and_never_a_traceback(tmp_path: Path) -> None:
    add(tmp_path, "--note", "gut → besser ☺", "--stiffness-before", "3")
    done = verb(tmp_path, "report", PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "# 3>-" in done.stdout
    assert "gut ? besser ?" in done.stdout
