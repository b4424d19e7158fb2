"""Texts, numbers, yes and no in cells: what a spreadsheet may make of each, and what is read from that."""

from __future__ import annotations

import math

import pytest
from hypothesis import strategies as st

from stretchtui.journal.transfer.csv_cells import bare, guarded, name, number, whole, word, yes_no
from tests.how_often import often
from tests.tables import every_row

TAKEN = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "\nline", "'", "''", "'=1", "'text", "＝1", "-",
    "007", "1-2", "1/2", "½", "1e5", "12:30", "2026-11-20", "20.11.2026", "5%", "$5", "(5)", "1,5", ".5", "5 pm",
    "May 5", "5. Mai", "5 May 2026", "mar-2", "0" * 60, "TRUE", "wahr", "Falsch", " lead", "trail ", "\u00a05", "５",
]  # fmt: skip
LEFT = [
    "", "sore", "left hip, better than on day 3", "ja", "no", "x\ty", "two\nlines", "don't", "Europe/Paris",
    "morning-bed", "0193f0c2-7abc-7def-8123-0123456789ab", "\N{GRINNING FACE} ok",
]  # fmt: skip


@every_row("text", TAKEN)
def test_a_text_that_a_spreadsheet_would_take_for_something_else_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert bare(guarded(text)) == text
    assert name(guarded(text)) == text


@every_row("text", LEFT)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert guarded(text) == text


@often(20, 2_000, st.text(max_size=40) | st.sampled_from([*TAKEN, *LEFT]) | st.from_regex(r"\A'*[0-9=. ]*[a-z]{0,3}\Z"))
def test_a_guarded_text_comes_back_exactly(text: str) -> None:
    assert bare(guarded(text)) == text
    assert name(guarded(text)) == text
    assert bare(text) in (text, text[1:])


def test_what_a_person_types_with_an_apostrophe_or_spaces_is_read_as_it_is_meant() -> None:
    assert bare("'tis") == "'tis"
    assert bare("007") == "007"
    assert name(" \u00a0Europe/Paris\u202f") == "Europe/Paris"
    assert word(" Completed\u00a0") == "completed"


@every_row(
    ("cell", "value"),
    [
        ("412", 412), ("412.0", 412.0), ("412,5", 412.5), ("412.5", 412.5), (" 412,5\u00a0", 412.5), ("0,125", 0.125),
        ("-1", -1), ("1e-05", 1e-05), ("1,5E+02", 150.0), ("1.234", 1.234), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
        ("1\u202f234,5", 1234.5), ("1 234", 1234), ("12.345.678", 12345678), ("12,345,678", 12345678), ("007", 7),
    ],
)  # fmt: skip
def test_numbers_are_read_with_points_and_commas(cell: str, value: float) -> None:
    found = number(cell)
    assert found == value
    assert type(found) is type(value)


@every_row("cell", ["six", "٣", "1e999", "nan", "1.2.3", "1,2,3", "1.234.5", "1 2", "--1", "1,"])
def test_what_is_no_number_is_left_for_the_journal_to_refuse(cell: str) -> None:
    assert isinstance(number(cell), str)
    assert isinstance(whole(cell), str)


def test_a_number_with_two_readings_is_refused_with_both() -> None:
    for read in (number, whole):
        with pytest.raises(ValueError, match=r"1,234 may be 1\.234 or 1234; write one of these"):
            read("1,234")


@every_row("cell", ["12. Mai", "12-May", "5. Jan.", "01-mai-26", "12.05.2026", "2026-05-12"])
def test_a_number_that_a_spreadsheet_made_a_day_of_is_refused_with_words(cell: str) -> None:
    with pytest.raises(ValueError, match="a spreadsheet may have made a day"):
        number(cell)


@every_row(("cell", "value"), [("6", 6), ("6.0", 6), ("6,0", 6), (" 6 ", 6), ("6.5", 6.5), ("6,5", 6.5)])
def test_a_whole_number_may_be_written_with_a_point(cell: str, value: float) -> None:
    assert (whole(cell), type(whole(cell))) == (value, type(value))


@often(20, 2_000, st.floats(0, 1e9) | st.integers(0, 10**9), st.sampled_from(".,"))
def test_every_number_comes_back_from_either_decimal_mark(value: float, mark: str) -> None:
    cell = repr(value).replace(".", mark)
    try:
        assert number(cell) == value
    except ValueError:
        assert mark == ","
        assert len(cell.split(",")[1]) == 3
    assert math.isfinite(value)


YES = "TRUE true True WAHR VRAI VERDADERO VERO VERDADEIRO WAAR SAND DOĞRU ИСТИНА ΑΛΗΘΗΣ Ja JA oui sí Yes 1".split()  # noqa: SIM905
NO = "FALSE false False FALSCH FAUX FALSO ONWAAR FALSK YANLIŞ ЛОЖЬ ΨΕΥΔΗΣ Nein NEIN non NO 0".split()  # noqa: SIM905


@every_row("cell", [*YES, *NO])
def test_yes_and_no_are_read_in_the_words_of_many_languages(cell: str) -> None:
    assert yes_no(cell) is (cell in YES)
    assert yes_no(f"\u00a0{cell} ") is (cell in YES)


@every_row("cell", ["perhaps", "2", "-", "y es"])
def test_what_is_neither_yes_nor_no_is_left_for_the_journal_to_refuse(cell: str) -> None:
    assert yes_no(cell) == cell
