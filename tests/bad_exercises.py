"""Bad exercise files, each with all that is told of it: what is changed in a good one, and the messages."""

# ruff: noqa: E501 - a table is read by its lines

from __future__ import annotations

from tests.bad_files import Told

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
