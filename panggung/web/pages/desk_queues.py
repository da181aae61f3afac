"""/meja/antrean/: a senior arranges the queues of the desk as saved searches, and says who works in which."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.campaigns.models import Campaign
from panggung.core.errors import Refused
from panggung.people.models import Grant, Person
from panggung.rules import in_force
from panggung.safety import saved_queues
from panggung.safety.models import Queue
from panggung.web import reasons
from panggung.web.access import allowed
from panggung.web.problems import words
from panggung.web.requests import SignedIn


@allowed("queue.manage")
@never_cache
def queues(request: SignedIn) -> HttpResponse:
    """The queues, and a form to make or change one."""
    return _page(request)


def _page(request: SignedIn, refused: Refused | None = None) -> HttpResponse:
    moderators = Grant.objects.filter(role="moderator", ended_at=None).values("person")
    context = {
        "rows": saved_queues.queues_for(request.person),
        "rules": [{"id": rule, "title": reasons.title(rule)} for rule in sorted(in_force.book().rules)],
        "bands": [tier.id for tier in in_force.tiers().tiers],
        "campaigns": list(Campaign.objects.order_by("-opens").values_list("hashtag", flat=True)[:50]),
        "people": Person.objects.filter(pk__in=moderators).order_by("alias"),
        "typed": request.POST,
        "chosen": {name: request.POST.getlist(name) for name in ("kinds", "bands", "rules", "roles", "people")},
        "problem": words(refused) if refused else None,
    }
    return render(request, "pages/desk_queues.html", context, status=refused.status if refused else 200)


@allowed("queue.manage")
@require_POST
def save(request: SignedIn) -> HttpResponse:
    """Make the queue of that name, or change it; what was typed stays when it can't be."""
    try:
        saved_queues.save(
            request.POST.get("name", ""),
            _search(request),
            roles=request.POST.getlist("roles"),
            people=Person.objects.filter(pk__in=[p for p in request.POST.getlist("people") if _is_id(p)]),
            restricted=bool(request.POST.get("restricted")),
            by=request.person,
        )
    except Refused as refused:
        return _page(request, refused)
    return redirect("desk_queues")


def _search(request: SignedIn) -> dict[str, Any]:
    typed = request.POST
    search: dict[str, Any] = {name: typed.getlist(name) for name in ("kinds", "bands", "rules") if typed.getlist(name)}
    for name in ("min_severity", "due_within_hours"):
        if value := typed.get(name, ""):
            search[name] = int(value) if value.isascii() and value.isdigit() and len(value) < 5 else value
    for name in ("reported", "escalated"):
        if typed.get(name):
            search[name] = True
    if campaign := typed.get("campaign", ""):
        search["campaign"] = campaign
    return search


def _is_id(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


@allowed("queue.manage")
@require_POST
def delete(request: SignedIn, id: UUID) -> HttpResponse:
    """Delete a queue; its cases stay."""
    saved_queues.delete(get_object_or_404(Queue, pk=id), by=request.person)
    return redirect("desk_queues")
