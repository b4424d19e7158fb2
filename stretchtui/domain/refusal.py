"""What is said no to."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - nothing need be wrong with the program
    """Something asked for is refused or fails; its text is one line made for the person."""
