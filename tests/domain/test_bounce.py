"""What a hand did too late for the screen before answers nothing."""

from __future__ import annotations

from stretchtui.domain.session.bounce import BOUNCE_S, Bounce


def accepts(bounce: Bounce, now_s: float) -> bool:
    return not bounce.passed_over(now_s, accepts=True)


def begun(now_s: float = 100.0) -> Bounce:
    bounce = Bounce()
    bounce.begin(now_s)
    return bounce


def test_a_key_right_after_the_screen_came_up_answers_nothing_and_a_later_one_does() -> None:
    assert not accepts(begun(), 100.0 + BOUNCE_S - 0.01)
    assert accepts(begun(), 100.0 + BOUNCE_S)


def test_a_key_held_down_answers_nothing_until_it_was_let_go() -> None:
    bounce = begun()
    assert not any(accepts(bounce, 100.0 + tick / 30) for tick in range(300))
    assert accepts(bounce, 100.0 + 299 / 30 + BOUNCE_S)


def test_any_other_key_says_that_the_screen_was_seen() -> None:
    bounce = begun()
    assert not bounce.passed_over(100.1, accepts=False)
    assert accepts(bounce, 100.1)


def test_nothing_is_passed_over_where_no_screen_came_up_by_itself() -> None:
    assert accepts(Bounce(), 0.0)
