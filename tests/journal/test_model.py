"""Anything that may happen, in any order, against a plain dict: what was acknowledged is there, as it was."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.journal.clocks_machine import ClocksMachine
from tests.journal.machine import FaultMachine, JournalMachine

TestAgainstAModel = JournalMachine.TestCase
TestAgainstAModel.settings = settings(max_examples=5, stateful_step_count=15, deadline=None)

TestAnything = FaultMachine.TestCase
TestAnything.settings = settings(max_examples=5, stateful_step_count=12, deadline=None)

TestClocksApart = ClocksMachine.TestCase
TestClocksApart.settings = settings(max_examples=3, stateful_step_count=15, deadline=None)


@pytest.mark.slow
class TestAgainstAModelAtLength(JournalMachine.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(max_examples=40, stateful_step_count=15, deadline=None)


@pytest.mark.slow
class TestClocksApartAtLength(ClocksMachine.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(max_examples=200, stateful_step_count=30, deadline=None)


@pytest.mark.slow
class TestAnythingAtLength(FaultMachine.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(max_examples=400, stateful_step_count=40, deadline=None)
