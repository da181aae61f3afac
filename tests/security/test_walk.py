"""The walk: every URL with every role, against the table. What no row names, or answers otherwise, fails."""

import base64
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from panggung.campaigns.models import Campaign, Song
from panggung.core import ids
from panggung.people import accounts, consents, profiles
from panggung.people.models import Grant
from panggung.rules import rulebook
from panggung.safety import reports, versions
from panggung.safety.models import (
    Case,
    Decision,
    Golden,
    Proposal,
    Question,
    Queue,
    Sealed,
    TextModel,
    Verdict,
)
from panggung.stage import store, uploads
from panggung.stage.states import State
from panggung.web import links
from tests.conftest import guard
from tests.security.walk_table import ROLES, ROWS, STAFF, Row

pytestmark = pytest.mark.django_db
AGES = {"teen13": 14, "teen16": 17}
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_url_has_a_row():
    assert set(names(get_resolver())) == {row.name for row in ROWS}


def test_every_row_names_roles_that_exist():
    assert {role for row in ROWS for role in row.more} <= set(ROLES)


@pytest.fixture
def stage(campaign, make_person, make_video, family, tmp_path):
    """Everybody, and one subject of every kind that a row names."""
    guardian, child = family(age=11)
    profiles.set_pin(guardian, "2018")
    people = {role: make_person(AGES.get(role, 30), login=True) for role in ROLES if role not in ("anon", "child")}
    people |= {"guardian": guardian, "child": child}
    for role in ("teacher", "creator", *STAFF):
        accounts.grant(people[role], role, by=None)
    for role in STAFF:
        TOTP.activate(people[role].user, "PANGGUNGDEMOPANGGUNGDEMO")  # pragma: allowlist secret
    for role in AGES:
        guard(guardian, people[role])
        consents.give(people[role], ["make"], by=guardian, text="ya", version="1", method="code_in_person")
    maker = make_person(15)
    draft = Campaign.objects.create(
        hashtag="Rahasia",
        title="Rahasia",
        brief="…",
        opens=campaign.opens,
        closes=campaign.closes,
        partner=campaign.partner,
    )
    (tmp_path / "song.m4a").write_bytes(b"song")
    store.put_file(tmp_path / "song.m4a", "songs/song.m4a")
    song = Song.objects.create(title="Lagu", rights="CC0", name="songs/song.m4a", seconds=30)
    Campaign.objects.update(song=song)
    accounts.grant(people["partner"], "partner", by=None, scope=Grant.Scope.CAMPAIGN, scope_id=draft.pk)
    _, strange_child = family(age=9)
    video = {
        "for_all": make_video(owner=maker, audience="public_bands"),
        "for_13": make_video(owner=maker, suitable_from=13),
        "for_18": make_video(owner=maker, suitable_from=18),
        "for_campaign": make_video(owner=strange_child, audience="campaign"),
        "for_family": make_video(owner=strange_child, audience="family"),
        "of_child": make_video(State.IN_REVIEW, owner=child),
        "sent_back_of_child": make_video(State.SENT_BACK, owner=child),
        "with_guardian": make_video(State.WITH_GUARDIAN, owner=child),
        **{
            name: make_video(State(name), owner=maker)
            for name in ("in_review", "sent_back", "held", "withdrawn", "stuck")
        },
        **{name: make_video(State.IN_REVIEW, owner=maker) for name in ("proposed", "proposed_too")},
    }
    for waiting in (video["with_guardian"], video["in_review"]):
        Verdict.objects.create(
            video=waiting, edition=1, action="hold", reasons=["GATE-02"], rulebook=rulebook.shipped().version
        )
    case = Case.objects.create(video=video["in_review"], edition=1, due=campaign.closes)
    versions.keep(rulebook.shipped())
    _, link = reports.report(video["for_all"], by=None, rule="BULLY-01")
    asked = Case.objects.create(video=video["of_child"], edition=1, due=campaign.closes)
    against = Case.objects.create(
        video=video["sent_back_of_child"], edition=1, due=campaign.closes, closed_at=campaign.opens
    )
    Decision.objects.create(case=against, outcome="send_back", rule="BULLY-01", rulebook="0" * 12, evidence="0" * 64)
    owner = make_person()
    begun = uploads.create(owner, campaign=campaign, maker=owner, length=10, metadata={})
    return {
        "people": people, "video": video, "case": case, "campaign": campaign, "draft": draft, "child": child,
        "strange_child": strange_child, "upload": begun, "link": link,
        "question": Question.objects.create(case=asked, text="Siapa?", by=maker),
        **desk_rows(campaign, video, maker),
    }  # fmt: skip


