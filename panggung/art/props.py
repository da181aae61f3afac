"""Things that puppets hold and use, each as SVG around its own origin (a hand, or the ground under it)."""

from math import cos, radians, sin

from panggung.art.colour import CURTAIN, INK, LEAF, SEA, TURMERIC, dark, light, n

_WOOD = "#c98f4e"
_RAINBOW = (CURTAIN, "#f2823a", TURMERIC, LEAF, SEA, "#6a3fb5")


def chili(grown: float, sway: float = 0) -> str:
    """A chili plant in a clay pot; `grown` goes from 0 (a sprout) to 1 (ripe), `sway` bends it in degrees."""
    tall = 26 + 96 * grown
    out = (
        f'<g transform="translate(0 -44) rotate({n(sway)})">'
        f'<path d="M0 0Q{n(4 + 4 * grown)} {n(-tall / 2)} 0 {n(-tall)}" fill="none" stroke="#3c8a4a"'
        ' stroke-width="6" stroke-linecap="round"/>'
    )
    for k in range(6):
        when = min(max(grown * 7 - k, 0), 1)
        if not when:
            continue
        y, side = -tall * (0.25 + 0.13 * k), (-1) ** k
        leaf = f"M0 0Q{18 * side} -18 {38 * side} -8 {22 * side} 8 0 0Z"
        out += (
            f'<g transform="translate(0 {n(y)}) scale({when:.2f})">'
            f'<path d="{leaf}" fill="{light(LEAF, 0.12 * (k % 3))}"/>'
        )
        if k > 1:
            ripe = min(max(grown * 3 - 2, 0), 1)
            colour = CURTAIN if ripe > 0.5 else "#8cc152"
            out += (
                f'<path transform="translate({-16 * side} 6) scale({0.4 + 0.6 * ripe:.2f})" d="M-5 0Q0'
                f' -6 5 0 7 16 {side * 5} 28 -8 16 -5 0Z" fill="{colour}"/>'
            )
            out += f'<path d="M0 0L{-16 * side} 4" stroke="#3c8a4a" stroke-width="3"/>'
        out += "</g>"
    return (
        f'{out}</g><path d="M-34 -46H34L25 0H-25Z" fill="#c8643c"/>'
        f'<path d="M10 -46H34L25 0H8Z" fill="{INK}" fill-opacity=".12"/>'
        f'<path d="M-39 -58H39V-44H-39Z" fill="#d97a4e"/><ellipse cy="-57" rx="34" ry="5" fill="#5a3524"/>'
    )


def watering_can(pour: float) -> str:
    """A watering can held at its handle; `pour` from 0 (level) to 1 (tipped, with drops falling)."""
    drops = ""
    if pour > 0.6:
        drops = "".join(
            f'<ellipse cx="{-50 - 5 * (k % 3)}" cy="{14 + 15 * k}" rx="2.6" ry="5" fill="#6bb6f0"/>' for k in range(6)
        )
    body = (
        f'<path d="M-16 10H18L22 46H-20Z" fill="{SEA}"/>'
        f'<path d="M-18 34L-44 8" stroke="{SEA}" stroke-width="8" stroke-linecap="round"/>'
        f'<path d="M-54 8L-40 -4" stroke="{light(SEA, 0.3)}" stroke-width="8" stroke-linecap="round"/>'
        f'<path d="M-12 10Q2 -16 18 12" fill="none" stroke="{dark(SEA, 0.2)}" stroke-width="6"/>'
        f'<path d="M8 10H18L22 46H10Z" fill="{INK}" fill-opacity=".14"/>'
    )
    return f'<g transform="rotate({n(-28 * pour)})">{body}</g>{drops}'


def book(flip: float = 0) -> str:
    """An open book held before the chest; a page turns as `flip` goes from 0 to 1."""
    lines = "".join(f"M{x} {y}h{22 - (y * 7) % 9}" for x in (-34, 9) for y in (-14, -7, 0, 7))
    page = cos(radians(180 * flip)) * 38
    lift = sin(radians(180 * flip)) * 14
    return (
        f'<path d="M-46 -22Q-22 -32 0 -22 22 -32 46 -22V22Q22 12 0 22 -22 12 -46 22Z" fill="{CURTAIN}"/>'
        '<path d="M-42 -22Q-20 -30 0 -20 20 -30 42 -22V16Q20 8 0 17 -20 8 -42 16Z" fill="#fffdf6"/>'
        f'<path d="{lines}" stroke="#b9aecb" stroke-width="2.4" stroke-linecap="round"/>'
        f'<path d="M0 -20Q{n(page / 2)} {n(-28 - lift)} {n(page)}'
        f' {n(-22 - lift)}V{n(16 - lift)}Q{n(page / 2)} {n(8 - lift)} 0 17Z" fill="#fff6e2"'
        ' stroke="#d9cfc0"/>'
    )


