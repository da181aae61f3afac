"""Arms, hands, legs, feet and the wheelchair of a puppet, as SVG in the figure's units."""

from math import cos, radians, sin

from panggung.art.colour import INK, TURMERIC, dark, light, mix, n
from panggung.art.look import Look
from panggung.art.pose import HIP_X, HIP_Y, SHIN, THIGH, Pose, arm_points

_LONG_SLEEVES = {"kebaya", "hoodie"}


def _point(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _line(points: tuple[tuple[float, float], ...], colour: str, width: float) -> str:
    path = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    bent = ' fill="none"' if len(points) > 2 else ""
    return f'<path d="{path}" stroke="{colour}" stroke-width="{n(width)}"{bent}/>'


def hand(side: int, x: float, y: float, angle: float, skin: str, fingers: int = 0) -> str:
    """A mitten with a thumb, or a palm with `fingers` stretched out along `angle` (degrees, 0 is down)."""
    out = f'<g transform="translate({n(x)} {n(y)}) rotate({n(-side * angle)})">'
    shade = dark(skin, 0.12)
    if fingers:
        spread = ((k - (min(fingers, 4) - 1) / 2) * 22 for k in range(min(fingers, 4)))
        for turn in spread:
            out += _line(((0, 0), (17 * sin(radians(turn)), 3 + 17 * cos(radians(turn)))), skin, 6.2)
    if fingers in {0, 5}:
        out += _line(((0, 2), (-side * 11, 7)), shade if not fingers else skin, 6.5)
    return out + f'<circle r="10.5" cy="3" fill="{skin}"/></g>'


def arm(look: Look, pose: Pose, side: int) -> str:
    """One arm with its sleeve; drawn over the body, since hands meet in front of it."""
    angle, elbow, fingers = (
        (pose.arm_l, pose.elbow_l, pose.fingers_l) if side < 0 else (pose.arm_r, pose.elbow_r, pose.fingers_r)
    )
    shoulder, joint, wrist = arm_points(side, angle, elbow)
    sleeve = light(look.cloth, 0.16) if side < 0 else dark(look.cloth, 0.07)
    skin = look.skin if side < 0 else dark(look.skin, 0.05)
    if look.top == "overall":
        sleeve = look.accent if side < 0 else dark(look.accent, 0.07)
    out = _line((shoulder, joint, wrist), skin, 15) + hand(side, *wrist, angle + elbow, skin, fingers)
    if look.top in _LONG_SLEEVES or look.hair_style == "hijab":
        cuff = _point(joint, wrist, 0.5)
        out += _line((cuff, _point(joint, wrist, 0.56)), mix(look.accent, sleeve, 0.15), 20)
        out += _line((shoulder, joint, cuff), sleeve, 20)
    else:
        hem = _point(shoulder, joint, 0.72)
        out += _line((shoulder, hem), sleeve, 22)
    return out


def _leg_points(side: int, leg: float, knee: float, ground: float) -> tuple[tuple[float, float], ...]:
    x, y = side * HIP_X, HIP_Y
    points = [(x, y)]
    for length, angle in ((THIGH, radians(leg)), (SHIN, radians(leg + knee))):
        x, y = x + side * length * sin(angle), y + length * cos(angle)
        points.append((x, min(y, ground)))
    return tuple(points)


def leg(look: Look, pose: Pose, side: int) -> str:
    """One leg with trouser or sock and a sneaker. A hijab comes with long legs of cloth, a dress with bare shins."""
    angle, knee = (pose.leg_l, pose.knee_l) if side < 0 else (pose.leg_r, pose.knee_r)
    hip, joint, ankle = _leg_points(side, angle, knee, -6)
    cloth = look.bottom if side < 0 else dark(look.bottom, 0.12)
    shoe = light(look.accent, 0.1) if look.accent != "#fff4e0" else TURMERIC
    turn = -side * (angle + knee)
    out = ""
    if look.skirt or look.top == "dress":
        covered = look.hair_style == "hijab" or look.top == "kebaya"
        out += _line((hip, joint, ankle), dark(look.bottom, 0.25) if covered else look.skin, 16)
    else:
        end = ankle if look.top in {"hoodie", "overall"} or look.hair_style == "hijab" else _point(joint, ankle, 0.1)
        out += _line((hip, joint, ankle), look.skin, 15) + _line((hip, joint, end), cloth, 23)
    out += _line((_point(joint, ankle, 0.8), ankle), "#fff4e0", 16)
    return out + (
        f'<g transform="translate({n(ankle[0])} {n(ankle[1])}) rotate({n(turn)})">'
        f'<path d="M{-side * 9} 6V-2Q{-side * 9} -9 {-side * 2} -9 {side * 6} -9 {side * 14} -4'
        f" {side * 19} -1"
        f' {side * 19} 6Z" fill="{shoe}"/><path d="M{-side * 9.5} 6H{side * 19.5}" stroke="{INK}"'
        ' stroke-width="3.4"'
        f"/></g>"
    )


def wheelchair_back(look: Look, roll: float) -> str:
    """Back rest and the two big wheels, seen from the front; `roll` turns the spokes, in degrees."""
    wheels = ""
    for side in (-1, 1):
        turns = (radians(roll + k * 60) for k in range(6))
        spokes = "".join(f"M0 0L{n(10 * cos(a))} {n(46 * sin(a))}" for a in turns)
        wheels += (
            f'<g transform="translate({side * 57} -48)" fill="none" stroke="#c9c3d8" stroke-width="1.6">'
            f'<path d="{spokes}"/>'
            f'<ellipse rx="12" ry="49" stroke="{INK}" stroke-width="7"/>'
            f'<ellipse rx="9" ry="41" stroke="{look.accent}" stroke-width="3"/></g>'
        )
    return (
        f'<path d="M-46 -128H46V-60H-46Z" fill="{dark(look.bottom, 0.35)}"/>'
        f'<path d="M-46 -132V-56M46 -132V-56" stroke="#8b86a0" stroke-width="6"/>{wheels}'
    )


def seated_legs(look: Look) -> str:
    """Lap, shins and foot rest of a seated figure, seen from the front."""
    cloth, shoe = look.bottom, light(look.accent, 0.1)
    out = '<path d="M-34 -14H34" stroke="#8b86a0" stroke-width="6"/>'
    for side in (-1, 1):
        x = side * 19
        out += _line(((x, -66), (x * 0.95, -24)), dark(cloth, 0.16), 22)
        out += f'<ellipse cx="{n(x * 1.05)}" cy="-15" rx="15" ry="10" fill="{shoe}"/>'
        out += f'<ellipse cx="{x}" cy="-72" rx="20" ry="17" fill="{cloth if side < 0 else dark(cloth, 0.07)}"/>'
    return out
