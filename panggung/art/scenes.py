"""The places where puppets play: each gives a still background and what moves in it, as SVG for a frame of w by h units.

`still(name, w, h)` never changes and is rendered once; `moving(name, t, beat, w, h)` is cheap and loops softly.
"""

from collections.abc import Callable
from math import pi, sin

from panggung.art.colour import CURTAIN, INK, LEAF, SEA, TURMERIC, dark, light, mix, n
from panggung.art.ornament import curtain
from panggung.art.places import cloud, flag_line, hills, palm, sky, star, tree

Moving = Callable[[float, float, float, float], str]
GROUND = 0.79


def _yard(w: float, h: float) -> str:
    g = h * GROUND
    x = w * 0.04
    wall, roof = "#ffe9c9", "#c8643c"
    house = (
        f'<path d="M{n(x)} {n(g)}V{n(g - 150)}H{n(x + 190)}V{n(g)}Z" fill="{wall}"/><path d="M{n(x)} {n(g)}V{n(g - 34)}H{n(x + 190)}V{n(g)}Z" fill="{mix(wall, roof, 0.25)}"/>'
        f'<path d="M{n(x - 26)} {n(g - 144)}L{n(x + 52)} {n(g - 232)}H{n(x + 140)}L{n(x + 216)} {n(g - 144)}Z" fill="{roof}"/>'
        f'<path d="M{n(x - 26)} {n(g - 144)}H{n(x + 216)}V{n(g - 134)}H{n(x - 26)}Z" fill="{dark(roof, 0.3)}"/>'
        f'<path d="M{n(x + 6)} {n(g - 170)}H{n(x + 184)}M{n(x + 26)} {n(g - 194)}H{n(x + 166)}M{n(x + 44)} {n(g - 216)}H{n(x + 150)}" stroke="{dark(roof, 0.18)}" stroke-width="3"/>'
        f'<path d="M{n(x + 24)} {n(g)}V{n(g - 96)}H{n(x + 74)}V{n(g)}Z" fill="{LEAF}"/><path d="M{n(x + 49)} {n(g)}V{n(g - 96)}" stroke="{dark(LEAF, 0.3)}" stroke-width="3"/>'
        f'<path d="M{n(x + 104)} {n(g - 104)}H{n(x + 168)}V{n(g - 48)}H{n(x + 104)}Z" fill="#bfe3ff" stroke="#fff" stroke-width="7"/><path d="M{n(x + 136)} {n(g - 104)}V{n(g - 48)}" stroke="#fff" stroke-width="5"/>'
    )
    fence = "".join(f"M{n(k)} {n(g + 6)}V{n(g - 44)}l6 -9 6 9V{n(g + 6)}Z" for k in range(int(w * 0.62), int(w) + 20, 22))
    pots = "".join(
        f'<circle cx="{n(x + 206 + k * 26)}" cy="{n(g - 30)}" r="15" fill="{c}"/><path d="M{n(x + 194 + k * 26)} {n(g - 18)}h24l-4 22h-16Z" fill="#c8643c"/>' for k, c in ((0, light(LEAF, 0.15)),)
    )
    return (
        sky(w, h, "#8fd0ff", "#fff0cf") + hills(w, g - 4, "#a9dba0", 46) + tree(w * 0.9, g, 1.25) + house
        + f'<path d="{fence}" fill="#fffdf6"/><path d="M{n(w * 0.6)} {n(g - 30)}H{w}M{n(w * 0.6)} {n(g - 12)}H{w}" stroke="#fffdf6" stroke-width="5"/>'
        + f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#8fcf7a"/><path d="M0 {n(g + 26)}Q{n(w / 2)} {n(g - 4)} {w} {n(g + 30)}V{h}H0Z" fill="#7cc069"/>'
        + f'<path d="M{n(w * 0.16)} {n(g)}h50L{n(w * 0.62)} {h}H{n(w * 0.2)}Z" fill="#f0dcb4" opacity=".8"/>{pots}'
    )  # fmt: skip


