"""Evidence under seal: out of reach at once, safe against kills and erasure, opened by two people together."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from panggung.core import clock
from panggung.core.errors import Conflict, NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.people import access, accounts
from panggung.safety import review, sealing, second_eyes, unsealing
from panggung.safety.choice import Choice
from panggung.safety.models import Appeal, Case, Sealed
from panggung.stage import publishing, store, watching
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db
WHY = "Permintaan penyidik"
FILES = {"original", "frames/0001.jpg"} | {
    f"served/{name}" for name in ("master.m3u8", "240.m3u8", "240.mp4", "poster.webp", "poster.jpg", "strip.jpg")
}


class Killed(BaseException):
    """The process ends here, whatever it wanted to do next."""


@pytest.fixture
def seniors(make_person):
    return [make_person(role="senior") for _ in range(3)]


@pytest.fixture
def remove(make_case, make_person):
    """`remove(rule="SEX-01", case=…)`: what two people removed under that rule."""

    def do(rule: str = "SEX-01", *, case: Case | None = None, **columns) -> Video:
        one, other = (make_person(role="senior") for _ in range(2))
        case = review.claim(case or make_case(title="Hai", **columns), one)
        proposal = review.propose(case, one, Choice("remove", rule=rule))
        if proposal.second_for:
            second_eyes.look(proposal, other)
            second_eyes.agree(proposal, other)
        else:
            review.settle(proposal)
        return Video.objects.get(pk=case.video_id)

    return do


@pytest.fixture
def sealed(remove) -> Sealed:
    video = remove()
    sealing.seal_waiting()
    return Sealed.objects.get(video=video)


@pytest.fixture
def appeal():
    """`appeal(sealed)`: the maker's appeal against the removal, as a case."""

    def make(sealed: Sealed) -> Case:
        case = Case.objects.create(video=sealed.video, edition=1, kind=Case.Kind.APPEAL, due=clock.now())
        Appeal.objects.create(decision=sealed.decision, case=case, by=sealed.video.owner, words="Itu boneka.")
        return case

    return make


def opened(sealed: Sealed, first, second) -> Sealed:
    unsealing.ask_to_open(sealed, by=first, why=WHY)
    return unsealing.open_with(sealed, by=second)


def own_files(video: Video) -> list[str]:
    original = [video.original_name] if (Path(settings.MEDIA_ROOT) / video.original_name).exists() else []
    return sealing.names_in(video.folder) + sealing.names_in(video.frames_folder) + original


def told(kind: str) -> int:
    return AuditLine.objects.filter(kind=kind).count()


def test_a_removal_for_a_grave_rule_puts_files_and_words_under_seal(remove):
    video = remove()
    sealed = Sealed.objects.get()
    assert (video.state, sealed.rule, sealed.words["title"]) == (State.REMOVED, "SEX-01", "Hai")
    assert sealing.seal_waiting() == 1
    assert set(sealing.names_in(sealed.folder)) == FILES
    assert own_files(video) == []
    assert sealing.seal_waiting() == 0
    assert told("sealed.made") == 1


def test_a_removal_for_another_rule_leaves_the_files_where_they_are(remove):
    video = remove("QUAL-01")
    assert not Sealed.objects.exists()
    assert len(own_files(video)) == len(FILES)


@pytest.mark.parametrize("verb", ["put_file", "delete_file", "delete_folder"])
@pytest.mark.parametrize("after", range(4))
def test_a_kill_at_any_moment_loses_no_file_and_leaves_none_outside(remove, monkeypatch, verb, after):
    video = remove()
    real, calls = getattr(store, verb), []

    def until_killed(*args):
        calls.append(args)
        if len(calls) > after:
            raise Killed
        return real(*args)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(store, verb, until_killed)
        sealing.seal_waiting()
        raise Killed
    sealing.seal_waiting()
    sealed = Sealed.objects.get()
    assert (sealed.files, set(sealing.names_in(sealed.folder))) == ("sealed", FILES)
    assert own_files(video) == []


def test_nothing_that_is_served_reaches_what_is_sealed(remove, client):
    video = remove()
    link = f"/m/{watching.token(video, None)}"
    before = client.get(f"{link}/{video.folder}/master.m3u8").status_code
    sealing.seal_waiting()
    sealed = Sealed.objects.get()
    paths = [f"{link}/{video.folder}/master.m3u8", f"{link}/{sealed.folder}/served/master.m3u8"]
    paths += [f"{link}/v/{sealed.pk}/served/master.m3u8", f"/media/{sealed.folder}/served/master.m3u8"]
    assert [before, *(client.get(path).status_code for path in paths)] == [404] * 5


def test_evidence_survives_withdrawal_and_erasure(sealed):
    video = Video.objects.get(pk=sealed.video_id)
    publishing.withdraw(video, by=video.owner, because="asked")
    publishing.erase(video)
    publishing.drop_stray_folders(timedelta(0))
    sealed.refresh_from_db()
    assert Video.objects.get(pk=video.pk).state == State.ERASED
    assert set(sealing.names_in(sealed.folder)) == FILES
    assert sealed.words["title"] == "Hai"


