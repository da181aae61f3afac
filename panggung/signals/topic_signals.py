"""The topic signals: how strongly a sample's texts speak for gambling, grooming, self-harm and the like."""

from __future__ import annotations

from panggung.signals.signal import Sample, Signal
from panggung.signals.text import read
from panggung.signals.topics import spoken_of


def gambling(sample: Sample) -> Signal:
    """Gambling and invitations to it (GAMB-01)."""
    return _topic("gambling", sample)


def grooming(sample: Sample) -> Signal:
    """Coaxing a child: pictures, secrets, meetings, another app (SEX-01)."""
    return _topic("grooming", sample)


def selfharm(sample: Sample) -> Signal:
    """Self-harm shown, praised or announced (SELF-01)."""
    return _topic("selfharm", sample)


def distress(sample: Sample) -> Signal:
    """A child in despair, afraid at home or asking for help (SELF-02)."""
    return _topic("distress", sample)


def drugs(sample: Sample) -> Signal:
    """Tobacco, vapes, alcohol and drugs (DRUG-01)."""
    return _topic("drugs", sample)


def politics(sample: Sample) -> Signal:
    """Campaigning for a party or candidate (POL-01)."""
    return _topic("politics", sample)


def danger(sample: Sample) -> Signal:
    """Stunts and challenges that hurt (DANGER-01)."""
    return _topic("danger", sample)


def threat(sample: Sample) -> Signal:
    """Weapons and threats (DANGER-02)."""
    return _topic("threat", sample)


def _topic(name: str, sample: Sample) -> Signal:
    return read(f"text.{name}", sample, lambda folded, _: spoken_of(name, folded), together=False)
