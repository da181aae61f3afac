from itertools import pairwise
from math import dist

import pytest

from panggung.art.dances import MOVES, alive, dance, singing
from panggung.art.pose import Pose, arm_points, blend, reach


@pytest.mark.parametrize(("x", "y"), [(60, -120), (0, -130), (84, -196), (-20, -150)])
@pytest.mark.parametrize("low", [True, False, None])
def test_a_hand_reaches_what_is_within_the_arm(x, y, low):
    for side in (-1, 1):
        hand = arm_points(side, *reach(side, side * x, y, low=low))[2]
        assert dist(hand, (side * x, y)) < 0.5


def test_a_hand_points_at_what_is_too_far():
    shoulder, _, hand = arm_points(1, *reach(1, 500, -164))
    assert hand[1] == pytest.approx(shoulder[1], abs=2)
    assert hand[0] - shoulder[0] == pytest.approx(79, abs=0.5)


@pytest.mark.parametrize("name", MOVES)
def test_no_move_jumps_between_two_frames(name):
    beat_a_frame = 112 / 60 / 24
    poses = [MOVES[name](k * beat_a_frame) for k in range(int(3.9 / beat_a_frame))]
    for one, other in pairwise(poses):
        assert abs(one.arm_l - other.arm_l) < 45
        assert abs(one.y - other.y) < 24
        assert abs(one.turn - other.turn) < 40


def test_a_dance_flows_from_one_move_into_the_next():
    steps = ((4, "spin"), (4, "jump"), (4, "sway"))
    for border in (4, 8, 12):
        before, after = dance(steps, border - 0.02), dance(steps, border + 0.02)
        assert abs(before.arm_l - after.arm_l) < 12
        assert abs((before.turn - after.turn + 180) % 360 - 180) < 12


def test_a_dance_repeats_with_its_length():
    steps = ((2, "clap"), (2, "cheer"))
    one, again, other = (dance(steps, beat) for beat in (0.7, 4.7, 2.7))
    assert (one.arm_l, one.y) == pytest.approx((again.arm_l, again.y))
    assert one.arm_l != pytest.approx(other.arm_l)


def test_the_mouth_is_shut_in_the_intro_and_open_on_the_melody():
    assert singing(3.0) == 0
    assert singing(8.2) > 0.4


def test_hair_trails_a_turn_and_eyes_blink():
    spinning = [alive(MOVES["spin"], k / 10).swing for k in range(30)]
    assert min(spinning) < -15
    assert any(alive(lambda _: Pose(), k / 20).blink == 1 for k in range(120))


def test_blending_ends_at_its_ends():
    a, b = Pose(arm_l=10, fingers_r=0), Pose(arm_l=50, fingers_r=4)
    assert blend(a, b, 0) == a
    assert blend(a, b, 1) == b
    assert blend(a, b, 0.5).arm_l == 30
