"""Which engine keeps the events, and the form in which it keeps them."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from panggung.tally import engine
from panggung.tally.log import Event, pack, size, unpack

sixteen = st.binary(min_size=16, max_size=16)
whole = st.integers(-(2**63), 2**63 - 1)
length = st.integers(0, 2**32 - 1)
an_event = st.builds(
    Event,
    sixteen,
    sixteen,
    sixteen,
    sixteen,
    whole,
    whole,
    length,
    length,
    st.integers(-1, 18),
    length.map(lambda n: n % 256),
    st.booleans(),
)


@given(st.lists(an_event, max_size=5))
def test_what_is_packed_is_unpacked_unchanged(events):
    assert list(unpack(pack(events))) == events
    assert size(pack(events)) == len(events)


@pytest.mark.parametrize("entry", [b"", b"\x02", b"\x01short"])
def test_an_entry_of_another_form_is_no_quiet_zero(entry):
    with pytest.raises(ValueError):
        unpack(entry)


def test_the_embedded_engine_is_the_default():
    assert engine.chosen().name == "embedded"


@pytest.mark.parametrize("url", ["kafka://broker:9092", "embeded", ""])
def test_an_unknown_engine_is_named_in_a_clear_error(settings, url):
    settings.STREAM_URL = url
    with pytest.raises(ImproperlyConfigured, match="PANGGUNG_STREAM_URL"):
        engine.chosen()
