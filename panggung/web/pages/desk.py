"""The review desk: the queue, one case with what was found, and a case that waits for a second person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from panggung.core.errors import Refused
from panggung.safety import claiming, exposure, second_eyes
from panggung.safety.models import Case, Proposal
from panggung.web import case_typed, case_view, desk_side
from panggung.web.access import allowed
from panggung.web.problems import words
from panggung.web.requests import SignedIn

LOOKED = ("video__owner", "video__campaign")
LOOKED_SECOND = tuple(f"case__{name}" for name in LOOKED)
# The case can't be gone on with; the desk says why.
WHY = ("claimed", "decided", "rest-break", "rest-day")


@allowed("case.list")
@never_cache
def desk(request: SignedIn) -> HttpResponse:
    """The queue that was chosen, by severity, people's reports and clock; or a rest, when there was enough for now."""
    side, why = desk_side.side(request.person, request.GET.get("antrean", "")), request.GET.get("kata", "")
    enough = exposure.enough(side["today"]["seen"])
    said = words(Refused(why)) if enough is None and why in WHY[:2] else None
    return render(request, "pages/desk.html", side | {"rest": enough and words(enough), "said_words": said})


@allowed("case.list")
@never_cache
def case(request: SignedIn, id: UUID) -> HttpResponse:
    """Claim the case and look at it."""
    return shown(request, get_object_or_404(Case.objects.select_related(*LOOKED), pk=id))


def shown(request: SignedIn, found: Case, problem: Refused | None = None) -> HttpResponse:
    """The page of a case that the person holds from now on, with what was wrong about the choice and what was typed.

    Who can't hold it is led to the desk, which says why.
    """
    try:
        found = claiming.claim(found, request.person)
    except Refused as refused:
        return to_desk(refused)
    queue = request.POST.get("antrean", "") or request.GET.get("antrean", "")
    return _page(request, found, desk_side.side(request.person, queue), problem)


@allowed("case.list")
@never_cache
def second(request: SignedIn, id: UUID) -> HttpResponse:
    """Look at what somebody else proposed, as the second pair of eyes."""
    return shown_second(request, get_object_or_404(Proposal.objects.select_related(*LOOKED_SECOND), pk=id))


def shown_second(request: SignedIn, proposal: Proposal, problem: Refused | None = None) -> HttpResponse:
    """The page of a case that waits for a second person; otherwise as `shown`."""
    try:
        found = second_eyes.look(proposal, request.person)
    except Refused as refused:
        return to_desk(refused)
    side = desk_side.side(request.person) | {"proposal": case_view.proposed(proposal)}
    return _page(request, found, side, problem)


def to_desk(refused: Refused) -> HttpResponse:
    """Back to the desk with the reason. Raises `refused` where it is no matter of the moment."""
    if refused.code not in WHY:
        raise refused
    return redirect(f"{reverse('desk')}?kata={refused.code}")


def _page(request: SignedIn, found: Case, beside: dict[str, Any], problem: Refused | None) -> HttpResponse:
    told = case_view.view(found, request.person)
    if told is None:
        raise Http404
    if problem is None:
        return render(request, "pages/case.html", beside | told)
    told = case_typed.put_back(told, request.POST) | {"problem": words(problem)}
    return render(request, "pages/case.html", beside | told, status=problem.status)
