"""A rulebook file or condition made to break the loader is one clear error, soon, and never a trace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from panggung.rules.condition import MOST, Condition, ConditionError
from panggung.rules.load import MOST_BYTES, MOST_FIELDS, SHIPPED, RulebookError
from panggung.rules.rulebook import Rulebook


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "rulebook", ignore=shutil.ignore_patterns("lessons")))


def laughs(levels: int) -> str:
    """A list of nine, nine times, `levels` deep: a few hundred bytes that stand for 9 ** levels values."""
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


FILES = {
    "a tab": ("required_signals:\n\t- text.abuse", 2, r"'\\t' that cannot start any token"),
    "a key twice": ("youngest_band: 3-5\nyoungest_band: 3-5", 2, "stands twice"),
    "a list for a word": ("youngest_band: [3-5]", 1, "str"),
    "a list that holds itself": ("required_signals: &a [*a]", 1, "refers to itself"),
    "a map that holds itself": ("required_signals: &a {b: *a}", 1, "refers to itself"),
    "a map merged with itself": ("required_signals: &a\n  <<: *a", 2, "refers to itself"),
    "nine times nine times nine": (laughs(12), 1, f"more than {MOST_FIELDS} fields"),
    "20,000 lists in each other": ("a: " + "[" * 20_000 + "]" * 20_000, 1, "nested too deep"),
    "700 maps in each other": ("\n".join(" " * n + "a:" for n in range(700)), 1, "nested too deep"),
    "an object of Python": ('a: !!python/object/apply:os.system ["id"]', 1, "could not determine a constructor"),
    "a list as key": ("? [a, b]\n: c", 1, "unhashable"),
    "a number of 10,000 digits": ("required_signals: " + "9" * 10_000, 1, "array"),
    "ten megabytes": ("a: " + "x" * 10_000_000, 1, f"larger than {MOST_BYTES} bytes"),
    "ten megabytes of commas": ("a: [" + "x," * 5_000_000 + "]", 1, f"larger than {MOST_BYTES} bytes"),
    "letters that are no UTF-8": ("a: \udcff", 1, "can't be read"),
    "NUL": ("a: \x00", 1, "special characters are not allowed"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_made_to_break_the_loader_is_one_clear_error(book: Path, what: str) -> None:
    text, line, says = FILES[what]
    (book / "gate.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RulebookError, match=says) as caught:
        Rulebook(book)
    assert (caught.value.path, caught.value.line) == (book / "gate.yaml", line)


CONDITIONS = {
    "a signal nobody wrote": ('signals["text.moon"].value > 0.5', "no signal `text.moon`"),
    "a rule that reads itself": ('rules["GATE-01"]', "no variable `rules`"),
    "a loop": ("[1, 2].all(x, [1, 2].all(y, x > y))", "loops with `all`"),
    "a loop with a blank": ("[1, 2] . exists (x, x > 1)", "loops with `exists`"),
    "a loop over every signal": ("signals.exists(s, signals[s].value > 0.5)", "loops with `exists`"),
    "too deep": ("(" * 499 + "true" + ")" * 499, "isn't CEL|longer"),
    "too long": (" || ".join(["true"] * 1000), f"longer than {MOST}"),
    "nothing": ("", "isn't CEL"),
    "NUL": ("\x00", "isn't CEL"),
}


@pytest.mark.parametrize("what", CONDITIONS)
def test_a_condition_that_can_not_end_or_be_read_is_refused_when_it_is_loaded(what: str) -> None:
    text, says = CONDITIONS[what]
    with pytest.raises(ConditionError, match=says):
        Condition(text, signals={"text.abuse"}, fields={"seconds"})


def test_a_deep_condition_that_still_fits_gives_an_answer() -> None:
    condition = Condition("!" * 100 + "true", signals=set(), fields=set())
    assert condition.holds({}, {})


def test_a_function_nobody_wrote_gives_no_answer_and_holds() -> None:
    with pytest.raises(ConditionError):
        Condition("sleep(9)", signals=set(), fields=set()).holds({}, {})


def test_the_shipped_book_is_far_from_every_limit() -> None:
    assert max(path.stat().st_size for path in SHIPPED.rglob("*.yaml")) * 5 < MOST_BYTES
