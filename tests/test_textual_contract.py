"""Private names of Textual: one module uses any, and each is in the installed Textual what that module takes it for."""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.command import CommandList, CommandPalette
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.headless_driver import HeadlessDriver
from textual.widget import Widget

from stretchtui import tui
from stretchtui.tui import compat
from tests.tables import every_row

COMPAT = Path(compat.__file__)
PUBLIC = {"_exit"}
"""The way out of a process: private by its spelling only."""


@pytest.fixture(scope="module")
def modules() -> dict[Path, ast.Module]:
    """Parse the modules that may import Textual."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in COMPAT.parent.rglob("*.py")}


@pytest.fixture(scope="module")
def others(modules: dict[Path, ast.Module]) -> dict[str, ast.Module]:
    """Leave out the one that stands for Textual's private names."""
    return {path.name: module for path, module in modules.items() if path != COMPAT}


def is_foreign(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in {"textual", "rich"}


def private(names: Iterator[str]) -> set[str]:
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


def defined(tree: ast.AST) -> set[str]:
    """Give the private names that are defined or assigned within."""

    def names() -> Iterator[str]:
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                    yield name
                case ast.Attribute(attr=name, ctx=ast.Store()):
                    yield name

    return private(names())


def used(tree: ast.AST) -> set[str]:
    """Give the private attributes that are read or called within, those named in a string included."""

    def names() -> Iterator[str]:
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr=name):
                    yield name
                case ast.Call(
                    func=ast.Name(id="getattr" | "setattr" | "hasattr"), args=[_, ast.Constant(value=name), *_]
                ):
                    yield name

    return private(names())


def foreign_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(source), names=names) if is_foreign(source):
                yield from (f"{source}.{item.name}" for item in names)
            case ast.Import(names=names):
                yield from (item.name for item in names if is_foreign(item.name))


def test_only_compat_imports_what_textual_and_rich_call_private(others: dict[str, ast.Module]) -> None:
    imported = {where: [name for name in foreign_imports(tree) if "._" in name] for where, tree in others.items()}
    assert {where: names for where, names in imported.items() if names} == {}


def test_only_compat_reaches_for_an_attribute_that_is_not_the_packages_own(others: dict[str, ast.Module]) -> None:
    ours = set().union(*map(defined, others.values())) | PUBLIC
    reached = {where: used(tree) - ours for where, tree in others.items()}
    assert {where: names for where, names in reached.items() if names} == {}


@cache
def names_of(kind: type[Any]) -> set[str]:
    """Give the private names of a class of Textual's, those that its instances get included."""
    return {*vars(kind), *re.findall(r"\bself\.(_\w+)", inspect.getsource(kind))}


def own_classes(modules: dict[Path, ast.Module]) -> Iterator[tuple[type[Any], ast.ClassDef]]:
    """Give each class of the screens' own with what is written of it."""
    for info in pkgutil.walk_packages(tui.__path__, "stretchtui.tui."):
        if info.name != compat.__name__:
            module = importlib.import_module(info.name)
            written = (node for node in modules[Path(str(module.__file__))].body if isinstance(node, ast.ClassDef))
            yield from ((getattr(module, node.name), node) for node in written)


def test_no_class_outside_compat_has_a_private_name_that_textual_has_too(modules: dict[Path, ast.Module]) -> None:
    shared = [
        (kind.__name__, base.__name__, name)
        for kind, written in own_classes(modules)
        for own in [defined(written)]
        for base in kind.__mro__[1:]
        if own and is_foreign(base.__module__)
        for name in sorted(own & names_of(base))
    ]
    assert shared == []


SIGNATURES = {
    App: {"_fatal_error": "(self)", "_close_messages_no_wait": "(self)"},
    CommandList: {"_on_click": "(self, event)"},
    CommandPalette: {"_on_click": "(self, event)", "_action_command_list": "(self, action)"},
    XTermParser: {"__init__": "(self, debug)"},
}
POSIX_SIGNATURES = {
    "_sigtstp_application": "(self, *_)",
    "_sigcont_application": "(self, *_)",
    "_enable_bracketed_paste": "(self)",
    "_disable_line_wrap": "(self)",
    "_enable_mouse_support": "(self)",
    "_patch_lflag": "(attrs)",
    "_patch_iflag": "(attrs)",
}
ATTRIBUTES = {
    App: {"_driver", "_exit", "_exception"},
    DOMNode: {"_merged_bindings"},
    Driver: {"_app", "_debug", "_auto_restart"},
    WriterThread: {"_queue"},
}
POSIX_ATTRIBUTES = {"_key_thread", "_writer_thread"}


def signature(function: Any) -> str:
    parameters = inspect.signature(function).parameters.values()
    return f"({', '.join(f'*{part.name}' if part.kind is part.VAR_POSITIONAL else part.name for part in parameters)})"


def test_every_private_name_in_compat_is_listed_here(modules: dict[Path, ast.Module]) -> None:
    tree = modules[COMPAT]
    listed = {*POSIX_SIGNATURES, *POSIX_ATTRIBUTES}.union(*SIGNATURES.values(), *ATTRIBUTES.values())
    own = {"_LinuxDriver"}
    assert used(tree) | defined(tree) - own == private(iter(listed))
    assert {name for name in foreign_imports(tree) if "._" in name} == {"textual._xterm_parser.XTermParser"}


@every_row("kind", SIGNATURES)
def test_what_is_called_or_overridden_is_there_and_takes_what_it_took(kind: type[Any]) -> None:
    found = {name: signature(getattr(kind, name)) for name in SIGNATURES[kind] if hasattr(kind, name)}
    assert found == SIGNATURES[kind]


@every_row("kind", ATTRIBUTES)
def test_what_is_read_is_there(kind: type[Any]) -> None:
    assert ATTRIBUTES[kind] - names_of(kind) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="a driver for terminals as POSIX has them")
def test_the_posix_driver_has_what_is_borrowed_from_it() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    assert {name: signature(getattr(LinuxDriver, name, None)) for name in POSIX_SIGNATURES} == POSIX_SIGNATURES
    assert POSIX_ATTRIBUTES - names_of(LinuxDriver) == set()


async def test_frames_that_nobody_reads_are_counted() -> None:
    class Jammed(HeadlessDriver):
        _writer_thread = WriterThread(io.StringIO())  # not started: nothing is taken out

    driver = Jammed(App())
    assert compat.frames_waiting(driver) == 0
    driver._writer_thread.write("a frame")
    assert compat.frames_waiting(driver) == 1
    assert compat.frames_waiting(HeadlessDriver(App())) == compat.frames_waiting(None) == 0


def test_bindings_of_a_class_come_with_those_of_its_bases() -> None:
    class Base(Widget):
        BINDINGS = [("a", "one", "One")]  # noqa: RUF012

    class Derived(Base):
        BINDINGS = [("b", "two", "Two")]  # noqa: RUF012

    assert {binding.action for _, binding in compat.merged_bindings(Derived)} == {"one", "two"}


async def test_a_fault_is_told_with_its_exception_and_ends_the_app() -> None:
    class Faulty(compat.FaultTellingApp):
        told: ClassVar[list[BaseException | None]] = []

        def on_mount(self) -> None:
            self.call_later(self.stumble)

        def stumble(self) -> None:
            raise LookupError("a fault")

        def fault(self, error: BaseException | None) -> None:
            self.told.append(error)

    with pytest.raises(LookupError):
        async with Faulty().run_test() as pilot:
            await pilot.pause()
    assert [type(error) for error in Faulty.told] == [LookupError]
