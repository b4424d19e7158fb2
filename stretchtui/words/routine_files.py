"""What stands in the files that are written for a person to fill in: every key explained where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from stretchtui.domain.routine import Exercise
from stretchtui.words import leading

Names = Mapping[str, str]
"""The commands that comments in a file name: `check`, `start` and `ids`."""

SET_FOR_ME = "A sheet set for me"


def began_as(name: str) -> str:
    """Say of a copy what can be said of it whatever is changed in it."""
    return f"It began as a copy of “{name}”; what was changed in it since does not come from its source."


ROUTINE_HEAD = """\
# A routine of your own. What stands after a # is for you and passed over by the program; take a # away
# to use the line. `{check}` says what is wrong, `{start}` begins.

id = {id}
name = {name}
# frequency = "twice a day"
# set_by = "my physiotherapist"
# plan = {{ days = ["monday", "thursday"], times = 2 }}  # when it is due; every day without days
# dates = {{ begins = 2026-11-20, ends = 2026-12-18 }}
# start = "How to lie, sit or stand before the first exercise."
# short = [{first}]  # what is done on a rough morning

[source]
title = {title}
"""

EMPTY_ROUTINE = """\
id = {id}
name = {name}

[source]
title = {title}
"""

NO_POSITION = '# position = "supine"      '

LINES_HEAD = """
# An exercise a block, in the order they are done; the same one may come twice. `{ids}` has the ids.
# What a block leaves out is as the exercise has it. A number leaves no choice; of [least, most] the level
# takes its part: gentle the least, full the most.
"""

LINE = """
[[lines]]  # {name}: {dose}
exercise = {id}
"""

LINE_KEYS = """\
# side = "right"             # both (at once), each (one after the other), alternating, left, right
# first_side = "right"       # which of two sides comes first
# sets = 2                   # with set_rest_s = 30 between them
# reps = [8, 10]             # a side
# hold_s = 20                # 0 for repetitions without a hold
# rest_s = 5                 # between repetitions
# tempo = { in_s = 2, out_s = 3 }
# pain_limit = 3             # go up to 3 of 10: told, never acted on
# note = "A towel under the knee."
"""

EXERCISE = """\
# An exercise of your own. What stands after a # is for you and passed over by the program; take a # away
# to use the line. `{check}` says what is wrong.

id = {id}
name = {name}
# plain_name = "what a clinical name means"
kind = "stretch"             # stretch, movement, isometric or balance
{position}  # supine, side, prone, four-point, sitting or standing
# movement = "flexion"       # the direction, in a word
# equipment = ["a towel"]
# support = "a chair against the wall"
purpose = "What it is for."
start = "How to lie, sit or stand before it."
instructions = [
    "The first step.",
    "The second step.",
]
always = "Only as far as is comfortable."
cautions = []
mistakes = []                # what commonly goes wrong
ask_first = []               # who should ask a health professional first
# easier = "pelvic-tilt"     # the id of an easier exercise
# harder = "bed-bridge"
side_phrase = "{{side}} leg"   # how a side is named; {{side}} becomes left or right

# What is told at each moment. {{side}} becomes left or right; leave it out where sides is "both".
[cues]
get_ready = "Get into position."
move_in = "Move in slowly, {{side}} side."
hold = "Hold, and keep breathing."
move_out = "Come out slowly."
# switch_sides = "Change to the {{side}}."
# rest = "Rest a moment."

[dose]
sides = "each"               # both (at once), each (one after the other), alternating, left, right
sets = 1
reps = 1                     # a side; a number, or [least, most]
hold_s = [10, 15]            # 0 for repetitions without a hold
move_in_s = 4
move_out_s = 4
switch_sides_s = 5
rest_s = 0                   # between repetitions
get_ready_s = 12
"""

TO_FILL_IN = ("purpose", "start", "instructions")
"""The keys whose words in a new exercise's file are in place of a person's own."""

STILL_AS_BEGUN = "is still as a new file has it; say it in your words, or leave it out"
NO_SIDE = "names a side, and both are moved at once; leave {side} out"
NO_STEPS = "nothing says how it is done but the cues"

ENTERED_CUES = {
    "get_ready": "Get into position.",
    "move_in": "Move in slowly.",
    "hold": "Hold, and keep breathing.",
    "move_out": "Come back slowly.",
}
"""What is told of an exercise that was entered in a few words."""


def line_dose(exercise: Exercise) -> str:
    """Say the dose that a line has as long as it changes nothing."""
    return leading.dose_range(exercise.dose)


def name_of(new_id: str) -> str:
    """Make a name of an id, to begin with."""
    return new_id.replace("-", " ").capitalize()