def _classroom(w: float, h: float) -> str:
    g = h * GROUND
    frames = ""
    for k, (x, colour) in enumerate(((0.08, TURMERIC), (0.3, "#f58fa5"), (0.58, "#7fcf9a"), (0.8, "#7db4f2"))):
        px, py = w * x, h * 0.15 + 10 * (k % 2)
        frames += (
            f'<path d="M{n(px)} {n(py)}h46v56h-46Z" fill="#fff"/><path d="M{n(px + 5)} {n(py + 5)}h36v46h-36Z" fill="{light(colour, 0.4)}"/>'
            + (f'<circle cx="{n(px + 23)}" cy="{n(py + 24)}" r="10" fill="{colour}"/>' if k % 2 else f'<path d="M{n(px + 8)} {n(py + 46)}l15 -26 15 26Z" fill="{colour}"/>')
        )
    bx, by, bw, bh = w * 0.09, h * 0.3, w * 0.82, h * 0.26
    drawing = (
        f'<g fill="none" stroke="#e9f5ee" stroke-width="3" stroke-linecap="round" opacity=".75"><circle cx="{n(bx + 44)}" cy="{n(by + 44)}" r="16"/>'
        f'<path d="M{n(bx + 44)} {n(by + 14)}v-6M{n(bx + 44)} {n(by + 80)}v-6M{n(bx + 14)} {n(by + 44)}h-6M{n(bx + 80)} {n(by + 44)}h-6'
        f'M{n(bx + bw - 96)} {n(by + 56)}l30 -28 30 28v34h-60ZM{n(bx + 24)} {n(by + bh - 26)}q14 -14 28 0t28 0 28 0"/></g>'
    )
    boards = "".join(f"M0 {n(g + k * 24)}H{w}" for k in (1, 3, 6))
    return (
        f'<path d="M0 0H{w}V{h}H0Z" fill="#ffe7c2"/><path d="M0 {n(g - 86)}H{w}V{n(g)}H0Z" fill="#ffd592"/><path d="M0 {n(g - 86)}H{w}" stroke="#fff4e0" stroke-width="6"/>'
        f'{flag_line(w, h * 0.07)}{frames}<path d="M{n(bx - 8)} {n(by - 8)}h{n(bw + 16)}v{n(bh + 16)}h-{n(bw + 16)}Z" fill="#b98449"/>'
        f'<path d="M{n(bx)} {n(by)}h{n(bw)}v{n(bh)}h-{n(bw)}Z" fill="#2c6b55"/>{drawing}<path d="M{n(bx)} {n(by + bh + 10)}h{n(bw)}" stroke="#8a5f30" stroke-width="7"/>'
        f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#d9a066"/><path d="{boards}" stroke="#c08a52" stroke-width="2.4"/><path d="M0 {n(g)}H{w}" stroke="#b07a44" stroke-width="7"/>'
        f'<ellipse cx="{n(w / 2)}" cy="{n(h * 0.87)}" rx="{n(w * 0.42)}" ry="{n(h * 0.055)}" fill="#e8704a" opacity=".55"/><ellipse cx="{n(w / 2)}" cy="{n(h * 0.87)}" rx="{n(w * 0.35)}" ry="{n(h * 0.042)}" fill="#f7b267" opacity=".7"/>'
    )


