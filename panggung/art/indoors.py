"""Places under a roof: what stands still and what moves there, for a frame of w by h units."""

from math import pi, sin

from panggung.art.colour import CURTAIN, TURMERIC, dark, light, n
from panggung.art.ornament import curtain
from panggung.art.places import GROUND, flag_line


def classroom(w: float, h: float) -> str:
    """A board, drawings on the wall, bunting and a rug."""
    g = h * GROUND
    frames = ""
    for k, (x, colour) in enumerate(((0.08, TURMERIC), (0.3, "#f58fa5"), (0.58, "#7fcf9a"), (0.8, "#7db4f2"))):
        px, py = w * x, h * 0.15 + 10 * (k % 2)
        frames += (
            f'<path d="M{n(px)} {n(py)}h46v56h-46Z" fill="#fff"/>'
            f'<path d="M{n(px + 5)} {n(py + 5)}h36v46h-36Z" fill="{light(colour, 0.4)}"/>'
            + (
                f'<circle cx="{n(px + 23)}" cy="{n(py + 24)}" r="10" fill="{colour}"/>'
                if k % 2
                else f'<path d="M{n(px + 8)} {n(py + 46)}l15 -26 15 26Z" fill="{colour}"/>'
            )
        )
    bx, by, bw, bh = w * 0.09, h * 0.3, w * 0.82, h * 0.26
    drawing = (
        '<g fill="none" stroke="#e9f5ee" stroke-width="3" stroke-linecap="round" stroke-opacity=".75">'
        f'<circle cx="{n(bx + 44)}" cy="{n(by + 44)}" r="16"/>'
        f'<path d="M{n(bx + 44)} {n(by + 14)}v-6M{n(bx + 44)} {n(by + 80)}v-6M{n(bx + 14)}'
        f" {n(by + 44)}h-6M{n(bx + 80)} {n(by + 44)}h-6"
        f"M{n(bx + bw - 96)} {n(by + 56)}l30 -28 30 28v34h-60ZM{n(bx + 24)} {n(by + bh - 26)}q14 -14 28"
        ' 0t28 0 28 0"/></g>'
    )
    boards = "".join(f"M0 {n(g + k * 24)}H{w}" for k in (1, 3, 6))
    return (
        f'<path d="M0 0H{w}V{h}H0Z" fill="#ffe7c2"/><path d="M0 {n(g - 86)}H{w}V{n(g)}H0Z"'
        f' fill="#ffd592"/><path d="M0 {n(g - 86)}H{w}" stroke="#fff4e0" stroke-width="6"/>'
        f'{flag_line(w, h * 0.07)}{frames}<path d="M{n(bx - 8)}'
        f' {n(by - 8)}h{n(bw + 16)}v{n(bh + 16)}h-{n(bw + 16)}Z" fill="#b98449"/>'
        f'<path d="M{n(bx)} {n(by)}h{n(bw)}v{n(bh)}h-{n(bw)}Z" fill="#2c6b55"/>{drawing}'
        f'<path d="M{n(bx)} {n(by + bh + 10)}h{n(bw)}" stroke="#8a5f30" stroke-width="7"/>'
        f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#d9a066"/>'
        f'<path d="{boards}" stroke="#c08a52" stroke-width="2.4"/>'
        f'<path d="M0 {n(g)}H{w}" stroke="#b07a44" stroke-width="7"/>'
        f'<ellipse cx="{n(w / 2)}" cy="{n(h * 0.87)}" rx="{n(w * 0.42)}" ry="{n(h * 0.055)}"'
        f' fill="#e8704a" fill-opacity=".55"/><ellipse cx="{n(w / 2)}" cy="{n(h * 0.87)}"'
        f' rx="{n(w * 0.35)}" ry="{n(h * 0.042)}" fill="#f7b267" fill-opacity=".7"/>'
    )


def stage(w: float, h: float) -> str:
    """Boards, light and the open curtain with its kawung."""
    g = h * GROUND
    boards = "".join(f"M{n(w / 2 + k * w * 0.09)} {n(g)}L{n(w / 2 + k * w * 0.2)} {h}" for k in range(-6, 7))
    bulbs = "".join(f'<circle cx="{n(w * (k + 0.5) / 9)}" cy="{n(h * 0.965)}" r="5"/>' for k in range(9))
    return (
        f'<path d="M0 0H{w}V{h}H0Z" fill="#3a1030"/><ellipse cx="{n(w / 2)}" cy="{n(h * 0.42)}"'
        f' rx="{n(w * 0.5)}" ry="{n(h * 0.4)}" fill="#7a2a4c" fill-opacity=".7"/>'
        f'<ellipse cx="{n(w / 2)}" cy="{n(h * 0.44)}" rx="{n(w * 0.34)}" ry="{n(h * 0.3)}"'
        ' fill="#b4506a" fill-opacity=".5"/>'
        f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#a8683c"/>'
        f'<path d="{boards}" stroke="#8a5230" stroke-width="2"/>{curtain(0.82, (int(w), int(h)))}'
        f'<path d="M{n(w * 0.42)} {n(h * 0.05)}L{n(w * 0.14)} {n(h * 0.9)}H{n(w * 0.86)}L{n(w * 0.58)}'
        f' {n(h * 0.05)}Z" fill="#fff1c4" fill-opacity=".14"/>'
        f'<ellipse cx="{n(w / 2)}" cy="{n(h * 0.86)}" rx="{n(w * 0.36)}" ry="{n(h * 0.045)}"'
        ' fill="#ffe3a3" fill-opacity=".5"/>'
        f'<path d="M0 {n(h * 0.945)}H{w}V{h}H0Z" fill="{dark(CURTAIN, 0.6)}"/>'
        f'<g fill="{TURMERIC}">{bulbs}</g>'
    )


