"""The palette: every action that has a key, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.widgets.key_line import working_bindings


class ActionCommands(Provider):
    """Offers the actions of the screen in front, the same ones its keys call."""

    async def startup(self) -> None:
        """Ask the screen once what it offers: that is not looked up anew at each letter typed."""
        self._offers = tuple(self.screen.offers()) if isinstance(self.screen, BaseScreen) else ()

    async def discover(self) -> Hits:
        """Offer every action before anything is typed."""
        for name, explanation, run in self._actions():
            yield DiscoveryHit(Content(name), run, name, _as_text(explanation))

    async def search(self, query: str) -> Hits:
        """Offer the actions whose name fits what was typed."""
        matcher = self.matcher(query)
        for name, explanation, run in self._actions():
            score = matcher.match(name)
            if score > 0:
                shown = Content(name) if "[" in name else matcher.highlight(name)
                yield Hit(score, shown, run, name, _as_text(explanation))

    def _actions(self) -> Iterator[tuple[str, str, partial[None]]]:
        """List the actions, those named at the bottom of the screen first, each with what there is to say of it."""
        seen: set[str] = set()
        for active in sorted(working_bindings(self.screen), key=lambda active: not active.binding.show):
            binding: Binding = active.binding
            if not binding.id or not binding.description or binding.action in seen or not active.enabled:
                continue
            seen.add(binding.action)
            key = self.app.get_key_display(binding)
            run = partial(self._run, binding.action, active.node)
            yield f"{binding.description} ({key})", binding.tooltip, run

        for name, told, action in self._offers:
            yield name, told, partial(self._run, action, self.screen)

    def _run(self, action: str, node: DOMNode) -> None:
        self.app.call_later(self._run_now, action, node)

    async def _run_now(self, action: str, node: DOMNode) -> None:
        """Run an action, unless what it belongs to is gone by now."""
        if node is self.app or node.is_attached:
            await self.app.run_action(action, default_namespace=node)


def _as_text(explanation: str) -> str | None:
    """Give an explanation as the palette takes it, which is for markup: a routine's words are anybody's."""
    return explanation.replace("[", r"\[") or None