def _ricefield(w: float, h: float) -> str:
    g = h * GROUND
    top = h * 0.46
    bands = ""
    for k in range(5):
        y = top + (g - top) * (k / 4) ** 1.3
        bands += f'<path d="M0 {n(y + 12 * (-1) ** k)}Q{n(w * (0.3 + 0.1 * k))} {n(y - 16)} {w} {n(y + 10)}V{h}H0Z" fill="{mix("#cfe27a", "#5fae4a", k / 4)}"/>'
        bands += f'<path d="M0 {n(y + 12 * (-1) ** k)}Q{n(w * (0.3 + 0.1 * k))} {n(y - 16)} {w} {n(y + 10)}" fill="none" stroke="#fff6c9" stroke-width="3" opacity=".6"/>'
    blades = "".join(f"M{n(x)} {n(y)}q-3 -9 -7 -11M{n(x)} {n(y)}q0 -10 2 -14M{n(x)} {n(y)}q4 -8 8 -9" for x, y in ((w * (0.04 + 0.123 * k), g - 8 - 22 * (k % 3)) for k in range(8)))
    peak = f'<path d="M{n(w * 0.42)} {n(top + 20)}L{n(w * 0.66)} {n(top - 120)}Q{n(w * 0.69)} {n(top - 130)} {n(w * 0.72)} {n(top - 120)}L{w} {n(top - 6)}V{n(top + 30)}Z" fill="#8fb4cf"/>'
    peak += f'<path d="M{n(w * 0.66)} {n(top - 120)}Q{n(w * 0.69)} {n(top - 130)} {n(w * 0.72)} {n(top - 120)}L{n(w * 0.755)} {n(top - 92)}L{n(w * 0.72)} {n(top - 98)}L{n(w * 0.69)} {n(top - 84)}L{n(w * 0.655)} {n(top - 96)}L{n(w * 0.627)} {n(top - 100)}Z" fill="#eaf3fa"/>'
    return (
        sky(w, h, "#ffcf8a", "#fff2cc") + peak + hills(w, top + 26, "#b5cf8f", 34) + bands
        + f'<path d="{blades}" fill="none" stroke="#3f8a3c" stroke-width="2.6" stroke-linecap="round"/>'
        + palm(w * 0.1, g + 4, 1.2) + f'<path d="M0 {n(g)}Q{n(w / 2)} {n(g - 16)} {w} {n(g + 4)}V{h}H0Z" fill="#d8b37a"/><path d="M0 {n(g + 34)}Q{n(w / 2)} {n(g + 12)} {w} {n(g + 40)}V{h}H0Z" fill="#c99f63"/>'
    )  # fmt: skip


def _night(w: float, h: float) -> str:
    g = h * GROUND
    specks = "".join(f'<circle cx="{n((k * 97) % w)}" cy="{n((k * 61) % (h * 0.6))}" r="{n(0.8 + (k * 7 % 5) * 0.35)}"/>' for k in range(60))
    roofs = "".join(
        f'<path d="M{n(x)} {n(g)}V{n(g - 46)}l-10 0 40 -36 40 36h-10V{n(g)}Z" fill="#1c1440"/><path d="M{n(x + 22)} {n(g - 34)}h16v16h-16Z" fill="{TURMERIC}"/>' for x in (w * 0.02, w * 0.76)
    )
    return (
        sky(w, h, "#171040", "#6a4a9c") + f'<g fill="#fff" opacity=".8">{specks}</g>'
        f'<circle cx="{n(w * 0.8)}" cy="{n(h * 0.12)}" r="58" fill="#fff4cf" opacity=".1"/><circle cx="{n(w * 0.8)}" cy="{n(h * 0.12)}" r="34" fill="#fff0c0"/><circle cx="{n(w * 0.8 - 9)}" cy="{n(h * 0.12 - 8)}" r="6" fill="#ead9a0"/><circle cx="{n(w * 0.8 + 11)}" cy="{n(h * 0.12 + 9)}" r="8" fill="#ead9a0"/>'
        + hills(w, g, "#33246a", 80) + roofs + tree(w * 0.62, g, 0.7, "#241a54") + f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#2c2060"/><path d="M0 {n(g + 22)}Q{n(w / 2)} {n(g - 6)} {w} {n(g + 22)}V{h}H0Z" fill="#3a2c74"/>'
    )  # fmt: skip


