"""What children do outside in the demo clips: each act tells, for one moment, which layers make the frame."""

from dataclasses import replace
from math import cos, pi, radians, sin

from panggung.art import props
from panggung.art.dances import MOVES, alive, bounce, dance, ease
from panggung.art.places import star
from panggung.art.pose import Pose, arm_points
from panggung.demo.film import Layer, actor
from panggung.demo.shot import SCALE, Shot, aim, burst, in_hand, put, stepped


def gardening(shot: Shot) -> list[Layer]:
    """Water a chili plant until it is ripe, then leap for joy."""
    ripe = 0.66
    grown = ease(shot.share / ripe)
    pot = (shot.w * 0.78, shot.ground + 6)
    if shot.share > ripe + 0.03:
        pose = alive(
            lambda b: dance(((4, "jump"), (4, "cheer")), b - shot.beat + (shot.t - shot.seconds * ripe) * 1.867),
            shot.beat,
        )
        held = ""
    else:
        tip = 0.35 + 0.65 * ease(1.4 * sin(pi * shot.beat / 4) + 0.4)
        pose = alive(lambda b: aim(replace(bounce(b), lean=6, tilt=8, gaze_x=1, gaze_y=0.7), 1, 66, -150), shot.beat)
        held = in_hand(pose, 1, f'<g transform="scale(-.95 .95)">{props.watering_can(tip)}</g>')
    plant = put(
        props.chili(stepped(grown, 100), 4 * sin(pi * stepped(shot.beat, rate=1.87) / 2)),
        *pot,
        1.15,
        room=(62, 190, 62, 2),
    )
    who = actor(shot.looks[0], pose, (shot.w * 0.36, shot.ground), SCALE, held=held, beyond=64 if held else 0)
    return [plant, who, *burst(shot, shot.seconds * ripe + 0.4)]


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
        left, right = (kick if foot in feet else 0.0 for feet in ((0, 2), (1,)))
        nod = -8 * kick if foot == 3 else 0.0
        return Pose(
            y=nod - 3 * abs(sin(pi * b)),
            arm_l=62 + 8 * sin(pi * b),
            arm_r=62 - 8 * sin(pi * b),
            elbow_l=14,
            elbow_r=14,
            lean=4 * sin(pi * b),
            gaze_y=-0.8 if foot == 3 else 0.8,
            leg_l=2 + 34 * left,
            knee_l=-34 * left,
            leg_r=2 + 34 * right,
            knee_r=-34 * right,
        )

    pose = alive(playing, shot.beat)
    foot_x, floor_y = shot.w / 2, shot.ground
    ball = put(props.ball(shot.t * 200), foot_x + x * SCALE, floor_y + (y - 6) * SCALE, 0.95, room=(26, 26, 26, 26))
    return [actor(shot.looks[0], pose, (foot_x, floor_y), SCALE), ball, *burst(shot, shot.seconds - 2.6)]


def flying(shot: Shot) -> list[Layer]:
    """Throw a paper plane that loops over the rice and comes back, again and again."""
    turn = 7.0
    p = (shot.beat % turn) / turn

    def throwing(b: float) -> Pose:
        q = (b % turn) / turn
        if q < 0.16:
            back = sin(pi * q / 0.32)
            return Pose(lean=-9 * back, arm_l=30, elbow_l=-20, arm_r=118 + 14 * back, elbow_r=12, gaze_x=0.6)
        out = 1 - ease((q - 0.16) / 0.2)
        return replace(
            bounce(b),
            lean=8 * out,
            arm_r=118 - 14 * (1 - out) + 16 * sin(pi * b),
            elbow_r=14,
            gaze_x=cos(2 * pi * q),
            gaze_y=-0.9,
            joy=0,
        )

    pose = alive(throwing, shot.beat)
    at = (shot.w * 0.42, shot.ground)
    if p < 0.16:
        held, plane = in_hand(pose, 1, props.paper_plane(-20)), Layer("")
    else:
        q = (p - 0.16) / 0.84
        x, y = (
            shot.w * (0.5 + 0.38 * sin(2 * pi * q + 0.5)),
            shot.h * (0.3 - 0.2 * sin(pi * q) + 0.07 * sin(4 * pi * q)),
        )
        vx, vy = cos(2 * pi * q + 0.5), -0.5 * cos(pi * q) + 0.5 * cos(4 * pi * q)
        flip = -1 if vx < 0 else 1
        plane = put(
            f'<g transform="scale({flip * max(0.35, abs(vx)):.2f} 1)">{props.paper_plane(34 * vy)}</g>',
            x,
            y,
            1.5,
            room=(46, 46, 46, 46),
        )
        held = ""
    return [actor(shot.looks[0], pose, at, SCALE, held=held), plane]


_HOUSE_OF_STARS = ((0.14, 0.3), (0.27, 0.2), (0.42, 0.25), (0.52, 0.13), (0.36, 0.09), (0.2, 0.11))


