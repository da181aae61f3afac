"""What a moderator does with a case: choose, undo, ask, pass up, agree or not. Each goes on to the next case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from panggung.safety import copies, escalating, queueing, review, second_eyes
from panggung.safety.choice import APPROVED, Choice
from panggung.safety.models import Case, Decision, Proposal
from panggung.web.access import allowed
from panggung.web.desk_side import chosen
from panggung.web.requests import SignedIn


@allowed("case.list")
@require_POST
def decide(request: SignedIn, id: UUID) -> HttpResponse:
    """Choose about the case, with its exact copies where that was asked for."""
    found = get_object_or_404(Case, pk=id)
    if request.POST.get("copies"):
        copies.propose_together(found, request.person, _choice(request), copies.exact_copies(found, request.person))
    else:
        review.propose(found, request.person, _choice(request))
    return _next(request)


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


def _next(request: SignedIn) -> HttpResponse:
    """On to the next case of the queue that was worked in."""
    queue = chosen(request.person, request.POST.get("antrean", ""))
    following = queueing.next_for(request.person, queue)
    where = reverse("desk_case", args=[following.pk]) if following else reverse("desk")
    return redirect(f"{where}?antrean={queue.pk}" if queue else where)


@allowed("case.list")
@require_POST
def undo(request: SignedIn, id: UUID) -> HttpResponse:
    """Take a choice back while there is time, and look at its case again."""
    case = review.undo(get_object_or_404(Proposal, pk=id), request.person)
    return redirect("desk_case", id=case.pk)


@allowed("case.list")
@require_POST
def ask(request: SignedIn, id: UUID) -> HttpResponse:
    """Hold the case with a question to the maker."""
    text, reply = request.POST.get("note", ""), request.POST.get("reply", "")
    escalating.ask(get_object_or_404(Case, pk=id), request.person, text=text, reply=reply)
    return _next(request)


@allowed("case.list")
@require_POST
def escalate(request: SignedIn, id: UUID) -> HttpResponse:
    """Pass the case up to the seniors."""
    escalating.escalate(get_object_or_404(Case, pk=id), request.person, note=request.POST.get("note", ""))
    return _next(request)


@allowed("case.list")
@require_POST
def agree(request: SignedIn, id: UUID) -> HttpResponse:
    """The second person agrees; the decision takes effect."""
    second_eyes.agree(get_object_or_404(Proposal, pk=id), request.person)
    return redirect("desk")


@allowed("case.list")
@require_POST
def disagree(request: SignedIn, id: UUID) -> HttpResponse:
    """The second person sees it otherwise; a senior decides."""
    second_eyes.disagree(get_object_or_404(Proposal, pk=id), request.person, note=request.POST.get("note", ""))
    return redirect("desk")
