"""Head and face of a puppet, as SVG around the middle of the head (a round of 54 by 51 units)."""

from math import cos, radians, sin

from panggung.art import hair
from panggung.art.colour import BLUSH, INK, dark, dots, n
from panggung.art.look import Look
from panggung.art.pose import Pose

_SKULL = "M0 -52C34 -52 54 -30 54 0 54 30 30 51 0 51 -30 51 -54 30 -54 0 -54 -30 -34 -52 0 -52Z"
_EYE = "#1b1420"


def _eyes(pose: Pose) -> str:
    if pose.blink > 0.6 or pose.joy > 0.6:
        bow = -9 if pose.joy > 0.6 else 5
        arcs = "".join(f"M{x - 9} 0q9 {bow} 18 0" for x in (-21, 21))
        return f'<path d="{arcs}" fill="none" stroke="{_EYE}" stroke-width="4"/>'
    tall, gx, gy = 8.2 * (1 - pose.blink * 0.8), pose.gaze_x * 3.5, pose.gaze_y * 2.5
    balls = "".join(f'<ellipse cx="{n(x + gx)}" cy="{n(gy)}" rx="6.6" ry="{n(tall)}"/>' for x in (-21, 21))
    glints = dots(((x + gx + 2, gy - 3) for x in (-21, 21)), 2.3, "#fff")
    return f'<g fill="{_EYE}">{balls}</g>{glints}' + dots(((x + gx - 2.2, gy + 3) for x in (-21, 21)), 1.2, "#fff", 0.7)


def _mouth(pose: Pose) -> str:
    m = min(max(pose.mouth, 0), 1)
    wide, deep = 17 - 4 * m, 12 + 17 * m
    corner, chin = n(wide * 0.9), n(20 + deep)
    lip = f"M-{n(wide)} 20Q0 {n(24 - 3 * m)} {n(wide)} 20Q{corner} {chin} 0 {chin} -{corner} {chin} -{n(wide)} 20Z"
    if m < 0.15:
        return f'<path d="{lip}" fill="#fff" stroke="{_EYE}" stroke-width="2.6"/>'
    tongue = f'<ellipse cy="{n(17 + deep)}" rx="{n(wide * 0.55)}" ry="{n(deep * 0.28)}" fill="#f0747e"/>'
    teeth = (
        f'<path d="M{n(-wide + 3)} 21.5Q0 {n(24.5 - 3 * m)} {n(wide - 3)} 21.5L{n(wide - 5)} 26Q0'
        f' {n(29 - 3 * m)} {n(5 - wide)} 26Z" fill="#fff"/>'
    )
    return f'<path d="{lip}" fill="#6b1426" stroke="{_EYE}" stroke-width="2.4"/>{tongue}{teeth}'


def _features(look: Look, pose: Pose) -> str:
    brow = -17 - 3 * pose.joy - 2 * pose.mouth
    brows = "".join(f"M{x - 8} {n(brow)}q8 -5 16 0" for x in (-21, 21))
    nose = f'<path d="M-3.5 11Q0 14.5 3.5 11" fill="none" stroke="{dark(look.skin, 0.4)}" stroke-width="2.6"/>'
    cheeks = dots(((-34, 17), (34, 17)), 8, BLUSH, 0.3)
    spots = ""
    if look.freckles:
        places = ((-37, 12), (-31, 9), (-29, 15), (37, 12), (31, 9), (29, 15))
        spots = dots(places, 1.4, dark(look.skin, 0.4))
    glasses = ""
    if look.glasses:
        glasses = (
            f'<g fill="#fff" fill-opacity=".18" stroke="{INK}" stroke-width="3.4">'
            '<circle cx="-21" r="14.5"/><circle cx="21" r="14.5"/>'
            '<path d="M-7 -2Q0 -6 7 -2M-35 -3L-48 -8M35 -3L48 -8" fill="none"/></g>'
        )
    return (
        cheeks
        + spots
        + f'<path d="{brows}" fill="none" stroke="{dark(look.hair, 0.1)}" stroke-width="3.6"/>'
        + nose + _eyes(pose) + _mouth(pose) + glasses
    )  # fmt: skip


def head(look: Look, pose: Pose, uid: str) -> str:
    """The head over the body, turned by `pose.turn`; from behind it is hair or veil alone."""
    way, front = sin(radians(pose.turn)), cos(radians(pose.turn))
    if front < -0.15:
        return hair.nape(look)
    ears = ""
    if look.hair_style != "hijab":
        for side in (-1, 1):
            x = side * 53 - way * 8
            ears += f'<circle cx="{n(x)}" cy="6" r="10" fill="{dark(look.skin, 0.1)}"/>'
    narrow = 0.55 + 0.45 * max(front, 0)
    return (
        f'{ears}<path d="{_SKULL}" fill="url(#{uid}f)"/>'
        f'<g transform="translate({n(way * 26)} 0) scale({narrow:.2f} 1)">{_features(look, pose)}'
        f"</g>{hair.over(look, pose.swing)}"
    )
