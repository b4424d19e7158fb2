"""The overview: the routine, its exercises, this week, and one key to start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from stretchtui.domain.cycle import next_in
from stretchtui.domain.history.period import latest_day
from stretchtui.domain.routine import Exercise, Level, Routine, Side
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.session.timeline import demonstration_reach
from stretchtui.domain.text import one_line
from stretchtui.library import LibraryError
from stretchtui.session.context import AppContext
from stretchtui.session.due import due
from stretchtui.session.guidance import guided
from stretchtui.tui.screens.base import LOOK_AGAIN_S
from stretchtui.tui.screens.mending import MendingScreen
from stretchtui.tui.screens.overview_keys import BINDINGS
from stretchtui.tui.widgets.cached_lines import CachedText
from stretchtui.tui.widgets.exercise_detail import ExerciseDetail
from stretchtui.tui.widgets.exercise_list import ExerciseList
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.links import link
from stretchtui.tui.widgets.routine_title import RoutineTitle
from stretchtui.tui.widgets.today_lines import PlanLine, WeekLine
from stretchtui.words import labels, overview

DEMONSTRATION_FRAMES_A_SECOND = 12

RESTS_AFTER_S = 20
"""So long after a person's last move the figures come to rest in their end position, and nothing runs here any more."""


class OverviewScreen(MendingScreen):
    """Shows what is about to be done."""

    FOCUS = ((ExerciseList,),)
    AUTO_FOCUS = ""  # the list has it from the start, before there is anything to be styled anew
    BINDINGS: ClassVar = [*BINDINGS]

    def __init__(self, context: AppContext, *, words_first: bool = False) -> None:
        super().__init__()
        self.context = context
        self._figures = not words_first
        self.short = context.config.short
        self._since_s = 0.0
        self._demonstration: Timer | None = None
        self._today = context.today()

    def request(self) -> SessionRequest:
        """Give the session that Enter starts."""
        config = self.context.config
        return SessionRequest(
            routine=self.context.routine,
            level=config.level,
            short=self.short,
            without=self.context.without,
            first_side=config.first_side,
            pace=config.pace,
            guidance=config.guidance,
        )

    def compose(self) -> ComposeResult:
        """Lay out the routine's head, its exercises beside the one looked at, and the week."""
        routine = self.context.routine
        with Vertical(id="overview-frame"):
            with Horizontal(id="title-line"):
                yield self._title(routine)
                yield CachedText(id="plan")
            yield Static(self._source(routine), id="source", markup=False)
            if self.mistakes:
                yield Static(self.broken_line(), id="broken")
            with Horizontal(id="overview-box"):
                exercises = ExerciseList(
                    routine.exercises, self.context.figure_rendering, figures=self._figures, id="exercises"
                )
                exercises.set_reactive(ExerciseList.has_focus, True)  # told later, all rows would be styled anew
                self.watch(exercises, "index", self.look_at, init=False)
                yield exercises
                yield ExerciseDetail(self.context.figure_rendering, id="detail")
            if self.context.show_notice:
                from stretchtui.tui.widgets.notice import Notice

                yield Notice(self.key_of("overview-urgent"), *self.context.first_words)
            yield PlanLine(self.key_of("overview-urgent"), id="plan-line")
            yield WeekLine(id="week-line")
        yield KeyLine()

    def _title(self, routine: Routine) -> RoutineTitle:
        """Name the routine, and where it stands among all."""
        ids, hints = self.context.routine_ids, []
        if len(ids) > 1:
            place = overview.place_of(ids.index(routine.id) + 1, len(ids), self.key_of("overview-routine"))
            change = overview.changing(self.key_of("overview-edit"))
            links = ((place, "screen.next_routine(1)"), (change, "screen.edit('shown')"))
            hints = [link(Content.styled(told, "$foreground-muted"), action) for told, action in links]
        return RoutineTitle(routine.name, hints, id="title")

    def _source(self, routine: Routine) -> str:
        """Say where the routine comes from, and before that, where there are several, when it was last done."""
        context, several = self.context, len(self.context.library.routines) > 1
        done = overview.last_done(context.last_done(routine.id), context.today()) if several else ""
        return overview.source(routine.source, done)

    def offers(self) -> Iterator[tuple[str, str, str]]:
        """Offer every routine by its name, and every file to be mended."""
        yield from super().offers()
        for routine in self.context.library.routines.values():
            request = replace(self.request(), routine=routine)
            length = labels.minutes(guided(self.context, request).total_s())
            told = overview.at_a_glance(request, length, self._source(routine))
            yield overview.routine_named(routine.name), told, f"choose_routine('{routine.id}')"

    def on_mount(self) -> None:
        """Show everything, and move the figure that is looked at."""
        self.set_focus(self.query_one(ExerciseList), scroll_visible=False)
        if self.context.config.animation and self.app.animation_level != "none":
            self._demonstration = self.set_interval(1 / DEMONSTRATION_FRAMES_A_SECOND, self.move_figure, pause=True)
        self.set_interval(LOOK_AGAIN_S, self.look_again)
        for complaint in self.context.complaints:
            self.notify(complaint, severity="warning", timeout=15, markup=False)

    async def on_screen_resume(self, _: events.ScreenResume) -> None:
        """Show what has changed meanwhile: the week, the last session, the settings."""
        self.refresh_all()

    def has_come(self) -> None:
        """Draw the figures, where the words came first."""
        if not self._figures:
            self._figures = True
            exercises = self.query_one(ExerciseList)
            exercises.rows.draw_figures()
            self._show_detail(exercises.exercise)

    def look_again(self) -> None:
        """Show the new day's week when the program stays open overnight."""
        if self.is_current and self._today != self.context.today():
            self._show_week()

    def refresh_all(self) -> None:
        """Show the plan, the exercises, the week and the last session."""
        request = self.request()
        length = labels.minutes(guided(self.context, request).total_s())
        told = overview.in_a_line(request)
        self.query_one("#plan", CachedText).say(Content.assemble((length, "bold"), f"  {told}"))
        self.query_one(ExerciseList).show(self._why_not(request.routine), request.level, request.first_side)
        self._show_detail(self.query_one(ExerciseList).exercise)
        self._show_week()

    def _why_not(self, routine: Routine) -> dict[str, str]:
        """Say by id why exercises are not done: the person's own word before the short version's."""
        context = self.context
        planned = {exercise.id for exercise in routine.planned(short=self.short)}
        not_in_short = {each.id for each in routine.exercises if each.id not in planned}
        return {
            **dict.fromkeys(not_in_short, overview.NOT_IN_SHORT),
            **dict.fromkeys(context.left_out_today, overview.LEFT_OUT_TODAY),
            **dict.fromkeys(context.config.not_for_me, overview.LEFT_OUT_ALWAYS),
        }

    def _show_week(self) -> None:
        self._today = today = self.context.today()
        last = self.context.journal.latest(latest_day(today))
        self.query_one(WeekLine).show(self.context.week(today), last, today, unicode=self.context.unicode)
        self._show_plan(asked=last is not None)
        journal = self.context.journal
        for problem in (*journal.problems(), *journal.notices()):
            self.app.warn_once(str(problem))  # type: ignore[attr-defined]

    def _show_plan(self, *, asked: bool) -> None:
        """Show what is due and the plan, or ask for one; before the first session there are better things to read."""
        days = self.context.config.plan_days
        asking = overview.asks_for_plan(self.key_of("overview-plan")) if days is None and asked else ""
        found, names = due(self.context, self._today), self.context.library.names.routines
        line = self.query_one(PlanLine)
        line.show(found, names, [day.number for day in days or ()], asking)
        line.display = not self.context.show_notice

    def look_at(self) -> None:
        """Show the exercise that is looked at from now on."""
        self._since_s = self.context.clock.monotonic()
        if self._demonstration is not None:
            self._demonstration.resume()
        self._show_detail(self.query_one(ExerciseList).exercise)

    def _show_detail(self, exercise: Exercise) -> None:
        is_left_out = exercise.id in self.context.without
        left_out = self._why_not(self.context.routine).get(exercise.id, "") if is_left_out else ""
        key = self.key_of("overview-leave-out")
        figure = exercise.figure if self._figures else None
        self.query_one(ExerciseDetail).show(exercise, figure, self.context.config.level, left_out, key)

    def move_figure(self) -> None:
        """Move the figures of the exercise that a person has just come to, to and fro until they rest."""
        if not self.is_active:
            return
        exercises = self.query_one(ExerciseList)
        dose = exercises.exercise.dose
        elapsed = self.context.clock.monotonic() - self._since_s
        reach = demonstration_reach(elapsed, move_in_s=dose.move_in_s, move_out_s=dose.move_out_s)
        exercises.move(reach)
        figure = self.query_one(ExerciseDetail).figure
        if figure.display:
            figure.show(exercises.exercise.figure, reach)
        if elapsed > RESTS_AFTER_S and reach == 1.0 and self._demonstration is not None:
            self._demonstration.pause()

    # --- keys -------------------------------------------------------------------------

    def action_next_routine(self, step: int) -> None:
        """Show the next routine, or the one before."""
        ids = self.context.routine_ids
        self.action_choose_routine(ids[(ids.index(self.context.routine.id) + step) % len(ids)])

    def action_choose_routine(self, routine: str) -> None:
        """Show a routine, which is the one that is started from now on."""
        if routine != self.context.routine.id:
            self.context.chosen = routine
            # A click comes from a widget that will be gone, and could not wait for that itself.
            self.call_next(self.show_routine)

    async def show_routine(self) -> None:
        """Put the screen together anew for the routine that was chosen; meanwhile there is no figure to be moved."""
        if self._demonstration is not None:
            self._demonstration.pause()
        with self.app.batch_update():
            await self.recompose()
            self.set_focus(self.query_one(ExerciseList), scroll_visible=False)
            self.refresh_all()

    @work
    async def action_edit(self, way: str) -> None:
        """Change the routine that is shown, a copy of it, or a new one, and show that once it is saved."""
        from stretchtui.session.open_routine import OpenRoutine
        from stretchtui.tui.screens.routine_editor import RoutineEditorScreen

        try:
            routine = {"shown": OpenRoutine.shown, "copy": OpenRoutine.copy, "new": OpenRoutine.new}[way](self.context)
        except LibraryError as error:
            self.notify(one_line(str(error)), severity="error", timeout=15, markup=False)
            return
        if await self.app.push_screen_wait(RoutineEditorScreen(self.context, routine)):
            # In the screen's own turn, so that nothing looks for what is just being made anew.
            self.call_next(self.show_routine)

    def action_next_level(self) -> None:
        """Choose the next level, and keep it for other mornings."""
        self._show_changed(self.context.change(level=next_in(Level, self.context.config.level)))

    def action_other_side_first(self) -> None:
        """Begin with the other side, and keep that for other mornings."""
        first = next_in((Side.LEFT, Side.RIGHT), self.context.config.first_side)
        self._show_changed(self.context.change(first_side=first))

    @work
    async def action_leave_out(self) -> None:
        """Leave the exercise that is looked at out, or take it in again."""
        from stretchtui.tui.screens.leave_out import ALWAYS, KEEP, LeaveOutScreen

        exercise = self.query_one(ExerciseList).exercise
        if exercise.id in self.context.without:
            error = self.context.take_in(exercise.id)
        else:
            answer = await self.app.push_screen_wait(LeaveOutScreen(exercise.name))
            error = None if answer == KEEP else self.context.leave_out(exercise.id, always=answer == ALWAYS)
        self._show_changed(error)

    def _show_changed(self, error: str | None) -> None:
        """Show what was just changed, and say so where it could not be kept."""
        if error:
            self.notify(error, severity="warning", markup=False)
        self.refresh_all()

    @work
    async def action_plan(self) -> None:
        """Ask for the days of the plan."""
        from stretchtui.tui.screens.plan import PlanScreen

        await self.app.push_screen_wait(PlanScreen(self.context))
        self.refresh_all()

    def action_read_on(self, pages: int) -> None:
        """Scroll the text of the exercise that is looked at."""
        self.query_one(ExerciseDetail).read_on(pages)

    def action_toggle_short(self) -> None:
        """Choose the short version, or the whole routine."""
        self.short = not self.short
        self.refresh_all()
