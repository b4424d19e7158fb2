"""What a routine is called, by its file alone: to note a session nothing else has to be read."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.system import files

_NAME = r'^name = "([^"\\]+)"$'
"""The line that says it in each file that ships: so plain that it need not be read as TOML."""


def shipped_name(shipped: Path, own_routines: Path, routine_id: str) -> str | None:
    """Give the name of a routine in `shipped`; None where there is none, or a file of the person's own may replace it.

    Whoever gets None asks the whole library, which knows what to say.
    """
    try:
        mine = any(path.suffix == ".toml" for path in own_routines.iterdir())
    except OSError:
        mine = own_routines.exists()
    found = [] if mine else [path for path in (shipped / "routines").iterdir() if path.stem == routine_id]
    for path in found:
        with suppress(OSError, ValueError):
            text = files.read(path, limits.LIBRARY_FILE_BYTES, follow=True).decode()
            told = re.search(_NAME, text.partition("\n[")[0], re.MULTILINE)
            return told[1] if told else None
    return None