def desk_rows(campaign, video, by) -> dict[str, object]:
    """One row of every kind that the desk's addresses name."""
    proposals = []
    for name in ("proposed", "proposed_too"):
        Verdict.objects.create(video=video[name], edition=1, action="hold", reasons=[], rulebook="0" * 12)
        case = Case.objects.create(video=video[name], edition=1, due=campaign.closes)
        told = {"outcome": "remove", "rule": "NUD-01", "rulebook": "0" * 12, "evidence": "0" * 64}
        proposals.append(Proposal.objects.create(case=case, by=by, second_for="severity", **told))
    done = Case.objects.create(video=video["stuck"], edition=1, due=campaign.closes, closed_at=campaign.opens)
    decision = Decision.objects.create(
        case=done, outcome="remove", rule="NUD-02", rulebook="0" * 12, evidence="0" * 64, by=by
    )
    return {
        "proposal": proposals[0],
        "proposal_unseen": proposals[1],
        "golden": Golden.objects.create(video=video["for_13"], edition=1, outcome="approve", rule="GATE-02", by=by),
        "queue": Queue.objects.create(name="Uji", roles=["senior"]),
        "sealed": Sealed.objects.create(
            decision=decision, video=video["stuck"], rule="NUD-02", folder="sealed/uji", files=Sealed.Files.SEALED
        ),
        "text_model": TextModel.objects.create(version="uji", folder="gone", rows=1),
    }


def client_of(role: str, stage) -> Client:
    client = Client(raise_request_exception=False)
    if role == "anon":
        return client
    person = stage["people"]["guardian" if role == "child" else role]
    client.force_login(person.user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    if role == "child":
        session[profiles.KEY] = str(stage["child"].pk)
    session.save()
    return client


def address(row: Row, role: str, stage) -> str:
    subject = row.subject
    if row.name == "media":
        viewer = None if role == "anon" else stage["people"][role]
        return f"{links.media(stage['video'][subject], viewer)}/poster.webp"
    if row.name.startswith("api:") and subject in stage["video"]:
        return reverse(row.name, kwargs={"short": ids.short(stage["video"][subject].pk)})
    if subject in stage["video"]:
        return reverse(row.name, kwargs={"id": stage["video"][subject].pk})
    keys = {
        "campaign": {"hashtag": stage["campaign"].hashtag},
        "draft": {"hashtag": stage["draft"].hashtag},
        "case": {"id": stage["case"].pk},
        "stranger_s_child": {"id": stage["strange_child"].pk},
        "rulebook": {"version": rulebook.shipped().version},
        "no_rulebook": {"version": "0" * 12},
        "report": {"code": stage["link"]},
        "no_report": {"code": "x"},
        **{
            name: {"id": stage[name].pk}
            for name in ("question", "proposal", "proposal_unseen", "golden", "queue", "sealed")
        },
        "sealed_file": {"id": stage["sealed"].pk, "name": "frames/0001.jpg"},
        "text_model": {"version": "uji"},
        "upload": {"short": ids.short(stage["upload"].pk)},
        "key": {"uidb36": "1", "key": "set-password"},
        "email_key": {"key": "abc:def:ghi"},
    }
    return reverse(row.name, kwargs=keys.get(subject, {}))


def options(row: Row, stage) -> dict[str, object]:
    if row.name == "api:take":
        return {"data": "[]", "content_type": "application/json"}
    if row.name not in ("uploads", "upload"):
        return {"data": {"answer": "allow"}} if row.method == "POST" else {}
    words = {"campaign": stage["campaign"].hashtag}
    if row.subject == "new_upload_for_child":
        words["maker"] = ids.short(stage["child"].pk)
    told = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())
    sent = {"data": b"x", "content_type": "application/offset+octet-stream"} if row.method == "PATCH" else {}
    return {**sent, **TUS, "HTTP_UPLOAD_LENGTH": "10", "HTTP_UPLOAD_METADATA": told, "HTTP_UPLOAD_OFFSET": "0"}


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_this_role_as_the_table_says(role, stage):
    client = client_of(role, stage)
    wrong = []
    for row in ROWS:
        expected = row.more.get(role, row.rest)
        url = address(row, role, stage)
        answer = getattr(client, row.method.lower())(url, **options(row, stage))
        if answer.status_code != expected:
            wrong.append(f"{row.method} {url} ({row.subject}): {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)
