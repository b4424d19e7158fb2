"""A spreadsheet opens the export and saves it its own way: it comes back as it was, and with what a person changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st

from stretchtui.domain.record import DoneDose, SessionRecord
from stretchtui.domain.routine import Side
from stretchtui.journal import ExchangeError, Journal, Own, exchange
from tests.how_often import often
from tests.journal.spreadsheets import DAY_FORMS, YES_NO, Dialect, saved_by_a_spreadsheet
from tests.journal.strategies import MORNING, exercise_record, session_record, ticking
from tests.journal.support import take_in

ALWAYS = date.min, date.max
NOW = MORNING + timedelta(days=4)
PARIS = ZoneInfo("Europe/Paris")
SAME = (0, 0)

NOTES = [
    "", "007", "1-2", "1/2", "3.5", "1,5", "1e5", "12:30", "5%", "20.11.2026", "2026-11-20", "May 5", "mar-2", "½",
    "=1+1", "'=1+1", "+31 6 1234", "-", "@home", "'", "''", "'tis", "'007", "TRUE", "wahr", "false", " lead", "trail ",
    'a "quoted" word; and, more', "two\nlines", "\n=1", "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}", "a\u00a0b", "\u00a05",
    "#N/A", "\N{FULLWIDTH DIGIT FIVE}", "ja", "no", "x" * 300,
]  # fmt: skip


def filled(folder: Path, notes: Iterable[str]) -> Journal:
    """Make a journal with a session for each note, on days of which some read two ways and some do not."""
    journal = Journal(folder, ticking(NOW))
    for number, note in enumerate(notes):
        start = (MORNING - timedelta(days=11 * number)).astimezone(PARIS)
        entries = tuple(exercise_record(side=side, done=DoneDose(reps=1, hold_s=12.5)) for side in Side)
        journal.add(
            session_record(
                start if number % 4 else start.replace(hour=1, minute=30),
                day=(start if number % 4 else start - timedelta(days=1)).date(),
                ended_at=None if number % 3 else start + timedelta(minutes=9),
                note=note,
                short=bool(number % 2),
                active_s=(None, 412.0, 1033.4)[number % 3],
                comfort=None if number % 2 else 4,
                exercises=entries[: number % 4],
            )
        )
    return journal


def counts(journal: Journal, path: Path) -> tuple[int, int, int]:
    done = take_in(journal, path)
    assert (done.older, done.refused, done.notices) == (0, (), ())
    return done.new, done.changed, done.same


dialects = st.builds(
    Dialect,
    day=st.sampled_from(sorted(DAY_FORMS)),
    separator=st.sampled_from(",;\t"),
    decimal=st.sampled_from(".,"),
    words=st.sampled_from(sorted(YES_NO)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    head=st.sampled_from(["as it is", "capitals", "spaces"]),
    before=st.sampled_from(["", "sep=;\r\n", "\r\n;;\r\n"]),
    zone=st.sampled_from(["", "Europe/Paris"]),
    short_rows=st.booleans(),
    spaces=st.booleans(),
    whole_as_decimal=st.booleans(),
    shuffled=st.none() | st.integers(0, 9),
)


@often(4, 300, st.lists(st.sampled_from(NOTES), min_size=3, max_size=6), dialects)
def test_in_whatever_way_a_spreadsheet_saves_it_nothing_changes(notes: list[str], dialect: Dialect) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        journal = filled(folder / "journal", notes)
        before = journal.between(*ALWAYS)
        [path, _] = exchange.export(journal, folder / "out.csv").paths
        path.write_bytes(saved_by_a_spreadsheet(path.read_bytes(), dialect))
        assert counts(journal, path) == (*SAME, len(notes))
        assert journal.between(*ALWAYS) == before
        other = Journal(folder / "other", ticking(NOW))
        assert counts(other, path) == (len(notes), *SAME)
        assert other.between(*ALWAYS) == before


@pytest.mark.parametrize("number", range(2))
def test_both_files_begin_with_the_mark_by_which_spreadsheets_know_utf_8(tmp_path: Path, number: int) -> None:
    done = exchange.export(filled(tmp_path / "journal", ["café"]), tmp_path / "out.csv")
    assert done.paths[number].read_bytes().startswith(b"\xef\xbb\xbfid,day,")


def test_a_cell_changed_in_another_way_of_writing_is_the_only_change(tmp_path: Path) -> None:
    journal = filled(tmp_path / "journal", NOTES[:4])
    [path, _] = exchange.export(journal, tmp_path / "out.csv").paths
    german = Dialect(day="20.11.2026", separator=";", decimal=",", words="German", encoding="utf-8-sig")
    text = saved_by_a_spreadsheet(path.read_bytes(), german).decode("utf-8-sig")
    assert ";1033,4;" in text
    path.write_text(text.replace(";1033,4;", ";1033,5;").replace("WAHR", "FALSCH"), encoding="utf-8-sig", newline="")
    expected = [
        replace(record, active_s=1033.5 if record.active_s == 1033.4 else record.active_s, short=False)
        for record in journal.between(*ALWAYS)
    ]
    assert counts(journal, path) == (0, 3, 1)
    found = [
        replace(record, updated_at=was.updated_at)
        for record, was in zip(journal.between(*ALWAYS), expected, strict=True)
    ]
    assert found == expected


def test_rows_of_a_persons_own_are_new_sessions_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", ticking())
    path = tmp_path / "own.csv"
    path.write_text(
        "My mornings;;;\n\n Day ;Started At;Comfort;Note\n20.11.2026;20.11.2026 07:15;4;café\n19/11/2026;;3\n",
        encoding="utf-8",
    )
    own = Own(routine="morning-bed", timezone="Europe/Paris", zone=PARIS)
    done = exchange.import_file(journal, path, own)
    assert (done.new, done.changed, done.same) == (2, 0, 0)
    assert done.notices == ('own.csv: the head is in line 3; what stands before it was passed over: "My mornings".',)
    first, second = journal.between(*ALWAYS)
    assert (first.day, first.comfort, first.note, first.source) == (date(2026, 11, 19), 3, "", "manual")
    assert (second.started_at.isoformat(), second.note) == ("2026-11-20T07:15:00+01:00", "café")
    again = exchange.import_file(journal, path, own)
    assert (again.new, again.changed, again.same) == (0, 0, 2)


def test_a_day_with_two_readings_names_both_and_where_and_nothing_is_taken(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", ticking())
    path = tmp_path / "own.csv"
    path.write_text("day,note\n11/11/2026,a\n04/05/2026,b\n", encoding="utf-8")
    with pytest.raises(ExchangeError) as caught:
        take_in(journal, path)
    assert str(caught.value) == (
        "own.csv, line 3, column day: 04/05/2026 may be 2026-04-05 or 2026-05-04, and nothing around it tells which; "
        "write one of these; nothing was imported."
    )
    assert journal.between(*ALWAYS) == ()


def test_a_zone_that_is_missing_is_not_made_up_for_a_session_with_an_id(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,started_at\na,2026-11-20 07:15\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match="line 2, column started_at: 2026-11-20 07:15 has no offset"):
        take_in(Journal(tmp_path / "journal", ticking()), path)


# --- the real thing -----------------------------------------------------------------------

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ENGLISH, GERMAN = ("44", "1033"), ("59", "1031")


def through_office(path: Path, kind: str, language: tuple[str, str], *, special: bool) -> None:
    """Let LibreOffice open a CSV file, keep it as a file of its own kind, open that and save it as CSV."""
    separator, locale = language
    detect = str(special).lower()
    profile = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
    opened = [f"--infilter=CSV:44,34,76,1,,{locale},false,{detect}", "--convert-to", kind]
    saved = ["--convert-to", f"csv:Text - txt - csv (StarCalc):{separator},34,76,1,,{locale},false,true"]
    for options, source, target in (
        (opened, path, path.with_suffix(f".{kind}")),
        (saved, path.with_suffix(f".{kind}"), path),
    ):
        command = [OFFICE or "", profile, "--headless", *options, "--outdir", str(path.parent), str(source)]
        target.unlink(missing_ok=True)
        subprocess.run(
            command, check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(path.parent)}
        )
        assert target.is_file()


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("special", [False, True], ids=["plain", "special-numbers"])
@pytest.mark.parametrize("language", [ENGLISH, GERMAN], ids=["en-US", "de-DE"])
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_changes_no_cell(tmp_path: Path, kind: str, language: tuple[str, str], special: bool) -> None:
    journal = filled(tmp_path / "journal", NOTES)
    before: tuple[SessionRecord, ...] = journal.between(*ALWAYS)
    [path, _] = exchange.export(journal, tmp_path / "out.csv").paths
    written = path.read_bytes()
    through_office(path, kind, language, special=special)
    assert path.read_bytes() != written, "LibreOffice did nothing to it"
    assert counts(journal, path) == (*SAME, len(NOTES))
    assert journal.between(*ALWAYS) == before
