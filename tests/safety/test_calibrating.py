"""Calibration: which decided cases count, what comes of them, and when it is void."""

import json

import pytest
import typer
from typer.testing import CliRunner

from panggung.cli_learn import calibrate as command
from panggung.core.errors import NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.rules import in_force
from panggung.safety import calibrating
from panggung.safety.models import Calibration, Verdict
from panggung.stage.models import Video
from tests.safety.deciding import decide, screened

pytestmark = pytest.mark.django_db
TOLERATED = 0.1
ENOUGH = 50  # 42 would do


@pytest.fixture(autouse=True)
def _operator_tolerates(settings):
    settings.TOLERATED_WRONG = TOLERATED


@pytest.fixture
def decided(campaign, senior, make_person):
    """`decided(50, outcome=…)`: so many cases that a person decided."""
    maker = make_person()

    def make(count: int = 1, *, outcome: str = "approve", band: int = 3, kind: str = "entry", by=senior, **read):
        for _ in range(count):
            decide(screened(campaign, maker, **read), by, outcome, band=band, kind=kind)

    return make


@pytest.fixture
def calibrated(decided, senior):
    decided(ENOUGH)
    return calibrating.calibrate(tolerated=TOLERATED, by=senior)


# Measuring


def test_with_too_little_data_everything_goes_to_a_person(decided, senior):
    decided(10)
    made = calibrating.calibrate(tolerated=TOLERATED, by=senior)
    assert (made.threshold, made.cases, made.missing) == (None, 10, 32)
    assert (calibrating.in_force(), calibrating.obstacle(made)) == (None, "no-threshold")


def test_enough_good_cases_give_a_threshold_with_figures_and_an_audit_line(calibrated, senior):
    row = Calibration.objects.get()
    assert (row.cases, row.allowed, row.wrong, row.by) == (ENOUGH, ENOUGH, 0, senior)
    assert row.threshold is not None
    assert 0 < row.bound <= TOLERATED
    assert calibrating.in_force() == row
    line = AuditLine.objects.get(kind="calibration.set")
    assert (line.subject_id, line.by_id, line.facts["threshold"]) == (row.pk, senior.pk, row.threshold)


def test_refused_cases_of_low_risk_leave_everything_to_a_person(decided, senior):
    decided(ENOUGH)
    decided(10, outcome="remove")
    made = calibrating.calibrate(tolerated=TOLERATED, by=senior)
    assert (made.threshold, made.steps[0]["allowed"], made.steps[0]["wrong"]) == (None, ENOUGH + 10, 10)


def test_an_approval_only_for_older_viewers_counts_as_wrong(decided):
    decided(10, band=13)
    assert calibrating.measure(tolerated=TOLERATED).steps[0]["wrong"] == 10


def test_what_a_rule_spoke_against_would_never_have_gone_alone(decided):
    decided(10, reasons=("GATE-02", "ABUSE-01"))
    assert calibrating.measure(tolerated=TOLERATED).steps[-1]["allowed"] == 0


def test_a_minor_s_decided_video_counts_too(decided):
    decided(10, reasons=("GATE-02",))
    assert calibrating.measure(tolerated=TOLERATED).steps[0]["allowed"] == 10


def test_only_what_a_person_decided_at_the_desk_counts(decided):
    decided(3)
    decided(by=None)
    decided(kind="golden")
    decided(kind="report", outcome="remove")
    measured = calibrating.measure(tolerated=TOLERATED)
    assert (measured.cases, measured.left_out) == (3, 0)


def test_after_an_appeal_the_last_word_counts_and_a_golden_answer_never(campaign, senior, make_person):
    video = screened(campaign, make_person())
    decide(video, senior, "remove")
    decide(video, senior, "approve", kind="appeal")
    decide(video, senior, "remove", kind="golden")
    measured = calibrating.measure(tolerated=TOLERATED)
    assert (measured.cases, measured.steps[0]["wrong"]) == (1, 0)


def test_cases_of_other_versions_are_left_out_and_told(decided):
    decided(4, version="0")
    decided(2)
    Verdict.objects.filter(video=Video.objects.latest("pk")).update(rulebook="0" * 12)
    measured = calibrating.measure(tolerated=TOLERATED)
    assert (measured.cases, measured.left_out) == (1, 5)


@pytest.mark.parametrize("tolerated", [0, -1, 0.11, float("nan")])
def test_a_rate_above_the_operator_s_is_refused(tolerated):
    with pytest.raises(Refused, match="tolerated-range"):
        calibrating.measure(tolerated=tolerated)


@pytest.mark.parametrize("role", [None, "moderator", "operator"])
def test_only_a_senior_lets_a_calibration_count(make_person, role):
    with pytest.raises(NotAllowed):
        calibrating.calibrate(tolerated=TOLERATED, by=make_person(role=role))


# In force, or void


def test_without_the_operator_s_rate_nothing_is_in_force(calibrated, settings):
    settings.TOLERATED_WRONG = None
    assert (calibrating.in_force(), calibrating.obstacle(calibrated)) == (None, "switched-off")


def test_a_lower_rate_of_the_operator_ends_a_calibration_that_tolerated_more(calibrated, settings):
    settings.TOLERATED_WRONG = TOLERATED / 2
    assert calibrating.in_force() is None


def test_another_rulebook_ends_it(calibrated, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("tighten: [{id: PII-01, clock_hours: 4}]")
    in_force.use(tmp_path)
    try:
        assert (calibrating.in_force(), calibrating.obstacle(calibrated)) == (None, "rulebook-changed")
    finally:
        in_force.use(None)


def test_another_version_of_a_signal_ends_it(calibrated, campaign, make_person):
    screened(campaign, make_person(), version="2")
    assert (calibrating.in_force(), calibrating.obstacle(calibrated)) == (None, "signals-changed")


def test_a_later_calibration_without_a_threshold_ends_it(calibrated, decided, senior):
    decided(10, outcome="remove")
    calibrating.calibrate(tolerated=TOLERATED, by=senior)
    assert calibrating.in_force() is None


# The command


def run(*arguments: str):
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, [*arguments])


def test_the_command_prints_the_figures_and_keeps_nothing(decided):
    decided(ENOUGH)
    told = json.loads(run("--tolerated", "0.1", "--json").stdout)
    assert (told["cases"], told["wrong"], told["kept"], len(told["steps"])) == (ENOUGH, 0, False, 19)
    assert not Calibration.objects.exists()


def test_the_command_lets_it_count_in_a_senior_s_name(decided, make_person):
    decided(ENOUGH)
    name = make_person(role="senior", login=True).user.username
    assert "kept: True" in run("--by", name).stdout
    assert Calibration.objects.get().tolerated == TOLERATED


@pytest.mark.parametrize("arguments", [["--tolerated", "0.5"], ["--by", "nobody"]], ids=str)
def test_wrong_use_of_the_command_ends_with_2(arguments):
    assert run(*arguments).exit_code == 2
