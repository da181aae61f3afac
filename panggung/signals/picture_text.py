"""Text in the picture: read once a sample, said as a signal, and given to the text signals as fields of their own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

from panggung.signals import ocr, textframes
from panggung.signals.finding import mask_words
from panggung.signals.signal import Evidence, Frame, Sample, Signal, SignalError
from panggung.signals.stills import Still, frames, open_picture, pictures, still

VERSION = "ppocrv6-small/1"
# So many letters and digits make the value 1.
FULL = 100
_SHOWN = 20
# Lines after which no further frame is read: pages of a book would cost seconds, and somebody looks at them anyway.
_ENOUGH = 40
_FIELD = re.compile(r"picture@([0-9]+\.[0-9]{2})")
# A narrow l looks like a capital I; `Jl` (street) is what addresses are known by.
_STREET = re.compile(r"\bJ[I1|](?=[. ])")


class Read(NamedTuple):
    """Lines with the second at which they stand; `left`: how many frames hold text that wasn't read."""

    lines: tuple[tuple[float, ocr.Line], ...]
    left: int


def seen(sample: Sample) -> Signal:
    """Text read in the picture: value grows with the letters, 1 from FULL on.

    Frames that were left unread, because too many differ, take the confidence down to 0.3.

    Raises:
        SignalError: `no-frames`, `frame-missing`, `frame-broken`, `frame-too-large` or `text-unread`.
    """
    found = _read_frames(sample)
    letters = sum(char.isalnum() for _, line in found.lines for char in line.text)
    scores = [line.score for _, line in found.lines]
    certain = sum(scores) / len(scores) if scores else 0.9
    return Signal(
        name="picture.text",
        version=VERSION,
        value=round(min(1.0, letters / FULL), 3),
        confidence=0.3 if found.left else round(certain, 3),
        evidence=tuple(
            Evidence(kind="box", text=mask_words(line.text), at_s=at_s, box=line.box)
            for at_s, line in found.lines[:_SHOWN]
        ),
    )


def with_picture_text(sample: Sample) -> Sample:
    """The sample with what stands in its pictures as further texts, `picture@<seconds>`, a line for each line.

    A sample without frames is given back as it is.

    Raises:
        SignalError: as `seen`.
    """
    if not sample.frames:
        return sample
    texts = dict(sample.texts)
    for at_s, line in _read_frames(sample).lines:
        field = f"picture@{at_s:.2f}"
        texts[field] = f"{texts[field]}\n{line.text}" if field in texts else line.text
    return msgspec.structs.replace(sample, texts=texts)


def picture_field(field: str) -> float | None:
    """The seconds of a text field that was read in the picture, None for any other field."""
    match = _FIELD.fullmatch(field)
    return float(match[1]) if match else None


def _read_frames(sample: Sample) -> Read:
    return _read(tuple((still(frame.path), frame.at_s) for frame in frames(sample)))


@lru_cache(maxsize=4)
def _read(stills: tuple[tuple[Still, float], ...]) -> Read:
    """What stands in these frames; kept for the signals that ask after the first one."""
    sample = Sample(frames=[Frame(one.path, at_s) for one, at_s in stills])
    chosen, left = textframes.choose(picture for _, picture in pictures(sample))
    lines: dict[str, tuple[float, ocr.Line]] = {}
    for place, i in enumerate(chosen):
        if len(lines) >= _ENOUGH:
            left += len(chosen) - place
            break
        for line in _lines(stills[i][0]):
            # The same line again in another frame would count twice where findings add up.
            lines.setdefault(line.text, (stills[i][1], line))
    return Read(tuple(lines.values()), left)


def _lines(one: Still) -> list[ocr.Line]:
    picture = open_picture(one.path)
    try:
        return [line._replace(text=_STREET.sub("Jl", line.text)) for line in ocr.read(picture)]
    except Exception as error:  # onnxruntime has no class of its own above its errors
        raise SignalError("text-unread") from error
