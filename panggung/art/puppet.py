"""Puppets: drawn figures that stand in wherever a picture of a child would otherwise be used.

A figure has its feet at (0, 0), is about 300 units tall and looks at us. Everything here is presentation attributes
only, without scripts, inline styles, fonts or references to the outside, so that it passes a strict CSP.
"""

import random
import re
from dataclasses import dataclass, replace
from math import cos, radians

from panggung.art import clothes, face, hair, limbs
from panggung.art.colour import CONFETTI, INK, dots, n
from panggung.art.look import Look, look_for
from panggung.art.ornament import curtain, kawung, logo
from panggung.art.pose import Pose

__all__ = ["Look", "Pose", "Scene", "curtain", "draw", "figure", "kawung", "logo", "look_for", "portrait"]

_SKIES = (
    ("#ffd9a0", "#ff9f6e"),
    ("#bfe3ff", "#7db4f2"),
    ("#d6f5d6", "#7fcf9a"),
    ("#ffd6e0", "#f58fa5"),
    ("#e6dcff", "#a48bea"),
)
_HEAD_Y = -232


@dataclass(frozen=True)
class Scene:
    """Where a figure stands: SVG behind and before it, and the place of its feet as shares of width and height."""

    behind: str = ""
    before: str = ""
    at: tuple[float, float] = (0.5, 0.85)
    scale: float = 1.0


def figure(look: Look, pose: Pose, *, uid: str = "p", held: str = "") -> str:
    """One puppet as an SVG group; `held` is drawn between body and hands (a book, a microphone)."""
    front = cos(radians(pose.turn))
    back, lean = front < -0.15, pose.lean * (0.6 if look.wheelchair else 1)
    wide = (0.7 + 0.3 * abs(front)) * (1 + pose.squash * 0.5)
    shift = f"translate({n(pose.x)} {n(pose.y)}) scale({wide:.3g} {1 - pose.squash:.3g})"
    bob = ""
    head_at = f"translate(0 {_HEAD_Y}) rotate({n(pose.tilt)} 0 44)"
    legs = limbs.leg(look, pose, -1) + limbs.leg(look, pose, 1)
    chair = ""
    if look.wheelchair:
        # The chair keeps to the ground; the bounce lifts the one who sits in it a little.
        shift, bob = f"translate({n(pose.x)} 0) scale({wide:.3g} 1)", f" translate(0 {n(pose.y * 0.3)})"
        chair, legs = limbs.wheelchair_back(look, pose.x * 1.2), ""
    lap = limbs.seated_legs(look) if look.wheelchair and not back else ""
    arms = limbs.arm(look, pose, -1) + limbs.arm(look, pose, 1)
    trunk = clothes.torso(look, pose.swing, back, uid)
    top = f'<g transform="{head_at}">{face.head(look, pose, uid)}</g>'
    tail = f'<g transform="{head_at}">{hair.behind(look, pose.swing)}</g>'
    order = (arms + trunk + top + tail) if back else (tail + trunk + top + held + arms)
    return (
        f'<g transform="{shift}" stroke-linecap="round" stroke-linejoin="round">'
        f"<defs>{clothes.shades(look, uid)}</defs>{chair}{legs}"
        f'<g transform="rotate({n(lean)} 0 -90){bob}">{order}</g>{lap}</g>'
    )


def shadow(x: float, y: float, scale: float, height: float = 0) -> str:
    """The soft round under a figure that stands `height` units over the ground."""
    share = max(0.45, 1 - height / 160)
    return (
        f'<ellipse cx="{n(x)}" cy="{n(y + 2)}" rx="{n(66 * scale * share)}" ry="{n(11 * scale * share)}"'
        f' fill="{INK}" fill-opacity=".2"/>'
    )


def draw(look: Look, pose: Pose, scene: Scene, size: tuple[int, int] = (360, 640)) -> str:
    """A whole picture of `size` units: scene, shadow and figure."""
    w, h = size
    x, y = w * scene.at[0], h * scene.at[1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}"'
        f' height="{h}">{scene.behind}'
        f"{shadow(x + pose.x * scene.scale, y, scene.scale, -pose.y)}"
        f'<g transform="translate({n(x)} {n(y)}) scale({scene.scale:.2f})">'
        f"{figure(look, pose)}</g>{scene.before}</svg>"
    )


def _still(r: random.Random) -> Pose:
    wave = r.choice(("left", "right", "both", "hips", "cheer"))
    up, down = r.uniform(112, 132), r.uniform(12, 30)
    left, right = {"left": (up, down), "right": (down, up), "both": (up, up), "hips": (42, 42), "cheer": (138, 138)}[
        wave
    ]
    elbows = (-88, -88) if wave == "hips" else tuple(r.uniform(2, 16) if a > 90 else 6 for a in (left, right))
    return Pose(
        lean=r.uniform(-4, 4),
        tilt=r.uniform(-8, 8),
        arm_l=left,
        arm_r=right,
        elbow_l=elbows[0],
        elbow_r=elbows[1],
        mouth=r.choice((0, 0, 0.4)),
        joy=r.choice((0, 0, 0, 1)),
        gaze_x=r.uniform(-0.5, 0.5),
        swing=r.uniform(-8, 8),
    )


def portrait(seed: int | str, *, width: int = 160, height: int = 284) -> str:
    """A still of the puppet of `seed` on its own sky, under 6 KB; wide frames show head and shoulders.

    Ids of gradients carry the seed, so that many portraits can stand in one page.
    """
    r = random.Random(f"portrait:{seed}")
    uid = f"p{_number_of(seed):x}"
    sky, look, pose = r.choice(_SKIES), look_for(seed), _still(r)
    bust = height < width * 1.3
    if bust:
        pose = replace(pose, arm_l=min(pose.arm_l, 40), arm_r=min(pose.arm_r, 40), lean=0)
    box = "-87 -345 174 174" if bust else "-100 -355 200 355"
    confetti = "".join(
        dots(((r.randint(-94, 94), r.randint(-346, -250)) for _ in range(4)), r.uniform(4, 6), colour)
        for colour in (() if bust else CONFETTI[:3])
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}"'
        ' preserveAspectRatio="xMidYMid slice"'
        f' aria-hidden="true" focusable="false"><defs><linearGradient id="{uid}s" x2="0" y2="1">'
        f'<stop stop-color="{sky[0]}"/>'
        f'<stop offset="1" stop-color="{sky[1]}"/></linearGradient></defs>'
        f'<rect x="-400" y="-500" width="800" height="700" fill="url(#{uid}s)"/>'
        f'{confetti}<ellipse cy="-16" rx="74" ry="12" fill="{INK}" fill-opacity=".16"/>'
        f'<g transform="translate(0 -18)">{_slim(figure(look, pose, uid=uid))}</g></svg>'
    )


def _slim(svg: str) -> str:
    """The same without tenths of units above ten, which no still shows."""
    return re.sub(r"(\d\d)\.\d\b", r"\1", svg)


def _number_of(seed: int | str) -> int:
    """A number for ids that is the same in every process, unlike `hash`."""
    return random.Random(f"id:{seed}").getrandbits(32)
