"""The command line: how a run of it begins and ends."""

from __future__ import annotations

import contextlib
import os
import sys

from stretchtui.cli.output import complain
from stretchtui.cli.services import Services, exit_code
from stretchtui.cli.streams import flush_streams, give_up_streams, mend_streams
from stretchtui.domain.refusal import Refusal
from stretchtui.domain.text import sanitise
from stretchtui.system.program import PROGRAM

COMPLETION = f"_{PROGRAM.upper()}_COMPLETE"
"""By this variable a shell asks click how a line can go on."""


def main() -> None:
    """Run the command line; no traceback ever reaches a person."""
    mend_streams()
    code = _run()
    if not flush_streams():
        code = code or 1
    if code:
        give_up_streams()
    sys.exit(code)


def _do() -> None:
    """Do what the words ask for; without any the program opens, for which click need not be imported."""
    if sys.argv[1:] or COMPLETION in os.environ:
        from stretchtui.cli.verbs import cli

        cli(prog_name=PROGRAM)
    else:
        from stretchtui.cli.opening import open_program

        open_program(Services(), plain=None)


def _run() -> int | str | None:
    """Run the command line to its end, whatever that is; gives the exit code."""
    try:
        _do()
        return 0
    except SystemExit as leaving:
        return leaving.code
    except Refusal as error:
        complain(sanitise(str(error)))
        return exit_code(error)
    except (KeyboardInterrupt, EOFError, BrokenPipeError):
        return 1  # whoever ends it so knows, or reads no more
    except OSError as error:
        from stretchtui.words import commands

        complain(commands.could_not_be_written(error.strerror or type(error).__name__, error.filename))
    except Exception as error:  # noqa: BLE001 - a fault of ours is told in a sentence, and written down without values
        from stretchtui.system import locations
        from stretchtui.system.clock import SystemClock
        from stretchtui.system.crash_report import write_crash_report

        with contextlib.suppress(ValueError):
            complain(write_crash_report(error, locations.find(os.environ).state, SystemClock().now()))
    return 1
