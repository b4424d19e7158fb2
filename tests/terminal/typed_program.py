"""The program on a pseudo-terminal, set up anew for each string by whoever started it, who talks to it by a socket.

Lines come in: a place and a folder to begin anew with, or nothing to be told when all that was
typed is worked off, and what is shown then.
`python -m tests.terminal.typed_program SOCKET FOLDER [unheld] [undrawn] [deaf]`.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import traceback
from pathlib import Path
from typing import Any

from textual._compositor import Compositor

from tests.terminal.standing import tell_when_asked
from tests.typed_input import Stage, make_stage


async def follow(stage: Stage, path: str, *, deaf: bool) -> None:
    """Do what is asked for until the other end is closed."""
    reader, writer = await asyncio.open_unix_connection(path)
    tell_when_asked(stage, writer.get_extra_info("socket").fileno())
    while line := await reader.readline():
        try:
            answer = await _answer(stage, line.strip().decode())
        except Exception:  # noqa: BLE001 - told to whoever asked
            answer = traceback.format_exc()
        if not deaf:
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
    stage.exit()


async def _answer(stage: Stage, order: str) -> list[Any] | str:
    if order:
        place, folder = order.split("\t")
        stage.set_up(Path(folder), place)
    await stage.input.take_in_all()
    return stage.shown()


def main() -> None:
    """Run the program until it is told to end."""
    path, folder, *ways = sys.argv[1:]
    stage = make_stage(Path(folder), held="unheld" not in ways)
    if "undrawn" in ways:
        Compositor.render_update = lambda *_, **__: None  # type: ignore[method-assign]
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    tasks = []  # not a worker: those are ended whenever the stage is set up

    async def listen() -> None:
        tasks.append(asyncio.create_task(follow(stage, path, deaf="deaf" in ways)))

    stage.call_later(listen)
    stage.run()


if __name__ == "__main__":
    main()
