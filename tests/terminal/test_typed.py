"""Over a pseudo-terminal: a string in one write, byte by byte, and key by key leaves the same journal and settings."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.home import PATIENCE_S, recorded
from tests.terminal.standing import END
from tests.terminal.terminal import KEYS, Terminal, started
from tests.typed_input import BACKSPACE, PLACES, SAVE, TAB, Typist, fresh, kept, lay_out

STRINGS = 512
BATCHES = 8
"""Programs started, so that the strings can be tried side by side."""

DRAWN_EACH = 4
"""One batch of so many is drawn; the others save a third of their time by drawing nothing."""

SEED = int(os.environ.get("TYPED_SEED", "0"))
"""Another number in the environment tries other strings."""

SIZE = (64, 20)
NEVER_MS = "600000"
"""How long the rest of a key is waited for: on a busy machine two bytes can be written further apart than by hands."""


class Typed:
    """A running program, and the wire on which it tells that all is worked off."""

    def __init__(self, terminal: Terminal, wire: socket.socket, home: Path) -> None:
        self._terminal = terminal
        self._wire = wire
        self._answers = wire.makefile("r", encoding="utf-8")
        self._home = home
        self._number = 0
        self._typing = ""

    def type(self, place: str, writes: Sequence[bytes], *, wait: bool = False) -> tuple[Any, Any]:
        """Write something to a fresh program, waiting after each write or at the end only; give what came of it."""
        self._number += 1
        self._typing = f"{place}, {'key by key' if wait else 'at once'}, {b''.join(writes).decode()!r}"
        folder = fresh(self._home / "template", self._home / str(self._number), place)
        self._ask(f"{place}\t{folder}")
        for write in writes:
            self._terminal.send(write)
            if wait:
                self._ask("")
        shown = self._ask("")
        return kept(folder), shown

    def _ask(self, order: str) -> str:
        self._wire.sendall(order.encode() + b"\n")
        try:
            answer = self._answers.readline()
        except TimeoutError:
            raise AssertionError(f"no answer: {self._typing}\n{self._where_it_stands()}") from None
        assert answer.startswith("["), f"{self._typing}: {answer or self._how_it_ended()}"
        return answer

    def _how_it_ended(self) -> str:
        faults = "\n".join(path.read_text(encoding="utf-8") for path in self._home.rglob("fault-*.txt"))
        return f"the program ended with {self._terminal.process.wait(PATIENCE_S)}\n{faults}"

    def _where_it_stands(self) -> str:
        told = b""
        self._terminal.signal(signal.SIGUSR1)
        with contextlib.suppress(TimeoutError):  # a program that hangs outside Python tells of its threads only
            while not told.endswith(END) and (more := self._wire.recv(65536)):
                told += more
        return told.decode(errors="replace")


@contextlib.contextmanager
def typed_program(home: Path, *ways: str, patience_s: float = PATIENCE_S) -> Iterator[Typed]:
    """Start the program, and read off what it draws without looking at it."""
    lay_out(home / "template")
    path = str(home / "wire")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        listening.settimeout(PATIENCE_S)
        program = (sys.executable, "-m", "tests.terminal.typed_program", path, str(home / "first"), *ways)
        root = str(Path(__file__).parents[2])
        with started(home, size=SIZE, program=program, PYTHONPATH=root, ESCDELAY=NEVER_MS) as terminal:
            over = threading.Event()
            reading = threading.Thread(target=terminal.read_blindly, args=(over,), daemon=True)
            reading.start()
            wire, _ = listening.accept()
            wire.settimeout(patience_s)
            with wire:
                try:
                    yield Typed(terminal, wire, home)
                finally:
                    over.set()
                    reading.join()


def one_by_one(string: str) -> list[bytes]:
    return [bytes([byte]) for byte in string.encode()]


def differing(program: Typed, place: str, string: Sequence[str]) -> str:
    """Say what a burst or single bytes do otherwise than the keys one by one."""
    whole = "".join(string)
    slow = program.type(place, [key.encode() for key in string if key], wait=True)
    ways = {"burst": [whole.encode()], "bytes": one_by_one(whole)}
    found = {way: program.type(place, writes) for way, writes in ways.items()}
    return "".join(f"{place}, {way}: {string!r}\n{slow}\n{got}\n" for way, got in found.items() if got != slow)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_however_keys_arrive_they_do_the_same(tmp_path: Path, batch: int) -> None:
    typist = Typist(BATCHES * SEED + batch)
    # The ways through several screens take the longest.
    places = [*PLACES, *(place for place in PLACES if place not in ("whole session", "overview"))]
    ways = () if batch % DRAWN_EACH == 0 else ("undrawn",)
    with typed_program(tmp_path, *ways) as program:
        for number in range(STRINGS // BATCHES):
            place = places[(batch + number) % len(places)]
            found = differing(program, place, typist.string(place))
            assert not found, found


@pytest.mark.slow
def test_the_trial_would_find_keys_that_overtake_others(tmp_path: Path) -> None:
    string = ["3", "\r", "4", TAB, *"sore left hip", SAVE]
    with typed_program(tmp_path, "unheld") as program:
        saved = [program.type("rating", ["".join(string).encode()]) for _ in range(5)]
    assert not all("sore left hip" in str(found) for found in saved)


@pytest.mark.slow
def test_a_program_that_gives_no_answer_says_where_it_stands(tmp_path: Path) -> None:
    with typed_program(tmp_path, "deaf", patience_s=1) as program, pytest.raises(AssertionError) as told:
        program.type("rating", [b"34"])
    for what in ("rating, at once, '34'", "terminal_driver.py", "follow:", "RateAfterScreen", "_waiting"):
        assert what in str(told.value)


LEAVING: dict[str, Callable[[Terminal], None]] = {
    "ctrl+q": lambda terminal: None,
    "ctrl+c": lambda terminal: None,
    "SIGTERM": lambda terminal: terminal.signal(signal.SIGTERM),
    "SIGHUP": lambda terminal: terminal.signal(signal.SIGHUP),
    "closed window": Terminal.hang_up,
}


@pytest.mark.slow
@pytest.mark.parametrize("way", LEAVING)
def test_what_was_typed_is_in_its_field_before_the_program_leaves(tmp_path: Path, way: str) -> None:
    with started(tmp_path, "start", "--speed", "400", "--record", "--sound", "silent") as terminal:
        terminal.wait_for(lambda screen: "How comfortable was the session?" in screen and "Accept" in screen)
        last = KEYS.get(way, "")
        terminal.send(f"3\r4{TAB}teh{BACKSPACE * 2}he hip, 腰\u3000痛い{last}".encode())
        if way == "closed window":  # what nobody has read goes with the window
            while terminal.untaken():
                terminal.read(0.001)
        LEAVING[way](terminal)
        terminal.exit_code()
    (record,) = recorded(tmp_path)
    assert (record["stiffness_after"], record["comfort"], record["note"]) == (3, 4, "the hip, 腰\u3000痛い")


@pytest.mark.slow
def test_a_byte_that_is_no_text_takes_nothing_else_with_it(tmp_path: Path) -> None:
    with started(tmp_path, "start", "--speed", "400", "--record", "--sound", "silent") as terminal:
        terminal.wait_for(lambda screen: "How comfortable was the session?" in screen and "Accept" in screen)
        terminal.send(b"3\r4\tsore \xff left \xe8\x85")
        while terminal.untaken():
            terminal.read(0.001)
        terminal.send(b"\xb0 hip\x13")
        terminal.wait_for("completed")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    assert [record["note"] for record in recorded(tmp_path)] == ["sore \ufffd left \u8170 hip"]