def _stage(w: float, h: float) -> str:
    g = h * GROUND
    boards = "".join(f"M{n(w / 2 + k * w * 0.09)} {n(g)}L{n(w / 2 + k * w * 0.2)} {h}" for k in range(-6, 7))
    bulbs = "".join(f'<circle cx="{n(w * (k + 0.5) / 9)}" cy="{n(h * 0.965)}" r="5"/>' for k in range(9))
    return (
        f'<path d="M0 0H{w}V{h}H0Z" fill="#3a1030"/><ellipse cx="{n(w / 2)}" cy="{n(h * 0.42)}" rx="{n(w * 0.5)}" ry="{n(h * 0.4)}" fill="#7a2a4c" opacity=".7"/>'
        f'<ellipse cx="{n(w / 2)}" cy="{n(h * 0.44)}" rx="{n(w * 0.34)}" ry="{n(h * 0.3)}" fill="#b4506a" opacity=".5"/>'
        f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#a8683c"/><path d="{boards}" stroke="#8a5230" stroke-width="2"/>{curtain(0.82, (int(w), int(h)))}'
        f'<path d="M{n(w * 0.42)} {n(h * 0.05)}L{n(w * 0.14)} {n(h * 0.9)}H{n(w * 0.86)}L{n(w * 0.58)} {n(h * 0.05)}Z" fill="#fff1c4" opacity=".14"/>'
        f'<ellipse cx="{n(w / 2)}" cy="{n(h * 0.86)}" rx="{n(w * 0.36)}" ry="{n(h * 0.045)}" fill="#ffe3a3" opacity=".5"/>'
        f'<path d="M0 {n(h * 0.945)}H{w}V{h}H0Z" fill="{dark(CURTAIN, 0.6)}"/><g fill="{TURMERIC}">{bulbs}</g>'
    )


def _beach(w: float, h: float) -> str:
    g = h * GROUND
    shells = "".join(f'<path transform="translate({n(w * x)} {n(h * y)})" d="M-7 4Q0 -10 7 4Z" fill="{c}"/>' for x, y, c in ((0.1, 0.93, "#f58fa5"), (0.86, 0.9, "#fff"), (0.74, 0.96, TURMERIC)))
    return (
        sky(w, h, "#7cc6ff", "#ffe9c4") + f'<circle cx="{n(w * 0.24)}" cy="{n(h * 0.15)}" r="60" fill="#fff4c4" opacity=".4"/><circle cx="{n(w * 0.24)}" cy="{n(h * 0.15)}" r="34" fill="{TURMERIC}"/>'
        + hills(w, h * 0.5, "#7fb6a2", 40) + f'<path d="M0 {n(h * 0.5)}H{w}V{n(g)}H0Z" fill="#3f9fd8"/><path d="M0 {n(h * 0.5)}H{w}V{n(h * 0.56)}H0Z" fill="#6bbbe6"/>'
        f'<path d="M0 {n(g - 22)}Q{n(w * 0.3)} {n(g - 40)} {n(w * 0.6)} {n(g - 20)}T{w} {n(g - 26)}V{h}H0Z" fill="#fff" opacity=".8"/><path d="M0 {n(g - 12)}Q{n(w * 0.3)} {n(g - 30)} {n(w * 0.6)} {n(g - 10)}T{w} {n(g - 16)}V{h}H0Z" fill="#f7deb0"/>'
        f'<path d="M0 {n(h * 0.9)}Q{n(w / 2)} {n(h * 0.84)} {w} {n(h * 0.9)}V{h}H0Z" fill="#efcf97"/>{shells}' + palm(w * 0.93, g + 6, 1.5)
    )  # fmt: skip


def _clouds(t: float, beat: float, w: float, h: float) -> str:
    return "".join(cloud((x * w + speed * t) % (w + 160) - 80, h * y, s) for x, y, s, speed in ((0.1, 0.1, 1, 7), (0.75, 0.2, 0.7, 5), (0.45, 0.06, 0.8, 9)))


