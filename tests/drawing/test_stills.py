from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from stretchtui.domain.figure.parts import Part
from stretchtui.drawing.stills import GROUND, PAPER, overview, start_and_end
from tests.domain.figures import SHIPPED
from tests.tables import every_row
from tests.tools.exercises_picture import PICTURE, picture

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
HAIR = 0.002
"""In body heights: what two machines' arithmetic may differ by."""


def grey(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@every_row("name", SHIPPED)
def test_a_still_is_a_whole_picture_of_its_own(name: str) -> None:
    root = ElementTree.fromstring(start_and_end(SHIPPED[name], "Up & down", 480))  # noqa: S314  # our own text
    assert root.get("width") == "480"
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Up & down"
    fills = {path.get("fill") for path in root.iter() if path.tag.endswith("path")}
    assert fills <= {*PAPER.values(), GROUND}
    start, end = (child for child in root if child.tag.endswith("}g"))
    assert ElementTree.tostring(start[0]) != ElementTree.tostring(end[0])


def test_every_part_has_a_colour_on_paper_and_the_moving_limb_is_told_from_the_resting_one_in_grey() -> None:
    assert set(PAPER) == set(Part)
    assert all(grey(colour) < 235 for colour in PAPER.values())
    for one, other in pairwise((Part.TRUNK, Part.SKIN, Part.HAIR)):
        assert abs(grey(PAPER[one]) - grey(PAPER[other])) > 20
    assert abs(grey(PAPER[Part.MOVING]) - grey(PAPER[Part.RESTING])) > 10


def test_names_stand_in_the_picture_as_text() -> None:
    root = ElementTree.fromstring(overview([("A < B", SHIPPED["bed-bridge"])], "All", 400))  # noqa: S314  # our own text
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")] == ["A < B"]


def test_the_readmes_picture_is_up_to_date() -> None:
    kept, now = PICTURE.read_text(encoding="utf-8"), picture()
    same = NUMBER.sub("0", kept) == NUMBER.sub("0", now) and all(
        abs(float(one) - float(other)) <= HAIR
        for one, other in zip(NUMBER.findall(kept), NUMBER.findall(now), strict=True)
    )
    assert same, "a figure has changed: run python -m tests.tools.exercises_picture, and look at what it drew"
