"""Settling, at the start, what an earlier program left over: sessions, ratings and forms."""

from __future__ import annotations

from textual.screen import Screen

from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.text import one_line
from stretchtui.journal import Checkpoint, JournalError
from stretchtui.session.controller import CannotGoOnError, SessionController
from stretchtui.session.interrupted import InterruptedRating, interrupted_sessions, interrupted_words, keep_interrupted
from stretchtui.session.open_forms import LeftForm, OpenForm, keep_left_form, left_form_words, left_forms
from stretchtui.session.saving import clear_checkpoint
from stretchtui.tui.screens.day_edit import form_screen
from stretchtui.tui.screens.interrupted import DISCARD, GO_ON, KEEP, InterruptedScreen
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.sound import SoundedApp
from stretchtui.words import saving


class InterruptedFlow:
    """Asks what becomes of what was cut short. To be called from a worker of the app's."""

    def __init__(self, app: SoundedApp) -> None:
        self._app = app
        self._context = app.context

    async def settle(self, *, ask: bool) -> tuple[SessionRequest, SessionScreen] | None:
        """Settle everything that was left over; gives the session to go on with, and the rest is asked next time.

        Without `ask` sessions are kept as they stood, and forms wait for a start at which there is time to ask.
        """
        for interrupted in interrupted_sessions(self._context):
            answer = await self._ask(interrupted) if ask else KEEP
            if answer == GO_ON:
                going_on = await self._go_on(interrupted)
                if going_on is not None:
                    return going_on
            elif answer == KEEP:
                self._keep(interrupted, asked=ask)
            elif answer == DISCARD:
                self._tell(clear_checkpoint(self._context, interrupted.id))
        for left in left_forms(self._context) if ask else ():
            await self._settle_form(left)
        return None

    async def _ask(self, interrupted: Checkpoint) -> str:
        title, detail = interrupted_words(self._context, interrupted)
        return await self._app.push_screen_wait(
            InterruptedScreen(
                title, detail, loses=saving.discarding(entered_only=interrupted.ended and interrupted.base is not None)
            )
        )

    async def _go_on(self, interrupted: Checkpoint) -> tuple[SessionRequest, SessionScreen] | None:
        """Go on with a session, or with rating one that is over; one of which the routine has changed is kept."""
        try:
            if interrupted.ended:
                rating = InterruptedRating(self._context, interrupted)
                if rating.meanwhile:
                    self._tell(saving.changed_meanwhile(rating.meanwhile))
                screen = RateAfterScreen(self._context, rating.record, rating, said=rating.entered)
                await self._app.push_screen_wait(screen)
                self._show_kept()
                return None
            controller = SessionController.resumed(self._context, interrupted)
            return controller.request, SessionScreen(controller)
        except JournalError as error:
            self._tell(str(error))
        except CannotGoOnError as error:
            self._tell(str(error))
            self._keep(interrupted, asked=True)
        return None

    def _keep(self, interrupted: Checkpoint, *, asked: bool) -> None:
        trouble = keep_interrupted(self._context, interrupted, asked=asked)
        self._show_kept()
        kept = saving.kept_over(one_line(interrupted.where), ended=interrupted.ended)
        self._app.notify(trouble or kept)

    async def _settle_form(self, left: LeftForm) -> None:
        title, detail = left_form_words(self._context, left)
        loses = saving.discarding(entered_only=True)
        answer = await self._app.push_screen_wait(InterruptedScreen(title, detail, loses=loses))
        if answer == GO_ON:
            try:
                form = OpenForm.resumed(self._context, left.draft)
            except JournalError as error:
                self._tell(str(error))
            else:
                await self._app.push_screen_wait(form_screen(self._context, form))
        elif answer == KEEP:
            self._tell(keep_left_form(self._context, left), otherwise=saving.KEPT_AS_ENTERED)
        elif answer == DISCARD:
            self._tell(clear_checkpoint(self._context, left.draft.id))
        self._show_kept()

    def _show_kept(self) -> None:
        """Show what is in the journal now."""
        screen: Screen[object] = self._app.screen
        if isinstance(screen, OverviewScreen) and screen.is_mounted:
            screen.refresh_all()

    def _tell(self, trouble: str | None, otherwise: str = "") -> None:
        if trouble is not None:
            self._app.notify(trouble, severity="warning", timeout=20)
        elif otherwise:
            self._app.notify(otherwise)