def test_what_waits_for_its_seal_is_known_to_who_erases(remove):
    video = remove()
    assert list(sealing.waiting().values_list("video", flat=True)) == [video.pk]
    sealing.seal_waiting()
    assert not sealing.waiting().exists()


def test_a_decision_on_appeal_that_lets_the_video_live_gives_its_files_back(sealed, appeal, make_person):
    judge = make_person(role="senior")
    review.decide(review.claim(appeal(sealed), judge), judge, "approve", suitable_from=6)
    assert sealing.seal_waiting() == 1
    sealed.refresh_from_db()
    video = Video.objects.get(pk=sealed.video_id)
    assert video.state == State.PUBLISHED
    assert len(own_files(video)) == len(FILES)
    assert sealing.names_in(sealed.folder) == []
    assert (sealed.files, sealed.words, sealed.ended_by) == ("returned", {}, judge)


def test_files_are_kept_while_an_appeal_is_open_and_nothing_is_published_without_them(sealed, appeal, seniors):
    case = appeal(sealed)
    with pytest.raises(Conflict, match="appeal-open"):
        sealing.end(sealed, by=seniors[0], why=WHY)
    Sealed.objects.update(files="deleted", ended_at=clock.now())
    with pytest.raises(Conflict, match="files-gone"):
        review.decide(review.claim(case, seniors[0]), seniors[0], "approve", suitable_from=6)
    assert Video.objects.get(pk=sealed.video_id).state == State.REMOVED


def test_a_senior_ends_the_duty_with_a_reason_and_the_row_stays(sealed, seniors, make_person):
    with pytest.raises(Refused, match="note-missing"):
        sealing.end(sealed, by=seniors[0], why=" ")
    with pytest.raises(NotAllowed):
        sealing.end(sealed, by=make_person(role="moderator"), why=WHY)
    sealing.end(sealed, by=seniors[0], why=WHY)
    sealing.seal_waiting()
    sealed.refresh_from_db()
    assert (sealed.files, sealed.ended_why, sealed.words) == ("deleted", WHY, {})
    assert sealing.names_in(sealed.folder) == []
    with pytest.raises(Conflict, match="seal-ended"):
        sealing.end(sealed, by=seniors[0], why=WHY)
    with pytest.raises(Conflict, match="seal-ended"):
        unsealing.ask_to_open(sealed, by=seniors[0], why=WHY)


def test_two_seniors_open_together_and_only_they_look_for_a_quarter_of_an_hour(sealed, seniors):
    first, second, third = seniors
    unsealing.ask_to_open(sealed, by=first, why=WHY)
    assert not unsealing.may_look(Sealed.objects.get(), first)
    sealed = unsealing.open_with(sealed, by=second)
    assert [unsealing.may_look(sealed, person) for person in seniors] == [True, True, False]
    assert set(unsealing.look(sealed, by=first)) == set(unsealing.look(sealed, by=second)) == FILES
    with pytest.raises(NotAllowed):
        unsealing.look(sealed, by=third)
    assert [told(f"sealed.{kind}") for kind in ("asked", "opened", "looked")] == [1, 1, 2]
    with time_machine.travel(clock.now() + timedelta(minutes=15, seconds=1), tick=False):
        assert not unsealing.may_look(sealed, first)
        with pytest.raises(Conflict, match="seal-not-asked"):
            unsealing.open_with(sealed, by=third)


def test_nobody_opens_alone_or_long_after_it_was_asked(sealed, seniors):
    first, second, _ = seniors
    with pytest.raises(Conflict, match="seal-not-asked"):
        unsealing.open_with(sealed, by=first)
    unsealing.ask_to_open(sealed, by=first, why=WHY)
    with pytest.raises(NotAllowed):
        unsealing.open_with(sealed, by=first)
    with pytest.raises(Conflict, match="seal-asked"):
        unsealing.ask_to_open(sealed, by=second, why=WHY)
    with (
        time_machine.travel(clock.now() + timedelta(minutes=31), tick=False),
        pytest.raises(Conflict, match="seal-not-asked"),
    ):
        unsealing.open_with(sealed, by=second)


def test_who_lost_the_role_or_is_family_neither_opens_nor_looks(remove, family, seniors, make_person):
    guardian, child = family(age=14)
    accounts.grant(guardian, "senior", by=None)
    remove(owner=child, uploaded_by=guardian)
    sealed = Sealed.objects.get()
    for nobody in (guardian, make_person(role="moderator"), make_person(role="operator")):
        with pytest.raises(NotAllowed):
            unsealing.ask_to_open(sealed, by=nobody, why=WHY)
    assert list(unsealing.listed(seniors[0])) == [sealed]
    assert not unsealing.listed(guardian).exists()
    sealed = opened(sealed, seniors[0], seniors[1])
    seniors[0].grants.update(ended_at=clock.now())
    assert not access.may(seniors[0], "sealed.open", sealed)
    assert access.may(seniors[1], "sealed.open", sealed)
