"""Files of others taken among a person's own, once they are found to be right."""

from __future__ import annotations

from pathlib import Path

from stretchtui.domain import limits
from stretchtui.library.checking import check
from stretchtui.library.library import Library, LibraryError
from stretchtui.library.reading import id_of, is_exercise, toml_files
from stretchtui.library.writing import write_new
from stretchtui.system import files
from stretchtui.system.toml_lines import FileProblem


def add(
    source: Path, library: Library, routines: Path, exercises: Path, *, force: bool
) -> tuple[list[FileProblem], list[Path]]:
    """Copy a file, or all those of a folder, into the person's own folders, each under its id.

    Gives what is wrong, and where the copies are: none where there is a mistake. Raises LibraryError
    for a file of the same id that is there and says something else.
    """
    problems: list[FileProblem] = []
    paths = toml_files(source, problems.append, None) if source.is_dir() else [source]
    # That there are many is said of the folder that they come into.
    problems = [problem for problem in problems if not problem.warning] + check(paths, library)
    if not paths:
        raise LibraryError(f"{source}: there is no file in it that ends in .toml")
    if any(not problem.warning for problem in problems):
        return problems, []
    wanted = [(path, (exercises if is_exercise(path) else routines) / f"{id_of(path)}.toml") for path in paths]
    texts = {target: files.read(path, limits.LIBRARY_FILE_BYTES, follow=True) for path, target in wanted}
    for target, raw in texts.items():
        if not force and target.exists() and target.read_bytes() != raw:
            raise LibraryError(f"{target} is there already and says something else; --force replaces it")
    for target, raw in texts.items():
        write_new(target, raw, force=True)
    return problems, list(texts)
