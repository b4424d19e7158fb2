"""Snapshots of screens as pictures that a browser shows as the terminal would."""

from __future__ import annotations

import re
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from textual.app import App

_WEB_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


class SvgExtension(SingleFileSnapshotExtension):
    """Keeps each snapshot as an SVG file whose name a web page can link to."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: Any = 0) -> str:
        name = super().get_snapshot_name(test_location=test_location, index=index)
        return re.sub(r"[\[\]]+", "-", name).strip("-")


def picture(app: App[Any]) -> str:
    """Draw the screen as an SVG that needs nothing from the network."""
    svg = _WEB_FONTS.sub("", app.export_screenshot())
    svg = svg.replace("font-family: Fira Code, monospace", "font-family: DejaVu Sans Mono, Menlo, Consolas, monospace")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


@pytest.fixture(autouse=True)
def many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw as on a terminal of today, wherever the tests run."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(SvgExtension)
