"""Every code with which a room can say no has words in both languages."""

import re
from pathlib import Path

import pytest
from django.utils import translation

import panggung
from panggung.core.errors import Refused
from panggung.web.problems import words
from panggung.web.words import UNKNOWN, WORDS

SOURCE = Path(panggung.__file__).parent
RAISED = re.compile(r'\b(?:Media)?(?:Refused|Conflict)\(\s*"([a-z-]+)"')
SUPER = re.compile(r'super\(\).__init__\(\s*"([a-z-]+)"')
# The caller of these finds other words, or none are shown.
INSIDE = {"session-foreign"}


def codes() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        found |= set(RAISED.findall(text)) | set(SUPER.findall(text))
    return found


def test_every_code_in_the_source_has_words():
    assert codes() - set(WORDS) == set()
    assert len(codes()) > 60


@pytest.mark.parametrize("code", sorted(WORDS))
def test_words_fill_in_with_any_facts(code):
    for language in ("id", "en"):
        with translation.override(language):
            title, advice = words(Refused(code, most=3, most_mb=5, seconds=7))
            assert title.strip()
            assert advice.strip()
            assert "%(" not in title + advice


def test_an_unknown_code_still_says_something():
    assert words(Refused("never-heard-of")) == (str(UNKNOWN[0]), str(UNKNOWN[1]))
