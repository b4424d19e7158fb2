"""What the pages for users and contributors name is there: files, modules, commands, options; docstrings too."""

from __future__ import annotations

import builtins
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from stretchtui.cli.verbs import cli
from stretchtui.config import Config

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = sorted([README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)

PARTS = (
    "",
    "data",
    "stretchtui",
    "stretchtui/domain",
    "stretchtui/journal",
    "stretchtui/tui",
    "tests",
    "tests/journal",
)
"""Where a name on a page is at home, so that it need not be told whole each time."""

OURS = re.compile(r"(?:stretchtui|tests|docs|data|styles|\.ci|[a-z]+)/[\w./-]*\w")
"""A path of this project; what begins otherwise is one on a user's machine."""

NOT_OURS = ("backups/",)
"""Folders of a journal."""


def quoted(page: Path) -> list[str]:
    """Give what a page has between backticks."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", page.read_text(encoding="utf-8"))


def there(name: str) -> bool:
    """Tell whether a page's name is that of a file, a module or a folder."""
    found = ("", ".py")
    return any((ROOT / part / f"{name}{end}").exists() for part in PARTS for end in found)


@every_page
def test_what_a_page_leads_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


@every_page
def test_the_files_and_modules_that_a_page_names_are_there(page: Path) -> None:
    names = [name.rstrip("/") for name in quoted(page) if OURS.fullmatch(name.rstrip("/"))]
    paths = [name for name in names if "NAME" not in name and not name.startswith(NOT_OURS)]
    assert [name for name in paths if not there(name)] == []
    tests = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    assert [name for name in quoted(page) if re.fullmatch(r"test_[a-z_]+", name) and name not in tests] == []
    modules = re.findall(r"python -m (tests[\w.]+)", page.read_text(encoding="utf-8"))
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []


def told(page: Path) -> Iterator[str]:
    """Give the command lines of a page: between backticks, and those of its blocks without what explains them."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = [line.partition("#")[0] for block in blocks for line in block.splitlines()]
    for line in (*quoted(page), *lines):
        if line.startswith("stretchtui "):
            # A wide gap parts a command from what it does; options in brackets may stand behind it.
            command, _, behind = line.partition("   ")
            yield " ".join([command, *re.findall(r"\[[^]]*\]", behind)])


def commands_of(line: str) -> list[click.Command]:
    """Find the commands of a line, of which several may be parted by "|"; one that is not there fails."""
    group: click.Group = cli
    at: click.Command = cli
    found = []
    for word in line.split()[1:]:
        if word == "|":
            at = group
        elif isinstance(at, click.Group) and re.fullmatch(r"[a-z]+", word):
            inner = at.get_command(click.Context(at), word)
            assert inner is not None, f"{line!r}: there is no {word!r}"
            group, at = at, inner
            found.append(at)
    return found or [cli]


@every_page
def test_the_commands_of_a_page_are_there_with_their_options(page: Path) -> None:
    for line in told(page):
        options = {name for command in commands_of(line) for each in command.params for name in each.opts}
        assert {*re.findall(r"--[a-z][a-z-]*", line)} - options <= {"--help"}, line


def leaves(group: click.Group) -> Iterator[click.Command]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield from leaves(command) if isinstance(command, click.Group) else (command,)


def test_the_readme_has_every_command_and_every_setting() -> None:
    named = [command for line in told(README) for command in commands_of(line)]
    assert [command.name for command in leaves(cli) if command not in named] == []
    blocks = re.findall(r"^```toml\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    settings = {key for block in blocks for key in tomllib.loads(block)}
    assert {field.name for field in fields(Config)} - settings == set()


def test_the_errors_that_docstrings_tell_of_are_there() -> None:
    files = {path: path.read_text(encoding="utf-8") for path in (ROOT / "stretchtui").rglob("*.py")}
    known = {name for text in files.values() for name in re.findall(r"^\s*class (\w+)", text, re.MULTILINE)}
    known |= {*dir(builtins), *dir(click)}
    told = [(path.name, name) for path, text in files.items() for name in re.findall(r"[Rr]aises\s+([A-Z]\w+)", text)]
    assert told
    assert [(page, name) for page, name in told if name not in known] == []
