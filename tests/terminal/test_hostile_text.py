"""Text from outside is only text: hostile strings in every place, on every screen and in every verb."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import tomlkit

from stretchtui.domain import limits
from stretchtui.domain.text import harm_at
from stretchtui.system import resources
from tests.hostile import ESCAPES, HOSTILE, MARKUP, ORDER, SHAPES, marks_in_output, marks_on_wire
from tests.terminal.home import call, month_file
from tests.terminal.terminal import Terminal, started
from tests.terminal.test_leaving import GONE_WITHIN_S

LONGEST = 200
"""Characters that a name may have."""

SEVERAL = " ".join((ESCAPES[1], ESCAPES[2], MARKUP[0], MARKUP[2]))
"""Texts of several kinds in one, for where there is time for one trial."""

OVERVIEW, MONTH = "Start", "Mon     Tue"

WALK = (
    ("?", "Everywhere"), ("right", "What this is"), ("right", "This page is the same"), ("right", "Where your things"),
    ("escape", OVERVIEW), ("s", "Moving figure"), ("escape", OVERVIEW), ("w", "A plan in one"), ("escape", OVERVIEW),
    ("x", "Set by"), ("escape", "Leave without saving?"), ("y", OVERVIEW),
    ("ctrl+p", "Search for commands"), ("l", "Exercise below"), ("escape", OVERVIEW),
    ("t", "[4 weeks]"), ("p", "[3 months]"), ("e", "Report written"), ("escape", OVERVIEW),
    ("c", MONTH), ("enter", "Session"), ("down", MONTH), ("e", "Edit the session"), ("escape", MONTH),
    ("a", "Add a session"), ("escape", MONTH), ("d", "Delete the session"), ("y", "Undo"), ("u", "Delete"),
    ("y", "Jan Feb Mar"), ("y", MONTH), ("escape", MONTH), ("escape", OVERVIEW),
)  # fmt: skip
"""A way through the screens that the overview leads to: keys, and what each of them shows."""


EVERY_TEXT = [pytest.param(text, marks=pytest.mark.slow, id=f"{number:02}") for number, text in enumerate(HOSTILE)]
"""Each text alone, where there is time."""

TOGETHER = [
    pytest.param(texts, marks=pytest.mark.slow, id=f"{HOSTILE.index(texts[0]):02}")
    for texts in (
        *(ESCAPES[first:after] for first, after in pairwise((0, 4, 7, 11, 17, len(ESCAPES)))),
        *((text,) for text in MARKUP),
        (*ORDER, *SHAPES),
    )
]
"""All texts as the screens show them: control characters, each of which is judged whatever stands beside it, several at
a time, as many as a short text may have, and last what is a key when it is pasted; markup alone, for a mistake in it
makes all around it plain."""


def spoil(folder: Path, name: str, text: str, *lists: str) -> None:
    """Put a text into all that is for reading in a shipped file, and save it as the person's own."""
    kind = folder.name
    document = tomlkit.parse((resources.folder("data") / kind / f"{name}.toml").read_text(encoding="utf-8"))
    for table in (document, document.get("source", {}), document.get("cues", {})):
        for key, value in table.items():
            if isinstance(value, str) and key not in ("id", "kind", "position", "movement"):
                table[key] = f"{value} {text}"[: LONGEST if key.endswith("name") else None]
    for key in lists:
        document[key] = [f"{item} {text}" for item in document[key]]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(tomlkit.dumps(document), encoding="utf-8")


def hostile_home(home: Path, text: str) -> None:
    """Fill a person's folders with a text: routine, exercise, settings, journal and names of files.

    A routine is refused for a control character, and what that is told of it is shown in its stead.
    """
    config = home / "config" / "stretchtui"
    spoil(config / "routines", "morning-bed", text, "disclosures")
    if harm_at(text) is None:
        spoil(config / "exercises", "lumbar-rotation", text, "instructions", "cautions", "ask_first")
    broken = config / "routines" / f"a {text} broken.toml".replace("/", "").replace("\0", "")
    broken.write_text(tomlkit.dumps({"id": text, "name": 3, text: text}), encoding="utf-8")
    settings = {"theme": text, "emergency_number": text, "voice": text, "plan_days": [text], "animation": False}
    settings |= {"keys": {text: text}, text or "none": text}
    (config / "config.toml").write_text(tomlkit.dumps(settings), encoding="utf-8")
    for _ in range(2):
        assert call(home, "journal", "add", "--note", "mine").exit_code == 0
    path = month_file(home)
    document = json.loads(path.read_text(encoding="utf-8"))
    first, second = document["sessions"].values()
    first["note"] = f"{text}\n{text}"
    second["routine"] = second["timezone"] = text
    first["routine_name"] = second["routine_name"] = text[: limits.NAME_CHARACTERS]
    second[text] = text
    second["exercises"] = [
        {
            "exercise": text,
            "name": text,
            "side": "left",
            "planned": {},
            "done": {"reps": 1, "hold_s": 3},
            "outcome": "done",
        }
    ]
    path.write_text(json.dumps(document), encoding="utf-8")


def notes(home: Path) -> list[str]:
    """Read the notes in the journal, as they lie there."""
    sessions = json.loads(month_file(home).read_text(encoding="utf-8"))["sessions"]
    return [session["note"] for session in sessions.values() if "note" in session]


