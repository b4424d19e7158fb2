"""Words that do something when they are clicked."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style


def link(text: str | Content, action: str) -> Content:
    """Make text run an action when it is clicked, such as `screen.turn(-1)`."""
    return Content.assemble(text).stylize(Style.from_meta({"@click": action}))
