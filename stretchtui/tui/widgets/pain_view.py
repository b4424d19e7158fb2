"""The pause for pain: how to come out, what will be marked, how much it hurts, and the ways on."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from stretchtui.domain.rating import PAIN
from stretchtui.domain.session.player_state import PainMoment
from stretchtui.tui.widgets.big_words import BigWords, Phrase
from stretchtui.words import leading, spoken

WIDE = 64
"""From so many columns on, the numbers have room beside their question."""


class PainView(Vertical):
    """Shows one moment of a pause for pain, in few words; what it offers can be clicked.

    `key_of` names the key of an action by its id; `blocks` False keeps to ASCII.
    """

    def __init__(self, key_of: Callable[[str], str], *, blocks: bool) -> None:
        super().__init__(id="pain")
        self._key_of = key_of
        self._blocks = blocks
        self._shown: PainMoment | None = None

    def compose(self) -> ComposeResult:
        """Lay out the word, what to do now, what is asked, and the ways on."""
        yield BigWords(blocks=self._blocks, id="pain-word")
        yield Phrase(blocks=self._blocks, id="pain-ease")
        yield Static(spoken.PAIN_ADVICE, id="pain-advice", markup=False)
        yield Static(id="pain-asked")
        yield Static(id="pain-ways")

    def show(self, moment: PainMoment | None) -> None:
        """Show a moment; None where there is no pain."""
        if moment is None or moment == self._shown:
            return
        self._shown = moment
        self.query_one(BigWords).show(leading.STOPPED_WORD)
        self.query_one("#pain-ease", Phrase).show(spoken.ease_out(moment))
        self.query_one("#pain-asked", Static).update(self._asked(moment))
        self.query_one("#pain-ways", Static).update(self._ways(moment))

    async def on_click(self, event: events.Click) -> None:
        """Do what the words under the mouse offer."""
        if action := event.style.meta.get("way"):
            await self.run_action(f"screen.{action}")

    def on_resize(self) -> None:
        """Lay the numbers out for the new width."""
        if self._shown is not None:
            self.query_one("#pain-asked", Static).update(self._asked(self._shown))

    def _asked(self, moment: PainMoment) -> Content:
        """Say what will be marked, and ask how much it hurts."""
        if moment.marked is None:
            return Content(leading.NOTHING_MARKED)
        signs = ("‹", "›") if self._blocks else ("<", ">")
        earlier, later = (
            _way(sign, action) if there else Content("")
            for sign, there, action in zip(signs, (moment.earlier, moment.later), ("back", "next_station"), strict=True)
        )
        keys = (
            Content.assemble("  ", earlier, f" {leading.ANOTHER} ", later).rstrip()
            if moment.earlier or moment.later
            else ""
        )
        name = leading.place(moment.marked)
        mark = Content.assemble(
            f"{leading.WILL_BE_MARKED}  ", (name, "bold"), Content.assemble(keys).stylize("$foreground-muted")
        )
        chosen = leading.much(moment.nrs)
        points = [
            _way(
                Content.styled(f" {point} ", "bold reverse" if point == moment.nrs else ""),
                f"rate_pain({point})",
            )
            for point in PAIN.points
        ]
        if self.size.width < WIDE:
            much = Content.assemble(f"{leading.HOW_MUCH} {PAIN.minimum}-{PAIN.maximum}  ", (chosen, "bold"))
            return Content("\n").join((mark, much))
        hint = f"  {PAIN.minimum} {PAIN.low_anchor}, {PAIN.maximum} {PAIN.high_anchor}"
        much = Content.assemble(
            f"{leading.HOW_MUCH}      ", *points, *([] if moment.nrs is None else [(f"  {chosen}", "bold")])
        )
        ends = Content.styled(f"{' ' * 14}{hint}{leading.OR_LEAVE_OUT}", "$foreground-muted")
        return Content("\n").join((mark, much, ends))

    def _ways(self, moment: PainMoment) -> Content:
        """List the ways on, a key each."""
        rows = [
            ("session-pause", "toggle_pause", leading.goes_on(moment)),
            ("session-undo", "take_back", leading.NOT_PAIN),
        ]
        if moment.left_out is not None:
            rows.append(("session-leave-out", "leave_out", leading.leaves_out(moment.left_out.exercise)))
        rows += [
            ("session-end", "end_early", leading.END_HERE),
            ("session-urgent", "urgent_care", leading.WHEN_URGENT),
        ]
        lines = (
            _way(Content.assemble((f"{self._key_of(key):>6}", "bold $primary"), f"  {words}"), action)
            for key, action, words in rows
        )
        return Content("\n").join(lines)


def _way(text: str | Content, action: str) -> Content:
    """Make text a way on that can be clicked; it keeps its own colours, which a link would not."""
    return Content.assemble(text).stylize(Style.from_meta({"way": action}))
