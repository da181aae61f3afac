"""/meja/segel/: evidence under seal; one senior asks, another opens, both look for a quarter of an hour."""

from pathlib import PurePosixPath
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from panggung.safety import sealing, unsealing
from panggung.safety.models import Sealed
from panggung.web import ranges, reasons
from panggung.web.access import allowed
from panggung.web.pages.media import TYPES
from panggung.web.requests import SignedIn

# What is kept of the words, as the page names it.
LABELS: dict[str, Promise | str] = {
    "title": _("Judul"),
    "caption": _("Cerita singkat"),
    "alias": _("Nama panggung"),
    "sha256": "SHA-256",
}


@allowed("sealed.list")
@never_cache
def sealed(request: SignedIn) -> HttpResponse:
    """What lies under seal, and what each needs to be opened."""
    rows = [
        {
            "id": row.pk,
            "rule": row.rule,
            "title": reasons.title(row.rule),
            "at": row.at,
            "why": row.why,
            "first": row.first,
            "first_at": row.first_at,
            "mine": row.first_id == request.person.pk,
            "asked": unsealing.is_asked(row),
            "open": unsealing.may_look(row, request.person),
            "open_until": row.open_until,
        }
        for row in unsealing.listed(request.person)
    ]
    return render(request, "pages/desk_sealed.html", {"rows": rows})


@allowed("sealed.list")
@require_POST
def ask(request: SignedIn, id: UUID) -> HttpResponse:
    """Ask another senior to open it together."""
    unsealing.ask_to_open(get_object_or_404(Sealed, pk=id), by=request.person, why=request.POST.get("why", ""))
    return redirect("desk_sealed")


@allowed("sealed.list")
@require_POST
def open_with(request: SignedIn, id: UUID) -> HttpResponse:
    """Open what another senior asked for."""
    unsealing.open_with(get_object_or_404(Sealed, pk=id), by=request.person)
    return redirect("desk_seal", id=id)


@allowed("sealed.list")
@require_POST
def end(request: SignedIn, id: UUID) -> HttpResponse:
    """The duty to keep it is over: files and words go."""
    sealing.end(get_object_or_404(Sealed, pk=id), by=request.person, why=request.POST.get("why", ""))
    return redirect("desk_sealed")


@allowed("sealed.list")
@never_cache
@require_safe
def look(request: SignedIn, id: UUID) -> HttpResponse:
    """The evidence, for the two who opened it; the look is told in the audit chain."""
    found = get_object_or_404(Sealed.objects.select_related("video"), pk=id)
    names = unsealing.look(found, by=request.person)
    frames = [name for name in names if name.startswith("frames/") and name.endswith(".jpg")]
    videos = [name for name in names if name.startswith("served/") and name.endswith(".mp4")]
    told = [(LABELS[key], text) for key, text in found.words.items() if key in LABELS]
    context = {
        "seal": found,
        "told": told,
        "frames": frames,
        "video": min(videos, default=""),
        "rule": reasons.title(found.rule),
    }
    return render(request, "pages/desk_seal.html", context)


@allowed("sealed.list")
@never_cache
@require_safe
def file(request: SignedIn, id: UUID, name: str) -> HttpResponseBase:
    """A file of the evidence, while the person may look."""
    found = get_object_or_404(Sealed.objects.select_related("video"), pk=id)
    names = unsealing.look(found, by=request.person)
    suffix = PurePosixPath(name).suffix
    if suffix not in TYPES or name not in names:
        raise Http404
    response = ranges.serve(request, f"{found.folder}/{name}", content_type=TYPES[suffix])
    response["Cache-Control"] = "no-store"
    return response
