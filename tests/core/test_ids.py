"""Ids in links: short, reversible, forgiving."""

import contextlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panggung.core import ids


@given(st.uuids())
def test_a_short_id_gives_back_its_uuid(value: UUID):
    assert ids.parse(ids.short(value)) == value
    assert ids.parse(ids.short(value).upper()) == value


@given(st.text(max_size=40))
def test_any_text_is_an_id_or_a_value_error(text: str):
    with contextlib.suppress(ValueError):
        assert len(ids.short(ids.parse(text))) == ids.LENGTH


def test_later_ids_sort_after_earlier_ones():
    made = [ids.new() for _ in range(200)]
    assert made == sorted(made)
    assert [ids.short(one) for one in made] == sorted(ids.short(one) for one in made)


@pytest.mark.parametrize("typed,meant", [("o", "0"), ("i", "1"), ("l", "1")])
def test_letters_that_look_alike_are_forgiven(typed, meant):
    assert ids.parse(typed * 1 + "0" * 25) == ids.parse(meant + "0" * 25)
