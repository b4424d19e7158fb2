"""What a page for paper is made of: nothing in it is fetched or run, and every text stays text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from stretchtui.domain.text import one_line
from stretchtui.report.style import FONT

# Whatever a note says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def document(title: str, style: str, body: str, *, program: str = "", kind: str = "") -> str:
    """Write a whole document, to be saved in UTF-8; `kind` is a class of its body, `program` what made it."""
    generator = f'<meta name="generator" content="{escaped(program)}">\n' if program else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
{generator}<title>{escaped(title)}</title>
<style>
{FONT}{style}</style>
</head>
<body{attribute("class", kind)}>
{body}
</body>
</html>
"""


def escaped(text: str) -> str:
    """Write a text that stays text: harmless, in one line, escaped."""
    return escape(one_line(text))


def paragraphs(texts: Iterable[str]) -> str:
    """Write texts one below the other."""
    return "\n".join(f"<p>{escaped(text)}</p>" for text in texts)


def attribute(name: str, value: str) -> str:
    """Write an attribute; nothing where it has no value."""
    return f' {name}="{escaped(value)}"' if value else ""
