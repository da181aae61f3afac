"""Videos that a step could not do anything with; a person can ring again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.core import ids
from panggung.stage import stuck as stuck_videos
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.web.access import allowed
from panggung.web.requests import SignedIn

SHOWN = 60


@allowed("stuck.list")
@never_cache
def stuck(request: SignedIn) -> HttpResponse:
    """What got stuck, oldest first."""
    videos = Video.objects.filter(state=State.STUCK).select_related("campaign").order_by("created_at")[:SHOWN]
    rows = [
        {
            "id": video.pk,
            "title": ids.short(video.pk),
            "campaign": str(video.campaign),
            "step": (video.reasons or [{}])[0].get("step", ""),
            "error": (video.reasons or [{}])[0].get("error", ""),
            "since": video.created_at,
        }
        for video in videos
    ]
    return render(request, "pages/stuck.html", {"rows": rows})


@allowed("stuck.list")
@require_POST
def ring(request: SignedIn, id: UUID) -> HttpResponse:
    """Start the failed step over."""
    stuck_videos.ring_again(get_object_or_404(Video, pk=id), by=request.person)
    return redirect("desk_stuck")