def _sun(t: float, beat: float, w: float, h: float) -> str:
    x, y, r = w * 0.26, h * 0.2, 38 + 2 * sin(beat * pi)
    rays = "".join(f'<path d="M-5 -{n(r + 8)}L0 -{n(r + 26 + 5 * sin(beat * pi + k * pi))}L5 -{n(r + 8)}Z" transform="rotate({n(k * 30 + t * 6)})"/>' for k in range(12))
    return f'<g transform="translate({n(x)} {n(y)})" fill="{TURMERIC}"><circle r="{n(r)}" fill="#ffcf5c"/>{rays}</g>' + _clouds(t, beat, w, h)


def _twinkle(t: float, beat: float, w: float, h: float) -> str:
    out = "".join(star(w * ((k * 0.37) % 1), h * (0.05 + (k * 0.23) % 0.42), 3.5 + 3 * (0.5 + 0.5 * sin(t * 2.2 + k * 1.9))) for k in range(11))
    fall = (t % 4.3) / 0.9
    if fall < 1:
        x, y = w * (0.15 + 0.6 * fall), h * (0.08 + 0.16 * fall)
        out += f'<path d="M{n(x)} {n(y)}l-52 -24" stroke="#fff6d5" stroke-width="3" stroke-linecap="round" opacity="{n(1 - fall)}"/>'
    return out


def _lights(t: float, beat: float, w: float, h: float) -> str:
    out = ""
    for k, colour in enumerate((TURMERIC, "#f58fa5", "#7db4f2")):
        a = 22 * sin(beat * pi / 4 + k * 2.1)
        out += f'<path transform="rotate({n(a)} {n(w * (0.2 + 0.3 * k))} 0)" d="M{n(w * (0.2 + 0.3 * k) - 8)} 0L{n(w * (0.2 + 0.3 * k) - 60)} {n(h * 0.8)}H{n(w * (0.2 + 0.3 * k) + 60)}L{n(w * (0.2 + 0.3 * k) + 8)} 0Z" fill="{colour}" opacity=".1"/>'
    lit = "".join(f'<circle cx="{n(w * (k + 0.5) / 9)}" cy="{n(h * 0.965)}" r="6.5"/>' for k in range(9) if (k + int(beat)) % 2)
    return out + f'<g fill="#fff3c9">{lit}</g>'


def _boats(t: float, beat: float, w: float, h: float) -> str:
    out = _clouds(t, beat, w, h)
    for k, (x, y, s, colour) in enumerate(((0.66, 0.53, 0.9, CURTAIN), (0.3, 0.575, 1.25, SEA))):
        rock = 4 * sin(t * 1.6 + k * 2)
        bx = (w * x + t * (3 + 2 * k)) % (w + 120) - 30
        out += (
            f'<g transform="translate({n(bx)} {n(h * y + 2 * sin(t * 1.6 + k))}) rotate({n(rock)}) scale({s})"><path d="M-34 -6Q0 6 34 -6Q22 14 0 14 -22 14 -34 -6Z" fill="#fff4e0"/><path d="M-30 2Q0 12 30 2L26 8Q0 16 -26 8Z" fill="{colour}"/>'
            f'<path d="M-2 -4V-54" stroke="#8a5f30" stroke-width="3"/><path d="M0 -54L30 -10H0Z" fill="{colour}"/><path d="M-4 -48L-24 -10H-4Z" fill="#fff"/></g>'
        )
    waves = "".join(f"M{n((k * 83 + t * 12) % (w + 60) - 50)} {n(h * (0.57 + 0.034 * (k % 6)))}q8 -6 16 0t16 0" for k in range(11))
    return out + f'<path d="{waves}" fill="none" stroke="#d5f0ff" stroke-width="2.6" stroke-linecap="round" opacity=".8"/>'


def _calm(t: float, beat: float, w: float, h: float) -> str:
    return ""


