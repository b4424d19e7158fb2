"""The session records on the disk: the one door to them for the rest of the program, and the only place of TinyDB.

Each name is loaded from its room when it is first asked for, so that nobody who only catches an
error waits for the reading of spreadsheets to be loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchtui.system.imports import when_asked_for

if TYPE_CHECKING:
    from stretchtui.journal.checkpoints import Checkpoints as Checkpoints
    from stretchtui.journal.errors import ExchangeError as ExchangeError
    from stretchtui.journal.errors import JournalError as JournalError
    from stretchtui.journal.errors import RecordDeleted as RecordDeleted
    from stretchtui.journal.errors import VersionError as VersionError
    from stretchtui.journal.exchange import FILE_SUFFIXES as FILE_SUFFIXES
    from stretchtui.journal.exchange import Exported as Exported
    from stretchtui.journal.exchange import Imported as Imported
    from stretchtui.journal.exchange import Own as Own
    from stretchtui.journal.exchange import export as export
    from stretchtui.journal.exchange import import_file as import_file
    from stretchtui.journal.exchange import write_file as write_file
    from stretchtui.journal.journal import Journal as Journal
    from stretchtui.journal.journal import Saved as Saved
    from stretchtui.journal.records.checkpoint import Checkpoint as Checkpoint
    from stretchtui.journal.records.codec import encode as encode
    from stretchtui.journal.records.form_drafts import FormDraft as FormDraft
    from stretchtui.journal.recovery.versions import Restored as Restored
    from stretchtui.journal.recovery.versions import Version as Version
    from stretchtui.journal.storage.month import Month as Month
    from stretchtui.journal.transfer.differences import Difference as Difference
    from stretchtui.journal.trends import load_trends as load_trends

_ROOMS = {
    "checkpoints": ("Checkpoints",),
    "errors": ("ExchangeError", "JournalError", "RecordDeleted", "VersionError"),
    "exchange": ("FILE_SUFFIXES", "Exported", "Imported", "Own", "export", "import_file", "write_file"),
    "journal": ("Journal", "Saved"),
    "records.checkpoint": ("Checkpoint",),
    "records.codec": ("encode",),
    "records.form_drafts": ("FormDraft",),
    "recovery.versions": ("Restored", "Version"),
    "storage.month": ("Month",),
    "transfer.differences": ("Difference",),
    "trends": ("load_trends",),
}

if not TYPE_CHECKING:  # a type checker would take every name for one of these
    __getattr__ = when_asked_for(__name__, _ROOMS)
