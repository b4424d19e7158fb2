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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, offline."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=CHECKOUT)
    (built,) = folder.glob("*.whl")
    return built


def shipped_files() -> set[str]:
    """List what the checkout has to ship beside the code."""
    files = [path for name in ("styles", "data") for path in (CHECKOUT / name).rglob("*") if path.is_file()]
    return {f"stretchtui/{path.relative_to(CHECKOUT).as_posix()}" for path in files}


def test_the_wheel_carries_styles_and_data_inside_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    beside = {name for name in names if name.startswith(("stretchtui/styles/", "stretchtui/data/"))}
    assert beside == shipped_files()
    assert {Path(name).suffix for name in beside} == {".json", ".tcss", ".toml"}
    code = {f"stretchtui/{path.relative_to(CODE).as_posix()}" for path in CODE.rglob("*.py")}
    assert code | {"stretchtui/py.typed"} == {name for name in names if name.startswith("stretchtui/")} - beside
    tops = {name.split("/")[0] for name in names}
    assert {top.removesuffix(".dist-info").split("-")[0] for top in tops} == {"stretchtui"}


def test_the_source_archive_carries_what_the_wheel_is_made_of(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=CHECKOUT)
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    beside = {name.removeprefix("stretchtui/") for name in shipped_files()}
    assert beside | {"stretchtui/py.typed", "stretchtui/__main__.py", "pyproject.toml", "README.md"} <= names


def test_the_installed_program_starts_anywhere_with_its_own_styles_and_data(wheel: Path, tmp_path: Path) -> None:
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
