"""Hair, hijab and peci of a puppet, as SVG around the middle of the head; each style is a back and a front layer.

The face is a round of 54 by 51 units. `swing` is the angle in degrees by which loose hair trails the head; `way` is
how far the head is turned, as the sine of the angle, and shifts what hangs at the front.
"""

from collections.abc import Callable
from math import cos, sin, tau

from panggung.art.colour import CURTAIN, TURMERIC, dark, dots, light, n
from panggung.art.look import Look

_CAP = "M-55 4C-60 -44 -30 -62 0 -62 30 -62 60 -44 55 4C51 -8 49 -16 44 -22"


def _cap(look: Look, fringe: str) -> str:
    shine = light(look.hair, 0.22)
    return (
        f'<path d="{_CAP}{fringe}C-49 -16 -51 -8 -55 4Z" fill="{look.hair}"/>'
        f'<path d="M-34 -45Q-14 -57 10 -55" fill="none" stroke="{shine}" stroke-width="5"'
        ' stroke-opacity=".55"/>'
    )


def _none(look: Look, swing: float) -> str:
    return ""


def _pair(draw: Callable[[int], str], swing: float, x: float, y: float) -> str:
    return "".join(
        f'<g transform="translate({n(side * x)} {n(y)}) rotate({n(swing)})">{draw(side)}</g>' for side in (-1, 1)
    )


def _short(look: Look, swing: float) -> str:
    return _cap(look, "Q20 -36 6 -30 -4 -38 -20 -24 -30 -30 -44 -20")


def _tousled(look: Look, swing: float) -> str:
    s = n(swing * 0.3)
    tuft = f"M-12 -58Q{s} -78 12 -70 8 -66 14 -62 24 -74 32 -64 24 -62 24 -56Z"
    return (
        _cap(look, "Q34 -34 24 -22 18 -34 6 -22 -2 -36 -14 -22 -22 -34 -44 -18")
        + f'<path d="{tuft}" fill="{look.hair}"/>'
    )


def _curly(look: Look, swing: float) -> str:
    places = (
        (-46, -22, 17), (-36, -44, 19), (-14, -56, 20), (12, -57, 20), (35, -45, 19), (46, -22, 17),
        (0, -40, 18), (-24, -34, 15), (24, -34, 15),
    )  # fmt: skip
    tint = light(look.hair, 0.1)
    out = "".join(f'<circle cx="{x}" cy="{y}" r="{r}"/>' for x, y, r in places)
    curls = "".join(f'<path d="M{x - 7} {y}q3-8 10-6"/>' for x, y, _ in places[:6])
    return f'<g fill="{look.hair}">{out}</g><g fill="none" stroke="{tint}" stroke-width="2.4">{curls}</g>'


def _fringe(look: Look, swing: float) -> str:
    return _cap(look, "Q40 -28 30 -18 0 -26 -30 -18 -40 -28 -44 -22")


def _parted(look: Look, swing: float) -> str:
    return _cap(look, "Q30 -28 4 -48 -6 -30 -44 -22")


def _bob_back(look: Look, swing: float) -> str:
    s = n(swing * 0.7)
    return (
        f'<path d="M-58 -8C-64 -70 64 -70 58 -8Q62 24 52 48 28 56 {s} 52 -28 56 -52 48 -62 24 -58 -8Z"'
        f' fill="{dark(look.hair, 0.1)}"/>'
    )


def _braids(look: Look, swing: float) -> str:
    def braid(side: int) -> str:
        colour = dark(look.hair, 0.06)
        rows = dots(((side * k * 1.4, 12 + k * 14) for k in range(5)), 9.5, colour)
        ribbon = f'<path d="M{side * 6} 78l-11 -6v14zl11 -6v14z" fill="{look.accent}"/>'
        return f'{rows}<path d="M{side * 6 - 6} 82h12l-6 13z" fill="{colour}"/>{ribbon}'

    return _pair(braid, swing, 51, 6)


def _pigtails(look: Look, swing: float) -> str:
    def tail(side: int) -> str:
        path = f"M0 0Q{side * 34} -12 {side * 34} 22 {side * 32} 48 {side * 14} 52 {side * 20} 28 0 10Z"
        return f'<path d="{path}" fill="{look.hair}"/><circle r="7.5" cx="{side * 2}" fill="{look.accent}"/>'

    return _pair(tail, swing, 52, -22)


def _puffs(look: Look, swing: float) -> str:
    def puff(side: int) -> str:
        bumps = dots(((side * 13 + x, y) for x, y in ((-8, -8), (8, -8), (-8, 7), (8, 7))), 14, look.hair)
        return f'{bumps}<circle r="6" cx="{-side * 2}" cy="4" fill="{look.accent}"/>'

    return _pair(puff, swing * 0.4, 43, -46)


