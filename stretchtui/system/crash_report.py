"""Faults of our own: a report that helps to mend them, without anybody's data in it."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from stretchtui.domain.text import one_line
from stretchtui.system import files


def write_crash_report(error: BaseException | None, folder: Path, now: datetime) -> str:
    """Write where it went wrong into a file (0600) in folder, without values or notes; give a sentence for people."""
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    lines = [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    what = type(error).__name__
    path = folder / f"fault-{now:%Y%m%d-%H%M%S}.txt"
    try:
        files.make_folder(folder)
        files.write_new(path, "\n".join([what, *lines, ""]).encode("utf-8", "replace"))
    except OSError:
        return f"StretchTUI met a fault of its own ({what}) and had to stop."
    return one_line(f"StretchTUI met a fault of its own and had to stop. A report without your notes is in {path}.")