def stargazing(shot: Shot) -> list[Layer]:
    """Look through a telescope; the stars seen join to a picture."""
    places, count = _HOUSE_OF_STARS, len(_HOUSE_OF_STARS)
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
    sky = Layer(
        f'<path d="{lines}" stroke="#bfe3ff" stroke-width="2.2" stroke-dasharray="5 5" fill="none"/>{stars}',
        (0, 0, shot.w, shot.h * 0.36),
    )

    def looking(b: float) -> Pose:
        if b % 8 < 5:
            return aim(
                Pose(
                    lean=-4,
                    tilt=-7,
                    turn=-42,
                    gaze_x=-0.6,
                    gaze_y=-0.5,
                    y=-2 * abs(sin(pi * b / 2)),
                    arm_r=40,
                    elbow_r=-90,
                ),
                -1,
                -84,
                -196,
            )
        return replace(MOVES["cheer"](b), gaze_y=-1)

    pose = alive(looking, shot.beat, sings=False)
    tube = put(
        f'<g transform="scale(-1 1)">{props.telescope(22 + 2 * sin(stepped(shot.t)))}</g>',
        shot.w * 0.25,
        shot.ground + 8,
        1.1,
        room=(70, 260, 70, 2),
    )
    return [sky, actor(shot.looks[0], pose, (shot.w * 0.61, shot.ground), 1.1), tube]


def painting(shot: Shot) -> list[Layer]:
    """Draw a rainbow over the sea with a brush, then dance under it."""
    drawn = ease(shot.share / 0.6)
    w = shot.w * 0.88
    bow = Layer(
        f'<g transform="translate({shot.w / 2:.0f} {shot.h * 0.46:.0f})">{props.rainbow(drawn, w)}</g>',
        (0, shot.h * 0.14, shot.w, shot.h * 0.34),
    )
    if drawn < 0.995:
        a = radians(180 - 180 * drawn)
        side = -1 if drawn < 0.5 else 1

        def drawing(b: float) -> Pose:
            pose = aim(
                replace(bounce(b), gaze_x=cos(a), gaze_y=-0.9, lean=7 * cos(a)),
                side,
                side * max(64.0, abs(94 * cos(a))),
                -172 - 70 * sin(a),
            )
            return pose if side > 0 else replace(pose, arm_r=40, elbow_r=-90)

        pose = alive(drawing, shot.beat)
        brush = (
            '<path d="M0 10V-44" stroke="#8a5f30" stroke-width="6" stroke-linecap="round"/>'
            '<path d="M-7 -42H7L0 -68Z" fill="#b4233c"/>'
        )
        held = in_hand(pose, side, brush, turn=60 * cos(a))
    else:
        pose, held = alive(lambda b: dance(((4, "sway"), (4, "jump")), b), shot.beat), ""
    return [
        bow,
        actor(shot.looks[0], pose, (shot.w / 2, shot.ground), 1.1, held=held),
        *burst(shot, shot.seconds * 0.64),
    ]


def kiting(shot: Shot) -> list[Layer]:
    """Fly a kite high over the field, running with it."""
    wind = sin(shot.t * 1.3)
    kx, ky = shot.w * (0.68 + 0.13 * wind), shot.h * (0.17 + 0.05 * sin(shot.t * 2.1) + 0.16 * (1 - ease(shot.t / 2.5)))

    def pulling(b: float) -> Pose:
        s = sin(pi * b)
        pull = abs(sin(pi * b / 2))
        pose = Pose(
            x=14 * sin(pi * b / 4),
            y=-9 * abs(s),
            lean=-5 + 4 * wind,
            tilt=8,
            gaze_x=0.8,
            gaze_y=-1,
            leg_l=4 + 8 * max(s, 0),
            leg_r=4 + 8 * max(-s, 0),
            knee_l=-10 * max(s, 0),
            knee_r=-10 * max(-s, 0),
        )
        return aim(aim(pose, 1, 62, -196 + 20 * pull), -1, 20, -150 + 12 * pull)

    pose = alive(pulling, shot.beat)
    at, scale = (shot.w * 0.36, shot.ground), 1.14
    hx, hy = arm_points(1, pose.arm_r, pose.elbow_r)[2]
    turn = radians(pose.lean)
    hx, hy = hx * cos(turn) - (hy + 90) * sin(turn), hx * sin(turn) + (hy + 90) * cos(turn) - 90
    sx, sy = at[0] + (pose.x + hx) * scale, at[1] + (pose.y + hy) * scale
    string = Layer(
        f'<path d="M{sx:.1f} {sy:.1f}Q{(sx + kx) / 2 + 30:.1f} {(sy + ky) / 2 + 30:.1f} {kx:.1f}'
        f' {ky:.1f}" fill="none" stroke="#fff" stroke-width="1.8"/>',
        (min(sx, kx), ky, shot.w, sy - ky),
    )
    return [
        string,
        put(props.kite(10 * wind + 6), kx, ky, 1.05, room=(76, 76, 76, 172)),
        actor(shot.looks[0], pose, at, scale, held=in_hand(pose, 1, props.spool())),
    ]