def ball(spin: float = 0) -> str:
    """A football of 24 units radius, turned by `spin` degrees."""
    marks = "".join(f'<path d="M0 -24L7 -15 0 -8-7 -15Z" transform="rotate({72 * k})"/>' for k in range(5))
    return (
        f'<g transform="rotate({n(spin)})"><circle r="24" fill="#fff"/><g fill="{INK}">{marks}'
        '<path d="M0 -8L7.6 -2.5 4.7 6.5H-4.7L-7.6 -2.5Z" transform="scale(.9)"/></g></g>'
        f'<path d="M-4 24A24 24 0 0 0 24 -2 22 22 0 0 1 -4 24Z" fill="{INK}" fill-opacity=".16"/>'
        f'<circle r="24" fill="none" stroke="{INK}" stroke-width="2"/>'
    )


def angklung(shake: float) -> str:
    """An angklung of three bamboo tubes in a frame; `shake` shifts the tubes, in units."""
    tubes = ""
    for k, (x, tall) in enumerate(((-20, 74), (0, 58), (17, 44))):
        dx = shake * (1 if k % 2 else -1)
        tubes += (
            f'<path d="M{n(x - 5.5 + dx)} 34V{34 - tall}l11 -9V34Z" fill="#e0b25c"/>'
            f'<path d="M{n(x + 2 + dx)} 34V{34 - tall - 6}l3.5 -3V34Z" fill="#a8782e"'
            f' fill-opacity=".55"/><path d="M{n(x - 5.5 + dx)} {34 - tall // 2}h11" stroke="#a8782e"'
            ' stroke-width="2.4"/>'
        )
    return (
        f'<g stroke="{dark(_WOOD, 0.35)}" stroke-width="4" stroke-linecap="round">'
        f'<path d="M-32 38V-52M30 38V-40M-34 -28H32"/></g>{tubes}'
        f'<path d="M-36 38H34" stroke="{dark(_WOOD, 0.2)}" stroke-width="9" stroke-linecap="round"/>'
        f'<path d="M-32 -52l-5 -7M30 -40l5 -7" stroke="{CURTAIN}" stroke-width="4"'
        ' stroke-linecap="round"/>'
    )


def paper_plane(tilt: float = 0) -> str:
    """A folded paper plane that points right, turned by `tilt` degrees."""
    return (
        f'<g transform="rotate({n(tilt)})"><path d="M-34 -16L40 0-24 10Z" fill="{CURTAIN}"/>'
        f'<path d="M-24 10L40 0-20 22Z" fill="{dark(CURTAIN, 0.35)}"/>'
        f'<path d="M-34 -16L40 0-14 4Z" fill="#f58fa5"/></g>'
    )


def kite(sway: float) -> str:
    """A diamond kite with a tail of bows that trails by `sway` degrees; the string starts at the origin."""
    bows = "".join(
        f'<path transform="translate({n(sin(radians(sway * 3 + k * 60)) * 9)} {58 + k * 20})" d="M-10'
        f' -6L0 0-10 6ZM10 -6L0 0 10 6Z" fill="{_RAINBOW[k]}"/>'
        for k in range(5)
    )
    return (
        f'<g transform="rotate({n(sway)})"><path d="M0 50V150" stroke="{INK}" stroke-width="1.6"'
        f' stroke-opacity=".5"/>{bows}'
        f'<path d="M0 -64L46 -8 0 52-46 -8Z" fill="{CURTAIN}"/>'
        f'<path d="M0 -64L46 -8H0Z" fill="{TURMERIC}"/><path d="M0 52L-46 -8H0Z" fill="{SEA}"/>'
        f'<path d="M0 52L46 -8H0Z" fill="{LEAF}"/>'
        '<path d="M0 -64V52M-46 -8H46" stroke="#fff" stroke-width="3"/>'
        '<circle cx="-12" cy="-20" r="4" fill="#fff"/><circle cx="12" cy="-20" r="4" fill="#fff"/></g>'
    )


def spool() -> str:
    """The reel of a kite string, in the hand."""
    return (
        f'<path d="M-9 -12H9M-9 12H9M0 -12V12" stroke="{_WOOD}" stroke-width="7"'
        ' stroke-linecap="round"/><path d="M-7 -5H7M-7 0H7M-7 5H7" stroke="#fff" stroke-width="2.6"/>'
    )


def microphone() -> str:
    """A hand microphone, head up."""
    return (
        f'<path d="M-5 -6H5L3.4 34H-3.4Z" fill="{INK}"/><circle cy="-16" r="13" fill="#8b86a0"/>'
        '<path d="M-12 -12H12M-12 -20H12M-5 -28V-5M5 -28V-5" stroke="#c9c3d8" stroke-width="1.6"/>'
        f'<path d="M-8 -5H8" stroke="{TURMERIC}" stroke-width="5" stroke-linecap="round"/>'
    )


