"""The threads that read and write lines, on real pipes."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, FileIO

import pytest

from stretchtui.plain.streams import MOST_BYTES, LineReader, LineWriter, TerminationSignal, encoded, signals_to
from tests.tables import every_row

PATIENCE_S = 20.0


@contextmanager
def pipe() -> Iterator[tuple[FileIO, FileIO]]:
    """Give the two ends of a pipe, the one to read from first."""
    ends = tuple(FileIO(handle, mode) for handle, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    try:
        yield ends[0], ends[1]
    finally:
        for end in ends:
            end.close()


def lines_of(data: bytes, encoding: str = "utf-8") -> list[str]:
    """Read all that is in some bytes."""
    lines = LineReader(BytesIO(data), encoding, terminal=False)
    found: list[str] = []
    while (line := lines.take(PATIENCE_S)) is not None:
        found.append(line)
    assert lines.ended
    return found


# --- in -----------------------------------------------------------------------------------


@every_row(
    ("data", "lines"),
    [
        (b"", []),
        (b"n\nb\n", ["n", "b"]),
        (b"  n  \r\n\r\n", ["n", ""]),
        (b"6", ["6"]),
        (b"\n\n", ["", ""]),
        ("schön\n".encode(), ["schön"]),
        (b"\xff\xfe\x80 n\n", ["\ufffd\ufffd\ufffd n"]),
        (b"\x1b[2J\x9b31m\x07q\n", ["\ufffd[2J\ufffd31m\ufffdq"]),
    ],
)
def test_lines_come_trimmed_and_harmless(data: bytes, lines: list[str]) -> None:
    assert lines_of(data) == lines


def test_bytes_of_an_older_encoding_are_read_in_it() -> None:
    assert lines_of("schön\n".encode("latin-1"), "latin-1") == ["schön"]


def test_a_line_without_end_is_cut_and_the_next_one_is_whole() -> None:
    first, second = lines_of(b"a" * 10 * MOST_BYTES + b"\nnext\n")
    assert set(first) == {"a"}
    assert len(first) <= MOST_BYTES
    assert second == "next"


def test_a_flood_of_lines_waits_outside() -> None:
    class Flood:
        given = 0

        def read(self, size: int, /) -> bytes:
            self.given += 1
            return b"y\n" * 100

    flood = Flood()
    lines = LineReader(flood, "ascii", terminal=False)
    for _ in range(500):
        assert lines.take(PATIENCE_S) == "y"
    assert flood.given < 40


def test_waiting_for_a_line_ends_in_time_and_the_end_of_input_is_told_at_once() -> None:
    with pipe() as (out, into):
        lines = LineReader(out, "ascii", terminal=False)
        assert lines.take(0.0) is None
        assert not lines.ended
        into.write(b"half a li")
        assert lines.take(0.05) is None
        into.write(b"ne\n")
        assert lines.take(PATIENCE_S) == "half a line"
        into.close()
        assert lines.take(None) is None
        assert lines.ended
        assert lines.take(None) is None
        assert lines.take(0.0) is None


def test_without_a_stream_no_line_can_ever_come() -> None:
    lines = LineReader(None, "ascii", terminal=False)
    assert lines.ended
    assert lines.take(None) is None


def test_a_stream_that_is_not_waited_for_is_read_all_the_same() -> None:
    chunks = [None, b"n", None, b"\n", b""]

    class Hasty:
        def read(self, size: int, /) -> bytes | None:
            return chunks.pop(0)

    assert LineReader(Hasty(), "ascii", terminal=False).take(PATIENCE_S) == "n"


def test_dropping_forgets_lines_but_not_that_it_is_time_to_leave() -> None:
    lines = LineReader(BytesIO(b"n\nn\n"), "ascii", terminal=True)
    assert lines.take(PATIENCE_S) == "n"
    lines.leave(15)
    with pytest.raises(TerminationSignal):
        lines.drop()


# --- signals ------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself these")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_wait_for_a_line_and_is_given_back_afterwards(name: str) -> None:
    number = signal.Signals[name]
    # What starts the tests may have had a signal ignored, as shells do for jobs in the background.
    outside = signal.signal(number, signal.SIG_DFL)
    try:
        with pipe() as (out, _):
            lines = LineReader(out, "ascii", terminal=True)
            with signals_to(lines.leave):
                threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
                with pytest.raises(TerminationSignal) as leaving:
                    lines.take(PATIENCE_S)
            assert leaving.value.number == number
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, outside)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no hang-up")
def test_a_hang_up_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals_to(lambda number: None):
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


# --- out ----------------------------------------------------------------------------------


def never() -> None:
    raise AssertionError


def test_lines_go_out_in_order_one_line_each_and_without_control_bytes() -> None:
    with pipe() as (out, into):
        printer = LineWriter(into, "utf-8", never)
        for line in ("Hold.", "two\nlines", "\x1b[2J\x07 \u202eevil\x9b", "schön"):
            printer.say(line)
        printer.flush(PATIENCE_S)
        assert printer.settled
        assert out.read(1000).decode().replace("\r\n", "\n") == (
            "Hold.\ntwo lines\n\ufffd[2J\ufffd \ufffdevil\ufffd\nschön\n"
        )


def blocked(into: FileIO) -> LineWriter:
    """Say more than a pipe can hold."""
    printer = LineWriter(into, "ascii", never)
    for _ in range(3000):
        printer.say("x" * 99)
    return printer


def test_a_reader_who_stands_still_blocks_nobody_and_gets_everything_in_the_end() -> None:
    with pipe() as (out, into):
        printer = blocked(into)
        printer.flush(0.05)
        assert not printer.settled
        data = b""
        while len(data) < 3000 * (99 + len(os.linesep)):
            data += out.read(65536) or b""
        printer.flush(PATIENCE_S)
        assert printer.settled
        assert data.split() == [b"x" * 99] * 3000


def test_a_reader_who_goes_away_is_told_once_and_lines_are_dropped() -> None:
    told: list[int] = []
    with pipe() as (out, into):
        out.close()
        printer = LineWriter(into, "ascii", lambda: told.append(1))
        for _ in range(10):
            printer.say("anyone?")
        printer.flush(PATIENCE_S)
        assert printer.settled
    assert told == [1]


def test_a_stream_that_takes_little_at_a_time_gets_all() -> None:
    class Little:
        taken = b""
        hasty = True

        def write(self, data: bytes, /) -> int | None:
            self.hasty = not self.hasty
            if self.hasty:
                return None
            self.taken += data[:7]
            return len(data[:7])

    little = Little()
    printer = LineWriter(little, "ascii", never)
    printer.say("Keep breathing.")
    printer.flush(PATIENCE_S)
    assert little.taken == b"Keep breathing." + os.linesep.encode()


@every_row(
    ("text", "encoding", "data"),
    [
        ("“Wie geht’s?” – schön", "utf-8", "“Wie geht’s?” – schön".encode()),
        ("“Wie geht’s?” – schön", "ascii", b'"Wie geht\'s?" - schon'),
        ("schön", "latin-1", b"sch\xf6n"),
        ("\U0001f9d8 hold", "ascii", b"? hold"),
        ("hold", "no such encoding", b"hold"),
    ],
)
def test_what_an_encoding_has_not_is_written_as_the_nearest_it_has(text: str, encoding: str, data: bytes) -> None:
    assert encoded(text, encoding) == data
