from __future__ import annotations

import subprocess
import sys

import pytest

from stretchtui import library
from stretchtui.system.imports import without


def test_a_module_is_not_there_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with without("this"), pytest.raises(ImportError):
        import this  # noqa: F401
    assert "this" not in sys.modules
    with pytest.raises(KeyError), without("this"):
        raise KeyError
    assert "this" not in sys.modules


def test_one_that_was_imported_stays() -> None:
    with without("subprocess"):
        assert sys.modules["subprocess"] is subprocess
    assert sys.modules["subprocess"] is subprocess


def test_a_name_is_loaded_from_its_module_when_it_is_asked_for() -> None:
    code = "import stretchtui.library as it, sys; at = 'stretchtui.library.naming'; print(at in sys.modules); "
    told = subprocess.run(
        [sys.executable, "-c", f"{code}it.shipped_name; print(at in sys.modules)"], check=True, capture_output=True
    )
    assert told.stdout.split() == [b"False", b"True"]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        library.nothing  # type: ignore[attr-defined]  # noqa: B018
