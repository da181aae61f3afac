"""What happens in the demo clips: each act tells, for one moment, which layers make the frame."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, floor, pi, radians, sin

from panggung.art import props, scenes
from panggung.art.dances import MOVES, Dance, Move, alive, bounce, dance, ease
from panggung.art.ornament import curtain
from panggung.art.places import confetti, star
from panggung.art.pose import Pose, arm_points, reach
from panggung.art.puppet import Look
from panggung.demo.film import Layer, actor


@dataclass(frozen=True)
class Shot:
    """One moment of a clip: `t` seconds from its start, `beat` of the song that sounds then, `w` by `h` units."""

    t: float
    beat: float
    seconds: float
    looks: tuple[Look, ...]
    steps: Dance
    w: int
    h: int

    @property
    def share(self) -> float:
        """How much of the clip is over, 0..1."""
        return self.t / self.seconds

    @property
    def floor(self) -> float:
        """Where feet stand, in units."""
        return self.h * 0.865


Act = Callable[[Shot], list[Layer]]
_SCALE = 1.22


def put(svg: str, x: float, y: float, scale: float = 1.0, *, reach_of: float = 130) -> Layer:
    """A prop at (x, y) as a layer of its own."""
    r = reach_of * scale
    return Layer(f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.2f})">{svg}</g>', (x - r, y - r, 2 * r, 2 * r))


def in_hand(pose: Pose, side: int, prop: str, *, turn: float = 0) -> str:
    """A prop in the hand of `side`, turned by `turn` degrees, to be drawn under the hand."""
    x, y = arm_points(side, *((pose.arm_l, pose.elbow_l) if side < 0 else (pose.arm_r, pose.elbow_r)))[2]
    return f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f})">{prop}</g>'


def aim(pose: Pose, side: int, x: float, y: float) -> Pose:
    """The pose with the hand of `side` at (x, y) in the figure's units."""
    arm, elbow = reach(side, x, y)
    return replace(pose, arm_l=arm, elbow_l=elbow) if side < 0 else replace(pose, arm_r=arm, elbow_r=elbow)


def burst(shot: Shot, *times: float) -> list[Layer]:
    """Confetti thrown at each of `times` seconds."""
    return [Layer(confetti(shot.t - at, shot.w, shot.h, k)) for k, at in enumerate(times) if 0 <= shot.t - at < 2.6]


def solo(shot: Shot, pose_at: Move, *, x: float = 0.5, scale: float = _SCALE, seed: int = 0) -> Pose:
    """The living pose of the first look at this shot."""
    return alive(pose_at, shot.beat, seed=seed)


def dancing(shot: Shot) -> list[Layer]:
    """One puppet dances its steps."""
    pose = alive(lambda b: dance(shot.steps, b), shot.beat)
    return [actor(shot.looks[0], pose, (shot.w / 2, shot.floor), _SCALE), *burst(shot, 0.5, shot.seconds - 3)]


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


def gardening(shot: Shot) -> list[Layer]:
    """Water a chili plant until it is ripe, then leap for joy."""
    ripe = 0.66
    grown = ease(shot.share / ripe)
    pot = (shot.w * 0.78, shot.floor + 6)
    if shot.share > ripe + 0.03:
        pose = alive(lambda b: dance(((4, "jump"), (4, "cheer")), b - shot.beat + (shot.t - shot.seconds * ripe) * 1.867), shot.beat)
        held = ""
    else:
        tip = 0.35 + 0.65 * ease(1.4 * sin(pi * shot.beat / 4) + 0.4)
        pose = alive(lambda b: aim(replace(bounce(b), lean=6, tilt=8, gaze_x=1, gaze_y=0.7), 1, 66, -150), shot.beat)
        held = in_hand(pose, 1, f'<g transform="scale(-.95 .95)">{props.watering_can(tip)}</g>')
    plant = put(props.chili(grown, 4 * sin(pi * shot.beat / 2)), *pot, 1.15, reach_of=160)
    who = actor(shot.looks[0], pose, (shot.w * 0.36, shot.floor), _SCALE, held=held)
    who = replace(who, box=(0, who.box[1], shot.w, who.box[3])) if who.box and held else who
    return [plant, who, *burst(shot, shot.seconds * ripe + 0.4)]


