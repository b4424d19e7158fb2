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

IN_AN_EXERCISE: list[tuple[str, str, Told]] = [
    ('id = "cat-cow"', "", "id: is missing; expected lower-case words joined by hyphens, e.g. my-stretch"),
    ('"cat-cow"', '"Cat Cow"', ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got 'Cat Cow'"),
    (
        '"cat-cow"',
        '"../../cat"',
        ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got '../../cat'",
    ),
    ('"cat-cow"', '"/etc/cat"', ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got '/etc/cat'"),
    (
        '"cat-cow"',
        '"c:\\\\cat"',
        ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got 'c:\\\\cat'",
    ),
    ('"cat-cow"', '"cat.toml"', ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got 'cat.toml'"),
    ('"cat-cow"', '"-cat"', ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got '-cat'"),
    (
        '"cat-cow"',
        f'"{"a" * 65}"',
        ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got 'aaaaaaaaaaaa...aaaaaaaaaaaaa'",
    ),
    ('"cat-cow"', '""', ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got ''"),
    ('"cat-cow"', '["cat"]', ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got ['cat']"),
    (
        '"cat-cow"',
        '"cat\\u0000"',
        ":1: id: expected lower-case words joined by hyphens, e.g. my-stretch, got 'cat\\x00'",
    ),
    ('"Cat and cow"', "3", ":2: name: expected some text of at most 200 characters, got 3 (write it in quotes)"),
    ('"Cat and cow"', '"   "', ":2: name: expected some text of at most 200 characters, got '   '"),
    (
        '"Cat and cow"',
        '"' + "long " * 2100 + '"',
        ":2: name: expected some text of at most 200 characters, got 'long long lo...ng long long '",
    ),
    ('"Cat and cow"', "2026-11-22", ":2: name: expected some text of at most 200 characters, got 2026-11-22"),
    ('"Cat and cow"', '{text = "Cat"}', ":2: name: expected some text of at most 200 characters, got {'text': 'Cat'}"),
    (
        '"Cat and cow"',
        r'"Cat\u001b[2J"',
        ":2: name: expected text without control characters, got U+001B as character 4",
    ),
    ('"Cat and cow"', r'"\u0000"', ":2: name: expected text without control characters, got U+0000 as character 1"),
    ('"Cat and cow"', r'"Cat\b\f"', ":2: name: expected text without control characters, got U+0008 as character 4"),
    ('"Cat and cow"', r'"Cat\rcow"', ":2: name: expected text without control characters, got U+000D as character 4"),
    ('"Cat and cow"', r'"Cat\u007f"', ":2: name: expected text without control characters, got U+007F as character 4"),
    ('"Cat and cow"', '"Cat\x9b2J"', ":2: name: expected text without control characters, got U+009B as character 4"),
    (
        '"Cat and cow"',
        '"Cat\u202ewoc"',
        ":2: name: expected text without control characters, got U+202E as character 4",
    ),
    (
        '"Cat and cow"',
        r'"Cat\u2067cow"',
        ":2: name: expected text without control characters, got U+2067 as character 4",
    ),
    ('"Cat and cow"', r'"\ufeffCat"', ":2: name: expected text without control characters, got U+FEFF as character 1"),
    (
        '"{side} arm"',
        r'"{side}\u0007 arm"',
        ":3: side_phrase: expected text without control characters, got U+0007 as character 7",
    ),
    (
        'hold = "Stay."',
        'hold = """\nLong,\n\tlonger.\\u001b"""',
        ":7: cues.hold: expected text without control characters, got U+001B as character 15",
    ),
    (
        "side_phrase",
        'cautions = ["Mind.", "Cat\\u009b"]\nside_phrase',
        ":3: cautions[1]: expected text without control characters, got U+009B as character 4",
    ),
    (
        "move_in_s = 2",
        r'note = "Ours\u2028"',
        ":13: dose.note: expected text without control characters, got U+2028 as character 5",
    ),
    ('"{side} arm"', '"this arm"', ":3: side_phrase: expected text with {side} in it, got 'this arm'"),
    ('hold = "Stay."', "", ":4: cues.hold: is missing; expected text"),
    ('hold = "Stay."', 'hold = ["Stay."]', ":7: cues.hold: expected text, got ['Stay.']"),
    (
        'hold = "Stay."',
        'hold = "Stay."\nholds = "x"',
        ":8: cues.holds: unknown key, passed over (did you mean hold?) (warning)",
    ),
    (
        "[cues]",
        "[[cues]]",
        ":4: cues: expected a table, got [{'get_ready': 'On all fours.', 'hold': 'Stay.', 'move_in': 'In.', 'move_out': 'Out.'}]",
    ),
    (
        "[cues]",
        "[cue]",
        ["cues: is missing; expected a table", ":4: cue: unknown key, passed over (did you mean cues?) (warning)"],
    ),
    (
        "hold_s = [3, 5]",
        "",
        ":9: dose.hold_s: is missing; expected a whole number or [minimum, maximum] between 0 and 300",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = [5, 3]",
        ":11: dose.hold_s: expected the least first, [3, 5], got [5, 3]",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = [301, 3]",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got [301, 3]",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = [3, 4, 5]",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got [3, 4, 5]",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = [3, '5']",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got [3, '5']",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = [-1, 5]",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got [-1, 5]",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = [3, 301]",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got [3, 301]",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = [3]",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got [3]",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = []",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got []",
    ),
    (
        "hold_s = [3, 5]",
        'hold_s = "3-5"',
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got '3-5' (write it without quotes, a range in brackets)",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = -1",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got -1",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = 301",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got 301",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = 3.5",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got 3.5",
    ),
    (
        "hold_s = [3, 5]",
        "hold_s = 99999999999999999999999",
        ":11: dose.hold_s: expected a whole number or [minimum, maximum] between 0 and 300, got 99999999999999999999999",
    ),
    (
        "reps = [2, 3]",
        "reps = 0",
        ":10: dose.reps: expected a whole number or [minimum, maximum] between 1 and 50, got 0",
    ),
    (
        "reps = [2, 3]",
        "reps = true",
        ":10: dose.reps: expected a whole number or [minimum, maximum] between 1 and 50, got true",
    ),
    (
        "reps = [2, 3]",
        'reps = "two"',
        ":10: dose.reps: expected a whole number or [minimum, maximum] between 1 and 50, got 'two' (write it without quotes, a range in brackets)",
    ),
    (
        "reps = [2, 3]",
        "sets = [1, 11]",
        ":10: dose.sets: expected a whole number or [minimum, maximum] between 1 and 10, got [1, 11]",
    ),
    (
        "reps = [2, 3]",
        "reps = {min = 2, max = 3}",
        ":10: dose.reps: expected a whole number or [minimum, maximum] between 1 and 50, got {'max': 3, 'min': 2}",
    ),
    (
        'sides = "each"',
        'sides = "up"',
        ":12: dose.sides: expected one of both, each, alternating, left, right, got 'up'",
    ),
    (
        'sides = "each"',
        'sides = "lefft"',
        ":12: dose.sides: expected one of both, each, alternating, left, right, got 'lefft' (did you mean left?)",
    ),
    (
        'sides = "each"',
        'sides = ["left", "right"]',
        ":12: dose.sides: expected one of both, each, alternating, left, right, got ['left', 'right']",
    ),
    ("move_in_s = 2", "move_in_s = true", ":13: dose.move_in_s: expected 0-300 s, got true"),
    ("move_in_s = 2", "move_in_s = nan", ":13: dose.move_in_s: expected 0-300 s, got nan"),
    ("move_in_s = 2", "move_in_s = inf", ":13: dose.move_in_s: expected 0-300 s, got inf"),
    ("move_in_s = 2", "move_in_s = 1e400", ":13: dose.move_in_s: expected 0-300 s, got inf"),
    ("move_in_s = 2", 'move_in_s = "2"', ":13: dose.move_in_s: expected 0-300 s, got '2'"),
    ("move_in_s = 2", "move_in_s = -0.5", ":13: dose.move_in_s: expected 0-300 s, got -0.5"),
    ("move_in_s = 2", "pain_limit = 10.5", ":13: dose.pain_limit: expected a whole number 0-10, got 10.5"),
    ("move_in_s = 2", "pain_limit = 11", ":13: dose.pain_limit: expected a whole number 0-10, got 11"),
    ("move_in_s = 2", 'first_side = "both"', ":13: dose.first_side: expected one of left, right, got 'both'"),
    ("move_in_s = 2", 'ours = ["holds"]', ":13: dose.ours[0]: there is no dose key 'holds'"),
    ("move_in_s = 2", 'ours = "hold_s"', ":13: dose.ours: expected a list, got 'hold_s' (write it in brackets)"),
    ("move_in_s = 2", "move_in_s.a.b = 2", ":13: dose.move_in_s: expected 0-300 s, got {'a': {'b': 2}}"),
    (
        "move_in_s = 2",
        "move_in_s = 2\nmove_in_s = 3",
        ":14: is not valid TOML: Cannot overwrite a value (at line 14, column 14)",
    ),
    (
        "side_phrase",
        'kind = "streching"\nside_phrase',
        ":3: kind: expected one of stretch, movement, isometric, balance, got 'streching' (did you mean stretch?)",
    ),
    (
        "side_phrase",
        'position = "lying"\nside_phrase',
        ":3: position: expected one of supine, side, prone, four-point, sitting, standing, got 'lying'",
    ),
    (
        "side_phrase",
        'easier = "Bed Bridge"\nside_phrase',
        ":3: easier: expected lower-case words joined by hyphens, e.g. my-stretch, got 'Bed Bridge'",
    ),
    (
        "side_phrase",
        'easier = "cat-cow"\nharder = "cat-cow"\nside_phrase',
        [
            ":3: easier: expected another exercise, got the id of this one",
            ":4: harder: expected another exercise, got the id of this one",
        ],
    ),
    (
        "side_phrase",
        'equipment = "a mat"\nside_phrase',
        ":3: equipment: expected a list, got 'a mat' (write it in brackets)",
    ),
    ("side_phrase", 'cautions = ["a", 3]\nside_phrase', ":3: cautions[1]: expected text, got 3 (write it in quotes)"),
    (
        "side_phrase",
        f"cautions = [{'1,' * 1001}]\nside_phrase",
        ":3: cautions: expected at most 1000 of them, got 1001",
    ),
    ("side_phrase", 'mistakes = [["a"]]\nside_phrase', ":3: mistakes[0]: expected text, got ['a']"),
    (
        "side_phrase",
        "always = 1979-05-27T07:32:00Z\nside_phrase",
        ":3: always: expected text, got 1979-05-27 07:32:00+00:00",
    ),
    (
        "move_in_s = 2",
        "move_in_s = 2\n[figure]\nframes = 3",
        ":15: figure.frames: expected a list, at most 12 frames, got 3",
    ),
    (
        "move_in_s = 2",
        "move_in_s = 2\n[[figure.frames]]\ntrunk = 400",
        ":15: figure.frames[0].trunk: expected 0 to 40, got 400",
    ),
]
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
