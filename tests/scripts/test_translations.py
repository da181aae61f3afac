"""Texts of code and templates against their translation, without system gettext."""

from pathlib import Path

import pytest

from scripts import translations

CODE = """
from django.utils.translation import gettext, ngettext
gettext("Halo")
ngettext("%(n)s kali", "%(n)s kali", 2)
"""
PAGE = """{% load i18n %}
<main>
      <h1 title="it's">{% translate "Belum ada video" %}</h1>
  {% blocktranslate with nama=who.name %}Hai {{ nama }}{% endblocktranslate %}
</main>"""
HEAD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""
FULL = """
msgid "Halo"
msgstr "Hello"

#, python-format
msgid "%(n)s kali"
msgid_plural "%(n)s kali"
msgstr[0] "%(n)s time"
msgstr[1] "%(n)s times"

msgid "Belum ada video"
msgstr "No video yet"

#, python-format
msgid "Hai %(nama)s"
msgstr "Hi %(nama)s"
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch):
    package = tmp_path / "room"
    (package / "templates").mkdir(parents=True)
    (package / "code.py").write_text(CODE)
    (package / "templates" / "page.html").write_text(PAGE)
    monkeypatch.setattr(translations, "PACKAGE", package)

    def catalogue(entries: str) -> Path:
        path = tmp_path / "en" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        path.write_text(HEAD + entries)
        return path

    return catalogue


def test_a_complete_translation_passes(catalogue):
    assert translations.check(catalogue(FULL), translations.sources()) == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("Hello", ""), "missing: 'Halo'"),
        (('msgstr[1] "%(n)s times"', 'msgstr[1] ""'), "missing: '%(n)s kali'"),
        (('msgid "Belum', '#, fuzzy\nmsgid "Belum'), "unsure (fuzzy): 'Belum ada video'"),
        (('"Hi %(nama)s"', '"Hi %(name)s"'), "'Hai %(nama)s'"),
        (('msgid "Halo"', 'msgid "Dulu"\nmsgstr "Before"\n\nmsgid "Halo"'), "no longer used: 'Dulu'"),
        (('msgid "Halo"', '#~ msgid "Dulu"\n#~ msgstr "Before"\n\nmsgid "Halo"'), "no longer used: 'Dulu'"),
    ],
)
def test_what_is_missing_unsure_wrong_or_left_over_is_named(catalogue, change, finding):
    found = translations.check(catalogue(FULL.replace(*change)), translations.sources())
    assert len(found) == 1
    assert finding in found[0]


def test_an_update_adds_new_texts_empty_and_keeps_the_rest(catalogue):
    path = catalogue(FULL.split('\nmsgid "Belum')[0])
    translations.update(path, translations.sources())
    text = path.read_text()
    assert 'msgid "Halo"\nmsgstr "Hello"' in text
    assert 'msgid "Belum ada video"\nmsgstr ""' in text


def test_the_compiled_file_is_what_gettext_reads(catalogue):
    import gettext

    path = catalogue(FULL)
    translations.compile_(path)
    with path.with_suffix(".mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Belum ada video") == "No video yet"
    assert words.ngettext("%(n)s kali", "%(n)s kali", 1) == "%(n)s time"
