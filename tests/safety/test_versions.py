"""Every rulebook that was in force is kept whole; a wrong one stops the server before anything is touched."""

import pytest

from panggung import health, serving
from panggung.core.models import AuditLine
from panggung.rules import history, in_force
from panggung.rules.load import SHIPPED
from panggung.rules.rulebook import Rulebook, shipped
from panggung.safety import versions
from panggung.safety.models import RulebookVersion


@pytest.fixture
def stricter(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("tighten: [{id: PII-01, clock_hours: 4}]")
    return Rulebook(SHIPPED, tmp_path)


@pytest.fixture
def looser(tmp_path):
    """The overlay in use, which would loosen a rule."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("tighten: [{id: PII-01, clock_hours: 48}]")
    in_force.use(tmp_path)
    yield tmp_path
    in_force.use(None)


@pytest.mark.django_db
def test_a_new_version_is_kept_once_with_its_whole_text_and_an_audit_line():
    assert versions.keep(shipped())[1]
    assert not versions.keep(shipped())[1]
    row = RulebookVersion.objects.get()
    assert (row.version, row.text) == (shipped().version, history.text_of(shipped()))
    assert AuditLine.objects.filter(kind="rulebook.in_force").count() == 1


@pytest.mark.django_db
def test_the_versions_say_what_each_changed_newest_first(stricter):
    versions.keep(shipped())
    versions.keep(stricter)
    newest, first = versions.entries()
    assert (newest.row.version, newest.changes.changed) == (stricter.version, ["PII-01"])
    assert (first.row.version, first.changes) == (shipped().version, None)


@pytest.mark.django_db
def test_the_server_does_not_start_with_an_overlay_that_loosens(looser, capsys, settings):
    settings.MEDIA_ROOT = settings.VAR / "not-made"
    with pytest.raises(SystemExit) as ended:
        serving.prepare()
    assert ended.value.code == 2
    assert "a.yaml:1: tighten[0].clock_hours: loosens: 48 is more than 24" in capsys.readouterr().err
    assert not settings.MEDIA_ROOT.exists()
    assert not RulebookVersion.objects.exists()


@pytest.mark.django_db
def test_the_doctor_says_what_is_wrong_with_the_overlay(looser):
    check = next(check for check in health.examine() if check.name == "rulebook")
    assert not check.ok
    assert "tighten[0].clock_hours" in check.found
