"""Bad routine and exercise files, each with all that is told of it: what is changed in a good one, and the messages."""

# ruff: noqa: E501 - a table is read by its lines

from __future__ import annotations

EXERCISE = """\
id = "cat-cow"
name = "Cat and cow"
side_phrase = "{side} arm"
[cues]
get_ready = "On all fours."
move_in = "In."
hold = "Stay."
move_out = "Out."
[dose]
reps = [2, 3]
hold_s = [3, 5]
sides = "each"
move_in_s = 2
"""

LINES = """\
[[lines]]
exercise = "bed-bridge"
reps = 8
[[lines]]
exercise = "knee-to-chest"
side = "right"
"""

ROUTINE = f"""\
id = "evening"
name = "Evening"
[source]
title = "My own"
{LINES}"""

OWN_EXERCISE = "[[own_exercises]]\n" + EXERCISE.replace("[cues]", "[own_exercises.cues]").replace(
    "[dose]", "[own_exercises.dose]"
)

Told = str | list[str]

IN_A_ROUTINE: list[tuple[str, str, Told]] = [
    (
        'id = "evening"',
        'id = "evening/../x"',
        ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got 'evening/../x'",
    ),
    (
        'title = "My own"',
        r'title = "My\u001b]0;own\u0007"',
        ":4: source.title: expected text without control characters, got U+001B as character 3",
    ),
    (
        "reps = 8",
        r'note = "\u200f"',
        ":7: lines[0].note: expected text without control characters, got U+200F as character 1",
    ),
    (
        "[source]",
        'disclosures = ["One.", "Two\\u001b."]\n[source]',
        ":3: disclosures[1]: expected text without control characters, got U+001B as character 4",
    ),
    (
        "[source]",
        r'short = ["bed-bridge", "knee-to-chest\u0000"]\n[source]'.replace("\\n", "\n"),
        ":3: short[1]: expected text without control characters, got U+0000 as character 14",
    ),
    (
        '[[lines]]\nexercise = "knee',
        OWN_EXERCISE.replace("id =", 'plain_name = "\\u0085"\nid =') + '[[lines]]\nexercise = "knee',
        ":9: own_exercises[0].plain_name: expected text without control characters, got U+0085 as character 1",
    ),
    ('title = "My own"', "", ":3: source.title: is missing; expected text"),
    ('[source]\ntitle = "My own"', 'source = "mine"', ":3: source: expected a table, got 'mine'"),
    (
        '"bed-bridge"',
        '"bed-bridg"',
        ":6: lines[0].exercise: there is no exercise 'bed-bridg' (did you mean bed-bridge?)",
    ),
    ('"bed-bridge"', '["bed-bridge"]', ":6: lines[0].exercise: expected the id of an exercise, got ['bed-bridge']"),
    ('exercise = "bed-bridge"\n', "", ":5: lines[0].exercise: is missing; expected the id of an exercise"),
    (
        "reps = 8",
        "reps = [8, 100]",
        ":7: lines[0].reps: expected a whole number or [minimum, maximum] between 1 and 50, got [8, 100]",
    ),
    (
        "reps = 8",
        "hold_s = 4\ntempo = {hold_s = 3}",
        ":8: lines[0].tempo.hold_s: the hold is given twice; leave out this one or the line's hold_s",
    ),
    (
        "reps = 8",
        "hold_s = 0\ntempo = {in_s = 0}",
        ":8: lines[0].tempo.in_s: expected more than 0 s, for a repetition without a hold is paced by it",
    ),
    ("reps = 8", "reps = [10, 8]", ":7: lines[0].reps: expected the least first, [8, 10], got [10, 8]"),
    ("reps = 8", 'tempo = "2-0-2"', ":7: lines[0].tempo: expected a table, got '2-0-2'"),
    ("reps = 8", "tempo = {in = 2}", ":7: lines[0].tempo.in: unknown key, passed over (warning)"),
    (
        "reps = 8",
        'pain_limit = "3"',
        ":7: lines[0].pain_limit: expected a whole number 0-10, got '3' (write it without quotes)",
    ),
    ("reps = 8", "note = 3", ":7: lines[0].note: expected text, got 3 (write it in quotes)"),
    (
        'side = "right"',
        'side = "both"',
        ":10: lines[1].side: knee-to-chest is done on one side at a time; expected each, alternating, left or right",
    ),
    (
        'side = "right"',
        'side = "right only"',
        ":10: lines[1].side: expected one of both, each, alternating, left, right, got 'right only' (did you mean right?)",
    ),
    (
        'side = "right"',
        'side = "links"',
        ":10: lines[1].side: expected one of both, each, alternating, left, right, got 'links'",
    ),
    (
        "[source]",
        'exercises = ["bed-bridge"]\n[source]',
        ":3: exercises: the exercises are given twice; leave out this list or the [[lines]]",
    ),
    (
        "[source]",
        'short = ["pelvic-tilt"]\n[source]',
        ":3: short[0]: 'pelvic-tilt' is not among this routine's exercises",
    ),
    (
        "[source]",
        'dates = {begins = "2026-11-20"}\n[source]',
        ":3: dates.begins: expected a day such as 2026-11-22, got '2026-11-20' (write it without quotes)",
    ),
    (
        "[source]",
        "dates = {begins = 2026-11-20T07:00:00}\n[source]",
        ":3: dates.begins: expected a day such as 2026-11-22, got 2026-11-20 07:00:00",
    ),
    (
        "[source]",
        "dates = {begins = 2026-11-20, ends = 2026-11-19}\n[source]",
        ":3: dates.ends: expected a day from 2026-11-20 on, got 2026-11-19",
    ),
    (
        "[source]",
        'plan = { days = ["Monday", "sundays"], times = 0, often = 2 }\n[source]',
        [
            ":3: plan.days[0]: expected one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, got 'Monday' (did you mean monday?)",
            ":3: plan.days[1]: expected one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, got 'sundays' (did you mean sunday?)",
            ":3: plan.times: expected times a day, 1-10, got 0",
            ":3: plan.often: unknown key, passed over (warning)",
        ],
    ),
    ("[source]", 'plan = "daily"\n[source]', ":3: plan: expected a table, got 'daily'"),
    (
        '[[lines]]\nexercise = "knee',
        OWN_EXERCISE.replace("[own_exercises.cues]", 'easier = "bed-bridg"\nharder = "cat-cow"\n[own_exercises.cues]')
        + '[[lines]]\nexercise = "knee',
        [
            ":13: own_exercises[0].harder: expected another exercise, got the id of this one",
            ":12: own_exercises[0].easier: there is no exercise 'bed-bridg' (did you mean bed-bridge?) (warning)",
        ],
    ),
    ("[source]", "own_exercises = 3\n[source]", ":3: own_exercises: expected tables, [[own_exercises]]"),
    (
        '[[lines]]\nexercise = "knee',
        '[[own_exercises]]\nid = "mine"\n[[lines]]\nexercise = "knee',
        [
            ":8: own_exercises[0].name: is missing; expected some text of at most 200 characters",
            ":8: own_exercises[0].cues: is missing; expected a table",
            ":8: own_exercises[0].dose: is missing; expected a table",
        ],
    ),
    (LINES, "", "exercises: is missing; expected a list of exercise ids, or [[lines]]"),
    (LINES, LINES[:34] * 201, ":5: lines: expected 1 to 200 [[lines]], got 201"),
    (
        '[[lines]]\nexercise = "bed-bridge"',
        '[lines]\nexercise = "bed-bridge"',
        ":8: is not valid TOML: Cannot overwrite a value (at line 8, column 8)",
    ),
]

