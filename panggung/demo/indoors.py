"""What children do on stage, in class and in the kitchen: each act tells which layers make the frame of one moment."""

from dataclasses import replace
from math import cos, floor, pi, sin

from panggung.art import props
from panggung.art.dances import alive, dance, ease
from panggung.art.ornament import curtain
from panggung.art.pose import Pose
from panggung.demo.film import Layer, actor
from panggung.demo.shot import SCALE, Shot, aim, burst, in_hand, put, stepped


def dancing(shot: Shot) -> list[Layer]:
    """One puppet dances its steps."""
    pose = alive(lambda b: dance(shot.steps, b), shot.beat)
    return [actor(shot.looks[0], pose, (shot.w / 2, shot.ground), SCALE), *burst(shot, 0.5, shot.seconds - 3)]


def opening(shot: Shot) -> list[Layer]:
    """The curtain opens on a dancer."""
    layers = dancing(replace(shot, t=shot.t))
    share = ease(shot.t / 1.8)
    if share < 1:
        layers.append(Layer(curtain(0.82 * share, (shot.w, shot.h))))
    return layers


def friends(shot: Shot) -> list[Layer]:
    """Several puppets dance side by side, each a little later than its neighbour."""
    layers, count = [], len(shot.looks)
    scale = 0.82 if shot.w > shot.h else 0.8
    for k, look in enumerate(shot.looks):
        pose = alive(lambda b, k=k: dance(shot.steps, b - 0.12 * k), shot.beat, seed=k)  # type: ignore[misc]
        pose = replace(pose, x=pose.x * 0.6)
        y = shot.h * (0.93 if k % 2 else 0.89)
        layers.append(actor(look, pose, (shot.w * (k + 0.72) / (count + 0.44), y), scale, uid=f"f{k}"))
    return layers + burst(shot, 1.0, shot.seconds - 3)


def reciting(shot: Shot) -> list[Layer]:
    """Read a poem out of a book; its lines fill as they are read."""
    lines = 4

    def reading(b: float) -> Pose:
        s = sin(pi * b / 4)
        pose = Pose(
            lean=3 * s,
            tilt=6 * s,
            y=-3 * abs(sin(pi * b / 2)),
            gaze_y=0.9 if b % 4 < 2.4 else -0.1,
            gaze_x=0.4 * s,
            mouth=0.25 + 0.4 * abs(sin(pi * b * 1.5)),
        )
        return aim(aim(pose, -1, -42, -128), 1, 42, -128)

    pose = alive(reading, shot.beat, sings=False)
    flip = ease((shot.beat % 8 - 6.5) / 1.2) if shot.beat % 8 > 6.5 else 0.0
    held = f'<g transform="translate(0 -130)">{props.book(flip)}</g>'
    bubble = put(
        props.verse(lines, shot.share * (lines + 0.4)),
        shot.w * 0.5,
        shot.h * 0.2 + 3 * sin(shot.t * 1.4),
        1.05,
        room=(108, 88, 108, 72),
    )
    return [actor(shot.looks[0], pose, (shot.w / 2, shot.ground), 1.12, held=held), bubble]


def _ringing(b: float) -> Pose:
    s = sin(2 * pi * b * 4) * (1 if b % 2 < 1.2 else 0)
    y = -8 * abs(sin(pi * b))
    pose = Pose(y=y, squash=0.03 + y * 0.004, lean=5 * sin(pi * b / 2), tilt=4 * sin(pi * b / 2), leg_l=4, leg_r=4)
    return aim(aim(pose, -1, -62 + 2 * s, -150), 1, 62 + 2 * s, -150 - 12 * abs(sin(pi * b / 2)))


def angklung(shot: Shot) -> list[Layer]:
    """Two friends play angklung and answer each other; notes rise from them."""
    layers = []
    for k, look in enumerate(shot.looks):
        pose = alive(lambda b, k=k: _ringing(b + k), shot.beat, seed=k)  # type: ignore[misc]
        shake = 3 * sin(shot.t * 50) * (1 if (shot.beat + k) % 2 < 1.2 else 0)
        held = "".join(
            in_hand(pose, s, f'<g transform="translate(0 26) scale(.78)">{props.angklung(shake)}</g>') for s in (-1, 1)
        )
        layers.append(
            actor(
                look,
                pose,
                (shot.w * (0.28 + 0.45 * k), shot.ground - 26 * (1 - k)),
                0.92,
                uid=f"k{k}",
                held=held,
                beyond=16,
            )
        )
    t, notes = stepped(shot.t), ""
    for k in range(7):
        rise = (t * 0.42 + k / 7) % 1
        x, y = shot.w * (0.14 + 0.12 * k + 0.04 * sin(t * 2 + k)), shot.h * (0.44 - 0.3 * rise)
        colour = ("#ffb938", "#fff4e0", "#f58fa5")[k % 3]
        notes += (
            f'<g transform="translate({x:.0f} {y:.0f})" fill-opacity="{sin(pi * rise):.2f}" fill="{colour}">'
            '<ellipse rx="8" ry="6" transform="rotate(-20)"/>'
            '<path d="M5 -2V-32Q16 -28 15 -16Q12 -22 8 -22V-2Z"/></g>'
        )
    layers.append(Layer(notes, (0, shot.h * 0.08, shot.w, shot.h * 0.4)))
    return layers + burst(shot, shot.seconds - 2.8)


