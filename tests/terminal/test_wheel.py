"""What is shipped: a wheel that carries its styles and data, and runs with nothing else of the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import stretchtui
from tests.terminal.home import environment
from tests.terminal.terminal import started

CHECKOUT = Path(__file__).parents[2]
CODE = CHECKOUT / "stretchtui"
BUILD_S = 120.0

WHERE = """
import json, stretchtui
from stretchtui.system import resources
print(json.dumps([stretchtui.__file__, *(str(resources.folder(name)) for name in ("styles", "data"))]))
"""


def run(*command: object, cwd: Path) -> str:
    """Run a build step; its complaints are the test's."""
    done = subprocess.run(
        [str(word) for word in command],
        env=environment(cwd, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1"),
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=BUILD_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(folder: Path, *kinds: str) -> Path:
    """Build what is shipped, offline."""
    targets = [word for kind in kinds for word in ("-t", kind)]
    run(sys.executable, "-m", "hatchling", "build", *targets, "-d", folder, cwd=CHECKOUT)
    return folder


def shipped_files() -> set[str]:
    """List what the checkout has to ship beside the code."""
    files = [path for name in ("styles", "data") for path in (CHECKOUT / name).rglob("*") if path.is_file()]
    return {f"stretchtui/{path.relative_to(CHECKOUT).as_posix()}" for path in files}


def test_what_is_built_carries_the_code_its_styles_and_its_data(tmp_path: Path) -> None:
    built = build(tmp_path, "wheel", "sdist")
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    names = set(zipfile.ZipFile(wheel).namelist())
    beside = {name for name in names if name.startswith(("stretchtui/styles/", "stretchtui/data/"))}
    assert beside == shipped_files()
    assert {Path(name).suffix for name in beside} == {".json", ".tcss", ".toml"}
    code = {f"stretchtui/{path.relative_to(CODE).as_posix()}" for path in CODE.rglob("*.py")}
    assert code | {"stretchtui/py.typed"} == {name for name in names if name.startswith("stretchtui/")} - beside
    tops = {name.split("/")[0] for name in names}
    assert {top.removesuffix(".dist-info").split("-")[0] for top in tops} == {"stretchtui"}
    with tarfile.open(source) as archive:
        archived = {name.partition("/")[2] for name in archive.getnames()}
    made_of = {name.removeprefix("stretchtui/") for name in shipped_files()}
    assert made_of | {"stretchtui/py.typed", "stretchtui/__main__.py", "pyproject.toml", "README.md"} <= archived


@pytest.mark.slow
def test_the_installed_program_starts_anywhere_with_its_own_styles_and_data(tmp_path: Path) -> None:
    (wheel,) = build(tmp_path / "built", "wheel").glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", "fresh", cwd=tmp_path)
    scripts = tmp_path / "fresh" / "bin"
    python = scripts / "python"
    plainly = ("-q", "--no-compile", "--no-deps", "--no-index")
    run(sys.executable, "-m", "pip", "--python", python, "install", *plainly, wheel, cwd=tmp_path)
    (packages,) = (tmp_path / "fresh").glob("lib/python*/site-packages")
    # The dependencies are borrowed; an editable install of the checkout is not, since a borrowed
    # folder's own .pth files are not read.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    found = json.loads(run(python, "-c", WHERE, cwd=elsewhere))
    assert all(Path(path).is_relative_to(packages / "stretchtui") for path in found), found
    program = scripts / "stretchtui"
    assert run(program, "--version", cwd=elsewhere).split()[-1] == stretchtui.__version__
    with started(elsewhere, program=(str(program),)) as terminal:
        screen = terminal.wait_for(lambda text: "this week" in text and "? Help" in text)
        assert "Lumbar rotations" in screen
        terminal.press("q")
        assert terminal.exit_code() == 0
        terminal.assert_restored()
