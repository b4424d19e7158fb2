"""The program on a pseudo-terminal, set up anew for each string by whoever started it, who talks to it by a socket.

Lines come in: a place and a folder to begin anew with, or nothing to be told when all that was
typed is worked off, and what is shown then.
`python -m tests.terminal.typed_program SOCKET FOLDER [unheld] [undrawn]`.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from pathlib import Path

from textual._compositor import Compositor

from tests.typed_input import Stage, make_stage


async def follow(stage: Stage, path: str) -> None:
    """Do what is asked for until the other end is closed."""
    reader, writer = await asyncio.open_unix_connection(path)
    while line := await reader.readline():
        if order := line.strip().decode():
            place, folder = order.split("\t")
            stage.set_up(Path(folder), place)
        await stage.input.take_in_all()
        writer.write(json.dumps(stage.shown()).encode() + b"\n")
        await writer.drain()
    stage.exit()


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
        tasks.append(asyncio.create_task(follow(stage, path)))

    stage.call_later(listen)
    stage.run()


if __name__ == "__main__":
    main()
