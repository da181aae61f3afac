"""/meja/model/: text models that were trained here on decisions; a senior puts one to use, or goes back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.people import access
from panggung.safety import text_models
from panggung.safety.models import TextModel
from panggung.web.access import allowed
from panggung.web.requests import SignedIn


@allowed("model.see")
@never_cache
def models(request: SignedIn) -> HttpResponse:
    """Every model with its figures beside those of the one that it would replace."""
    context = {
        "rows": text_models.listed(request.person),
        "in_use": text_models.in_use(),
        "may_adopt": access.may(request.person, "model.adopt"),
    }
    return render(request, "pages/desk_models.html", context)


@allowed("model.adopt")
@require_POST
def adopt(request: SignedIn, version: str) -> HttpResponse:
    """Screen texts by this model from now on."""
    text_models.adopt(get_object_or_404(TextModel, pk=version), by=request.person)
    return redirect("desk_models")


@allowed("model.adopt")
@require_POST
def roll_back(request: SignedIn) -> HttpResponse:
    """Back to the model before."""
    text_models.roll_back(by=request.person)
    return redirect("desk_models")
