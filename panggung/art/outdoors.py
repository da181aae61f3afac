"""Places under the sky: what stands still and what moves there, for a frame of w by h units."""

from math import pi, sin

from panggung.art.colour import CURTAIN, LEAF, SEA, TURMERIC, dark, light, mix, n
from panggung.art.places import GROUND, cloud, hills, palm, sky, star, tree


def yard(w: float, h: float) -> str:
    """A house with a green door, a fence and a tree."""
    g = h * GROUND
    x = w * 0.04
    wall, roof = "#ffe9c9", "#c8643c"
    house = (
        f'<path d="M{n(x)} {n(g)}V{n(g - 150)}H{n(x + 190)}V{n(g)}Z" fill="{wall}"/>'
        f'<path d="M{n(x)} {n(g)}V{n(g - 34)}H{n(x + 190)}V{n(g)}Z" fill="{mix(wall, roof, 0.25)}"/>'
        f'<path d="M{n(x - 26)} {n(g - 144)}L{n(x + 52)} {n(g - 232)}H{n(x + 140)}L{n(x + 216)}'
        f' {n(g - 144)}Z" fill="{roof}"/>'
        f'<path d="M{n(x - 26)} {n(g - 144)}H{n(x + 216)}V{n(g - 134)}H{n(x - 26)}Z"'
        f' fill="{dark(roof, 0.3)}"/>'
        f'<path d="M{n(x + 6)} {n(g - 170)}H{n(x + 184)}M{n(x + 26)}'
        f' {n(g - 194)}H{n(x + 166)}M{n(x + 44)} {n(g - 216)}H{n(x + 150)}" stroke="{dark(roof, 0.18)}"'
        ' stroke-width="3"/>'
        f'<path d="M{n(x + 24)} {n(g)}V{n(g - 96)}H{n(x + 74)}V{n(g)}Z" fill="{LEAF}"/>'
        f'<path d="M{n(x + 49)} {n(g)}V{n(g - 96)}" stroke="{dark(LEAF, 0.3)}" stroke-width="3"/>'
        f'<path d="M{n(x + 104)} {n(g - 104)}H{n(x + 168)}V{n(g - 48)}H{n(x + 104)}Z" fill="#bfe3ff"'
        f' stroke="#fff" stroke-width="7"/><path d="M{n(x + 136)} {n(g - 104)}V{n(g - 48)}"'
        ' stroke="#fff" stroke-width="5"/>'
    )
    fence = "".join(
        f"M{n(k)} {n(g + 6)}V{n(g - 44)}l6 -9 6 9V{n(g + 6)}Z" for k in range(int(w * 0.62), int(w) + 20, 22)
    )
    pots = "".join(
        f'<circle cx="{n(x + 206 + k * 26)}" cy="{n(g - 30)}" r="15" fill="{c}"/>'
        f'<path d="M{n(x + 194 + k * 26)} {n(g - 18)}h24l-4 22h-16Z" fill="#c8643c"/>'
        for k, c in ((0, light(LEAF, 0.15)),)
    )
    return (
        sky(w, h, "#8fd0ff", "#fff0cf")
        + hills(w, g - 4, "#a9dba0", 46)
        + tree(w * 0.9, g, 1.25)
        + house
        + f'<path d="{fence}" fill="#fffdf6"/>'
        + f'<path d="M{n(w * 0.6)} {n(g - 30)}H{w}M{n(w * 0.6)} {n(g - 12)}H{w}" stroke="#fffdf6" stroke-width="5"/>'
        + f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#8fcf7a"/>'
        + f'<path d="M0 {n(g + 26)}Q{n(w / 2)} {n(g - 4)} {w} {n(g + 30)}V{h}H0Z" fill="#7cc069"/>'
        + f'<path d="M{n(w * 0.16)} {n(g)}h50L{n(w * 0.62)} {h}H{n(w * 0.2)}Z" fill="#f0dcb4" fill-opacity=".8"/>{pots}'
    )


