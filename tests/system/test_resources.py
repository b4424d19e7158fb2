from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from stretchtui.system import resources


def placed(package: Path) -> ModuleType:
    """Run the resolver as if the package lay in another folder."""
    (package / "system").mkdir(parents=True)
    copy = shutil.copy(resources.__file__, package / "system")
    spec = importlib.util.spec_from_file_location("placed_resources", copy)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["data", "styles"])
def test_what_ships_is_found(name: str) -> None:
    assert any(resources.folder(name).iterdir())


def test_a_checkout_keeps_the_folders_beside_the_package(tmp_path: Path) -> None:
    module = placed(tmp_path / "stretchtui")
    (tmp_path / "data").mkdir()
    assert module.folder("data") == tmp_path / "data"


def test_an_installation_has_them_inside_and_looks_there_first(tmp_path: Path) -> None:
    module = placed(tmp_path / "stretchtui")
    (tmp_path / "data").mkdir()
    (tmp_path / "stretchtui" / "data").mkdir()
    assert module.folder("data") == tmp_path / "stretchtui" / "data"


def test_an_incomplete_installation_says_what_to_do(tmp_path: Path) -> None:
    module = placed(tmp_path / "stretchtui")
    (tmp_path / "data").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="the folder 'data' of StretchTUI is missing: install it again"):
        module.folder("data")
