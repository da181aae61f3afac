"""Screening real frames and words: complete, fail closed, idempotent, and forgotten with the video."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from panggung import pipeline
from panggung.people import consents
from panggung.rules import rulebook
from panggung.safety import screening
from panggung.safety.models import Case, SignalRun, Verdict
from panggung.signals import table
from panggung.stage import publishing, stuck
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def processed(make_video, filmed):
    """A processed video whose rendition and frames can be read."""
    return lambda **columns: filmed(make_video(State.PROCESSED, suitable_from=None, **columns))


@pytest.fixture
def crash(monkeypatch):
    @contextmanager
    def crash(name: str) -> Iterator[None]:
        def broken(sample):
            raise RuntimeError("the model is gone")

        whole = table.find
        with monkeypatch.context() as patch:
            patch.setattr(table, "find", lambda asked: broken if asked == name else whole(asked))
            yield

    return crash


def screen(video: Video) -> Video:
    """Both steps that follow processing."""
    assert pipeline.advance("me")
    assert pipeline.advance("me")
    return Video.objects.get(pk=video.pk)


def test_every_required_signal_speaks_and_a_person_gets_the_case(processed):
    video = screen(processed(caption="Aku belajar menanam cabai."))
    runs = SignalRun.objects.filter(video=video)
    assert set(runs.values_list("name", flat=True)) == set(table.SIGNALS) >= set(rulebook.shipped().required_signals)
    assert not runs.filter(value=None).exists()
    assert video.state == State.IN_REVIEW
    assert Case.objects.filter(video=video, closed_at=None).count() == 1


@pytest.mark.parametrize("signal", sorted(rulebook.shipped().required_signals))
def test_a_crashed_signal_holds_the_video(processed, crash, signal):
    with crash(signal):
        video = screen(processed())
    assert video.state == State.STUCK
    assert video.reasons[0]["error"] == signal
    assert "GATE-01" in Verdict.objects.get(video=video).reasons
    assert not Case.objects.exists()


def test_a_held_video_is_screened_again_when_a_person_rings(processed, crash, make_person):
    with crash("picture.nudity"):
        video = screen(processed())
    stuck.ring_again(video, by=make_person(role="operator"))
    assert screen(video).state == State.IN_REVIEW


def test_a_lost_frame_holds_the_video(processed):
    video = processed()
    shutil.rmtree(Path(settings.MEDIA_ROOT) / video.frames_folder)
    assert screen(video).state == State.STUCK


def test_a_phone_number_is_found_and_quoted_only_in_part(processed):
    video = screen(processed(caption="WA aku di 0812-3456-7890 ya"))
    assert "PII-01" in Verdict.objects.get(video=video).reasons
    told = str(SignalRun.objects.get(video=video, name="text.phone").evidence)
    assert "3456" not in told


def test_the_same_file_again_is_held_as_a_copy(processed):
    first = processed(sha256="a" * 64)
    screen(first)
    twin = screen(processed(sha256="a" * 64))
    assert "DUP-01" in Verdict.objects.get(video=twin).reasons
    assert Case.objects.get(video=twin).kind == Case.Kind.COPY


def test_a_minor_without_consent_is_blocked(processed, family):
    guardian, child = family()
    consents.withdraw(child.consents.get(purpose="make"), by=guardian)
    verdict = rulebook.judge([], screening.context_of(processed(owner=child)))
    assert verdict.action == "block"
    assert "CONSENT-01" in verdict.reasons


def test_screening_twice_leaves_one_verdict(processed):
    video = screen(processed())
    Video.objects.filter(pk=video.pk).update(state=State.PROCESSED)
    screen(video)
    assert Verdict.objects.filter(video=video).count() == 1
    assert SignalRun.objects.filter(video=video).count() == len(table.SIGNALS)


def test_an_erased_video_leaves_no_quote(processed):
    video = screen(processed(caption="WA aku di 0812-3456-7890 ya"))
    publishing.withdraw(video, by=video.owner, because="asked")
    screening.forget(video)
    publishing.erase(video)
    assert not SignalRun.objects.filter(video=video).exists()
