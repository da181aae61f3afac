"""The places where puppets play: a still background and what moves in it, as SVG for a frame of w by h units.

`still(name, w, h)` never changes and is rendered once; `moving(name, t, beat, w, h)` is cheap and loops softly.
"""

from collections.abc import Callable

from panggung.art import indoors, outdoors

Moving = Callable[[float, float, float, float], str]


def _calm(t: float, beat: float, w: float, h: float) -> str:
    return ""


PLACES: dict[str, tuple[Callable[[float, float], str], Moving]] = {
    "yard": (outdoors.yard, outdoors.clouds),
    "classroom": (indoors.classroom, _calm),
    "kitchen": (indoors.kitchen, _calm),
    "ricefield": (outdoors.ricefield, outdoors.sun),
    "night": (outdoors.night, outdoors.twinkle),
    "stage": (indoors.stage, indoors.lights),
    "beach": (outdoors.beach, outdoors.boats),
}

# From where to where in the height of the frame (shares) the moving part reaches.
SPAN: dict[str, tuple[float, float]] = {
    "yard": (0, 0.3),
    "classroom": (0, 0),
    "kitchen": (0, 0),
    "ricefield": (0, 0.34),
    "night": (0, 0.5),
    "stage": (0, 0.98),
    "beach": (0, 0.8),
}


def still(name: str, w: float, h: float) -> str:
    """What never moves in the place `name`, for a frame of w by h units."""
    return PLACES[name][0](w, h)


def moving(name: str, t: float, beat: float, w: float, h: float) -> str:
    """What moves in the place `name` at `t` seconds and `beat` beats of the song."""
    return PLACES[name][1](t, beat, w, h)