NO_TOML = {
    b"\xff\xfei\x00d\x00": "is not text in UTF-8; save it as UTF-8",
    b'id = "\xff"': "is not text in UTF-8; save it as UTF-8",
    b'name = "caf\xe9"': "is not text in UTF-8; save it as UTF-8",
    b'id = "\xed\xa0\x80"': "is not text in UTF-8; save it as UTF-8",
    b"#" * 140_000: "cannot be read: it is larger than 128 KiB; a routine or exercise file is a few KiB of text",
    b"a = " + b"[" * 5000: "is nested too deeply",
    b"a" + b".a" * 5000 + b" = 1": "is nested too deeply",
    b'[a."b"' + b" . d" * 5000 + b"]": "is nested too deeply",
    b"id = 1" + b"0" * 5000: "is not valid TOML: a number of thousands of digits",
    b'id = "a': "is not valid TOML: ",
    b'id "a"': ":1: is not valid TOML: ",
    b'{"id": "a"}': ":1: is not valid TOML: ",
    b"\x00" * 100: ":1: is not valid TOML: ",
    b'name = "\x1b[2J"': ":1: is not valid TOML: ",
    b"PK\x03\x04": ":1: is not valid TOML: ",
    b"<html></html>": ":1: is not valid TOML: ",
    'id = "a"\u202e'.encode(): ":1: is not valid TOML: ",
    b'id = "a"\n\n[source]\n[source]': ":4: is not valid TOML: ",
}
"""Contents that are no TOML at all, with how what is told of them begins: the reader's own words come after it."""
