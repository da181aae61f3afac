"""The media store: whole folders go in and out; names are those of `stage.models.Video`."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

from panggung.core import clock, disk, ids


def put_folder(source: Path, folder: str) -> int:
    """Store every file of `source` under `folder`, replacing what is there; returns bytes stored."""
    total = 0
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        name = f"{folder}/{path.relative_to(source).as_posix()}"
        total += path.stat().st_size
        put_file(path, name)
    return total


def put_file(path: Path, name: str) -> None:
    """Store one file under exactly `name`, replacing what is there; on a disk it is safe against a power cut."""
    if isinstance(default_storage, FileSystemStorage):
        disk.keep(path, Path(default_storage.path(name)))
        return
    if default_storage.exists(name):
        default_storage.delete(name)
    with path.open("rb") as opened:
        default_storage.save(name, File(opened))


def local_copy(name: str, target: Path) -> Path:
    """A path at which the stored file can be read: itself where the store is a disk, else a copy at `target`."""
    if isinstance(default_storage, FileSystemStorage):
        return Path(default_storage.path(name))
    with default_storage.open(name, "rb") as opened, target.open("wb") as out:
        shutil.copyfileobj(opened, out)
    return target


def delete_folder(folder: str) -> int:
    """Delete all below `folder` (and the folder, where the store has such a thing); returns how many files."""
    folders, files = _listing(folder)
    deleted = sum(delete_folder(f"{folder}/{name}") for name in folders)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    if isinstance(default_storage, FileSystemStorage) and default_storage.exists(folder):
        default_storage.delete(folder)
    return deleted + len(files)


def folders_in(folder: str) -> list[str]:
    """The names of the folders right below `folder`."""
    return _listing(folder)[0]


def _listing(folder: str) -> tuple[list[str], list[str]]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return list(folders), list(files)


def delete_file(name: str) -> None:
    """Delete one file; no error when it is gone already."""
    default_storage.delete(name)


def older_than(version: str, age: timedelta) -> bool:
    """Whether a run's folder, named by its UUIDv7, was begun longer ago than `age`."""
    try:
        begun = ids.parse(version).int >> 80
    except ValueError:
        return True
    return begun / 1000 < (clock.now() - age).timestamp()