def reciting(shot: Shot) -> list[Layer]:
    """Read a poem out of a book; its lines fill as they are read."""
    lines = 4

    def reading(b: float) -> Pose:
        s = sin(pi * b / 4)
        pose = Pose(lean=3 * s, tilt=6 * s, y=-3 * abs(sin(pi * b / 2)), gaze_y=0.9 if b % 4 < 2.4 else -0.1, gaze_x=0.4 * s, mouth=0.25 + 0.4 * abs(sin(pi * b * 1.5)))
        return aim(aim(pose, -1, -42, -128), 1, 42, -128)

    pose = alive(reading, shot.beat, sings=False)
    flip = ease((shot.beat % 8 - 6.5) / 1.2) if shot.beat % 8 > 6.5 else 0.0
    held = f'<g transform="translate(0 -130)">{props.book(flip)}</g>'
    bubble = put(props.verse(lines, shot.share * (lines + 0.4)), shot.w * 0.5, shot.h * 0.2 + 3 * sin(shot.t * 1.4), 1.05, reach_of=120)
    return [actor(shot.looks[0], pose, (shot.w / 2, shot.floor), 1.12, held=held), bubble]


def juggling(shot: Shot) -> list[Layer]:
    """Keep a football up: left foot, right foot, head."""
    phase, p = int(shot.beat) % 4, shot.beat % 1
    spots = ((-34.0, -34.0), (34.0, -34.0), (-34.0, -34.0), (0.0, -304.0))
    here, there = spots[phase], spots[(phase + 1) % 4]
    x, y = (here[k] + (there[k] - here[k]) * p for k in (0, 1))
    y -= (150 if phase < 2 else 60 if phase == 3 else 40) * 4 * p * (1 - p)

    def playing(b: float) -> Pose:
        q, k = b % 1, int(b) % 4
        kick = max(0.0, 1 - min(q, 1 - q) * 4)
        foot = k if q < 0.5 else (k + 1) % 4
        lifted = {0: {"leg_l": 10 + 26 * kick, "knee_l": -34 * kick}, 1: {"leg_r": 10 + 26 * kick, "knee_r": -34 * kick}}.get(foot % 2 if foot < 3 else 9, {})
        nod = -8 * kick if foot == 3 else 0.0
        return Pose(y=nod - 3 * abs(sin(pi * b)), arm_l=62 + 8 * sin(pi * b), arm_r=62 - 8 * sin(pi * b), elbow_l=14, elbow_r=14, lean=4 * sin(pi * b), gaze_y=-0.8 if foot == 3 else 0.8, **lifted)

    pose = alive(playing, shot.beat)
    foot_x, floor_y = shot.w / 2, shot.floor
    ball = put(props.ball(shot.t * 200), foot_x + x * _SCALE, floor_y + (y - 6) * _SCALE, 0.95, reach_of=28)
    return [actor(shot.looks[0], pose, (foot_x, floor_y), _SCALE), ball, *burst(shot, shot.seconds - 2.6)]


