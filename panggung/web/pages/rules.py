"""/aturan/: the rulebook in force, for adults and for children, and every version that ever was."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from panggung.rules import history, in_force
from panggung.safety import versions
from panggung.safety.models import RulebookVersion
from panggung.web import rule_rows
from panggung.web.requests import Request

VERSION = re.compile(r"[0-9a-f]{12}")
MOST_WANTED = 100


@require_safe
def rules(request: Request) -> HttpResponse:
    """What the server enforces, by family; `?cari=` hides what the words don't find."""
    return _book(request, child=False)


@require_safe
def rules_child(request: Request) -> HttpResponse:
    """The same rules as children read them."""
    return _book(request, child=True)


def _book(request: Request, *, child: bool) -> HttpResponse:
    book = in_force.book()
    wanted = request.GET.get("cari", "").strip()[:MOST_WANTED]
    told = rule_rows.families(history.text_of(book), child=child, wanted=wanted)
    context = {"families": told, "wanted": wanted, "found": rule_rows.found(told), "version": book.version}
    return render(request, "pages/rules_child.html" if child else "pages/rules.html", context)


@require_safe
def rules_versions(request: Request) -> HttpResponse:
    """Every version that was in force here, newest first, with what it changed."""
    entries = versions.entries()
    return render(request, "pages/rules_versions.html", {"entries": entries, "current": in_force.book().version})


@require_safe
def rules_version(request: Request, version: str) -> HttpResponse:
    """One version whole, as it stood when decisions named it."""
    if not VERSION.fullmatch(version):
        raise Http404
    row = get_object_or_404(RulebookVersion, pk=version)
    current = row.version == in_force.book().version
    families = rule_rows.families(row.text, child=False)
    return render(request, "pages/rules_version.html", {"families": families, "row": row, "current": current})
