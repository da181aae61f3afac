"""How much one file may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds per file. Seconds are of the clip unless named otherwise; sides and areas are in pixels."""

    min_seconds: float = 1.0
    max_seconds: float = 180.0
    min_side: int = 64
    max_side: int = 4096
    max_pixels: int = 4096 * 2304
    max_aspect: float = 4.0
    max_tracks: int = 8
    max_packets: int = 200_000

    probe_cpu_seconds: int = 20
    probe_wall_seconds: float = 30.0
    probe_memory_bytes: int = 2048 * MEBIBYTE
    probe_output_bytes: int = 1 * MEBIBYTE

    cpu_seconds: int = 900
    wall_seconds: float = 1200.0
    memory_bytes: int = 4096 * MEBIBYTE
    output_bytes: int = 256 * MEBIBYTE
    encoder_threads: int = 2
    # The largest rendition's short side; None makes the whole ladder.
    tallest: int | None = None
