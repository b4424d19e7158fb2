"""Every reader of files takes true ones without a word, and of random ones none brings it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tools import fuzz
from tests.tools.fuzz import READERS, Fault, Reader

SECONDS = 20


@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", READERS)
def test_what_a_search_begins_with_is_read_and_has_no_fault(tmp_path: Path, name: str, step: int) -> None:
    reader = READERS[name](tmp_path)
    assert reader.samples
    for sample in reader.samples[::step]:
        path = tmp_path / reader.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(reader.frame(sample))
        fuzz.judge(reader, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_no_file_brings_a_reader_down(tmp_path: Path, name: str) -> None:
    assert fuzz.fuzz(name, SECONDS, seed=1, folder=tmp_path) > SECONDS


def _raising(folder: Path) -> Iterator[str]:
    if b"\xff" in (folder / "config.toml").read_bytes():
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "found by the search")
    yield ""


def _quoting(folder: Path) -> Iterator[str]:
    yield (folder / "config.toml").read_text(errors="replace").partition("\n")[0].strip()


@pytest.mark.parametrize("careless", [_raising, _quoting])
def test_the_search_finds_a_careless_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, careless: fuzz.Reading
) -> None:
    def make(folder: Path) -> Reader:
        return replace(READERS["config"](folder), read=careless)

    monkeypatch.setitem(READERS, "careless", make)
    with pytest.raises(Fault, match=r"careless-\d+: "):
        fuzz.fuzz("careless", SECONDS, seed=1, folder=tmp_path)
