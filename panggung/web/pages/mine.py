"""My videos: status in plain words, editing what was sent back, the guardian's yes, taking back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.core.errors import Refused
from panggung.people import families
from panggung.people.models import Person
from panggung.safety import routing
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.web import appeal_rows, cards
from panggung.web.access import signed_in
from panggung.web.forms import Words
from panggung.web.requests import SignedIn

MOST = 60


def _rows(person: Person) -> dict[str, Any]:
    of = [person.pk, *families.children_of(person).values_list("pk", flat=True)]
    videos = Video.objects.visible_to(person).filter(owner__in=of) | Video.objects.visible_to(person).made_by(person)
    found = videos.select_related("owner", "campaign").order_by("-created_at")[:MOST]
    rows = [cards.row(video, person) | appeal_rows.told(video, person) for video in found]
    return {"rows": rows, "busy": any(row["state"] in cards.BUSY for row in rows)}


@signed_in
@never_cache
def mine(request: SignedIn) -> HttpResponse:
    """All videos of the person and of the children they guard."""
    return render(request, "pages/mine.html", _rows(request.person))


@signed_in
@never_cache
def mine_list(request: SignedIn) -> HttpResponse:
    """The list alone, asked again while something is on its way."""
    return render(request, "parts/mine_list.html", _rows(request.person))


def _own(request: SignedIn, id: UUID) -> Video:
    videos = Video.objects.visible_to(request.person).select_related("owner", "campaign")
    found = videos.filter(pk=id).first()
    if found is None:
        raise Http404
    return found


@signed_in
@never_cache
def edit(request: SignedIn, id: UUID) -> HttpResponse:
    """Change title and caption of what was sent back; what was typed stays when something is wrong."""
    video = _own(request, id)
    row = cards.row(video, request.person)
    if not row["may_edit"]:
        raise Refused("not-sent-back", status=409)
    form = Words(request.POST or None, instance=Video(title=video.title, caption=video.caption))
    if request.method == "POST" and form.is_valid():
        publishing.edit(video, by=request.person, **form.cleaned_data)
        return redirect("mine")
    context = {"row": row, "form": form}
    return render(request, "pages/edit.html", context, status=400 if form.errors else 200)


@signed_in
@never_cache
def withdraw(request: SignedIn, id: UUID) -> HttpResponse:
    """Say what follows, then take the video back."""
    video = _own(request, id)
    row = cards.row(video, request.person)
    if not row["may_withdraw"]:
        raise Http404
    if request.method == "POST":
        publishing.withdraw(video, by=request.person, because="asked")
        return redirect("mine")
    return render(request, "pages/withdraw.html", {"row": row})


@signed_in
@require_POST
def release(request: SignedIn, id: UUID) -> HttpResponse:
    """The guardian's answer; anything but a clear yes is "not yet"."""
    video = _own(request, id)
    if video.state == State.WITH_GUARDIAN or not request.POST.get("answer"):
        routing.release(video, allowed=request.POST.get("answer") == "allow", by=request.person)
    return redirect("mine")
