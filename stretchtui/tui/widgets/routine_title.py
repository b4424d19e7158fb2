"""The name of a routine with what can be done about it, as much of that as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static


class RoutineTitle(Static):
    """Shows a name, and behind it as many whole hints as fit, the first one first."""

    def __init__(self, name: str, hints: Sequence[Content], *, id: str | None = None) -> None:  # noqa: A002
        comma = Content.styled(", ", "$foreground-muted")
        self._fitting = [
            Content.assemble(name, "  " if count else "", comma.join(hints[:count]))
            for count in range(len(hints), -1, -1)
        ]
        super().__init__(self._fitting[0], id=id)

    def render(self) -> Content:
        """Give the longest that leaves a gap to what stands beside it."""
        room = self.size.width - 2
        return next((told for told in self._fitting if told.cell_length <= room), self._fitting[-1])