def flying(shot: Shot) -> list[Layer]:
    """Throw a paper plane that loops over the rice and comes back, again and again."""
    turn = 7.0
    p = (shot.beat % turn) / turn

    def throwing(b: float) -> Pose:
        q = (b % turn) / turn
        if q < 0.16:
            back = sin(pi * q / 0.32)
            return Pose(lean=-9 * back, arm_l=30, elbow_l=-20, arm_r=150 + 24 * back, elbow_r=-10, gaze_x=0.6)
        out = 1 - ease((q - 0.16) / 0.2)
        return replace(bounce(b), lean=8 * out, arm_r=150 - 50 * (1 - out) + 16 * sin(pi * b), elbow_r=10, gaze_x=cos(2 * pi * q), gaze_y=-0.9, joy=0)

    pose = alive(throwing, shot.beat)
    at = (shot.w * 0.42, shot.floor)
    if p < 0.16:
        held, plane = in_hand(pose, 1, props.paper_plane(-20)), Layer("")
    else:
        q = (p - 0.16) / 0.84
        a = radians(-150 + 430 * q)
        x = shot.w * (0.55 + 0.36 * sin(a)) if q < 0.9 else shot.w * 0.9
        x, y = shot.w * (0.5 + 0.38 * sin(2 * pi * q + 0.5)), shot.h * (0.3 - 0.2 * sin(pi * q) + 0.07 * sin(4 * pi * q))
        vx, vy = cos(2 * pi * q + 0.5), -0.5 * cos(pi * q) + 0.5 * cos(4 * pi * q)
        flip = -1 if vx < 0 else 1
        plane = put(f'<g transform="scale({flip * max(0.35, abs(vx)):.2f} 1)">{props.paper_plane(34 * vy)}</g>', x, y, 1.1, reach_of=48)
        held = ""
    return [actor(shot.looks[0], pose, at, _SCALE, held=held), plane]


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
        held = "".join(in_hand(pose, s, f'<g transform="translate(0 26) scale(.78)">{props.angklung(shake)}</g>') for s in (-1, 1))
        layers.append(actor(look, pose, (shot.w * (0.28 + 0.45 * k), shot.floor - 26 * (1 - k)), 0.92, uid=f"k{k}", held=held))
    for k in range(7):
        rise = (shot.t * 0.42 + k / 7) % 1
        x, y = shot.w * (0.14 + 0.12 * k + 0.04 * sin(shot.t * 2 + k)), shot.h * (0.44 - 0.3 * rise)
        colour = ("#ffb938", "#fff4e0", "#f58fa5")[k % 3]
        note = f'<g opacity="{sin(pi * rise):.2f}" fill="{colour}"><ellipse rx="8" ry="6" transform="rotate(-20)"/><path d="M5 -2V-32Q16 -28 15 -16Q12 -22 8 -22V-2Z"/></g>'
        layers.append(put(note, x, y, 1, reach_of=36))
    return layers + burst(shot, shot.seconds - 2.8)


def stargazing(shot: Shot) -> list[Layer]:
    """Look through a telescope; the stars seen join to a picture."""
    count = 6
    places = ((0.14, 0.3), (0.27, 0.2), (0.42, 0.25), (0.52, 0.13), (0.36, 0.09), (0.2, 0.11))
    found = shot.share * (count + 2.2)
    lines, stars = "", ""
    for k in range(count):
        x, y = shot.w * places[k][0], shot.h * places[k][1]
        if found > k:
            stars += star(x, y, (10 + 2.5 * sin(shot.t * 3 + k)) * ease(found - k))
        if found > k + 0.5:
            share = ease((found - k - 0.5) / 0.5)
            nx, ny = shot.w * places[(k + 1) % count][0], shot.h * places[(k + 1) % count][1]
            lines += f"M{x:.1f} {y:.1f}L{x + (nx - x) * share:.1f} {y + (ny - y) * share:.1f}"
    sky = Layer(f'<path d="{lines}" stroke="#bfe3ff" stroke-width="2.2" stroke-dasharray="5 5" fill="none"/>{stars}', (0, 0, shot.w, shot.h * 0.36))

    def looking(b: float) -> Pose:
        if b % 8 < 5:
            return aim(aim(Pose(lean=-5, tilt=-9, gaze_x=-0.9, gaze_y=-0.6, y=-2 * abs(sin(pi * b / 2))), -1, -58, -168), 1, 44, -110)
        return replace(MOVES["cheer"](b), gaze_y=-1)

    pose = alive(looking, shot.beat, sings=False)
    tube = put(f'<g transform="scale(-1 1)">{props.telescope(34 + 2 * sin(shot.t))}</g>', shot.w * 0.27, shot.floor + 12, 1.35, reach_of=175)
    return [sky, actor(shot.looks[0], pose, (shot.w * 0.62, shot.floor), 1.16), tube]