def ricefield(w: float, h: float) -> str:
    """Terraced rice, a far volcano, a palm."""
    g = h * GROUND
    top = h * 0.46
    bands = ""
    for k in range(5):
        y = top + (g - top) * (k / 4) ** 1.3
        bands += (
            f'<path d="M0 {n(y + 12 * (-1) ** k)}Q{n(w * (0.3 + 0.1 * k))} {n(y - 16)} {w}'
            f' {n(y + 10)}V{h}H0Z" fill="{mix("#cfe27a", "#5fae4a", k / 4)}"/>'
        )
        bands += (
            f'<path d="M0 {n(y + 12 * (-1) ** k)}Q{n(w * (0.3 + 0.1 * k))} {n(y - 16)} {w} {n(y + 10)}"'
            ' fill="none" stroke="#fff6c9" stroke-width="3" stroke-opacity=".6"/>'
        )
    blades = "".join(
        f"M{n(x)} {n(y)}q-3 -9 -7 -11M{n(x)} {n(y)}q0 -10 2 -14M{n(x)} {n(y)}q4 -8 8 -9"
        for x, y in ((w * (0.04 + 0.123 * k), g - 8 - 22 * (k % 3)) for k in range(8))
    )
    peak = (
        f'<path d="M{n(w * 0.42)} {n(top + 20)}L{n(w * 0.66)} {n(top - 120)}Q{n(w * 0.69)}'
        f' {n(top - 130)} {n(w * 0.72)} {n(top - 120)}L{w} {n(top - 6)}V{n(top + 30)}Z" fill="#8fb4cf"/>'
    )
    peak += (
        f'<path d="M{n(w * 0.66)} {n(top - 120)}Q{n(w * 0.69)} {n(top - 130)} {n(w * 0.72)}'
        f" {n(top - 120)}L{n(w * 0.755)} {n(top - 92)}L{n(w * 0.72)} {n(top - 98)}L{n(w * 0.69)}"
        f' {n(top - 84)}L{n(w * 0.655)} {n(top - 96)}L{n(w * 0.627)} {n(top - 100)}Z" fill="#eaf3fa"/>'
    )
    return (
        sky(w, h, "#ffcf8a", "#fff2cc")
        + peak
        + hills(w, top + 26, "#b5cf8f", 34)
        + bands
        + f'<path d="{blades}" fill="none" stroke="#3f8a3c" stroke-width="2.6" stroke-linecap="round"/>'
        + palm(w * 0.1, g + 4, 1.2)
        + f'<path d="M0 {n(g)}Q{n(w / 2)} {n(g - 16)} {w} {n(g + 4)}V{h}H0Z" fill="#d8b37a"/>'
        + f'<path d="M0 {n(g + 34)}Q{n(w / 2)} {n(g + 12)} {w} {n(g + 40)}V{h}H0Z" fill="#c99f63"/>'
    )


def night(w: float, h: float) -> str:
    """A village under moon and stars."""
    g = h * GROUND
    specks = "".join(
        f'<circle cx="{n((k * 97) % w)}" cy="{n((k * 61) % (h * 0.6))}" r="{n(0.8 + (k * 7 % 5) * 0.35)}"/>'
        for k in range(60)
    )
    roofs = "".join(
        f'<path d="M{n(x)} {n(g)}V{n(g - 46)}l-10 0 40 -36 40 36h-10V{n(g)}Z" fill="#1c1440"/>'
        f'<path d="M{n(x + 22)} {n(g - 34)}h16v16h-16Z" fill="{TURMERIC}"/>'
        for x in (w * 0.02, w * 0.76)
    )
    return (
        sky(w, h, "#171040", "#6a4a9c") + f'<g fill="#fff" fill-opacity=".8">{specks}</g>'
        f'<circle cx="{n(w * 0.8)}" cy="{n(h * 0.12)}" r="58" fill="#fff4cf" fill-opacity=".1"/>'
        f'<circle cx="{n(w * 0.8)}" cy="{n(h * 0.12)}" r="34" fill="#fff0c0"/>'
        f'<circle cx="{n(w * 0.8 - 9)}" cy="{n(h * 0.12 - 8)}" r="6" fill="#ead9a0"/>'
        f'<circle cx="{n(w * 0.8 + 11)}" cy="{n(h * 0.12 + 9)}" r="8" fill="#ead9a0"/>'
        + hills(w, g, "#33246a", 80)
        + roofs
        + tree(w * 0.62, g, 0.7, "#241a54")
        + f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#2c2060"/>'
        + f'<path d="M0 {n(g + 22)}Q{n(w / 2)} {n(g - 6)} {w} {n(g + 22)}V{h}H0Z" fill="#3a2c74"/>'
    )


