"""What a moderator does with a case: choose, undo, ask, pass up, agree or not. Each goes on to the next case.

What can't be carried out is shown on the case's page again, with the reason and with what was typed.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from panggung.core.errors import Refused
from panggung.safety import copies, escalating, queueing, review, second_eyes
from panggung.safety.choice import APPROVED, Choice
from panggung.safety.models import Case, Decision, Proposal
from panggung.web.access import View, allowed
from panggung.web.desk_side import chosen
from panggung.web.pages import desk
from panggung.web.requests import SignedIn

Row = TypeVar("Row", Case, Proposal)


def _next(request: SignedIn) -> HttpResponse:
    """On to the next case of the queue that was worked in."""
    queue = chosen(request.person, request.POST.get("antrean", ""))
    following = queueing.next_for(request.person, queue)
    where = reverse("desk_case", args=[following.pk]) if following else reverse("desk")
    return redirect(f"{where}?antrean={queue.pk}" if queue else where)


def _about_case(act: Callable[[SignedIn, Case], object]) -> View:
    """The page that carries out an act about a case. Who comes without sending (a reload) sees the case."""
    return _about(act, Case.objects.select_related(*desk.LOOKED), "desk_case", desk.shown, _next)


def _about_proposal(act: Callable[[SignedIn, Proposal], object]) -> View:
    """The same for the second person, who goes back to the desk."""
    found = Proposal.objects.select_related(*desk.LOOKED_SECOND)
    return _about(act, found, "desk_second", desk.shown_second, lambda request: redirect("desk"))


def _about(
    act: Callable[[SignedIn, Row], object],
    rows: QuerySet[Row],
    address: str,
    shown: Callable[[SignedIn, Row, Refused], HttpResponse],
    after: Callable[[SignedIn], HttpResponse],
) -> View:
    @allowed("case.list")
    @wraps(act)
    def page(request: SignedIn, id: UUID) -> HttpResponse:
        if request.method != "POST":
            return redirect(address, id=id)
        found = get_object_or_404(rows, pk=id)
        try:
            act(request, found)
        except Refused as refused:
            return desk.to_desk(refused) if refused.code == "decided" else shown(request, found, refused)
        return after(request)

    return page


@_about_case
def decide(request: SignedIn, case: Case) -> None:
    """Choose about the case, with its exact copies where that was asked for."""
    if request.POST.get("copies"):
        copies.propose_together(case, request.person, _choice(request), copies.exact_copies(case, request.person))
    else:
        review.propose(case, request.person, _choice(request))


def _choice(request: SignedIn) -> Choice:
    outcome = request.POST.get("outcome", "")
    band = request.POST.get("suitable_from", "")
    approves = outcome == Decision.Outcome.APPROVE
    return Choice(
        outcome=outcome,
        rule=APPROVED if approves else request.POST.get("rule", ""),
        note=request.POST.get("note", "").strip(),
        reply="" if approves else request.POST.get("reply", ""),
        suitable_from=int(band) if band.isascii() and band.isdigit() and len(band) < 3 else None,
        topics=tuple(request.POST.getlist("topics")) if approves else (),
        educational=bool(request.POST.get("educational")) if approves else None,
    )


@allowed("case.list")
@require_POST
def undo(request: SignedIn, id: UUID) -> HttpResponse:
    """Take a choice back while there is time, and look at its case again."""
    try:
        case = review.undo(get_object_or_404(Proposal, pk=id), request.person)
    except Refused as refused:
        return desk.to_desk(refused)
    return redirect("desk_case", id=case.pk)


@_about_case
def ask(request: SignedIn, case: Case) -> None:
    """Hold the case with a question to the maker."""
    escalating.ask(case, request.person, text=request.POST.get("note", ""), reply=request.POST.get("reply", ""))


@_about_case
def escalate(request: SignedIn, case: Case) -> None:
    """Pass the case up to the seniors."""
    escalating.escalate(case, request.person, note=request.POST.get("note", ""))


@_about_proposal
def agree(request: SignedIn, proposal: Proposal) -> None:
    """The second person agrees; the decision takes effect."""
    second_eyes.agree(proposal, request.person)


@_about_proposal
def disagree(request: SignedIn, proposal: Proposal) -> None:
    """The second person sees it otherwise; a senior decides."""
    second_eyes.disagree(proposal, request.person, note=request.POST.get("note", ""))
