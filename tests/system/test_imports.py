from __future__ import annotations

import subprocess
import sys

import pytest

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
