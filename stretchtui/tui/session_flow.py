"""A session on the full screen, from the first question to the calendar, and what goes before it at a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.controller import SessionController
from stretchtui.tui.screens.base import BackdropScreen
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.rate_before import RateBeforeScreen
from stretchtui.tui.screens.session import SessionScreen

if TYPE_CHECKING:
    from stretchtui.tui.app import StretchApp


async def lead(app: StretchApp, request: SessionRequest, session: SessionScreen | None = None) -> None:
    """Lead through a session, or go on with one; no other screen shows between two of its own."""
    backdrop = BackdropScreen()
    await app.push_screen(backdrop)
    try:
        await _lead_on(app, request, session)
    finally:
        if app.screen_stack[-1:] == [backdrop]:
            app.pop_screen()


async def _lead_on(app: StretchApp, request: SessionRequest, session: SessionScreen | None) -> None:
    context = app.context
    if session is None:
        controller = SessionController(context, request)
        if not await app.push_screen_wait(RateBeforeScreen(context, request, controller.recorder)):
            return
        session = SessionScreen(context, request, controller=controller)
    context.show_notice = False
    while True:
        record = await app.push_screen_wait(session)
        if record is None:
            return
        rating = RateAfterScreen(
            context,
            record,
            session.recorder,
            can_go_on=session.controller.can_take_back,
            ended_by=app.input.key,
        )
        again = session.again() if await app.push_screen_wait(rating) is None else None
        if again is None:
            break
        session = again
    await app.push_screen_wait(CalendarScreen(context))
