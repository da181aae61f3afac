"""Family: hand this device to a child, and take it back with the PIN. Consent and controls get their own desk."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.core.errors import Refused
from panggung.people import families, profiles
from panggung.people.models import Person
from panggung.safety import reports
from panggung.web import reasons, report_rows
from panggung.web.access import allowed
from panggung.web.requests import Request, SignedIn
from panggung.web.words import WORDS

MOST_REPORTS = 10


@allowed("family.see")
@never_cache
def family(request: SignedIn) -> HttpResponse:
    """The children whom this person guards, and the PIN that leaves a child's profile."""
    error = ""
    if request.method == "POST":
        try:
            profiles.set_pin(request.person, request.POST.get("pin", ""))
            return redirect("family")
        except Refused as refused:
            error = " ".join(str(part) for part in WORDS[refused.code])
    children = list(families.children_of(request.person))
    told = report_rows.rows(reports.of_children(request.person)[:MOST_REPORTS], request.person)
    context = {"children": children, "has_pin": bool(request.person.pin), "error": error, "reports": told}
    return render(request, "pages/family.html", context, status=400 if error else 200)


@allowed("family.see")
@require_POST
def profile_open(request: SignedIn, id: UUID) -> HttpResponse:
    """Hand the device over."""
    child = get_object_or_404(families.children_of(request.person), pk=id)
    profiles.open_profile(request.session, request.person, child)
    return redirect("home")


@never_cache
def profile_leave(request: Request) -> HttpResponse:
    """Ask for the guardian's PIN; the only page of the guardian's that a child's profile reaches."""
    if isinstance(request.user, AnonymousUser) or profiles.KEY not in request.session:
        return redirect("home")
    error = ""
    if request.method == "POST":
        guardian = get_object_or_404(Person, user=request.user)
        try:
            profiles.leave_profile(request.session, guardian, request.POST.get("pin", ""))
            return redirect("family")
        except Refused as refused:
            if profiles.KEY not in request.session:
                return redirect("account_login")
            error = reasons.words({"code": refused.code})["words"]
    return render(request, "pages/profile_leave.html", {"error": error}, status=403 if error else 200)
