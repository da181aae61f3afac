"""Reports: anybody who may watch a video says what is wrong with it, and reads what came of that."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from panggung.core.errors import Refused
from panggung.people import access
from panggung.safety import reports
from panggung.stage.models import Video
from panggung.web import cards, report_rows
from panggung.web.access import allowed
from panggung.web.forms import ReportForm
from panggung.web.requests import Request, SignedIn

MOST = 60


@never_cache
def report(request: Request, id: UUID) -> HttpResponse:
    """Choose a category and send; words and telling a guardian are optional."""
    found = Video.objects.visible_to(request.person).on_stage().select_related("owner", "campaign__song").filter(pk=id)
    video = found.first()
    if video is None:
        raise Http404
    if access.may(request.person, "video.withdraw", video):
        raise Refused("own-video", status=409)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _made, secret = reports.report(video, by=request.person, **form.cleaned_data)
        messages.success(request, _("Terima kasih sudah memberi tahu kami."))
        return redirect("report_outcome", code=secret) if secret else redirect("reports_mine")
    first, others = report_rows.categories()
    context = {
        "card": cards.card(video, request.person),
        "first": first,
        "others": others,
        "form": form,
        "chosen": form["rule"].value(),
        "chose_other": form["rule"].value() in {one["id"] for one in others},
        "most": reports.MOST,
    }
    return render(request, "pages/report.html", context, status=400 if form.errors else 200)


@never_cache
def outcome(request: Request, code: str) -> HttpResponse:
    """What came of a report, to whoever has its link."""
    found = reports.find(code)
    if found is None:
        raise Http404
    row = report_rows.rows([found], request.person)[0]
    return render(request, "pages/report_outcome.html", {"report": row})


@allowed("report.list_own")
@never_cache
def mine(request: SignedIn) -> HttpResponse:
    """What the person reported, each with its outcome."""
    rows = report_rows.rows(reports.own(request.person)[:MOST], request.person)
    return render(request, "pages/reports_mine.html", {"reports": rows})
