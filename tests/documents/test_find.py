"""Which inputs stand behind the paths that a user names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fintech_kg.documents import Limits, Reading, find_inputs
from fintech_kg.documents.find import STDIN_NAME
from fintech_kg.errors import LimitExceeded, NoInput, UnreadableDocument


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden.txt", ".git/config.txt", "sub/.d.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"This is {name}.")
    return tmp_path / "in"


def test_folder_gives_its_files_by_relative_name_without_hidden_ones(folder: Path) -> None:
    assert [one.name for one in find_inputs([folder])] == ["a.md", "b.txt", "sub/c.txt"]


def test_file_gives_itself(folder: Path) -> None:
    (found,) = find_inputs([folder / "b.txt"])
    assert (found.name, found.suffix, found.load()) == ("b.txt", ".txt", b"This is b.txt.")


def test_hidden_file_is_read_when_named(folder: Path) -> None:
    (found,) = find_inputs([folder / ".hidden.txt"])
    assert found.name == ".hidden.txt"


def test_order_of_paths_does_not_matter(folder: Path) -> None:
    paths = [folder / "sub", folder / "b.txt", folder / "a.md"]
    assert [one.name for one in find_inputs(paths)] == [one.name for one in find_inputs(reversed(paths))]


def test_dash_is_standard_input() -> None:
    (found,) = find_inputs(["-"], stdin=lambda: b"piped")
    assert (found.name, found.load()) == (STDIN_NAME, b"piped")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("missing.txt", "does not exist"),
        ("a" * 300, "File name too long"),
        ("empty", "holds no file"),
        ("-", "standard input can only be read from the command line"),
        ("nul\0byte", "does not exist"),
        ("*.xyz", r"no file matches \*\.xyz"),
        ("nowhere/**/*.txt", "no file matches"),
    ],
)
def test_path_behind_which_there_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, says: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoInput, match=says):
        find_inputs([path])


def test_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = find_inputs([tmp_path / "pipe.txt"])
    with pytest.raises(UnreadableDocument, match="not a regular file"):
        found.load()


def test_file_that_cannot_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "secret.txt").write_text("x")
    (found,) = find_inputs([tmp_path / "secret.txt"])
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnreadableDocument, match=r"secret\.txt: Permission denied"):
        found.load()


def test_file_that_went_away_says_so(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").write_text("x")
    (found,) = find_inputs([tmp_path / "gone.txt"])
    (tmp_path / "gone.txt").unlink()
    with pytest.raises(UnreadableDocument):
        found.load()


def test_link_to_a_file_is_that_file(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "b.txt")
    assert [one.load() for one in find_inputs([folder]) if one.name == "link.txt"] == [b"This is b.txt."]


@pytest.mark.parametrize("target", ["nowhere.txt", "loop.txt"], ids=["broken", "loop"])
def test_link_to_nothing_is_named(folder: Path, target: str) -> None:
    (folder / "loop.txt").symlink_to(folder / target)
    (found,) = (one for one in find_inputs([folder]) if one.name == "loop.txt")
    with pytest.raises(UnreadableDocument):
        found.load()


def test_link_to_a_folder_is_not_followed_and_named(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (found,) = (one for one in find_inputs([folder]) if one.name.startswith("sub/up"))
    with pytest.raises(UnreadableDocument, match="a link to a folder"):
        found.load()


def test_folder_that_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (found,) = (one for one in find_inputs([folder]) if one.name == "sub")
    with pytest.raises(UnreadableDocument, match="Permission denied"):
        found.load()


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["b.txt"]),
        ("**/*.txt", ["b.txt", "sub/c.txt"]),
        ("**", ["a.md", "b.txt", "sub/c.txt"]),
        ("*", ["a.md", "b.txt", "sub/c.txt"]),
        ("s?b/[a-c].txt", ["sub/c.txt"]),
        ("sub/**/c.*", ["c.txt"]),
        (".hidden*", [".hidden.txt"]),
        ("**/**/**/c.txt", ["sub/c.txt"]),
    ],
)
def test_glob_gives_each_file_once_by_its_name_from_the_first_part_with_magic(
    folder: Path, pattern: str, names: list[str]
) -> None:
    assert [one.name for one in find_inputs([f"{folder}/{pattern}"])] == names


def test_glob_is_relative_to_where_the_command_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert [one.load() for one in find_inputs(["*.txt"])] == [b"This is b.txt."]


def test_file_whose_name_looks_like_a_glob_is_itself(tmp_path: Path) -> None:
    (tmp_path / "[1].txt").write_text("one")
    assert [one.name for one in find_inputs([tmp_path / "[1].txt"])] == ["[1].txt"]


def test_glob_enters_no_linked_folder_and_names_one_that_it_matches(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    assert [one.name for one in find_inputs([f"{folder}/**/c.txt"])] == ["sub/c.txt"]
    (found,) = find_inputs([f"{folder}/sub/u*"])
    with pytest.raises(UnreadableDocument, match="a link to a folder"):
        found.load()


@pytest.mark.parametrize("pattern", ["", "/*.txt"], ids=["folder", "glob"])
def test_link_that_leads_out_is_named_and_not_followed(folder: Path, pattern: str) -> None:
    (folder.parent / "secret.txt").write_text("x")
    (folder / "out.txt").symlink_to("../secret.txt")
    (found,) = (one for one in find_inputs([f"{folder}{pattern}"]) if one.name == "out.txt")
    with pytest.raises(UnreadableDocument, match="a link that leads out of the folder"):
        found.load()


def test_link_that_is_named_itself_is_followed(folder: Path) -> None:
    (folder.parent / "link.txt").symlink_to(folder / "b.txt")
    assert [one.load() for one in find_inputs([folder.parent / "link.txt"])] == [b"This is b.txt."]


def test_sparse_file_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(2 << 30)
    (found,) = find_inputs([tmp_path])
    with pytest.raises(LimitExceeded, match=r"2,147,483,648 bytes long.*--limit file-size"):
        found.load()


def test_file_that_grows_while_it_is_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.txt"
    path.write_text("one")
    (found,) = find_inputs([path])
    fstat = os.fstat
    seen: list[int] = []

    def growing(descriptor: int) -> os.stat_result:
        if seen:
            with path.open("a") as file:
                file.write("more")
        seen.append(descriptor)
        return fstat(descriptor)

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(UnreadableDocument, match="it changed while it was read"):
        found.load()


def test_standard_input_is_bounded() -> None:
    (found,) = find_inputs(["-"], stdin=lambda: b"x" * 11, reading=Reading(Limits(file_size=10)))
    with pytest.raises(LimitExceeded, match="more than 10 bytes"):
        found.load()


def test_input_format_is_that_of_standard_input_and_of_named_files(folder: Path) -> None:
    found = find_inputs(["-", folder / "b.txt", folder / "sub"], stdin=lambda: b"", input_format="csv")
    assert {one.name: one.suffix for one in found} == {"b.txt": ".csv", "c.txt": ".txt", STDIN_NAME: ".csv"}
