"""Decisions teach a text model; it is measured beside the one in use, and used only after a senior's yes."""

import random

import pytest
from django.conf import settings

from panggung.core.errors import NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.safety import learning, model_in_use, text_models
from panggung.safety.models import Decision, TextModel
from panggung.signals import textmodel
from panggung.signals.trainingrows import LABELS
from panggung.stage import publishing
from panggung.stage.models import Video
from tests.safety.deciding import decide, screened

pytestmark = pytest.mark.django_db
KIND = ("menari", "menggambar", "bernyanyi", "berhitung", "membaca puisi", "menanam cabai", "bermain bola", "memasak")
WITH = ("ibu", "teman", "kakak", "adik", "guru", "kucingku", "ayah", "nenek")
WHERE = ("di rumah", "di sekolah", "di lapangan", "di taman", "di pantai")
COARSE = ("dasar anjing lu", "goblok banget kamu", "bangsat kalian semua", "tolol bego amat", "babi lu ya")
HATEFUL = ("usir semua orang itu", "mereka hina dan kotor", "bakar saja rumah mereka", "kaum itu tidak pantas hidup")


@pytest.fixture(autouse=True)
def _as_shipped():
    yield
    textmodel.use_named()


@pytest.fixture
def decided(campaign, make_person, senior):
    """`decided(caption, rule)`: a video with these words and a person's decision about it."""
    maker = make_person()

    def make(caption: str, rule: str = "") -> Video:
        video = screened(campaign, maker)
        Video.objects.filter(pk=video.pk).update(caption=caption)
        decision = decide(video, senior, "send_back" if rule else "approve")
        if rule:
            Decision.objects.filter(pk=decision.pk).update(rule=rule)
        video.caption = caption
        return video

    return make


@pytest.fixture
def worked(decided):
    """Enough decisions to learn from."""
    dice = random.Random(1)
    for number in range(170):
        decided(f"{dice.choice(KIND)} bersama {dice.choice(WITH)} {dice.choice(WHERE)} hari {number}")
    for number in range(45):
        decided(f"{dice.choice(COARSE)} {dice.choice(WITH)} {number}", "ABUSE-01")
        decided(f"{dice.choice(HATEFUL)} {dice.choice(WHERE)} {number}", "HATE-01")


def texts() -> dict[str, dict[str, int]]:
    return {row.text: dict(zip(LABELS, row.labels, strict=True)) for row in learning.rows()}


def test_a_decision_under_a_rule_about_words_gives_its_label(decided):
    decided("Aku suka menari")
    decided("dasar anjing lu", "ABUSE-01")
    decided("usir mereka", "HATE-01")
    decided("videonya gelap sekali", "QUAL-01")
    assert texts() == {
        "Aku suka menari": {"HS": 0, "Abusive": 0},
        "dasar anjing lu": {"HS": 0, "Abusive": 1},
        "usir mereka": {"HS": 1, "Abusive": 0},
    }


def test_words_that_were_taken_back_or_changed_since_teach_nothing(decided):
    gone, changed = decided("kata yang ditarik"), decided("kata yang diubah")
    publishing.withdraw(gone, by=gone.owner, because="asked")
    Video.objects.filter(pk=changed.pk).update(edition=2)
    assert texts() == {}


def test_too_few_decisions_are_refused_with_their_number(decided, senior):
    decided("Aku suka menari")
    with pytest.raises(Refused, match="too-few-rows"):
        learning.learn(by=senior)
    assert not TextModel.objects.exists()


def test_a_learned_model_is_measured_and_waits_for_a_senior(worked, senior, make_person):
    made = learning.learn(by=make_person(role="operator"))
    assert made.in_use is None
    assert set(made.figures["new"]) == set(made.figures["old"]) == {"HS", "Abusive", "either"}
    assert f"# Text model {made.version}" in made.card
    assert text_models.in_use() is None
    with pytest.raises(NotAllowed):
        text_models.adopt(made, by=make_person(role="operator"))
    text_models.adopt(made, by=senior)
    model_in_use.take_up()
    assert textmodel.version() == made.version
    assert AuditLine.objects.get(kind="model.adopted").facts == {"version": made.version, "was": ""}
    text_models.roll_back(by=senior)
    model_in_use.take_up()
    assert textmodel.version() != made.version
    with pytest.raises(Refused, match="model-none"):
        text_models.roll_back(by=senior)


def test_a_model_whose_files_are_gone_is_not_put_to_use_and_clears_nothing(senior):
    lost = TextModel.objects.create(version="lost", folder="lost", rows=1)
    with pytest.raises(Refused, match="model-gone"):
        text_models.adopt(lost, by=senior)
    TextModel.objects.filter(pk="lost").update(in_use=True)
    with pytest.raises(FileNotFoundError):
        model_in_use.take_up()


def test_going_back_leads_to_the_model_before(senior):
    for version in ("one", "two", "three"):
        folder = settings.VAR / "models" / version
        folder.mkdir(parents=True)
        (folder / textmodel.WEIGHTS).write_bytes(b"")
        text_models.adopt(TextModel.objects.create(version=version, folder=version, rows=1), by=senior)
    assert text_models.in_use().version == "three"
    assert text_models.roll_back(by=senior).version == "two"
    assert text_models.roll_back(by=senior).version == "one"
    assert text_models.roll_back(by=senior) is None
