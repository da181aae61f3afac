"""Make: choose a campaign, say who made it, pick a file, say who may see it, send (the bytes go through tus)."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from panggung.campaigns.models import Campaign
from panggung.core import clock, ids
from panggung.people import access, families
from panggung.people.models import Person
from panggung.stage import publishing
from panggung.stage.models import Audience
from panggung.web import cards
from panggung.web.access import signed_in
from panggung.web.requests import SignedIn


@signed_in
@never_cache
def make(request: SignedIn) -> HttpResponse:
    """/buat/: only campaigns that take videos now, only makers for whom this person may send."""
    at = clock.now()
    campaigns = Campaign.objects.visible_to(request.person).filter(
        state=Campaign.State.OPEN, opens__lte=at, closes__gt=at
    )
    context = {
        "campaigns": list(campaigns.select_related("song").order_by("closes")),
        "chosen": request.GET.get("kampanye", ""),
        "makers": makers_for(request.person),
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "upload_url": "/api/uploads/",
    }
    return render(request, "pages/make.html", context)


def makers_for(person: Person) -> list[dict[str, Any]]:
    """Who may be named as maker: the person, and the children for whom they may send.

    Each with the audiences that their age allows, from narrow to wide; none is chosen beforehand.
    """
    able = [person] if access.may(person, "video.upload") else []
    able += [child for child in families.children_of(person) if access.may(person, "video.upload", child=child)]
    return [
        {
            "id": "" if maker.pk == person.pk else ids.short(maker.pk),
            "alias": maker.alias,
            "self": maker.pk == person.pk,
            "audiences": [
                {"value": audience.value, "words": cards.AUDIENCE_WORDS[audience]} for audience in _audiences(maker)
            ],
        }
        for maker in able
    ]


def _audiences(maker: Person) -> list[Audience]:
    """No class rooms exist yet, so that audience isn't offered."""
    allowed = {Audience(name) for name in maker.tier().audiences} - {Audience.CLASS}
    widest = publishing.widest_audience(maker)
    return [a for a in publishing.ORDER if a in allowed | {Audience.FAMILY, widest} - {Audience.CLASS}]
