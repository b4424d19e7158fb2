"""Notices that are told for a while."""

from __future__ import annotations

from pathlib import Path

from textual.notifications import Notify

from stretchtui.tui.app import StretchApp
from stretchtui.tui.notices import TimedNotification
from tests.tables import every_row
from tests.tui.harness import Blank, morning


class NotingApp(StretchApp):
    """Notes the notices themselves."""

    notices: list[Notify]

    def on_notify(self, event: Notify) -> None:
        self.notices = [*getattr(self, "notices", []), event]


@every_row("over_s", [-3.0, 0.0, 1e-5, 0.3, 3_600.0])
def test_a_notice_always_has_some_time_left_and_has_expired_when_its_time_is_up(over_s: float) -> None:
    notice = TimedNotification("It is saved.", timeout=4)
    notice.raised_at -= 4 + over_s
    assert notice.time_left > 0
    assert notice.has_expired is (over_s >= 0)


async def test_the_program_tells_by_notices_that_a_screen_can_draw_at_their_last_moment(tmp_path: Path) -> None:
    async with morning(tmp_path, program=NotingApp) as hand:
        app = hand.app
        assert isinstance(app, NotingApp)
        for timeout in (None, 0.001, 0, -1):
            app.notify("It is saved.", timeout=timeout)
            app.push_screen(Blank(app.context))
            await hand.shown()
        assert [type(event.notification) for event in app.notices] == [TimedNotification] * 4
        assert not any(event.notification.markup for event in app.notices), "a name in brackets is a name"
        await hand.press("question_mark")
        assert type(app.screen) is not Blank
