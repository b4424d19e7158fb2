"""What the program is called in a shell, and its commands that several front ends name."""

from __future__ import annotations

PROGRAM = "stretchtui"
CHECK = f"{PROGRAM} routines check"
"""Names what is wrong with files of routines and exercises."""
LAST = "last"
"""Stands for the id of the last session."""
MERGE = f"{PROGRAM} journal merge"
"""Brings in a file that a session was saved into beside the journal."""
