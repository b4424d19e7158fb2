"""A session on the full screen, from the first question to the calendar, and what goes before it at a start."""

from __future__ import annotations

from collections.abc import Callable

from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.controller import SessionController
from stretchtui.tui.screens.base import BackdropScreen
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.rate_before import RateBeforeScreen
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.sound import SoundedApp


async def lead(
    app: SoundedApp, request: SessionRequest, session: SessionScreen | None = None, *, pressed: Callable[[], str]
) -> None:
    """Lead through a session, or go on with one; no other screen shows between two of its own.

    `pressed` gives the key that is being worked off, "" for none: the one that ended a session answers no question.
    """
    backdrop = BackdropScreen()
    await app.push_screen(backdrop)
    try:
        await _lead_on(app, request, session, pressed)
    finally:
        if app.screen_stack[-1:] == [backdrop]:
            app.pop_screen()


async def _lead_on(
    app: SoundedApp, request: SessionRequest, session: SessionScreen | None, pressed: Callable[[], str]
) -> None:
    context = app.context
    if session is None:
        controller = SessionController(context, request)
        if not await app.push_screen_wait(RateBeforeScreen(context, request, controller.recorder)):
            return
        session = SessionScreen(controller)
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
            ended_by=pressed(),
        )
        again = session.again() if await app.push_screen_wait(rating) is None else None
        if again is None:
            break
        session = again
    await app.push_screen_wait(CalendarScreen(context))