def _ponytail(look: Look, swing: float) -> str:
    return (
        f'<g transform="translate(30 -46) rotate({n(swing * 1.2)})">'
        '<path d="M-4 -8Q46 -34 54 12 58 50 34 74 38 34 4 10Z"'
        f' fill="{dark(look.hair, 0.05)}"/><circle r="9" fill="{look.accent}"/></g>'
    )


def _bun(look: Look, swing: float) -> str:
    return (
        f'<g transform="translate({n(swing * 0.15)} -64)"><circle r="20" fill="{look.hair}"/>'
        f'<path d="M-10 -8Q2 -18 12 -6" fill="none" stroke="{light(look.hair, 0.25)}" stroke-width="3.4"/>'
        f'<path d="M-15 15Q0 22 15 15" fill="none" stroke="{look.accent}" stroke-width="6"/></g>'
    )


def _hijab_back(look: Look, swing: float) -> str:
    s = n(swing * 0.5)
    return (
        f'<path d="M-61 -4C-66 -74 66 -74 61 -4Q64 44 50 70 20 92 {s} 94 -24 92 -50 70 -64 44 -61 -4Z"'
        f' fill="{dark(look.veil, 0.14)}"/>'
    )


def _hijab(look: Look, swing: float) -> str:
    s = swing * 0.5
    shade = dark(look.veil, 0.2)
    return (
        '<path fill-rule="evenodd" d="M-60 0C-66 -74 66 -74 60 0Q60 30 45 44 64 70 56 84'
        f"Q30 106 {n(s)} 104 -30 106 -56 84 -64 70 -45 44 -60 30 -60 0Z"
        'M-44 4C-44 28 -24 47 0 47 24 47 44 28 44 4 44 -24 26 -42 0 -42 -26 -42 -44 -24 -44 4Z"'
        f' fill="{look.veil}"/>'
        f'<path d="M-36 -22Q0 -52 36 -22" fill="none" stroke="{shade}" stroke-width="5"/>'
        f'<path d="M-42 46Q{n(-8 + s)} 66 {n(24 + s)} 64M-50 66Q{n(-10 + s)} 88 {n(34 + s)} 82M30 42Q44'
        ' 52 46 66" fill="none"'
        f' stroke="{shade}" stroke-width="2.6" stroke-opacity=".7"/>'
        f'<circle cx="{n(26 + s * 0.4)}" cy="62" r="4.6" fill="{look.accent}"/>'
    )


def _peci(look: Look, swing: float) -> str:
    return (
        _cap(look, "Q20 -26 0 -26 -20 -26 -44 -22")
        + f'<path d="M-53 -22Q-52 -66 -38 -74 0 -84 38 -74 52 -66 53 -22 0 -42 -53 -22Z" fill="{dark(CURTAIN, 0.72)}"/>'
        f'<path d="M-53 -24Q0 -44 53 -24" fill="none" stroke="{TURMERIC}" stroke-width="4.4"/>'
        '<path d="M-38 -66Q-10 -76 12 -76" fill="none" stroke="#fff" stroke-width="3" stroke-opacity=".25"/>'
    )


# style: (what hangs behind the body, what lies over the face)
_STYLES: dict[str, tuple[Callable[[Look, float], str], Callable[[Look, float], str]]] = {
    "short": (_none, _short),
    "tousled": (_none, _tousled),
    "curly": (_none, _curly),
    "bob": (_bob_back, _fringe),
    "braids": (_braids, _parted),
    "pigtails": (_pigtails, _fringe),
    "puffs": (_puffs, _parted),
    "ponytail": (_ponytail, _fringe),
    "bun": (_bun, _parted),
    "hijab": (_hijab_back, _hijab),
    "peci": (_none, _peci),
}


def behind(look: Look, swing: float) -> str:
    """What of the hair or veil lies behind head and body."""
    return _STYLES[look.hair_style][0](look, swing)


def over(look: Look, swing: float) -> str:
    """What of the hair or veil lies over the face, with the flower if there is one."""
    flower = ""
    if look.flower:
        petals = ((37 + 7 * sin(k * tau / 5), -40 - 7 * cos(k * tau / 5)) for k in range(5))
        flower = dots(petals, 6, "#fff4e0") + f'<circle cx="37" cy="-40" r="5" fill="{TURMERIC}"/>'
    return _STYLES[look.hair_style][1](look, swing) + flower


def nape(look: Look) -> str:
    """The head seen from behind."""
    colour = look.veil if look.hair_style == "hijab" else look.hair
    cap = _peci(look, 0) if look.hair_style == "peci" else ""
    drape = _hijab_back(look, 0).replace(dark(look.veil, 0.14), look.veil) if look.hair_style == "hijab" else ""
    return drape + f'<path d="M-56 0C-60 -76 60 -76 56 0 56 34 32 54 0 54 -32 54 -56 34 -56 0Z" fill="{colour}"/>' + cap
