"""The screen is kept awake while a session runs, and only then; whatever the system does about it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stretchtui.system.keep_awake import KeepAwake
from tests.tui.harness import morning, session


class Screen:
    """A screen that notes when it is kept on."""

    def __init__(self) -> None:
        self.on = 0
        self.times = 0
        self.changed = threading.Event()

    @contextmanager
    def keep(self) -> Iterator[None]:
        self.on += 1
        self.times += 1
        self.changed.set()
        try:
            yield
        finally:
            self.on -= 1
            self.changed.set()

    def wait(self) -> None:
        assert self.changed.wait(5)
        self.changed.clear()


def test_it_is_on_while_wanted_and_saying_so_twice_changes_nothing() -> None:
    screen = Screen()
    awake = KeepAwake(screen.keep)
    awake.want(True)
    awake.want(True)
    screen.wait()
    assert screen.on == 1
    awake.want(False)
    screen.wait()
    assert screen.on == 0
    awake.close()
    assert screen.times == 1


def test_the_end_of_the_program_lets_go() -> None:
    screen = Screen()
    awake = KeepAwake(screen.keep)
    awake.want(True)
    screen.wait()
    awake.close()
    assert screen.on == 0


def test_a_system_that_cannot_is_no_trouble() -> None:
    @contextmanager
    def fails() -> Iterator[None]:
        raise OSError("no such service")
        yield

    awake = KeepAwake(fails)
    awake.want(True)
    awake.want(False)
    awake.close()


def test_the_library_itself_fails_quietly_where_there_is_no_desktop() -> None:
    awake = KeepAwake()
    awake.want(True)
    awake.close()


async def test_a_session_wants_it_while_it_runs(tmp_path: Path) -> None:
    async with morning(tmp_path, front=session) as hand:
        wanted: list[bool] = []
        hand.app.context.awake.want = wanted.append  # type: ignore[method-assign]
        await hand.press("space")
        assert wanted[-1] is False
        await hand.press("space")
        assert wanted[-1] is True
        await hand.play_out()
        assert wanted[-1] is False