def telescope(tilt: float) -> str:
    """A small telescope on a tripod; its tube points up and right by `tilt` degrees. The ground is at y = 0."""
    legs = "M0 -206L-46 0M0 -206L46 0M0 -206V-8"
    return (
        f'<path d="{legs}" stroke="{_WOOD}" stroke-width="7" stroke-linecap="round"/>'
        f'<circle cy="-210" r="10" fill="{INK}"/>'
        f'<g transform="translate(0 -216) rotate({n(-tilt)})"><path d="M-52 -9H10V9H-52Z" fill="{SEA}"/>'
        f'<path d="M8 -14H62V14H8Z" fill="{dark(SEA, 0.2)}"/>'
        f'<path d="M58 -17H68V17H58Z" fill="{TURMERIC}"/><path d="M-62 -6H-50V6H-62Z" fill="{INK}"/>'
        '<path d="M-50 -6H60" stroke="#fff" stroke-width="3" stroke-opacity=".3"/></g>'
    )


def wok(stir: float, toss: float) -> str:
    """A wok on a small stove; `stir` moves what is in it, `toss` (0..1) throws it up. The ground is at y = 0."""
    bits = ""
    for k in range(9):
        x = -32 + 8 * k + 5 * sin(radians(stir + k * 70))
        y = -78 - toss * (46 + 26 * sin(k * 2.1)) + 4 * cos(radians(stir + k * 50))
        bits += (
            f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="7" ry="5" transform="rotate({40 * k} {n(x)} {n(y)})"'
            f' fill="{(CURTAIN, TURMERIC, "#8cc152", "#fff4e0")[k % 4]}"/>'
        )
    flames = "".join(
        f'<path transform="translate({x} -34)" d="M-7 0Q-6 -12 0 -17 6 -12 7 0Z" fill="{TURMERIC}"/>'
        for x in (-20, 0, 20)
    )
    return (
        '<path d="M-62 -34H62V0H-62Z" fill="#d8d2e2"/><path d="M-62 -34H62V-26H-62Z" fill="#b5aec4"/>'
        f'<circle cx="-30" cy="-14" r="6" fill="{CURTAIN}"/>'
        f'<circle cx="30" cy="-14" r="6" fill="{INK}"/>{flames}'
        f'<ellipse cy="-78" rx="58" ry="10" fill="#3b3550"/>{bits}'
        '<path d="M-60 -78Q0 -58 60 -78 48 -42 0 -42 -48 -42 -60 -78Z" fill="#4a4460"/>'
        f'<path d="M56 -76L92 -86" stroke="{_WOOD}" stroke-width="9" stroke-linecap="round"/>'
    )


def spatula() -> str:
    """A wooden spatula that hangs down from the hand."""
    return (
        f'<path d="M0 -6V44" stroke="{_WOOD}" stroke-width="6" stroke-linecap="round"/>'
        f'<path d="M-9 42H9L7 64H-7Z" fill="{dark(_WOOD, 0.1)}"/>'
    )


def rainbow(drawn: float, w: float = 260) -> str:
    """A rainbow of six bands, `drawn` (0..1) from left to right; its feet are at y = 0, `w` units apart."""
    if drawn <= 0:
        return ""
    out = ""
    for k, colour in enumerate(_RAINBOW):
        r = w / 2 - k * 12
        a = radians(180 - 180 * min(drawn, 1))
        out += (
            f'<path d="M{n(-r)} 0A{n(r)} {n(r)} 0 0 1 {n(r * cos(a))} {n(-r * sin(a))}" fill="none"'
            f' stroke="{colour}" stroke-width="12.5" stroke-linecap="round"/>'
        )
    return out


def verse(lines: int, shown: float) -> str:
    """A bubble with `lines` lines of a poem as bars, of which `shown` have been read; nothing in it can be read."""
    out = (
        '<path d="M-104 -66Q-104 -84 -86 -84H86Q104 -84 104 -66V30Q104 48 86 48H20L0 70-8 48H-86Q-104'
        ' 48 -104 30Z" fill="#fffdf6" fill-opacity=".94"/>'
    )
    for k in range(lines):
        long = (150, 118, 160, 96, 134)[k % 5]
        read = min(max(shown - k, 0), 1)
        y = -58 + k * 24
        out += f'<path d="M-80 {y}h{long}" stroke="#e7dfd2" stroke-width="9" stroke-linecap="round"/>'
        if read > 0.05:
            out += (
                f'<path d="M-80 {y}h{n(long * read)}" stroke="{(CURTAIN, TURMERIC, LEAF, SEA)[k % 4]}"'
                ' stroke-width="9" stroke-linecap="round"/>'
            )
    return out