def beach(w: float, h: float) -> str:
    """Sand, sea and a palm."""
    g = h * GROUND
    shells = "".join(
        f'<path transform="translate({n(w * x)} {n(h * y)})" d="M-7 4Q0 -10 7 4Z" fill="{c}"/>'
        for x, y, c in ((0.1, 0.93, "#f58fa5"), (0.86, 0.9, "#fff"), (0.74, 0.96, TURMERIC))
    )
    return (
        sky(w, h, "#7cc6ff", "#ffe9c4")
        + f'<circle cx="{n(w * 0.24)}" cy="{n(h * 0.15)}" r="60" fill="#fff4c4" fill-opacity=".4"/>'
        + f'<circle cx="{n(w * 0.24)}" cy="{n(h * 0.15)}" r="34" fill="{TURMERIC}"/>'
        + hills(w, h * 0.5, "#7fb6a2", 40)
        + f'<path d="M0 {n(h * 0.5)}H{w}V{n(g)}H0Z" fill="#3f9fd8"/>'
        + f'<path d="M0 {n(h * 0.5)}H{w}V{n(h * 0.56)}H0Z" fill="#6bbbe6"/>'
        f'<path d="M0 {n(g - 22)}Q{n(w * 0.3)} {n(g - 40)} {n(w * 0.6)} {n(g - 20)}T{w}'
        f' {n(g - 26)}V{h}H0Z" fill="#fff" fill-opacity=".8"/>'
        f'<path d="M0 {n(g - 12)}Q{n(w * 0.3)} {n(g - 30)} {n(w * 0.6)} {n(g - 10)}T{w}'
        f' {n(g - 16)}V{h}H0Z" fill="#f7deb0"/>'
        f'<path d="M0 {n(h * 0.9)}Q{n(w / 2)} {n(h * 0.84)} {w} {n(h * 0.9)}V{h}H0Z" fill="#efcf97"/>{shells}'
        + palm(w * 0.93, g + 6, 1.5)
    )


def clouds(t: float, beat: float, w: float, h: float) -> str:
    """Clouds that drift."""
    return "".join(
        cloud((x * w + speed * t) % (w + 160) - 80, h * y, s)
        for x, y, s, speed in ((0.1, 0.1, 1, 7), (0.75, 0.2, 0.7, 5), (0.45, 0.06, 0.8, 9))
    )


def sun(t: float, beat: float, w: float, h: float) -> str:
    """A sun whose rays breathe on the beat, under clouds."""
    x, y, r = w * 0.26, h * 0.2, 38 + 2 * sin(beat * pi)
    rays = "".join(
        f'<path d="M-5 -{n(r + 8)}L0 -{n(r + 26 + 5 * sin(beat * pi + k * pi))}L5 -{n(r + 8)}Z"'
        f' transform="rotate({n(k * 30 + t * 6)})"/>'
        for k in range(12)
    )
    return (
        f'<g transform="translate({n(x)} {n(y)})" fill="{TURMERIC}">'
        f'<circle r="{n(r)}" fill="#ffcf5c"/>{rays}</g>' + clouds(t, beat, w, h)
    )


def twinkle(t: float, beat: float, w: float, h: float) -> str:
    """Stars that glitter and now and then one that falls."""
    out = "".join(
        star(w * ((k * 0.37) % 1), h * (0.05 + (k * 0.23) % 0.42), 3.5 + 3 * (0.5 + 0.5 * sin(t * 2.2 + k * 1.9)))
        for k in range(11)
    )
    fall = (t % 4.3) / 0.9
    if fall < 1:
        x, y = w * (0.15 + 0.6 * fall), h * (0.08 + 0.16 * fall)
        out += (
            f'<path d="M{n(x)} {n(y)}l-52 -24" stroke="#fff6d5" stroke-width="3" stroke-linecap="round"'
            f' stroke-opacity="{n(1 - fall)}"/>'
        )
    return out


def boats(t: float, beat: float, w: float, h: float) -> str:
    """Sailing boats, waves and clouds."""
    out = clouds(t, beat, w, h)
    for k, (x, y, s, colour) in enumerate(((0.66, 0.53, 0.9, CURTAIN), (0.3, 0.575, 1.25, SEA))):
        rock = 4 * sin(t * 1.6 + k * 2)
        bx = (w * x + t * (3 + 2 * k)) % (w + 120) - 30
        out += (
            f'<g transform="translate({n(bx)} {n(h * y + 2 * sin(t * 1.6 + k))}) rotate({n(rock)})'
            f' scale({s})"><path d="M-34 -6Q0 6 34 -6Q22 14 0 14 -22 14 -34 -6Z" fill="#fff4e0"/>'
            f'<path d="M-30 2Q0 12 30 2L26 8Q0 16 -26 8Z" fill="{colour}"/>'
            '<path d="M-2 -4V-54" stroke="#8a5f30" stroke-width="3"/>'
            f'<path d="M0 -54L30 -10H0Z" fill="{colour}"/><path d="M-4 -48L-24 -10H-4Z" fill="#fff"/></g>'
        )
    waves = "".join(
        f"M{n((k * 83 + t * 12) % (w + 60) - 50)} {n(h * (0.57 + 0.034 * (k % 6)))}q8 -6 16 0t16 0" for k in range(11)
    )
    return out + f'<path d="{waves}" fill="none" stroke="#c3e6fa" stroke-width="2.6" stroke-linecap="round"/>'