def lights(t: float, beat: float, w: float, h: float) -> str:
    """Coloured beams that swing and bulbs that take turns on the beat."""
    out = ""
    for k, colour in enumerate((TURMERIC, "#f58fa5", "#7db4f2")):
        a = 22 * sin(beat * pi / 4 + k * 2.1)
        out += (
            f'<path transform="rotate({n(a)} {n(w * (0.2 + 0.3 * k))} 0)"'
            f' d="M{n(w * (0.2 + 0.3 * k) - 8)} 0L{n(w * (0.2 + 0.3 * k) - 60)}'
            f' {n(h * 0.8)}H{n(w * (0.2 + 0.3 * k) + 60)}L{n(w * (0.2 + 0.3 * k) + 8)} 0Z"'
            f' fill="{colour}" fill-opacity=".1"/>'
        )
    lit = "".join(
        f'<circle cx="{n(w * (k + 0.5) / 9)}" cy="{n(h * 0.965)}" r="6.5"/>' for k in range(9) if (k + int(beat)) % 2
    )
    return out + f'<g fill="#fff3c9">{lit}</g>'


def kitchen(w: float, h: float) -> str:
    """Tiles, a shelf, pans and a window."""
    g = h * GROUND
    tiles = "".join(f"M{n(x)} {n(h * 0.34)}V{n(g)}" for x in range(0, int(w), 40)) + "".join(
        f"M0 {n(y)}H{w}" for y in range(int(h * 0.34), int(g), 40)
    )
    jars = "".join(
        f'<path d="M{n(w * 0.1 + k * w * 0.13)} {n(h * 0.2)}v-34q0 -6 6 -6h18q6 0 6 6v34Z" fill="{c}"/>'
        f'<path d="M{n(w * 0.1 + k * w * 0.13 + 2)} {n(h * 0.2 - 40)}h26" stroke="#fff4e0"'
        ' stroke-width="8"/>'
        for k, c in enumerate((TURMERIC, CURTAIN, "#7fcf9a", "#e8704a"))
    )
    window = (
        f'<path d="M{n(w * 0.68)} {n(h * 0.08)}h{n(w * 0.25)}v{n(h * 0.19)}h-{n(w * 0.25)}Z"'
        ' fill="#bfe3ff" stroke="#fff" stroke-width="9"/>'
        f'<path d="M{n(w * 0.805)} {n(h * 0.08)}v{n(h * 0.19)}M{n(w * 0.68)}'
        f' {n(h * 0.175)}h{n(w * 0.25)}" stroke="#fff" stroke-width="5"/>'
        f'<path d="M{n(w * 0.66)} {n(h * 0.075)}h{n(w * 0.29)}l-8 30q-20 12 -36 0 -18 12 -36 0 -18 12'
        f' -22 0Z" fill="{CURTAIN}"/>'
    )
    pans = "".join(
        f'<path d="M{n(w * x)} {n(h * 0.25)}v34" stroke="#8a5f30" stroke-width="5"/>'
        f'<circle cx="{n(w * x)}" cy="{n(h * 0.25 + 54)}" r="22" fill="{c}"/>'
        for x, c in ((0.14, "#5d5474"), (0.3, "#8b86a0"))
    )
    return (
        f'<path d="M0 0H{w}V{h}H0Z" fill="#fff0cf"/><path d="M0 {n(h * 0.34)}H{w}V{n(g)}H0Z"'
        f' fill="#cfe9e4"/><path d="{tiles}" stroke="#fff" stroke-width="3"'
        f' stroke-opacity=".8"/>{window}{jars}'
        f'<path d="M{n(w * 0.06)} {n(h * 0.205)}h{n(w * 0.54)}" stroke="#b98449" stroke-width="10"'
        f' stroke-linecap="round"/>{pans}'
        f'<path d="M0 {n(g)}H{w}V{h}H0Z" fill="#d9a066"/>'
        f'<path d="M0 {n(g + 22)}H{w}M0 {n(g + 60)}H{w}M0 {n(g + 104)}H{w}" stroke="#c08a52"'
        ' stroke-width="2.4"/>'
    )
