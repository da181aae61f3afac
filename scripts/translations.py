"""Translations without system gettext: `python -m scripts.translations compile FILE.po… | update | check`.

The source language is Indonesian: a text in code or template is its own key; panggung/locale has the others.
`compile` needs Babel alone, so set-up can run it before anything else is installed.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path("panggung")
CATALOGS = sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/django.po"))

_PLURAL, _CONTEXT, _BOTH = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": _PLURAL, "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT, "pgettext_lazy": _CONTEXT,
    "npgettext": _BOTH, "npgettext_lazy": _BOTH,
}  # fmt: skip


def sources() -> Catalog:
    """Every text that code and templates mark for translation, with the files it comes from."""
    catalog = Catalog(charset="utf-8")
    for path, code in _python():
        for _line, words, comments, context in extract("python", BytesIO(code.encode()), KEYWORDS, ["Penerjemah:"]):
            catalog.add(words, locations=[(str(path), 1)], auto_comments=comments, context=context)
    return catalog


def _python() -> Iterator[tuple[Path, str]]:
    """Python sources, and templates turned into something that reads like Python."""
    from django.conf import settings
    from django.utils.translation import templatize

    if not settings.configured:
        settings.configure()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py":
            yield path, path.read_text()
        elif "templates" in path.parts and path.is_file():
            # Babel reads the result as Python, to which a template's indentation means nothing.
            lines = templatize(path.read_text(), origin=str(path)).splitlines()
            yield path, "\n".join(line.strip() for line in lines)


def check(path: Path, wanted: Catalog) -> list[str]:
    """What keeps one catalogue from being complete, a line each."""
    catalog = _read(path)
    known = {_key(message): message for message in catalog if message.id}
    needed = {_key(message) for message in wanted if message.id}
    found = [f"missing: {key[1]!r}" for key in sorted(needed - _translated(known), key=str)]
    found += [f"unsure (fuzzy): {message.id!r}" for message in known.values() if message.fuzzy]
    found += [f"no longer used: {key[1]!r}" for key in sorted(known.keys() - needed, key=str)]
    found += [f"no longer used: {message.id!r}" for message in catalog.obsolete.values()]
    found += [f"{error}: {message.id!r}" for message, errors in catalog.check() for error in errors]
    return [f"{path}: {line}" for line in found]


def update(path: Path, wanted: Catalog) -> None:
    """Bring new texts into the catalogue, empty; drop those that are gone; keep the translations."""
    catalog = _read(path)
    catalog.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def compile_(path: Path) -> None:
    """Write the .mo beside the .po, which Django reads."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, _read(path))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def _key(message: Message) -> tuple[str, str]:
    words = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", words


def _translated(known: dict[tuple[str, str], Message]) -> set[tuple[str, str]]:
    def full(message: Message) -> bool:
        words = message.string
        return bool(words) if isinstance(words, str) else bool(words and all(words))

    return {key for key, message in known.items() if full(message)}


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile", *files] if files:
            for name in files:
                compile_(Path(name))
        case ["update"]:
            wanted = sources()
            for path in CATALOGS:
                update(path, wanted)
        case ["check"]:
            wanted = sources()
            found = [line for path in CATALOGS for line in check(path, wanted)]
            print("\n".join(found) or f"{len(wanted)} texts, complete in {len(CATALOGS)} language(s)")
            return 1 if found or not CATALOGS else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
