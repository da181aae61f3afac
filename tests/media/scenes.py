"""Made-up films of 64 x 64: a still room in which one or two bright things move."""

from __future__ import annotations

import cv2
import numpy as np

from panggung.media.fingerprint import Fingerprint, of
from panggung.media.thumbs import SIDE, Thumbs

FPS = 24


def film(room: int, dance: int, *, seconds: float = 6.0, speed: float = 1.0, start: float = 0.0) -> Thumbs:
    """The same room with another dance is another film of the same place."""
    soft = np.random.default_rng(room).uniform(40, 200, (8, 8)).astype(np.float32)
    back = cv2.resize(soft, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    ways = np.random.default_rng(1000 + dance).uniform(0.2, 1.0, (2, 2, 3))
    at = np.arange(round(seconds * FPS)) / FPS
    rows, columns = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    pictures = []
    for now in start + at * speed:
        picture = back.copy()
        for (rate_x, turn_x, wide_x), (rate_y, turn_y, wide_y) in ways:
            x = 0.5 + 0.3 * wide_x * np.sin(6.3 * (rate_x * now + turn_x))
            y = 0.5 + 0.3 * wide_y * np.sin(6.3 * (rate_y * now + turn_y))
            picture += 90 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / 0.012)
        pictures.append(picture)
    return Thumbs(at, np.clip(pictures, 0, 255).astype(np.uint8))


def known(room: int, dance: int) -> Fingerprint:
    return of(film(room, dance))


def changed(seen: Thumbs, how: str) -> Thumbs:
    """A film as a copier changes it."""
    pictures = seen.pictures.copy()
    if how == "mirrored":
        pictures = pictures[:, :, ::-1]
    elif how == "cropped":
        pictures = np.array([cv2.resize(one[3:61, 3:61], (SIDE, SIDE)) for one in pictures])
    elif how == "logo":
        pictures[:, 3:11, 3:19] = 250
    elif how == "brighter":
        pictures = np.clip(pictures * 0.9 + 25, 0, 255)
    elif how == "fewer pictures":
        return Thumbs(seen.at[::2], pictures[::2])
    elif how == "black at the start":
        black = np.zeros((FPS, SIDE, SIDE))
        return Thumbs(np.arange(len(pictures) + FPS) / FPS, np.concatenate([black, pictures]).astype(np.uint8))
    else:
        raise ValueError(how)
    return Thumbs(seen.at, pictures.astype(np.uint8))
