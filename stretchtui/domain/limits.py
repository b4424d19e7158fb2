"""How large anything may be that is read, written or kept: every bound of the program in one table.

A bound is there against accidents and what others put into a file; nobody's own sessions come near one.
"""

from __future__ import annotations

# Files, in bytes

MONTH_BYTES = 128 * 1024 * 1024
"""The largest month file that is read or written: two hundred thousand sessions, or a thousand of the longest notes."""

SALVAGED_BYTES = 64 * 1024 * 1024
"""How much of a damaged month is looked through: as text it takes several times the memory."""

EXCHANGED_BYTES = 128 * 1024 * 1024
"""The largest file that is imported."""

SLOT_BYTES = 256 * 1024
"""The size of a checkpoint's slot; a session of the largest routine with the longest note fits."""

SETTINGS_BYTES = 16 * 1024
"""The largest file of settings: dotted keys make TOML slow and deep."""

LIBRARY_FILE_BYTES = 128 * 1024
"""The largest file of a routine or exercise: two hundred lines with their notes, or twenty exercises inside, fit."""

LIBRARY_FILES = 500
"""So many files of one's own in each of the two folders are read at the start; each other when its id is asked for."""

TONE_BYTES = 4 * 1024 * 1024
"""The largest tone that is compared with what it should be."""

NOTE_BYTES = 4 * 1024
"""The largest of the notes that the program leaves for itself."""

# Within them

ITEMS = 1_000
"""The most items in one list of a file of settings, routine or exercise."""

DEPTH = 64
"""How deep objects and lists may lie in one another in a month file; a record needs six."""

NAME_CHARACTERS = 100
"""The longest id or name of a routine or exercise, zone name or scale name in a record; a longer one is cut short."""

NOTE_CHARACTERS = 100_000
"""The longest note."""

EXERCISES = 200
"""The most exercises in one routine."""

ENTRIES = 1_000
"""The most exercise entries in one record."""

CELL_CHARACTERS = 8 * 1024 * 1024
"""The longest cell of a spreadsheet's file; Python's own limit is not enough for the longest notes."""

HEAD_ROWS = 50
"""How many rows of a spreadsheet's file are looked through for the head."""

# Versions that are kept of each month

LAST_VERSIONS = 5
"""How many of the last versions of a month are kept."""

MONTHLY_VERSIONS = 12
"""How many older versions are kept beside them, the last one of each month that saw a change."""

PINNED_VERSIONS = 12
"""How many versions are kept beside all these: those before an import or a restore, and those that were put back."""

MERGED_VERSIONS = 12
"""How many versions with what merges passed over are kept beside them."""

# Memory

CACHED_MONTHS = 24
"""How many months are kept parsed: a year on screen, and the one before."""
