"""The review desk: the queue, one case with what was found, the decision; and what got stuck."""

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.core import ids
from panggung.core.errors import Conflict
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import review, second_look
from panggung.safety.models import Case, Decision, SignalRun, Verdict
from panggung.stage import stuck as stuck_videos
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.web import case_rows, links, reasons
from panggung.web.access import allowed
from panggung.web.pages import stage
from panggung.web.requests import SignedIn

SHOWN = 60


@allowed("case.list")
@never_cache
def desk(request: SignedIn) -> HttpResponse:
    """The queue by severity and clock."""
    return render(request, "pages/desk.html", _side(request.person))


def _side(person: Person) -> dict[str, Any]:
    cases = review.queue(person)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    decided = Decision.objects.filter(by=person, at__gte=midnight)
    watched = decided.values_list("case__video__seconds", flat=True)
    return {
        "queue": [case_rows.row(case, person) for case in cases[:SHOWN]],
        "queue_count": cases.aggregate(n=Count("pk"))["n"],
        "today": {"decided": len(watched), "minutes": round(sum(watched) / 60)},
        "differing": second_look.differing(person).count() if access.may(person, "rulebook.differing") else 0,
        "stuck": Video.objects.filter(state=State.STUCK).count(),
    }


@allowed("case.list")
@never_cache
def case(request: SignedIn, id: UUID) -> HttpResponse:
    """Claim the case and look at it."""
    found = get_object_or_404(Case.objects.select_related("video__owner", "video__campaign"), pk=id)
    try:
        found = review.claim(found, request.person)
    except Conflict as taken:
        return redirect(f"{reverse('desk')}?kata={taken.code}")
    video = found.video
    base = links.media(video, request.person, role="case")
    verdict = Verdict.objects.filter(video=video, edition=found.edition).first()
    if verdict is None:
        raise Http404
    runs = SignalRun.objects.filter(video=video, edition=found.edition).order_by("name")
    context = {
        "case": case_rows.row(found, request.person),
        "video": {"title": video.title, "caption": video.caption, "alias": video.owner.alias, "seconds": video.seconds},
        "campaign": video.campaign,
        "master": f"{base}/master.m3u8",
        "fallback": f"{base}/{stage.smallest(video)}.mp4",
        "strip": f"{base}/strip.jpg",
        "poster": f"{base}/poster.webp",
        "rulebook": {"version": verdict.rulebook, "url": reverse("rules_version", args=[verdict.rulebook])},
        "findings": case_rows.findings(verdict, list(runs)),
        "rules": _rule_choices(),
        "bands": [{"from_age": t.from_age, "label": t.id.replace("-", "–")} for t in in_force.tiers().tiers],
        "suggested": verdict.suitable_from if verdict.suitable_from is not None else 6,
        "first_rule": next((r for r in verdict.reasons if r != review.APPROVED), ""),
    }
    return render(request, "pages/case.html", _side(request.person) | context)


def _rule_choices() -> list[dict[str, str]]:
    return [
        {"id": rule.id, "title": reasons.title(rule.id), "child": reasons.child_text(rule.id)}
        for rule in in_force.book().by_hand()
    ]


@allowed("case.list")
@require_POST
def decide(request: SignedIn, id: UUID) -> HttpResponse:
    """Carry out the decision and go on to the next case."""
    found = get_object_or_404(Case, pk=id)
    band = request.POST.get("suitable_from", "")
    review.decide(
        found,
        request.person,
        request.POST.get("outcome", ""),
        rule=request.POST.get("rule", "") if request.POST.get("outcome") != "approve" else review.APPROVED,
        note=request.POST.get("note", "").strip(),
        suitable_from=int(band) if band.isascii() and band.isdigit() and len(band) < 3 else None,
    )
    following = review.queue(request.person).first()
    return redirect("desk_case", id=following.pk) if following else redirect("desk")


@allowed("stuck.list")
@never_cache
def stuck(request: SignedIn) -> HttpResponse:
    """Videos that a step could not do anything with; a person can ring again."""
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
