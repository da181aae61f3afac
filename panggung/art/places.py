"""Parts that several places share: sky, hills, trees, clouds, stars, bunting and confetti."""

import random
from math import cos, pi, sin

from panggung.art.colour import CONFETTI, CURTAIN, LEAF, SEA, TURMERIC, dark, light, n

# Where the ground begins, as a share of the height.
GROUND = 0.79


def sky(w: float, h: float, top: str, low: str) -> str:
    """A gradient over the whole frame; one sky a picture, since its id is fixed."""
    return (
        f'<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="{top}"/>'
        f'<stop offset=".75" stop-color="{low}"/></linearGradient></defs>'
        f'<path d="M0 0H{n(w)}V{n(h)}H0Z" fill="url(#sky)"/>'
    )


def hills(w: float, y: float, colour: str, tall: float) -> str:
    """Two rows of soft hills that stand on `y`."""
    a, b = n(y - tall * 0.6), n(y - tall * 0.3)
    far = f"M0 {n(y)}V{a}Q{n(w * 0.2)} {n(y - tall * 1.5)} {n(w * 0.48)} {a}T{n(w)} {n(y - tall)}V{n(y)}Z"
    near = f"M0 {n(y)}V{b}Q{n(w * 0.34)} {n(y - tall * 0.1)} {n(w * 0.6)} {n(y - tall * 0.5)}T{n(w)} {b}V{n(y)}Z"
    return f'<path d="{far}" fill="{light(colour, 0.3)}"/><path d="{near}" fill="{colour}"/>'


def tree(x: float, y: float, s: float, colour: str = LEAF) -> str:
    """A round mango tree with its foot at (x, y)."""
    blobs = "".join(
        f'<circle cx="{cx}" cy="{cy}" r="{r}" fill="{c}"/>'
        for cx, cy, r, c in (
            (-30, -112, 34, dark(colour, 0.12)),
            (30, -110, 36, dark(colour, 0.12)),
            (0, -138, 44, colour),
            (-14, -150, 22, light(colour, 0.16)),
        )
    )
    return (
        f'<g transform="translate({n(x)} {n(y)}) scale({n(s)})">'
        f'<path d="M-9 0Q-5 -50 -8 -90H8Q5 -50 10 0Z" fill="#7a5236"/>{blobs}</g>'
    )


def palm(x: float, y: float, s: float) -> str:
    """A coconut palm with its foot at (x, y)."""
    leaves = "".join(
        f'<path d="M0 0Q{n(34 * cos(a))} {n(34 * sin(a) - 20)} {n(66 * cos(a))} {n(60 * sin(a) + 8)}'
        f' {n(30 * cos(a))} {n(30 * sin(a) - 4)} 0 0Z" fill="{light(LEAF, 0.12 * (k % 3))}"/>'
        for k, a in enumerate((-2.9, -2.2, -1.4, -0.7, 0.0, 0.5, 2.6))
    )
    nuts = '<circle cx="-6" cy="4" r="7" fill="#7a5236"/><circle cx="7" cy="6" r="7" fill="#8a6040"/>'
    return (
        f'<g transform="translate({n(x)} {n(y)}) scale({n(s)})">'
        '<path d="M-8 0Q2 -70 -10 -142L0 -144Q14 -70 8 0Z" fill="#a9784a"/>'
        f'<g transform="translate(-5 -144)">{leaves}{nuts}</g></g>'
    )


def cloud(x: float, y: float, s: float) -> str:
    """A fair-weather cloud around (x, y)."""
    return (
        f'<path transform="translate({n(x)} {n(y)}) scale({n(s)})" d="M-46 14Q-60 14 -58 0 -54 -14 -38'
        ' -10 -34 -30 -12 -28 6 -34 16 -18 36 -24 42 -6 58 -6 56 8 54 14 44 14Z" fill="#fff"'
        ' fill-opacity=".88"/>'
    )


def star(x: float, y: float, r: float) -> str:
    """A four-pointed star."""
    k = r * 0.22
    return (
        f'<path d="M{n(x)} {n(y - r)}L{n(x + k)} {n(y - k)} {n(x + r)} {n(y)} {n(x + k)} {n(y + k)}'
        f' {n(x)} {n(y + r)} {n(x - k)} {n(y + k)} {n(x - r)} {n(y)} {n(x - k)} {n(y - k)}Z"'
        ' fill="#fff6d5"/>'
    )


def flag_line(w: float, y: float) -> str:
    """Bunting that hangs over the width of the frame."""
    out, count = (
        f'<path d="M0 {n(y - 14)}Q{n(w / 2)} {n(y + 26)} {n(w)} {n(y - 14)}" fill="none"'
        ' stroke="#b98449" stroke-width="2.4"/>',
        int(w / 34),
    )
    for k in range(count):
        x = (k + 0.5) / count
        top = y - 14 + 40 * 2 * x * (1 - x)
        out += f'<path d="M{n(x * w - 10)} {n(top)}h20l-10 22Z" fill="{(CURTAIN, TURMERIC, LEAF, SEA)[k % 4]}"/>'
    return out


def confetti(since: float, w: float, h: float, seed: int = 1, count: int = 46) -> str:
    """Paper that was thrown `since` seconds ago: it bursts up, then flutters down for 2.6 seconds."""
    if not 0 <= since < 2.6:
        return ""
    r, out = random.Random(seed), ""
    fade = min(1.0, (2.6 - since) / 0.6)
    for k in range(count):
        side = -1 if k % 2 else 1
        vx, vy, spin = r.uniform(40, 300), r.uniform(420, 900), r.uniform(200, 700)
        drag = (1 - 2.718 ** (-2.2 * since)) / 2.2
        x = (w * 0.02 if side > 0 else w * 0.98) + side * vx * drag * (w / 360)
        y = h * 0.66 - vy * drag * (h / 640) + 150 * since * since * 0.5 + 8 * sin(since * 7 + k)
        flat = 0.35 + 0.65 * abs(cos(since * 6 + k * pi / 5))
        shape = '<circle r="5"/>' if k % 3 == 0 else '<path d="M-5 -3.5H5V3.5H-5Z"/>'
        out += (
            f'<g transform="translate({n(x)} {n(y)}) rotate({n(spin * since)}) scale(1 {flat:.2f})"'
            f' fill="{CONFETTI[k % len(CONFETTI)]}">{shape}</g>'
        )
    return f'<g fill-opacity="{fade:.2f}">{out}</g>'
