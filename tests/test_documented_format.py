"""docs/routines.md, as somebody follows it who has only that and `--help`."""

from __future__ import annotations

import re
from pathlib import Path

from stretchtui.domain.dose import Dose, Sides
from stretchtui.domain.fields import fields_of
from stretchtui.domain.routine import Cues, Exercise, Line, Routine, Source, Tempo
from tests.tables import every_row
from tests.terminal.home import call

PAGE = (Path(__file__).parents[1] / "docs" / "routines.md").read_text(encoding="utf-8")


def test_the_sheet_of_the_page_becomes_a_session_by_its_steps(tmp_path: Path) -> None:
    made = call(tmp_path, "routines", "new", "my-sheet").stdout.strip()
    (sheet,) = re.findall(r"```toml\n(id = .*?)```", PAGE, re.DOTALL)
    Path(made).write_text(sheet, encoding="utf-8")
    missing = call(tmp_path, "routines", "check")
    assert missing.exit_code == 1
    assert re.findall(r"there is no exercise '([a-z-]+)'", missing.stdout) == ["heel-raise", "wall-slide"]
    for name in ("heel-raise", "wall-slide"):
        assert call(tmp_path, "exercises", "new", name).exit_code == 0
    assert call(tmp_path, "routines", "check").exit_code == 0
    done = call(tmp_path, "start", "my-sheet", "--plain", "--speed", "1000", "--record", "--level", "gentle")
    assert done.exit_code == 0, done.stderr
    assert "completed" in done.stdout


@every_row("kind", [Routine, Line, Exercise, Dose, Cues, Source, Tempo])
def test_every_key_is_explained(kind: type) -> None:
    tables = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    explained = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", tables))))
    assert set(fields_of(kind)) - explained == set()


def test_every_side_is_named() -> None:
    assert all(f"`{side}`" in PAGE for side in Sides)
