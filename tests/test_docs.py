"""The pages under docs/ name only what is there, and leave out nothing that an operator must know."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from panggung import worker
from panggung.stage.states import ALLOWED, State

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "panggung"
SETTINGS = PACKAGE / "config" / "settings.py"
PAGES = sorted(page for page in DOCS.rglob("*.md") if page.parent.name != "model-cards")
ROOMS = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"} - {"__init__", "__pycache__"}
NAME = re.compile(r"\bPANGGUNG_[A-Z_]*[A-Z]\b")


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def quoted(page: Path) -> list[str]:
    """What stands between backticks, code blocks left out."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S))


def is_there(path: str) -> bool:
    """A path from the root, from the package or from docs/."""
    return any((base / path).exists() for base in (ROOT, PACKAGE, DOCS))


def resolves(dotted: str) -> bool:
    """`room.module.Name.attribute` can be imported and looked up."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module("panggung." + ".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def settings_read() -> dict[str, object]:
    """Setting → its default in settings.py; None where that is no plain value."""
    found: dict[str, object] = {}
    for node in ast.walk(ast.parse(SETTINGS.read_text(encoding="utf-8"))):
        first = node.args[0] if isinstance(node, ast.Call) and node.args else None
        if isinstance(first, ast.Constant) and NAME.fullmatch(str(first.value)):
            default = node.args[1] if len(node.args) > 1 else None
            plain = default.value if isinstance(default, ast.Constant) else None
            found[str(first.value)] = found.get(str(first.value)) or plain
    return found


def rows(page: str) -> dict[str, list[str]]:
    """Rows of a page's tables by their first cell."""
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in page.splitlines() if line[:1] == "|"]
    return {first.strip("`"): rest for first, *rest in cells}


def test_every_setting_is_on_its_page_and_the_page_names_no_other():
    by_commands = {
        name for path in PACKAGE.rglob("*.py") if path != SETTINGS for name in NAME.findall(path.read_text("utf-8"))
    }
    assert set(NAME.findall(SETTINGS.read_text("utf-8"))) == set(settings_read())
    assert {name for name in rows(text("operating/settings.md")) if NAME.fullmatch(name)} == (
        set(settings_read()) | by_commands
    )


def test_defaults_on_the_page_are_those_of_the_code():
    told = rows(text("operating/settings.md"))
    plain = {name: default for name, default in settings_read().items() if default not in (None, "")}
    assert len(plain) >= 10
    assert {name: told[name][0] for name in plain} == {name: f"`{default}`" for name, default in plain.items()}


def test_no_page_names_a_setting_that_nothing_reads():
    sources = [*PACKAGE.rglob("*.py"), *(ROOT / "scripts").glob("*.py"), *(ROOT / "tests").rglob("*.py")]
    known = {name for path in sources if path != Path(__file__) for name in NAME.findall(path.read_text("utf-8"))}
    for page in PAGES:
        assert not set(NAME.findall(page.read_text("utf-8"))) - known, page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_path_and_module_on_a_page_exists(page):
    for word in quoted(page):
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)*(/|\.(py|ts|md|yaml|txt|in))", word) and not word.startswith("."):
            assert is_there(word), word
        elif re.fullmatch(r"[a-z_]+(\.\w+)+", word) and word.split(".")[0] in ROOMS:
            assert resolves(word), word


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_link_on_a_page_leads_somewhere(page):
    for goal in re.findall(r"(?<!!)\[[^]]*\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / goal).exists(), goal


def test_the_house_names_every_room():
    told = {word.rstrip("/").removesuffix(".py") for word in rows(text("architecture.md")).keys() | _second_cells()}
    assert ROOMS - {"__main__", "locale"} <= told


def _second_cells() -> set[str]:
    """The rooms of the table whose first cell is the floor."""
    return set(re.findall(r"^\| (?:\d+|–) \| `([^`]+)`", text("architecture.md"), flags=re.M))


def test_the_drawn_arrows_are_the_table_of_states():
    drawn = set(re.findall(r"^ +(\w+) --> (\w+)$", text("architecture.md"), flags=re.M))
    elsewhere = {State.WITHDRAWN, State.STUCK}  # told in words below the drawing
    assert drawn == {(a.value, b.value) for a, goals in ALLOWED.items() for b in goals - elsewhere}


def test_the_sweeps_on_the_page_are_those_of_the_worker():
    told = re.findall(r"^\| (\w+) \| (\d+) s \|", text("architecture.md"), flags=re.M)
    assert told == [(sweep.name, f"{sweep.seconds:g}") for sweep in worker.sweeps()]


def test_every_make_verb_is_on_its_page_and_the_page_names_no_other():
    verbs = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    told = {cell.removeprefix("make ") for cell in rows(text("operating/make.md")) if cell.startswith("make ")}
    assert told == verbs


def test_every_decision_is_in_the_index():
    numbered = {path.name for path in (DOCS / "adr").glob("[0-9]*.md")}
    assert set(re.findall(r"\]\((\d[\w-]+\.md)\)", text("adr/README.md"))) == numbered
