"""The same table in every encoding, with every separator, whatever stands around it; each mistake with its line."""

from __future__ import annotations

import csv
import io
from itertools import product

import pytest
from hypothesis import strategies as st

from stretchtui.domain import limits
from stretchtui.journal.transfer.csv_table import Table, TableError, read_table
from tests.how_often import often
from tests.tables import every_row

KNOWN = ("id", "day", "note", "comfort", "started_at")
ROWS = [
    ["id", "day", "note"],
    ["a", "2026-11-20", 'two\nlines, and a "word"; tab\there'],
    ["b", "", "café \N{DIZZY SYMBOL}"],
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16"]


def written(rows: list[list[str]], separator: str = ",", end: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue()


def rows(raw: bytes | str) -> list[tuple[int, dict[str, str]]]:
    return list(table(raw).rows)


def table(raw: bytes | str) -> Table:
    return read_table(raw if isinstance(raw, bytes) else raw.encode(), KNOWN)


def refused(raw: bytes | str) -> str:
    with pytest.raises(TableError) as caught:
        rows(raw)
    return f"{caught.value.line}: {caught.value.what}"


@every_row(("encoding", "separator"), list(product(ENCODINGS, ",;\t|")))
def test_encodings_and_separators_give_the_same_table(encoding: str, separator: str) -> None:
    for end in ("\n", "\r\n", "\r"):
        found = rows(written(ROWS, separator, end).encode(encoding))
        assert found == [
            (line, dict(zip(ROWS[0], row, strict=True))) for line, row in zip((2, 4), ROWS[1:], strict=True)
        ]


def test_utf_16_of_the_other_byte_order_is_read() -> None:
    assert len(rows(b"\xfe\xff" + written(ROWS, "\t").encode("utf-16-be"))) == 2


@often(
    15,
    1_000,
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9),
            min_size=2,
            max_size=2,
        ),
        max_size=4,
    ),
    st.sampled_from(",;\t|"),
    st.sampled_from(ENCODINGS),
)
def test_any_cells_come_through(body: list[list[str]], separator: str, encoding: str) -> None:
    raw = written([["id", "note"], *body], separator).encode(encoding)
    expected = [row for row in body if any(cell.strip() for cell in row)]
    assert [list(cells.values()) for _, cells in rows(raw)] == expected


@every_row("head", ["ID;Day;NOTE", " id ;\u00a0day\u00a0;Note ", '"Id";"DAY";"note"'])
def test_a_head_may_be_written_in_any_case_and_with_spaces(head: str) -> None:
    assert rows(f"{head}\na;2026-11-20;x\n") == [(2, {"id": "a", "day": "2026-11-20", "note": "x"})]
    assert table("Started At,started-at,STARTED_AT\n").columns == ("started_at",) * 3
    assert table("id, Mood \n").columns == ("id", "Mood")


@every_row("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;\r", "sep=,", "sep=;;;"])
def test_a_line_that_names_the_separator_is_no_row(first: str) -> None:
    found = table(f"{first}\nid;day\na;2026-11-20\n")
    assert list(found.rows) == [(3, {"id": "a", "day": "2026-11-20"})]
    assert (found.head_line, found.passed_over) == (2, ())


def test_a_separator_that_only_its_line_names_is_used() -> None:
    assert rows("sep=^\nid^day\na^b\n") == [(3, {"id": "a", "day": "b"})]


def test_lines_before_the_head_are_passed_over_and_named() -> None:
    found = table('\n;;\n"My ""diary"", 2026";;\n\nExported on Monday;;\nid;day;note\na;b;c\n')
    assert (found.head_line, found.passed_over) == (6, ((3, 'My "diary", 2026'), (5, "Exported on Monday")))
    assert list(found.rows) == [(7, {"id": "a", "day": "b", "note": "c"})]
    assert table("note\nid,note\na,b\n").passed_over == ((1, "note"),)


def test_cells_missing_at_the_end_of_a_row_are_blank_and_lines_stay_right() -> None:
    found = rows('id,day,note\na\n"b\n\n",c\n\n,,\nd,e,f,,\n')
    assert found == [
        (2, {"id": "a", "day": "", "note": ""}),
        (3, {"id": "b\n\n", "day": "c", "note": ""}),
        (8, {"id": "d", "day": "e", "note": "f"}),
    ]


def test_columns_without_a_name_and_anything_in_them_are_passed_over() -> None:
    assert rows("id,,day,\na,,b,\nc, ,d\n") == [(2, {"id": "a", "day": "b"}), (3, {"id": "c", "day": "d"})]


@every_row(
    ("raw", "said"),
    [
        (b"", "1: is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "1: is empty"),
        (b"sep=;\r\n", "1: is empty"),
        (b"id,note\na,caf\xe9\n", "2: is not UTF-8 text; save it as CSV UTF-8"),
        (b"\xff\xfei\0d\0\n\0\x00\xd8", "2: is not UTF-16 text"),
        ("id,note\n".encode("utf-16-le"), "1: is not text; save it as CSV UTF-8"),
        (b"\n\nMy diary,,\nfoo,bar\n", '3: "My diary" is no head, and none follows; expected the names of the columns'),
        (b"x" * 50 + b"\n", f'1: "{"x" * 39}\u2026" is no head'),
        (b'id,note\n"a"b,\n', "2: is not valid CSV"),
        (b'id,note\na,"b\n', "is not valid CSV"),
        (b"id,note\na,b,c\n", '2: has "c" in its cell 3, where the head has no name'),
        (b"id,,note\na,b,c\n", '2: has "b" in its cell 2, where the head has no name'),
        (b"id,day,note\na,b,c\nd,e", "3: ends before its last cells and without a line end, as if the file were"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_by_its_line(raw: bytes, said: str) -> None:
    assert said in refused(raw)


def test_a_cell_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows("id,note\na," + "x" * 200_000) != []
    monkeypatch.setattr(limits, "CELL_CHARACTERS", 1_000)
    assert "2: is not valid CSV (field larger" in refused("id,note\na," + "x" * 1_001)


def test_a_complete_last_row_needs_no_line_end() -> None:
    assert rows("id,note\na,b") == [(2, {"id": "a", "note": "b"})]


def test_a_row_in_the_middle_may_be_short_where_the_last_is_whole() -> None:
    assert len(rows("id,day,note\na\nb,c,d")) == 2


def test_the_limit_of_other_readers_is_left_alone() -> None:
    before = csv.field_size_limit()
    rows(written(ROWS))
    with pytest.raises(TableError):
        rows('id,note\n"a"b,\n')
    assert csv.field_size_limit() == before