def _kitchen(w: float, h: float) -> str:
    g = h * GROUND
    tiles = "".join(f"M{n(x)} {n(h * 0.34)}V{n(g)}" for x in range(0, int(w), 40)) + "".join(f"M0 {n(y)}H{w}" for y in range(int(h * 0.34), int(g), 40))
    jars = "".join(
        f'<path d="M{n(w * 0.1 + k * w * 0.13)} {n(h * 0.2)}v-34q0 -6 6 -6h18q6 0 6 6v34Z" fill="{c}"/><path d="M{n(w * 0.1 + k * w * 0.13 + 2)} {n(h * 0.2 - 40)}h26" stroke="#fff4e0" stroke-width="8"/>'
        for k, c in enumerate((TURMERIC, CURTAIN, "#7fcf9a", "#e8704a"))
    )
    window = (
        f'<path d="M{n(w * 0.68)} {n(h * 0.08)}h{n(w * 0.25)}v{n(h * 0.19)}h-{n(w * 0.25)}Z" fill="#bfe3ff" stroke="#fff" stroke-width="9"/><path d="M{n(w * 0.805)} {n(h * 0.08)}v{n(h * 0.19)}M{n(w * 0.68)} {n(h * 0.175)}h{n(w * 0.25)}" stroke="#fff" stroke-width="5"/>'
        f'<path d="M{n(w * 0.66)} {n(h * 0.075)}h{n(w * 0.29)}l-8 30q-20 12 -36 0 -18 12 -36 0 -18 12 -22 0Z" fill="{CURTAIN}"/>'
    )
    pans = "".join(f'<path d="M{n(w * x)} {n(h * 0.25)}v34" stroke="#8a5f30" stroke-width="5"/><circle cx="{n(w * x)}" cy="{n(h * 0.25 + 54)}" r="22" fill="{c}"/>' for x, c in ((0.14, "#5d5474"), (0.3, "#8b86a0")))
    return (
        f'<path d="M0 0H{w}V{h}H0Z" fill="#fff0cf"/><path d="M0 {n(h * 0.34)}H{w}V{n(g)}H0Z" fill="#cfe9e4"/><path d="{tiles}" stroke="#fff" stroke-width="3" opacity=".8"/>{window}{jars}'
        f'<path d="M{n(w * 0.06)} {n(h * 0.205)}h{n(w * 0.54)}" stroke="#b98449" stroke-width="10" stroke-linecap="round"/>{pans}'
        f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#d9a066"/><path d="M0 {n(g + 22)}H{w}M0 {n(g + 60)}H{w}M0 {n(g + 104)}H{w}" stroke="#c08a52" stroke-width="2.4"/>'
        f'<path d="M0 {n(h * 0.905)}H{w}V{h}H0Z" fill="#b98449"/><path d="M0 {n(h * 0.89)}H{w}V{n(h * 0.915)}H0Z" fill="#f3e2c6"/>'
    )


PLACES: dict[str, tuple[Callable[[float, float], str], Moving]] = {
    "yard": (_yard, _clouds),
    "classroom": (_classroom, _calm),
    "kitchen": (_kitchen, _calm),
    "ricefield": (_ricefield, _sun),
    "night": (_night, _twinkle),
    "stage": (_stage, _lights),
    "beach": (_beach, _boats),
}

# From where to where in the height of the frame (shares) the moving part reaches.
SPAN: dict[str, tuple[float, float]] = {
    "yard": (0, 0.3), "classroom": (0, 0), "kitchen": (0, 0), "ricefield": (0, 0.34), "night": (0, 0.5), "stage": (0, 1), "beach": (0, 0.8),
}  # fmt: skip


def still(name: str, w: float, h: float) -> str:
    """What never moves in the place `name`, for a frame of w by h units."""
    return PLACES[name][0](w, h)


def moving(name: str, t: float, beat: float, w: float, h: float) -> str:
    """What moves in the place `name` at `t` seconds and `beat` beats of the song."""
    return PLACES[name][1](t, beat, w, h)
