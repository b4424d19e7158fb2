"""Reading keys off a terminal: one whose bytes came in time is whole, however late they are looked at."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual import constants, events

from stretchtui.tui.terminal_driver import tolerant
from tests.terminal.home import PATIENCE_S

if sys.platform == "win32":
    pytest.skip("reads terminals as POSIX has them", allow_module_level=True)


class Reading:
    """A driver as far as its reading goes: an `a` says that an arrow key has begun, and any other key is the last."""

    _debug = False

    def __init__(self, fileno: int, begun: Callable[[], object]) -> None:
        self.fileno = fileno
        self.exit_event = threading.Event()
        self.keys: list[str] = []
        self._begun = begun

    def run_input_thread(self) -> None:
        """Stand for Textual's own way of reading."""

    def process_message(self, message: events.Key) -> None:
        self.keys.append(message.key)
        if message.key == "a":
            self._begun()
        else:
            self.exit_event.set()


@pytest.fixture
def wire() -> Iterator[tuple[int, int]]:
    end, hands = os.pipe()
    yield end, hands
    os.close(end)
    os.close(hands)


def reads_from(end: int, begun: Callable[[], object]) -> Any:
    return tolerant(Reading, pytest.fail)(end, begun)  # type: ignore[arg-type,call-arg]


def read(end: int, begun: Callable[[], object]) -> list[str]:
    driver = reads_from(end, begun)
    driver.run_input_thread()
    keys: list[str] = driver.keys
    return keys


def test_a_key_is_whole_though_reading_is_held_up_in_its_middle(
    monkeypatch: pytest.MonkeyPatch, wire: tuple[int, int]
) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)  # it has passed whenever somebody looks
    end, hands = wire

    def rest() -> None:
        os.write(hands, b"[A")
        select.select([end], [], [])

    os.write(hands, b"a\x1b")
    assert read(end, rest) == ["a", "up"]


def test_a_key_is_whole_though_a_signal_comes_in_its_middle_and_takes_long(wire: tuple[int, int]) -> None:
    end, hands = wire
    reader = threading.get_ident()

    def handle(*_: object) -> None:
        os.write(hands, b"[A")
        time.sleep(2 * constants.ESCAPE_DELAY)  # longer than anybody waits for the rest of a key

    def interrupt() -> None:
        threading.Timer(0.02, signal.pthread_kill, (reader, signal.SIGUSR1)).start()

    before = signal.signal(signal.SIGUSR1, handle)
    try:
        os.write(hands, b"a\x1b")
        assert read(end, interrupt) == ["a", "up"]
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_what_is_taken_off_the_wire_while_somebody_looks_is_on_its_way(
    monkeypatch: pytest.MonkeyPatch, wire: tuple[int, int]
) -> None:
    end, hands = wire
    being_handed, looked = threading.Event(), threading.Event()

    def hand_slowly() -> None:
        being_handed.set()
        looked.wait(PATIENCE_S)

    def look_late(*how: Any) -> Any:
        os.write(hands, b"a")
        being_handed.wait(PATIENCE_S)
        return look(*how)

    look = select.select
    monkeypatch.setattr(select, "select", look_late)
    driver = reads_from(end, hand_slowly)
    reading = threading.Thread(target=driver.run_input_thread)
    reading.start()
    assert driver.untaken()
    monkeypatch.undo()
    os.write(hands, b"b")
    looked.set()
    reading.join()
    assert not driver.untaken()
