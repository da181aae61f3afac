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
    audit.write("model.adopted", by=by, version=held.version, was=was.version if was else "")
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
    if was is None:
        raise Refused("model-none", status=409)
    before = TextModel.objects.filter(adopted_at__lt=was.adopted_at).order_by("-adopted_at").first()
    older = before if before is not None and folder_of(before).is_dir() else None
    if older is not None:
        TextModel.objects.filter(pk=older.pk).update(in_use=True, retired_at=None)
    audit.write("model.rolled_back", by=by, version=older.version if older else "", was=was.version)
    return in_use()


def _retire() -> TextModel | None:
    """Take the model in use out of it; None where there was none."""
    standing = TextModel.objects.select_for_update().filter(in_use=True).first()
    if standing is not None:
        TextModel.objects.filter(pk=standing.pk).update(in_use=None, retired_at=clock.now())
    return standing
