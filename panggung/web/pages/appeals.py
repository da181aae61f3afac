"""A maker, or the guardian for a child, asks for another person, and answers what the desk asks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from panggung.core.errors import Refused
from panggung.people import access
from panggung.safety import appeals, escalating, written
from panggung.safety.models import Question
from panggung.stage.models import Video
from panggung.web import appeal_rows, cards
from panggung.web.access import signed_in
from panggung.web.forms import OwnWords
from panggung.web.requests import SignedIn


@signed_in
@never_cache
def appeal(request: SignedIn, id: UUID) -> HttpResponse:
    """Say in own words why somebody else should look; what was typed stays when something is wrong."""
    video = Video.objects.visible_to(request.person).select_related("owner", "campaign").filter(pk=id).first()
    if video is None or not access.may(request.person, "decision.appeal", video):
        raise Http404
    appeals.decision_to_appeal(video)
    form = OwnWords(request.POST or None, most=appeals.MOST, label=_("Mengapa menurutmu perlu ditinjau?"))
    if request.method == "POST" and form.is_valid():
        appeals.appeal(video, by=request.person, words=form.cleaned_data["words"])
        messages.success(request, _("Terkirim. Orang lain akan melihatnya."))
        return redirect("mine")
    context = {"row": cards.row(video, request.person), "form": form, "hours": appeals.clock_hours()}
    return render(request, "pages/appeal.html", context, status=400 if form.errors else 200)


@signed_in
@never_cache
def answer(request: SignedIn, id: UUID) -> HttpResponse:
    """Answer a question about a video that is held for it."""
    asked = get_object_or_404(Question.objects.select_related("case__video__owner", "case__video__campaign"), pk=id)
    if not access.may(request.person, "question.answer", asked.case.video):
        raise Http404
    if escalating.open_question(asked.case.video) != asked:
        raise Refused("question-closed", status=409)
    form = OwnWords(request.POST or None, most=written.MOST, label=_("Jawabanmu"))
    if request.method == "POST" and form.is_valid():
        escalating.answer(asked, request.person, text=form.cleaned_data["words"])
        messages.success(request, _("Terima kasih. Jawabanmu sudah sampai."))
        return redirect("mine")
    context = {
        "row": cards.row(asked.case.video, request.person),
        "question": appeal_rows.question(asked, request.person),
        "form": form,
    }
    return render(request, "pages/question.html", context, status=400 if form.errors else 200)
