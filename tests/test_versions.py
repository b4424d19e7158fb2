"""What pyproject.toml declares: bounds that can be run, and types that others may read."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version

import pytest

from tests.tables import every_row
from tests.tools.lowest_versions import PROJECT, pins

DECLARED = tomllib.loads(PROJECT.read_text(encoding="utf-8"))


def parts(release: str) -> tuple[int, ...]:
    """Order releases by their numbers; what follows them is left out."""
    found = re.match(r"\d+(?:\.\d+)*", release)
    assert found is not None
    return tuple(int(number) for number in found[0].split("."))


def test_every_dependency_has_a_lower_bound_that_can_be_installed() -> None:
    lowest = pins(DECLARED["project"])
    assert len(lowest) == len({pin.split("==")[0] for pin in lowest})
    declared = DECLARED["project"]["dependencies"] + DECLARED["project"]["optional-dependencies"]["dev"]
    assert len(lowest) == len(declared)


def test_what_is_installed_here_is_not_below_its_bound() -> None:
    for name, lowest in (pin.split("==") for pin in pins(DECLARED["project"])):
        assert parts(version(name)) >= parts(lowest), name


@every_row("requirement", ["click", "click<9", "click~=8.4", "click==8.4", "click>8.4", "click>=8.4; x"])
def test_a_dependency_of_which_no_lowest_is_known_is_refused(requirement: str) -> None:
    with pytest.raises(ValueError, match="is not of the form name>=version"):
        pins({"dependencies": [requirement]})


def test_pins_are_the_lower_bounds_of_all_groups() -> None:
    project = {"dependencies": ["a>=1.2,<3"], "optional-dependencies": {"dev": ["b >= 0.9.8"], "more": ["c>=2"]}}
    assert pins(project) == ["a==1.2", "b==0.9.8", "c==2"]


def test_the_builder_is_the_one_that_is_tried() -> None:
    assert set(DECLARED["build-system"]["requires"]) <= set(DECLARED["project"]["optional-dependencies"]["dev"])
