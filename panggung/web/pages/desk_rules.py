"""/meja/aturan/: published videos that a changed rulebook would judge otherwise; a senior decides about each."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.safety import second_look
from panggung.stage.models import Video
from panggung.web import reasons
from panggung.web.access import allowed
from panggung.web.requests import SignedIn

SHOWN = 60


@allowed("rulebook.differing")
@never_cache
def differing(request: SignedIn) -> HttpResponse:
    """The list, oldest publication first."""
    found = second_look.differing(request.person)
    rows = [
        {
            "id": verdict.video_id,
            "title": verdict.video.title,
            "campaign": verdict.video.campaign,
            "published_at": verdict.video.published_at,
            "rules": [{"id": rule, "title": reasons.title(rule), "url": reasons.url(rule)} for rule in verdict.differs],
        }
        for verdict in found[:SHOWN]
    ]
    return render(request, "pages/desk_rules.html", {"rows": rows, "count": found.count()})


@allowed("rulebook.look_again")
@require_POST
def look_again(request: SignedIn, id: UUID) -> HttpResponse:
    """Off the stage and back into review."""
    second_look.look_again(get_object_or_404(Video, pk=id), by=request.person)
    return redirect("desk_rules")
