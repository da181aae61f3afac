"""Forms: they read and check what was typed; the rooms decide what it means."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from panggung.core import clock
from panggung.people import accounts
from panggung.people.models import User
from panggung.rules import bands, in_force
from panggung.safety import reports
from panggung.stage.models import Video
from panggung.web.requests import Request

OLDEST = 110
ASKED = "age_asked"
WAIT = timedelta(hours=24)


class AgeQuestion(forms.Form):
    """Asked at sign-up: birth month and year, with no default and no hint which answer opens more.

    One answer a day from a browser: who was told "not yet" can't try another year at once.
    """

    alias = forms.CharField(
        label=_("Nama panggung"),
        max_length=40,
        help_text=_("Nama ini yang dilihat orang lain. Jangan pakai nama lengkap."),
    )
    birth_month = forms.TypedChoiceField(label=_("Bulan lahir"), coerce=int)
    birth_year = forms.TypedChoiceField(label=_("Tahun lahir"), coerce=int)
    field_order = ("username", "email", "alias", "birth_month", "birth_year", "password1", "password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = clock.now().year
        self._offer("birth_month", _("Pilih bulan"), MONTHS.items())
        self._offer("birth_year", _("Pilih tahun"), ((y, y) for y in range(year, year - OLDEST, -1)))

    def _offer(self, name: str, first: Any, rest: Iterable[tuple[int, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", first), *rest]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        month, year = cleaned.get("birth_month"), cleaned.get("birth_year")
        if month and year and (self._asked_before() or not self._adult(year, month)):
            self._remember()
            raise forms.ValidationError(
                _("Akun ini untuk orang dewasa. Ajak orang tua atau walimu mendaftar, lalu ikut bersama mereka."),
                code="needs-guardian",
            )
        return cleaned

    def _adult(self, year: int, month: int) -> bool:
        try:
            return bands.age(year, month, clock.now().date()) >= accounts.OWN_ACCOUNT_FROM
        except bands.NoBand:
            return False

    def _session(self) -> Any:
        from allauth.core import context

        return context.request.session

    def _asked_before(self) -> bool:
        asked = self._session().get(ASKED)
        return asked is not None and datetime.fromisoformat(asked) > clock.now() - WAIT

    def _remember(self) -> None:
        if not self._asked_before():
            self._session()[ASKED] = clock.now().isoformat()

    def signup(self, request: Request, user: User) -> None:
        """Called by allauth once the log-in exists."""
        data = self.cleaned_data
        accounts.create(
            user,
            alias=data["alias"],
            birth_year=data["birth_year"],
            birth_month=data["birth_month"],
            language=request.LANGUAGE_CODE,
        )


class Words(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """Title and caption of a video."""

    class Meta:
        model = Video
        fields = ("title", "caption")
        labels = {"title": _("Judul"), "caption": _("Cerita singkat")}
        widgets = {"caption": forms.Textarea(attrs={"rows": 4})}


class ReportForm(forms.Form):
    """What is wrong with a video; the room knows which categories there are."""

    rule = forms.ChoiceField(
        choices=lambda: [(rule.id, rule.id) for rule in in_force.book().by_hand()],
        error_messages={"required": _("Pilih dulu satu."), "invalid_choice": _("Pilih satu dari daftar.")},
    )
    words = forms.CharField(max_length=reports.MOST, required=False)
    tell_guardian = forms.BooleanField(required=False)


class OwnWords(forms.Form):
    """One box for what somebody wants to say in their own words."""

    def __init__(self, *args: Any, most: int, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = forms.CharField(
            label=label,
            max_length=most,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("Paling banyak %(most)s huruf.") % {"most": most},
        )
