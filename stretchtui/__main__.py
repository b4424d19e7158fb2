"""Runs the program, as `stretchtui` or `python -m stretchtui`."""

import gc
import sys

from stretchtui import __version__


def main() -> None:
    """Run the command line; its version is told without loading it, which takes longer than to say."""
    if sys.argv[1:] in (["--version"], ["-V"]) and _said(f"stretchtui, version {__version__}"):
        return
    gc.disable()  # a verb is over before there is much garbage; what leads through a session looks for it again
    from stretchtui.cli.main import main as run  # noqa: PLC0415

    run()


def _said(line: str) -> bool:
    """Print a line; False where there is nobody to print it for, which the command line knows how to tell."""
    try:
        print(line, flush=True)  # noqa: T201
    except (AttributeError, OSError, ValueError):
        return False
    return sys.stdout is not None


if __name__ == "__main__":
    main()
