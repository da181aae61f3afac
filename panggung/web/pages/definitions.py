"""/arti-angka/: what each figure means; the same words stand beside the figures (tally.definition)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from panggung.campaigns.models import Campaign
from panggung.tally import definition


def definitions(request: HttpRequest) -> HttpResponse:
    """Every figure that this site shows."""
    usual = Campaign._meta.get_field("view_ms").default
    aside = "; ".join(str(words) for words in definition.WORDS.values())
    told = [
        (_("Video"), _("Video kampanye yang sedang tampil sesudah disetujui seorang pemeriksa.")),
        (_("Kali ditonton"), definition.view_words(usual)),
        (_("Suka"), _("Orang yang menyukai video yang sedang tampil, dan belum membatalkannya.")),
        (_("Dihitung pada"), _("Semua yang diterima sebelum saat itu sudah masuk hitungan.")),
        (_("Disisihkan"), f"{capfirst(aside)}."),
    ]
    return render(request, "pages/definitions.html", {"definitions": [{"name": n, "text": t} for n, t in told]})
