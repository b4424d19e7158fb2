"""The frame of a running session: figure, ring, words and the edge that follows the phase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import ceil
from typing import Self

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Region

from stretchtui.domain.figure.positions import AS_IN_A_MIRROR
from stretchtui.domain.routine import Exercise, Level, Side
from stretchtui.domain.session.player_state import Moment, RunState
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.drawing.cells import Rendering
from stretchtui.tui.widgets.big_words import BigWords, Phrase
from stretchtui.tui.widgets.cached_lines import CachedLines, CachedText
from stretchtui.tui.widgets.figure_view import FigureView
from stretchtui.tui.widgets.hold_ring import HoldRing
from stretchtui.tui.widgets.pain_view import PainView
from stretchtui.tui.widgets.rows import Row
from stretchtui.words import labels, leading

RING_STEPS_A_SECOND = 6
"""The ring may move less often than the figure: its end goes about a cell in that time."""

BREATH_S = 5.0
"""Length of one breath of the figure in a hold (our own value)."""

FLASHES = ("-flash", "-flash-words")
"""Classes that light up the edge, and the whole band of words with it, for the moment of a cue."""

WITH_GOAL = frozenset({PhaseKind.GET_READY, PhaseKind.SWITCH_SIDES, PhaseKind.MOVE_IN})
"""Phases in which the end of the movement stands there as an outline, so that a still picture teaches."""


INSTRUCTION_ROWS = 3
"""Rows that an instruction may take, as the stylesheet has it."""


@lru_cache(maxsize=16)  # asked with every frame
def fitting_sentences(sentences: tuple[str, ...], now: int, width: int, rows: int) -> Sequence[str]:
    """Give the sentence that is told now, those after it that there is room for, and then those before it."""

    def fits(first: int, end: int) -> bool:
        return width > 0 and Content(" ".join(sentences[first:end])).get_height({}, width) <= rows

    first, end = now, now + 1
    while end < len(sentences) and fits(first, end + 1):
        end += 1
    while end == len(sentences) and first > 0 and fits(first - 1, end):
        first -= 1
    return sentences[first:end]


class SessionFrame(Vertical, CachedLines):
    """Shows one moment of a session; it knows nothing of clocks or the journal.

    `key_of` names the key of an action by its id.
    """

    def __init__(
        self,
        title: str,
        level: Level,
        exercises: Sequence[Exercise],
        *,
        rendering: Rendering,
        figure: Rendering | None,
        key_of: Callable[[str], str],
    ) -> None:
        super().__init__(id="frame")
        self._title = title
        self._level = level
        self._exercises = exercises
        self._key_of = key_of
        self._blocks = blocks = rendering is not Rendering.ASCII
        self._exercise: Exercise | None = None
        self._shown = "nothing"
        self._lights_up = self._styling = False
        # At hand, since each is told something with every frame.
        self._steps, self._left = CachedText(id="steps"), CachedText(id="left")
        self._place, self._rep = CachedText(id="place"), CachedText(id="rep")
        self._figure, self._ring = FigureView(figure, id="figure"), HoldRing(rendering, id="ring")
        self._stand_in, self._words = BigWords(blocks=blocks, id="stand-in"), BigWords(blocks=blocks, id="words")
        self._pain = PainView(key_of, blocks=blocks)
        self._instruction, self._next = Phrase(blocks=blocks, id="instruction"), CachedText(id="next")
        self._coloured = self._stand_in, self._ring, self._words, self._instruction

    def compose(self) -> ComposeResult:
        """Lay out the rows from the routine's name down to what comes next."""
        with Row(id="head"):
            yield CachedText(self._title, id="routine-name")
            yield self._steps
            yield self._left
        with Row(id="place-line"):
            yield self._place
            yield self._rep
        with Row(id="stage"):
            yield self._figure
            yield self._stand_in
            yield self._ring
        yield self._words
        yield self._pain
        yield self._instruction
        yield self._next

    def show(self, moment: Moment, *, moving: bool, can_take_back: bool) -> bool:
        """Show a moment, its pictures moving or still; tell whether the edge has changed with it."""
        phase = moment.phase
        self._show_words(moment, can_take_back=can_take_back)
        whole_s = ceil(moment.phase_left_s)
        left_s = ceil(moment.phase_left_s * RING_STEPS_A_SECOND) / RING_STEPS_A_SECOND if moving else whole_s
        self._ring.show(min(1.0, left_s / moment.phase_s) if moment.phase_s else 0.0, f"{whole_s:02d}")
        breath = (moment.phase_elapsed_s / BREATH_S) % 1.0 if moment.kind is PhaseKind.HOLD else 0.0
        reach, breath = (moment.reach, breath) if moving else (moment.end_reach, 0.0)
        self._make_room_for(phase.exercise)
        self._figure.show(
            phase.exercise.figure,
            reach,
            mirrored=phase.side is Side.LEFT,
            breath=breath,
            goal=moment.kind in WITH_GOAL,
        )
        self._pain.show(moment.pain)
        shown = "pain" if moment.pain else "paused" if moment.run is RunState.PAUSED else moment.kind.value
        before, self._shown = self._shown, shown
        lights_up, self._lights_up = self._lights_up, False
        if shown != before:
            self.remove_class(f"-{before}", update=False)
            self.add_class(f"-{shown}", update=False)
            self._style(*(self.walk_children() if "pain" in (before, shown) else self._coloured))
        elif lights_up:
            self._style(self._words)
        return shown != before

    def light_up(self, *, words: bool) -> None:
        """Light up the edge with the next moment shown, and the band of words if it is so: both are styled once."""
        self.add_class(*(FLASHES if words else FLASHES[:1]), update=False)
        self._lights_up = True

    def go_out(self) -> None:
        """Be as ever after a cue."""
        self.remove_class(*FLASHES, update=False)
        self._style(self._words)

    def _style(self, *within: DOMNode) -> None:
        """Find the styles of the edge and of what looks otherwise with it: doing so for everything takes too long."""
        self._styling = True
        self.app.stylesheet.update_nodes((self, *within))
        self._styling = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew: the edge alone when a phase or a cue gives it another style, since all within draws itself."""
        if self._styling and not regions:
            (width, height), (right, down) = self.outer_size, self.content_offset
            sides = (0, 0, width, 1), (0, height - 1, width, 1), (0, 0, 1, height), (width - 1, 0, 1, height)
            regions = tuple(Region(*side).translate((-right, -down)) for side in sides)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _make_room_for(self, exercise: Exercise) -> None:
        """Let the exercise's name stand in the place of a figure that it has not."""
        if exercise is not self._exercise:
            self._exercise = exercise
            self._stand_in.display = exercise.figure is None
            self._figure.display = exercise.figure is not None
            self._stand_in.show("" if exercise.figure else (exercise.plain_name or exercise.name).upper())

    def _show_words(self, moment: Moment, *, can_take_back: bool) -> None:
        phase = moment.phase
        self._steps.say(leading.steps(phase, moment.tallies, self._exercises, unicode=self._blocks))
        self._left.say(leading.time_left(labels.clock(moment.session_left_s)))
        self._place.say(leading.position(phase))
        self._rep.say(leading.rep_line(phase))
        self._show_instruction(moment)
        undo = self._key_of("session-undo") if can_take_back else ""
        self._next.say(leading.next_line(leading.following(moment, self._level), undo))
        side = "" if phase.side is Side.BOTH else leading.SIDE_WORDS[phase.side]
        words = side, leading.phase_word(moment)
        # Seen from above or from the front left is left: the word stands on the side that moves in the picture.
        figure = phase.exercise.figure
        as_in_a_mirror = figure is not None and figure.view in AS_IN_A_MIRROR
        to_the_right = as_in_a_mirror and phase.side is Side.RIGHT
        self._words.show(*(words[::-1] if to_the_right else words))

    def _show_instruction(self, moment: Moment) -> None:
        """Show what to do now; while one gets ready, what is told: a sentence in letters, or what there is room for."""
        phrase = self._instruction
        if moment.kind is PhaseKind.GET_READY and moment.run is RunState.RUNNING:
            told = tuple(leading.telling(moment))
            rows = 0 if phrase.has_letters else INSTRUCTION_ROWS
            phrase.show(" ".join(fitting_sentences(told, moment.told_now, phrase.content_size.width, rows)))
        else:
            phrase.show(leading.instruction(moment, self._key_of("session-pause")))
