"""The palette: every action that has a key, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.keys import format_key


def _own_bindings() -> Iterator[list[Binding]]:
    """Go through the program's screens, widgets and app; give the named bindings of each."""
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.__subclasses__())
        if node.__module__.startswith(__package__):
            yield [item for item in node.BINDINGS if isinstance(item, Binding) and item.id]


def understood_keys(keys: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Take the keys of the settings, by binding id, that can be given; say in a sentence each why others cannot.

    Names of no action, and keys that another action of the same place already has, are left out.
    """
    known: set[str] = set()
    clashes: dict[str, str] = {}
    for bindings in _own_bindings():
        taken = {key: item.id for item in bindings if item.id not in keys for key in item.key.split(",")}
        for item in bindings:
            name = item.id or ""
            known.add(name)
            for key in keys.get(name, "").split(","):
                other = taken.setdefault(key.strip(), name)
                if name in keys and other != name:
                    clashes[name] = f"[keys] {name}: {other} has the key {key.strip()} already, passed over."
    unknown = {name: f"[keys] {name}: there is no action of that name, passed over." for name in keys}
    told = tuple(
        unknown[name] if name not in known else clashes[name] for name in keys if name not in known - {*clashes}
    )
    return {name: wanted for name, wanted in keys.items() if name in known and name not in clashes}, told


def described_keys(keys: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give the keys of the settings as people write them, each with what it does."""
    words = {item.id: item.tooltip or item.description for bindings in _own_bindings() for item in bindings}
    return tuple(
        (" or ".join(format_key(key.strip()) for key in wanted.split(",")), words[name])
        for name, wanted in keys.items()
    )


class ActionCommands(Provider):
    """Offers the actions of the screen in front, the same ones its keys call."""

    async def discover(self) -> Hits:
        """Offer every action before anything is typed."""
        for name, explanation, run in self._actions():
            yield DiscoveryHit(name, run, help=explanation)

    async def search(self, query: str) -> Hits:
        """Offer the actions whose name fits what was typed."""
        matcher = self.matcher(query)
        for name, explanation, run in self._actions():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=explanation)

    def _actions(self) -> Iterator[tuple[str, str | None, partial[None]]]:
        """List the actions, those named at the bottom of the screen first, each with what there is to say of it."""
        seen: set[str] = set()
        for active in sorted(self.screen.active_bindings.values(), key=lambda active: not active.binding.show):
            binding: Binding = active.binding
            if not binding.id or not binding.description or binding.action in seen or not active.enabled:
                continue
            seen.add(binding.action)
            key = self.app.get_key_display(binding)
            run = partial(self._run, binding.action, active.node)
            yield f"{binding.description} ({key})", binding.tooltip or None, run

    def _run(self, action: str, node: DOMNode) -> None:
        self.app.call_later(self._run_now, action, node)

    async def _run_now(self, action: str, node: DOMNode) -> None:
        """Run an action, unless what it belongs to is gone by now."""
        if node is self.app or node.is_attached:
            await self.app.run_action(action, default_namespace=node)