def painting(shot: Shot) -> list[Layer]:
    """Draw a rainbow over the sea with a brush, then dance under it."""
    drawn = ease(shot.share / 0.6)
    w = shot.w * 0.88
    bow = Layer(f'<g transform="translate({shot.w / 2:.0f} {shot.h * 0.46:.0f})">{props.rainbow(drawn, w)}</g>', (0, shot.h * 0.14, shot.w, shot.h * 0.34))
    if drawn < 0.995:
        a = radians(180 - 180 * drawn)
        side = -1 if drawn < 0.5 else 1

        def drawing(b: float) -> Pose:
            pose = aim(replace(bounce(b), gaze_x=cos(a), gaze_y=-0.9, lean=7 * cos(a)), side, 86 * cos(a) + side * 18, -175 - 66 * sin(a))
            return pose if side > 0 else replace(pose, arm_r=40, elbow_r=-90)

        pose = alive(drawing, shot.beat)
        brush = '<path d="M0 10V-24" stroke="#8a5f30" stroke-width="6" stroke-linecap="round"/><path d="M-6 -22H6L0 -44Z" fill="#b4233c"/>'
        held = in_hand(pose, side, brush, turn=34 * cos(a))
    else:
        pose, held = alive(lambda b: dance(((4, "sway"), (4, "jump")), b), shot.beat), ""
    return [bow, actor(shot.looks[0], pose, (shot.w / 2, shot.floor), 1.1, held=held), *burst(shot, shot.seconds * 0.64)]


def counting(shot: Shot) -> list[Layer]:
    """Count from one to five with the fingers; as many mangoes hop onto the board."""
    number = min(5, 1 + floor(shot.t / (shot.seconds * 0.145)))
    last = shot.share > 0.78

    def showing(b: float) -> Pose:
        y = -7 * abs(sin(pi * b))
        pose = Pose(y=y, squash=0.03 + y * 0.004, arm_l=42, elbow_l=-92, lean=3 * sin(pi * b / 2), tilt=5 * sin(pi * b / 2), fingers_r=number, leg_l=4, leg_r=4)
        return aim(pose, 1, 76, -196 + 6 * sin(pi * b))

    pose = alive(lambda b: dance(((4, "jump"), (4, "clap")), b) if last else showing(b), shot.beat)
    layers = []
    for k in range(number):
        since = shot.t - k * shot.seconds * 0.145
        hop = abs(sin(pi * shot.beat + k * 0.5)) * 6 + 26 * max(0.0, 1 - since * 3)
        fruit = '<path d="M0 -16C16 -18 22 4 10 16 0 24 -18 18 -18 2 -18 -8 -10 -15 0 -16Z" fill="#ffb938"/><path d="M2 -16Q10 -28 22 -24 16 -14 2 -16Z" fill="#1d7a4a"/><path d="M-11 -2Q-10 -9 -3 -11" stroke="#fff4e0" stroke-width="4" fill="none" stroke-linecap="round"/>'
        layers.append(put(fruit, shot.w * (0.2 + 0.15 * k), shot.h * 0.345 - hop, 0.95 * ease(since * 4), reach_of=34))
    return [*layers, actor(shot.looks[0], pose, (shot.w / 2, shot.floor), 1.12), *burst(shot, shot.seconds * 0.78)]


def cooking(shot: Shot) -> list[Layer]:
    """Stir and toss fried rice in a wok."""
    p = shot.beat % 4
    toss = sin(pi * (p - 2.5) / 1.5) if 2.5 < p < 4 else 0.0

    def stirring(b: float) -> Pose:
        q = b % 4
        up = sin(pi * (q - 2.5) / 1.5) if 2.5 < q < 4 else 0.0
        pose = Pose(y=-6 * abs(sin(pi * b)) - 8 * up, lean=4 * sin(pi * b / 2), tilt=6 * sin(pi * b / 2), gaze_y=0.7 - 1.6 * up, mouth=0.8 * up, joy=1 if up > 0.5 else 0)
        return aim(aim(pose, -1, -34 + 15 * cos(pi * b), -122 - 8 * sin(pi * b)), 1, 64, -112 - 16 * up)

    pose = alive(stirring, shot.beat)
    held = in_hand(pose, -1, props.spatula(), turn=-12 + 10 * cos(pi * shot.beat))
    stove = put(props.wok(shot.t * 240, max(toss, 0)), shot.w / 2 + 6, shot.h * 0.905, 1.45, reach_of=150)
    steam = ""
    for k in range(4):
        rise = (shot.t * 0.5 + k / 4) % 1
        steam += f'<path d="M{-36 + 24 * k} {-10 - 90 * rise:.1f}q8 -12 0 -24t0 -24" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity="{0.55 * sin(pi * rise):.2f}"/>'
    return [actor(shot.looks[0], pose, (shot.w / 2, shot.floor - 40), 1.12, held=held), stove, put(steam, shot.w / 2, shot.h * 0.7, 1.1, reach_of=150)]