def counting(shot: Shot) -> list[Layer]:
    """Count from one to five with the fingers; as many mangoes hop onto the board."""
    number = min(5, 1 + floor(shot.t / (shot.seconds * 0.145)))
    last = shot.share > 0.78

    def showing(b: float) -> Pose:
        y = -7 * abs(sin(pi * b))
        pose = Pose(
            y=y,
            squash=0.03 + y * 0.004,
            arm_l=42,
            elbow_l=-92,
            lean=3 * sin(pi * b / 2),
            tilt=5 * sin(pi * b / 2),
            fingers_r=number,
            leg_l=4,
            leg_r=4,
        )
        return aim(pose, 1, 84, -190 + 6 * sin(pi * b))

    pose = alive(lambda b: dance(((4, "jump"), (4, "clap")), b) if last else showing(b), shot.beat)
    layers = []
    for k in range(number):
        since = shot.t - k * shot.seconds * 0.145
        hop = abs(sin(pi * shot.beat + k * 0.5)) * 6 + 26 * max(0.0, 1 - since * 3)
        fruit = (
            '<path d="M0 -16C16 -18 22 4 10 16 0 24 -18 18 -18 2 -18 -8 -10 -15 0 -16Z"'
            ' fill="#ffb938"/><path d="M2 -16Q10 -28 22 -24 16 -14 2 -16Z" fill="#1d7a4a"/>'
            '<path d="M-11 -2Q-10 -9 -3 -11" stroke="#fff4e0" stroke-width="4" fill="none"'
            ' stroke-linecap="round"/>'
        )
        layers.append(
            put(fruit, shot.w * (0.2 + 0.15 * k), shot.h * 0.285 - hop, 0.95 * ease(since * 4), room=(22, 30, 26, 24))
        )
    return [*layers, actor(shot.looks[0], pose, (shot.w / 2, shot.ground), 1.12), *burst(shot, shot.seconds * 0.78)]


def cooking(shot: Shot) -> list[Layer]:
    """Stir and toss fried rice in a wok."""
    p = shot.beat % 4
    toss = sin(pi * (p - 2.5) / 1.5) if 2.5 < p < 4 else 0.0

    def stirring(b: float) -> Pose:
        q = b % 4
        up = sin(pi * (q - 2.5) / 1.5) if 2.5 < q < 4 else 0.0
        pose = Pose(
            y=-6 * abs(sin(pi * b)) - 8 * up,
            lean=4 * sin(pi * b / 2),
            tilt=6 * sin(pi * b / 2),
            gaze_y=0.7 - 1.6 * up,
            mouth=0.8 * up,
            joy=1 if up > 0.5 else 0,
        )
        return aim(aim(pose, -1, -34 + 15 * cos(pi * b), -122 - 8 * sin(pi * b)), 1, 64, -112 - 16 * up)

    pose = alive(stirring, shot.beat)
    held = in_hand(pose, -1, props.spatula(), turn=-12 + 10 * cos(pi * shot.beat))
    stove = put(props.wok(shot.t * 240, max(toss, 0)), shot.w / 2 + 6, shot.h * 0.87, 1.4, room=(66, 160, 98, 2))
    counter = Layer(
        f'<path d="M0 {shot.h * 0.835:.0f}H{shot.w}V{shot.h}H0Z" fill="#b98449"/>'
        f'<path d="M0 {shot.h * 0.82:.0f}H{shot.w}V{shot.h * 0.845:.0f}H0Z" fill="#f3e2c6"/>'
        f'<path d="M{shot.w / 2} {shot.h * 0.87:.0f}V{shot.h}M{shot.w * 0.44:.0f}'
        f' {shot.h * 0.9:.0f}v30M{shot.w * 0.56:.0f} {shot.h * 0.9:.0f}v30" stroke="#9a6a38"'
        ' stroke-width="5" stroke-linecap="round"/>',
        (0, shot.h * 0.82, shot.w, shot.h * 0.18),
    )
    steam = ""
    for k in range(4):
        rise = (stepped(shot.t) * 0.5 + k / 4) % 1
        steam += (
            f'<path d="M{-36 + 24 * k} {-10 - 90 * rise:.1f}q8 -12 0 -24t0 -24" fill="none"'
            ' stroke="#fff" stroke-width="6" stroke-linecap="round"'
            f' stroke-opacity="{0.55 * sin(pi * rise):.2f}"/>'
        )
    return [
        actor(shot.looks[0], pose, (shot.w / 2, shot.ground - 30), 1.12, held=held),
        counter,
        stove,
        put(steam, shot.w / 2, shot.h * 0.66, 1.1, room=(50, 152, 50, 2)),
    ]
