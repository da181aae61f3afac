"""/meja/kalibrasi/: which videos of grown-ups need no person, with the figures behind it; a senior measures anew."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.core.errors import Refused
from panggung.people import access
from panggung.safety import calibrating
from panggung.safety.models import Calibration
from panggung.web.access import allowed
from panggung.web.requests import SignedIn

SHOWN = 20
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)
USUAL = 0.01
OBSTACLES: dict[str, Promise] = {
    "never": _("Belum pernah diukur."),
    "switched-off": _("Pengelola tidak mengizinkan tingkat kesalahan sebesar ini (PANGGUNG_TOLERATED_WRONG)."),
    "no-threshold": _("Tidak ada ambang yang cukup terbukti."),
    "rulebook-changed": _("Aturan sudah berubah sesudah pengukuran terakhir."),
    "signals-changed": _("Pemeriksaan komputer sudah berubah sesudah pengukuran terakhir."),
}


@allowed("calibration.see")
@never_cache
def calibration(request: SignedIn) -> HttpResponse:
    """The newest calibration and what it lets through, the form for a new one, and those before."""
    made = list(calibrating.history(request.person)[:SHOWN])
    newest = made[0] if made else None
    obstacle = calibrating.obstacle(newest) if newest else "never"
    most, highest = settings.TOLERATED_WRONG, calibrating.most_tolerated()
    return render(
        request,
        "pages/desk_calibration.html",
        {
            "newest": _told(newest) if newest else None,
            "obstacle": OBSTACLES.get(obstacle),
            "history": [_told(one) for one in made],
            "checked": calibrating.CHECKED,
            "most": _percent(most),
            "may_set": access.may(request.person, "calibration.set"),
            "rates": [(rate, _percent(rate)) for rate in sorted({*RATES, most or RATES[0]}) if rate <= highest],
            "chosen": newest.tolerated if newest else USUAL,
        },
    )


@allowed("calibration.set")
@require_POST
def calibrate(request: SignedIn) -> HttpResponse:
    """Measure with the chosen rate and let it count."""
    try:
        tolerated = float(request.POST.get("tolerated", ""))
    except ValueError as error:
        raise Refused("tolerated-range", most=calibrating.most_tolerated()) from error
    calibrating.calibrate(tolerated=tolerated, by=request.person)
    return redirect("desk_calibration")


def _told(one: Calibration) -> dict[str, Any]:
    """A calibration as the page says it."""
    steps = [
        step | {"threshold": _number(step["threshold"]), "bound": _percent(step["bound"])}
        for step in one.steps
        if step["allowed"]
    ]
    return {
        "at": one.at,
        "by": one.by,
        "tolerated": _percent(one.tolerated),
        "certainty": _percent(one.certainty),
        "threshold": _number(one.threshold),
        "cases": one.cases,
        "left_out": one.left_out,
        "allowed": one.allowed,
        "wrong": one.wrong,
        "bound": _percent(one.bound),
        "missing": one.missing,
        "steps": steps,
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{_number(share * 100)}%"


def _number(value: float | None) -> str:
    """Three figures, with the reader's separators."""
    return "–" if value is None else formats.number_format(Decimal(f"{value:.3g}"))