def kiting(shot: Shot) -> list[Layer]:
    """Fly a kite high over the field, running with it."""
    wind = sin(shot.t * 1.3)
    kx, ky = shot.w * (0.68 + 0.13 * wind), shot.h * (0.17 + 0.05 * sin(shot.t * 2.1) + 0.16 * (1 - ease(shot.t / 2.5)))

    def pulling(b: float) -> Pose:
        s = sin(pi * b)
        pull = abs(sin(pi * b / 2))
        pose = Pose(x=14 * sin(pi * b / 4), y=-9 * abs(s), lean=-5 + 4 * wind, tilt=8, gaze_x=0.8, gaze_y=-1, leg_l=4 + 8 * max(s, 0), leg_r=4 + 8 * max(-s, 0), knee_l=-10 * max(s, 0), knee_r=-10 * max(-s, 0))
        return aim(aim(pose, 1, 62, -196 + 20 * pull), -1, 20, -150 + 12 * pull)

    pose = alive(pulling, shot.beat)
    at, scale = (shot.w * 0.36, shot.floor), 1.14
    hx, hy = arm_points(1, pose.arm_r, pose.elbow_r)[2]
    turn = radians(pose.lean)
    hx, hy = hx * cos(turn) - (hy + 90) * sin(turn), hx * sin(turn) + (hy + 90) * cos(turn) - 90
    sx, sy = at[0] + (pose.x + hx) * scale, at[1] + (pose.y + hy) * scale
    string = Layer(f'<path d="M{sx:.1f} {sy:.1f}Q{(sx + kx) / 2 + 30:.1f} {(sy + ky) / 2 + 30:.1f} {kx:.1f} {ky:.1f}" fill="none" stroke="#fff" stroke-width="1.8"/>', (min(sx, kx), ky, shot.w, sy - ky))
    return [string, put(props.kite(10 * wind + 6), kx, ky, 1.05, reach_of=165), actor(shot.looks[0], pose, at, scale, held=in_hand(pose, 1, props.spool()))]


def singing(shot: Shot) -> list[Layer]:
    """Sing into a microphone with feeling."""

    def at_microphone(b: float) -> Pose:
        base = dance(shot.steps, b)
        return aim(base, -1, -16, -176)

    pose = alive(at_microphone, shot.beat)
    held = ""
    layer = actor(shot.looks[0], pose, (shot.w / 2, shot.floor), _SCALE, held=held + in_hand(pose, -1, props.microphone(), turn=14))
    return [layer, *burst(shot, 1.2, shot.seconds - 3)]


ACTS: dict[str, Act] = {
    "dancing": dancing, "opening": opening, "friends": friends, "gardening": gardening, "reciting": reciting, "juggling": juggling,
    "flying": flying, "angklung": angklung, "stargazing": stargazing, "painting": painting, "counting": counting,
    "cooking": cooking, "kiting": kiting, "singing": singing,
}  # fmt: skip


def backdrop(place: str, shot: Shot) -> list[Layer]:
    """The place of a clip: its still part, and its moving part drawn eight times a second as in cut-out films."""
    step = floor(shot.t * 8) / 8
    top, low = scenes.SPAN[place]
    svg = scenes.moving(place, step, step * 112 / 60, shot.w, shot.h)
    return [Layer(scenes.still(place, shot.w, shot.h)), Layer(svg, (0, shot.h * top, shot.w, shot.h * (low - top)))]
