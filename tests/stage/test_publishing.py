"""On and off the stage: audiences by age, editing, withdrawing, erasing."""

from pathlib import Path

import pytest
from django.conf import settings

from panggung.core.errors import NotAllowed, Refused
from panggung.people import consents
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("age,wished,given", [
    (4, "public", "family"), (8, "public", "campaign"), (11, "campaign", "campaign"), (11, "", "family"),
    (14, "public", "public_bands"), (14, "", "family"), (17, "public_bands", "public_bands"), (17, "rubbish", "family"),
    (30, "public", "public"), (30, "", "public"), (30, "family", "family"),
])  # fmt: skip
def test_an_audience_is_never_wider_than_the_age_allows_and_a_minor_starts_private(make_person, age, wished, given):
    assert publishing.audience_for(make_person(age), wished) == given


def test_what_was_sent_back_is_screened_again_after_editing(make_video):
    video = make_video(State.SENT_BACK, reasons=[{"rule": "PII-01"}])
    publishing.edit(video, title="Baru", caption="Tanpa nomor", by=video.owner)
    video.refresh_from_db()
    assert (video.state, video.edition, video.title, video.reasons) == (State.EDITED, 2, "Baru", [])


@pytest.mark.parametrize("state", [State.PUBLISHED, State.IN_REVIEW, State.REMOVED])
def test_words_can_only_be_changed_when_they_were_sent_back(make_video, state):
    video = make_video(state)
    with pytest.raises(Refused, match="not-sent-back"):
        publishing.edit(video, title="Lain", caption="", by=video.owner)


def test_nobody_else_edits_or_withdraws(make_video, make_person):
    video = make_video(State.SENT_BACK)
    for stranger in (make_person(), make_person(role="moderator"), make_person(role="operator")):
        with pytest.raises(NotAllowed):
            publishing.edit(video, title="x", caption="", by=stranger)
        with pytest.raises(NotAllowed):
            publishing.withdraw(video, by=stranger, because="asked")


def test_an_erased_video_leaves_no_file_and_no_word(make_video):
    video = make_video(title="Menari", caption="Di rumah")
    publishing.withdraw(video, by=video.owner, because="asked")
    publishing.erase(video)
    left = [p for p in Path(settings.MEDIA_ROOT).rglob("*") if str(video.pk) in str(p)]
    assert left == []
    row = Video.objects.get(pk=video.pk)
    assert (row.state, row.title, row.caption, row.sha256) == (State.ERASED, "", "", "")
    assert not row.renditions.exists()
    assert not row.frames.exists()


def test_erasing_twice_or_after_a_kill_midway_ends_the_same(make_video):
    video = make_video()
    publishing.withdraw(video, by=video.owner, because="asked")
    publishing.store.delete_folder(f"v/{video.pk}")  # killed after the first folder
    publishing.erase(Video.objects.get(pk=video.pk))
    assert Video.objects.get(pk=video.pk).state == State.ERASED


def test_a_withdrawn_consent_takes_every_video_of_the_child_off_the_stage(family, make_video):
    guardian, child = family()
    other = make_video()
    videos = [make_video(State.PUBLISHED, owner=child), make_video(State.IN_REVIEW, owner=child)]
    consents.withdraw(child.consents.get(purpose="make"), by=guardian)
    assert publishing.withdraw_without_consent() == 2
    assert {Video.objects.get(pk=v.pk).state for v in videos} == {State.WITHDRAWN}
    assert Video.objects.get(pk=other.pk).state == State.PUBLISHED
    assert publishing.withdraw_without_consent() == 0


def test_originals_are_dropped_when_their_time_has_come(make_video):
    from datetime import timedelta

    from panggung.core import clock

    old = make_video(original_until=clock.now() - timedelta(days=1))
    young = make_video(original_until=clock.now() + timedelta(days=1))
    assert publishing.drop_originals() == 1
    assert not (Path(settings.MEDIA_ROOT) / old.original_name).exists()
    assert (Path(settings.MEDIA_ROOT) / young.original_name).exists()
