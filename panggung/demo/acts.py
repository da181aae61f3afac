"""The acts of the demo clips by name, and the places they play in."""

from collections.abc import Callable
from math import floor

from panggung.art import scenes, tune
from panggung.demo import indoors, outdoors
from panggung.demo.film import Layer
from panggung.demo.shot import Shot

Act = Callable[[Shot], list[Layer]]

ACTS: dict[str, Act] = {
    "dancing": indoors.dancing,
    "opening": indoors.opening,
    "friends": indoors.friends,
    "reciting": indoors.reciting,
    "angklung": indoors.angklung,
    "counting": indoors.counting,
    "cooking": indoors.cooking,
    "gardening": outdoors.gardening,
    "juggling": outdoors.juggling,
    "flying": outdoors.flying,
    "stargazing": outdoors.stargazing,
    "painting": outdoors.painting,
    "kiting": outdoors.kiting,
}


def backdrop(place: str, shot: Shot) -> list[Layer]:
    """The place of a clip: its still part, and its moving part drawn six times a second as in cut-out films."""
    step = floor(shot.t * 6) / 6
    top, low = scenes.SPAN[place]
    svg = scenes.moving(place, step, step * tune.BPM / 60, shot.w, shot.h)
    return [Layer(scenes.still(place, shot.w, shot.h)), Layer(svg, (0, shot.h * top, shot.w, shot.h * (low - top)))]
