"""Which trained text model is in use: adopted by a senior, taken up by every worker, and rolled back as easily."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from panggung.core import audit, clock
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.safety.models import TextModel


def listed(person: Person) -> QuerySet[TextModel]:
    """Every model that was trained here, newest first.

    Raises:
        NotAllowed: neither a senior moderator nor the operator.
    """
    access.require(person, "model.see")
    return TextModel.objects.select_related("made_by", "adopted_by").order_by("-made_at", "pk")


def in_use() -> TextModel | None:
    """The model trained here that screens texts now; None: the one that the operator's settings name."""
    return TextModel.objects.filter(in_use=True).first()


def folder_of(model: TextModel) -> Path:
    """Where its arrays lie."""
    return Path(settings.VAR) / "models" / model.folder


@transaction.atomic
def adopt(model: TextModel, *, by: Person) -> TextModel:
    """Let a trained model screen texts from now on; what it replaces stays, to be gone back to.

    Raises:
        NotAllowed: no senior moderator.
        Refused: `model-gone` when its files are no longer there, `model-in-use`.
    """
    access.require(by, "model.adopt")
    held = TextModel.objects.select_for_update().get(pk=model.pk)
    if held.in_use:
        raise Refused("model-in-use", status=409)
    if not folder_of(held).is_dir():
        raise Refused("model-gone", status=409)
    was = _retire()
    TextModel.objects.filter(pk=held.pk).update(in_use=True, adopted_at=clock.now(), adopted_by=by, retired_at=None)
    audit.write("model.adopted", by=by, version=held.version, was=was)
    return TextModel.objects.get(pk=held.pk)


@transaction.atomic
def roll_back(*, by: Person) -> TextModel | None:
    """Go back to the model that was in use before, else to the one of the settings (None).

    Raises:
        NotAllowed: no senior moderator.
        Refused: `model-none`: nothing that was trained here is in use.
    """
    access.require(by, "model.adopt")
    was = _retire()
    if not was:
        raise Refused("model-none", status=409)
    before = TextModel.objects.filter(retired_at__isnull=False).exclude(pk=was).order_by("-adopted_at").first()
    older = before if before is not None and folder_of(before).is_dir() and _was_before(before, was) else None
    if older is not None:
        TextModel.objects.filter(pk=older.pk).update(in_use=True, retired_at=None)
    audit.write("model.rolled_back", by=by, version=older.version if older else "", was=was)
    return in_use()


def _was_before(one: TextModel, other: str) -> bool:
    """Whether `one` was adopted before the model of version `other` was."""
    later = TextModel.objects.get(pk=other)
    return bool(one.adopted_at and later.adopted_at and one.adopted_at < later.adopted_at)


def _retire() -> str:
    """Take the model in use out of it; its version, or "" where there was none."""
    standing = TextModel.objects.select_for_update().filter(in_use=True).first()
    if standing is None:
        return ""
    TextModel.objects.filter(pk=standing.pk).update(in_use=None, retired_at=clock.now())
    return standing.version
