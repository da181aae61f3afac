"""Evidence under seal: what a removal for a grave rule puts away, how long it stays, and where its files are.

The row says what is to be done with the files, a sweep does it: whatever is killed on the way is done again. The
video has left the stage before, in the transaction of the decision, so nothing waits for the files.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from panggung.core import audit, clock
from panggung.core.errors import Conflict, NotAllowed
from panggung.people import access, families
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import written
from panggung.safety.models import Appeal, Decision, Sealed
from panggung.stage import store
from panggung.stage.models import Video

Files = Sealed.Files
TO_DO = (Files.TO_SEAL, Files.TO_RETURN, Files.TO_DELETE)
GONE = (Files.TO_DELETE, Files.DELETED)


def follow(video: Video, decision: Decision) -> None:
    """Put a video under seal that is removed under a rule with `then: seal`, or lift the seal when a later decision
    lets it live; the caller holds the transaction.

    Raises:
        Conflict: `files-gone`: a video whose files went with the end of its seal can't live again.
    """
    standing = Sealed.objects.filter(video=video, ended_at=None)
    if decision.outcome != Decision.Outcome.REMOVE:
        if Sealed.objects.filter(video=video, files__in=GONE).exists():
            raise Conflict("files-gone")
        for sealed in standing:
            _end(sealed, Files.TO_RETURN, by=decision.by, why="decision")
        return
    if "seal" in in_force.book().rules[decision.rule].then and not standing.exists():
        sealed = Sealed(decision=decision, video=video, rule=decision.rule)
        sealed.folder = f"sealed/{sealed.pk}"
        sealed.words = {
            "title": video.title,
            "caption": video.caption,
            "alias": video.owner.alias,
            "sha256": video.sha256,
        }
        sealed.save()
        audit.write("sealed.made", subject=sealed, by=decision.by, video=str(video.pk), rule=decision.rule)


@transaction.atomic
def end(sealed: Sealed, *, by: Person, why: str) -> None:
    """The duty to keep it is over: files and words go, the row stays.

    Raises:
        NotAllowed: no senior moderator, or of the maker's family.
        Refused: `note-missing`, `note-too-long`, `bad-request`.
        Conflict: `seal-ended`, or an appeal about the video is still open (`appeal-open`).
    """
    require_senior(by, sealed)
    why = written.trimmed(why, missing="note-missing")
    held = Sealed.objects.select_for_update().get(pk=sealed.pk)
    if held.ended_at is not None:
        raise Conflict("seal-ended")
    if Appeal.objects.filter(case__video=held.video_id, answered_at=None).exists():
        raise Conflict("appeal-open")
    _end(held, Files.TO_DELETE, by=by, why=why)


def _end(sealed: Sealed, files: Files, *, by: Person | None, why: str) -> None:
    Sealed.objects.filter(pk=sealed.pk).update(
        files=files, words={}, ended_at=clock.now(), ended_by=by, ended_why=why, open_until=None
    )
    audit.write("sealed.ended", subject=sealed, by=by, lifted=files == Files.TO_RETURN)


def require_senior(person: Person, sealed: Sealed) -> None:
    """Raises NotAllowed unless `person` is a senior moderator who has nothing to do with the maker."""
    access.require(person, "sealed.list")
    if any(families.is_family(person, other) for other in sealed.people_concerned()):
        raise NotAllowed("sealed.open")


def waiting() -> QuerySet[Sealed]:
    """Those whose files have still to be moved or deleted; such a video can't be erased yet."""
    return Sealed.objects.filter(files__in=TO_DO)


def seal_waiting() -> int:
    """Move or delete the files of what waits for it; returns how many. Idempotent, safe in several processes."""
    return sum(_settle(sealed) for sealed in waiting().order_by("at")[:20])


@transaction.atomic
def _settle(sealed: Sealed) -> bool:
    """The row stays locked meanwhile, so that nobody lifts a seal while files are on their way under it."""
    held = Sealed.objects.select_for_update(of=("self",)).select_related("video").get(pk=sealed.pk)
    if held.files not in TO_DO:
        return False
    act, then = _ACTS[Files(held.files)]
    act(held)
    Sealed.objects.filter(pk=held.pk).update(files=then)
    return True


def _places(sealed: Sealed) -> list[tuple[str, str]]:
    """Folders of the video, and where each lies under seal."""
    video = sealed.video
    return [(video.folder, f"{sealed.folder}/served"), (video.frames_folder, f"{sealed.folder}/frames")]


def _seal(sealed: Sealed) -> None:
    for own, under_seal in _places(sealed):
        _move_folder(own, under_seal)
    _move(sealed.video.original_name, f"{sealed.folder}/original")


def _give_back(sealed: Sealed) -> None:
    for own, under_seal in _places(sealed):
        _move_folder(under_seal, own)
    _move(f"{sealed.folder}/original", sealed.video.original_name)
    store.delete_folder(sealed.folder)


def _delete(sealed: Sealed) -> None:
    """What was still to be sealed when its seal ended goes too."""
    _seal(sealed)
    store.delete_folder(sealed.folder)


_ACTS: dict[Files, tuple[Callable[[Sealed], None], Files]] = {
    Files.TO_SEAL: (_seal, Files.SEALED),
    Files.TO_RETURN: (_give_back, Files.RETURNED),
    Files.TO_DELETE: (_delete, Files.DELETED),
}


def _move_folder(source: str, target: str) -> None:
    for name in names_in(source):
        _move(f"{source}/{name}", f"{target}/{name}")
    store.delete_folder(source)


def _move(source: str, target: str) -> None:
    """Kept in the new place before it leaves the old one; the store writes whole files, so one that is there is."""
    if not default_storage.exists(source):
        return
    if not default_storage.exists(target):
        Path(settings.WORK_ROOT).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.WORK_ROOT) as scratch:
            store.put_file(store.local_copy(source, Path(scratch) / "file"), target)
    store.delete_file(source)


def names_in(folder: str) -> list[str]:
    """Names of the files below `folder`, with the folders that they lie in."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    below = [f"{name}/{inner}" for name in sorted(folders) for inner in names_in(f"{folder}/{name}")]
    return [*sorted(files), *below]
