"""From new contents to a folder in which all files changed at once, whatever kills the process between two renames.

docs/crash-safety.md gives the steps and why each is there. One rename, that of the journal, is the moment of the change:
before it the folder holds the old files, after it the new ones, of which some still lie under the journal's names for them.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fintech_kg.errors import RunError

CHANGE_FOLDER = ".fintech-kg.change"
JOURNAL = "journal.json"
Content = bytes | Iterator[bytes] | Path
"""What a file is to hold: it whole or in pieces, or a file that holds it and goes."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The targets of a change that is decided, in order, relative to the folder; the n-th lies in the change folder as `n`."""

    targets: tuple[str, ...]
    identity: tuple[int, int, int] = (0, 0, 0)

    def staged(self, folder: Path) -> list[tuple[Path, Path]]:
        """Where each new file lies before its rename, and where after it."""
        return [(folder / CHANGE_FOLDER / str(number), folder / name) for number, name in enumerate(self.targets)]


def journal_of(folder: Path) -> Journal | None:
    """The journal of a change that is decided and not yet at its end. Raises RunError for a file that is none of ours."""
    path = folder / CHANGE_FOLDER / JOURNAL
    try:
        with path.open("rb") as stream:
            about, content = os.fstat(stream.fileno()), stream.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        targets = json.loads(content)["targets"]
        if not isinstance(targets, list) or not all(_is_inside(folder, name) for name in targets):
            raise ValueError("it names files outside of the folder")
    except (ValueError, TypeError, KeyError) as error:
        raise RunError(f"{path} is no journal of this program ({error}); delete {path.parent} and build again") from error
    return Journal(tuple(targets), (about.st_ino, about.st_mtime_ns, about.st_ctime_ns))


def _is_inside(folder: Path, name: str) -> bool:
    """Whether a name that a journal gives may be written: a folder from elsewhere must not reach beyond itself."""
    pure = PurePosixPath(name)
    plain = not pure.is_absolute() and ".." not in pure.parts and "\\" not in name and ":" not in name
    return plain and (folder / name).parent.resolve().is_relative_to(folder.resolve())


def settle(folder: Path) -> None:
    """Ends what a killed process began: a decided change is carried out, an undecided one goes. The caller holds the lock."""
    stage = folder / CHANGE_FOLDER
    if stage.is_symlink():
        raise RunError(f"{stage} is a link and none of ours; delete it")
    if not stage.exists():
        return
    journal = journal_of(folder)
    if journal is not None:
        _carry_out(folder, journal, [])
    shutil.rmtree(stage)


def change(folder: Path, files: Mapping[str, Content]) -> list[Path]:
    """Puts the files into the folder, all or none, and returns their paths, sorted by name. The caller holds the lock.

    Raises OSError; then, as after any other exception, the old files are in place.
    """
    settle(folder)
    journal = Journal(tuple(sorted(files)))
    stage = folder / CHANGE_FOLDER
    done: list[tuple[Path, Path]] = []
    try:
        stage.mkdir()
        _stage(folder, journal, files)
        _decide(stage, journal)
        _carry_out(folder, journal, done)
    except BaseException:
        _take_back(folder, done)
        shutil.rmtree(stage, ignore_errors=True)
        raise
    shutil.rmtree(stage, ignore_errors=True)  # the change is made; what cannot be cleared now is cleared by the next
    return [folder / name for name in journal.targets]


def _stage(folder: Path, journal: Journal, files: Mapping[str, Content]) -> None:
    for (staged, target), name in zip(journal.staged(folder), journal.targets, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        _refuse(target, staged)
        _put(files[name], staged)
        staged.chmod(0o644)
        _keep_old(target, _old(staged))


def _put(content: Content, staged: Path) -> None:
    """Puts the content there and brings it to the disk."""
    if isinstance(content, Path):
        shutil.move(content, staged)
    with staged.open("r+b" if isinstance(content, Path) else "xb") as stream:
        if not isinstance(content, Path):
            stream.writelines((content,) if isinstance(content, bytes) else content)
            stream.flush()
        os.fsync(stream.fileno())


def _keep_old(target: Path, kept: Path) -> None:
    try:
        os.link(target, kept, follow_symlinks=False)
    except FileNotFoundError:
        return
    except (OSError, NotImplementedError):  # a file system without hard links: what is decided cannot be taken back then
        kept.with_suffix(".lost").touch()


def _refuse(target: Path, staged: Path) -> None:
    """Raises OSError where the rename of one onto the other is sure to fail."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    if target.parent.stat().st_dev != staged.parent.stat().st_dev:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(target))


def _decide(stage: Path, journal: Journal) -> None:
    draft = stage / "draft"
    with draft.open("xb") as stream:
        stream.write(json.dumps({"targets": journal.targets}).encode("ascii"))
        stream.flush()
        os.fsync(stream.fileno())
    _sync([stage, stage.parent])
    draft.replace(stage / JOURNAL)
    _sync([stage])


def _carry_out(folder: Path, journal: Journal, done: list[tuple[Path, Path]]) -> None:
    """Renames what is not yet renamed, noting it in `done`, and takes the journal away."""
    pairs = journal.staged(folder)
    for staged, target in pairs:
        if staged.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
            done.append((staged, target))
    _sync(sorted({target.parent for _, target in pairs}))
    (folder / CHANGE_FOLDER / JOURNAL).unlink()


def _take_back(folder: Path, done: Sequence[tuple[Path, Path]]) -> None:
    """Puts the old files back and takes the journal away; at each step, the journal still leads to all of the new files.

    Where that fails too, the new files stay decided. Raises RunError that says so.
    """
    stage = folder / CHANGE_FOLDER
    if done and not (stage / JOURNAL).exists():
        return
    try:
        for staged, target in reversed(done):
            had_old = _old(staged).exists()
            if not had_old and _old(staged).with_suffix(".lost").exists():
                raise OSError(errno.ENOTSUP, "the old file could not be kept", str(target))
            target.replace(staged)
            if had_old:
                _old(staged).replace(target)
        (stage / JOURNAL).unlink(missing_ok=True)
    except OSError as error:
        what = f"{error.filename or folder} cannot be replaced ({error.strerror})"
        raise RunError(
            f"{what}; the new files are complete in {folder / CHANGE_FOLDER}, and the next command puts them in place"
        ) from error


def _old(staged: Path) -> Path:
    return staged.with_name(f"{staged.name}.old")


def _sync(folders: Sequence[Path]) -> None:
    """Makes renames last over a power cut; systems that cannot open folders need none of it."""
    for folder in folders:
        try:
            descriptor = os.open(folder, os.O_RDONLY)
        except PermissionError:
            continue
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # file systems that order renames by themselves
                raise
        finally:
            os.close(descriptor)
