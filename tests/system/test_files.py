"""Folders and files, where several programs make them at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from stretchtui.system.files import absent, make_folder

AT_ONCE = 8


def test_a_folder_that_several_make_at_once_is_made_for_each_of_them(tmp_path: Path) -> None:
    for number in range(50):
        folder = tmp_path / str(number) / "journal"
        together = Barrier(AT_ONCE)

        def make(folder: Path = folder, together: Barrier = together) -> None:
            together.wait()
            make_folder(folder)

        with ThreadPoolExecutor(AT_ONCE) as programs:
            made = [programs.submit(make) for _ in range(AT_ONCE)]
        assert [one.exception() for one in made] == [None] * AT_ONCE
        assert folder.is_dir()


def test_a_file_in_a_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "journal")


def test_nothing_is_absent_that_may_only_be_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    assert [absent(tmp_path / name) for name in ("none", "none/none")] == [True, True]
    assert not any(absent(tmp_path / name) for name in ("file", "file/none", "lost", "lost/none", "n" * 300))