def letters(text: str) -> str:
    """Keep of a text what has a meaning; Textual itself makes `^[` of an escape that is pasted, and drops NUL."""
    return re.sub(r"\W", "", text)


def go(terminal: Terminal, way: Iterable[tuple[str, str]]) -> None:
    """Press keys and wait for what each shows; escape as terminals of today send it: no key can follow too soon."""
    for key, shown in way:
        terminal.press("\x1b[27u" if key == "escape" else key)
        terminal.wait_for(shown)


def click_on(terminal: Terminal, word: str) -> None:
    """Click on a word wherever it shows."""
    for line, row in enumerate(terminal.text.splitlines(), start=1):
        if word in row:
            at = f"{row.index(word) + 2};{line}"
            terminal.send(f"\x1b[<0;{at}M\x1b[<0;{at}m".encode())
            terminal.read_out()


@pytest.mark.parametrize("texts", TOGETHER)
def test_no_screen_passes_it_on_or_acts_on_it(tmp_path: Path, texts: tuple[str, ...]) -> None:
    hostile_home(tmp_path, " ".join(texts))
    # Slow enough not to run out: where a busy machine has made the session stand still, Space makes it go on.
    options = ("--speed", "20", "--record", "--sound", "silent")
    with started(tmp_path, "start", *options, size=(100, 40)) as terminal:
        terminal.wait_for("next  Knee to chest")  # messages about the settings lie over the exercise's name
        terminal.press("space")
        terminal.wait_for("Go on")
        click_on(terminal, "click me")
        terminal.press("q")
        terminal.wait_for("End the session here?")
        terminal.press("y")
        terminal.wait_for("How comfortable was")
        terminal.read_out()
        terminal.press("tab", "tab")
        terminal.read_out()
        for text in texts:
            terminal.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")
            terminal.read_out()
        terminal.press("ctrl+s")
        terminal.wait_for("Comfort")
        assert letters("".join(texts)) in [letters(note) for note in notes(tmp_path)]
        click_on(terminal, "click me")
        go(terminal, (("enter", "Session"), ("escape", MONTH), ("escape", OVERVIEW), *WALK))
        click_on(terminal, "click me")
        terminal.press("ctrl+q")
        assert terminal.exit_code(GONE_WITHIN_S) == 0
        terminal.assert_restored()
        assert marks_on_wire(bytes(terminal.raw)) == []
        assert b"Traceback" not in terminal.raw


def commands(home: Path, text: str) -> Iterator[tuple[str, ...]]:
    """Give every verb, with a text wherever it takes one."""
    yield from ((text,), ("start", text), ("start", "--from", text), ("start", "--level", text), ("start", f"--{text}"))
    yield from (("routines", "list"), ("routines", "show"), ("routines", "show", text), ("routines", text))
    yield from (("routines", "check"), ("exercises", "list"), ("exercises", "show", "lumbar-rotation"))
    yield from (("journal", "list"), ("journal", "show", text), ("journal", "merge", text), ("journal", "check"))
    yield from (("journal", "repair"), ("journal", "add", "--note", text), ("journal", "add", "--routine", text))
    yield from (("stats",), ("stats", "--from", text), ("report",), ("report", "--to", text), ("remind", "--at", text))
    yield from (("remind", "--at", "07:00", "--days", text), ("journal", "export", text), ("journal", "import", text))
    for file in (str(home / f"{text.replace('/', '')}.{kind}") for kind in ("json", "csv")):
        yield from (("journal", "export", file), ("journal", "import", file))
    yield from (("report", "--output", str(home / text / "report.html")), ("report", "--format", "html"))
    yield from (("journal", "add", "--day", text), ("journal", "add", "--comfort", text), ("journal", "list", text))
    for record_id in ids(home):
        yield from (("journal", "show", record_id), ("journal", "edit", record_id, "--note", text))
        yield from (("journal", "delete", record_id), ("journal", "restore", record_id))
    yield from (("journal", "edit", text), ("journal", "delete", text), ("journal", "restore", text))
    yield from (("sound", "test", "--sound", text), ("sound", text), ("start", "--plain", text))
    yield from (("config", "show"), ("config", "show", "--json"), ("config", "check"), ("config", text))
    yield from (("completion", text), ("paths",), ("--version",), ("--help",))


def ids(home: Path) -> list[str]:
    return [record["id"] for record in json.loads(call(home, "journal", "list", "--json").stdout)]


@pytest.mark.parametrize("text", [pytest.param(SEVERAL, id="several"), *EVERY_TEXT])
def test_no_verb_passes_it_on(tmp_path: Path, text: str) -> None:
    hostile_home(tmp_path, text)
    exercises = tmp_path / "config" / "stretchtui" / "exercises"
    spoil(exercises, "lumbar-rotation", text, "instructions", "cautions", "ask_first")
    word = text.replace("\0", "")  # no system passes one on
    elsewhere = {"STRETCHTUI_JOURNAL": str(tmp_path / "elsewhere" / word.replace("/", ""))}
    for command in commands(tmp_path, word):
        for place in ({}, elsewhere):
            done = call(tmp_path, *command, **place)
            said = f"{command!r} printed {done.output!r}"
            assert done.exit_code in (0, 1, 2), said
            assert done.exception is None or isinstance(done.exception, SystemExit), said
            assert marks_in_output(done.output) == [], said
