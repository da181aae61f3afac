"""The demo's people and its campaign: everybody is invented; the campaign's frame is the public one of 2018."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction

from panggung.art import song as tune
from panggung.campaigns import starts
from panggung.campaigns.models import Campaign, Partner, Song
from panggung.core import clock
from panggung.people import accounts, consents, profiles
from panggung.people.models import Guardianship, Person, User
from panggung.rules import access

HASHTAG = "AnakGENIUS"
PASSWORD = "panggung-2018"  # noqa: S105  (printed at the start: a demo's log-in is public)  # pragma: allowlist secret
PIN = "2018"


@dataclass(frozen=True)
class Role:
    """A log-in of the demo: user name, alias, age in years, granted role, what to try first."""

    username: str
    alias: str
    age: int
    role: str | None
    look_at: str


ROLES = (
    Role("ibu", "Ibu Bintang", 38, None, "/keluarga/ (guardian of Bintang 7 and Melati 3; PIN 2018)"),
    Role("remaja", "Kejora 14", 14, None, "/buat/ (teen of 14 with a guardian's consent)"),
    Role("kakak", "Ombak 16", 16, None, "/buat/ (teen of 16)"),
    Role("penonton", "Penonton Setia", 29, None, "/c/AnakGENIUS/ (adult viewer)"),
    Role("guru", "Guru Kelas 4", 41, "teacher", "/buat/"),
    Role("kreator", "Isyarat Ceria", 27, "creator", "/buat/ (invited adult)"),
    Role("mitra", "Petugas Mitra", 35, "partner", "/c/AnakGENIUS/ (2nd factor)"),
    Role("moderator", "Moderator Satu", 31, "moderator", "/meja/ (2nd factor)"),
    Role("senior", "Moderator Senior", 44, "senior", "/meja/ (2nd factor)"),
    Role("pengawas", "Pengawas", 50, "regulator", "/c/AnakGENIUS/ (2nd factor)"),
    Role("operator", "Operator", 33, "operator", "/meja/macet/ (2nd factor)"),
)
CHILDREN = (("Bintang 7", 11), ("Melati 3", 8))


@transaction.atomic
def gather() -> dict[str, Person]:
    """Make everybody who isn't there yet; returns people by user name, the children by alias."""
    people = {role.username: _login(role) for role in ROLES}
    mother = people["ibu"]
    if not mother.pin:
        profiles.set_pin(mother, PIN)
    for alias, age in CHILDREN:
        people[alias] = minor(alias, age, guardian=mother)
    for username in ("remaja", "kakak"):
        _under_guard(people[username], mother)
    return people


def _birth(age: int) -> tuple[int, int]:
    """A birth month that makes somebody surely `age`, whatever today is: half a year past the birthday."""
    middle = clock.now() - timedelta(days=age * 365.25 + 183)
    return middle.year, middle.month


def _login(role: Role) -> Person:
    user = User.objects.filter(username=role.username).first()
    if user is None:
        person = accounts.create_with_login(
            role.username, PASSWORD, role=role.role, alias=role.alias, birth=_birth(role.age)
        )
        user = person.user
        if role.role and access.needs_mfa([role.role]):
            TOTP.activate(user, settings.DEMO_TOTP_SECRET)
    assert user is not None
    return user.person


def minor(alias: str, age: int, *, guardian: Person) -> Person:
    """A child or teen without a log-in, under `guardian`, with consent to watch and make."""
    person = Person.objects.filter(alias=alias, user=None).first()
    if person is None:
        year, month = _birth(age)
        person = accounts.create(None, alias=alias, birth_year=year, birth_month=month)
    _under_guard(person, guardian)
    return person


def _under_guard(child: Person, guardian: Person) -> None:
    at = clock.now()
    Guardianship.objects.get_or_create(
        guardian=guardian,
        child=child,
        ended_at=None,
        defaults={"method": "code_in_person", "guardian_confirmed_at": at, "child_confirmed_at": at},
    )
    text = "Saya mengizinkan anak saya menonton dan membuat video untuk kampanye ini."
    purposes = ["watch", "make", "campaign", "public"]
    consents.give(child, purposes, by=guardian, text=text, version="demo-1", method="code_in_person")


def adult(alias: str, age: int = 24) -> Person:
    """An adult maker without a log-in of their own."""
    person = Person.objects.filter(alias=alias, user=None).first()
    year, month = _birth(age)
    return person or accounts.create(None, alias=alias, birth_year=year, birth_month=month)


def campaign(scratch: Path, officer: Person) -> Campaign:
    """The demo campaign with its song, rendered once; `officer` is its partner's person."""
    found = Campaign.objects.filter(hashtag=HASHTAG).first() or _campaign(_song(scratch))
    accounts.grant(officer, "partner", by=None, scope="campaign", scope_id=found.pk)
    return found


def _campaign(song: Song) -> Campaign:
    partner, _ = Partner.objects.get_or_create(
        name="Kementerian Pemberdayaan Perempuan dan Perlindungan Anak (contoh)",
        defaults={"about": "Kampanye contoh, mengikuti acara Hari Anak Nasional 2018."},
    )
    at = clock.now()
    return Campaign.objects.create(
        hashtag=HASHTAG,
        title="Anak GENIUS",
        occasion="Hari Anak Nasional",
        brief="Tunjukkan hal yang kamu bisa, bersama lagu Hari Anak Nasional.",
        brief_en="Show something you can do, together with the song of National Children's Day.",
        state=Campaign.State.OPEN,
        opens=at - timedelta(days=3),
        closes=at + timedelta(days=60),
        partner=partner,
        song=song,
        max_seconds=60,
        min_seconds=2,
    )


def _song(scratch: Path) -> Song:
    found = Song.objects.filter(title=tune.TITLE).first()
    if found is not None:
        return found
    scratch.mkdir(parents=True, exist_ok=True)
    wav = tune.write_wav(scratch / "anak-hebat.wav")
    return starts.add_song(wav, title=tune.TITLE, credit="Panggung", rights="CC0")
