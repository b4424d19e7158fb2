"""StretchTUI: a gentle morning stretching routine, led from the terminal."""

__version__ = "0.1.0"
