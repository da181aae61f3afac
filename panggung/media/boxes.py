"""Reading of ISO base media files (ISO/IEC 14496-12): only what decisions need, bounded, in pure Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from panggung.media.errors import MediaRefused

MAX_TOP_BOXES = 100_000
MAX_MOOV_BYTES = 32 * 1024 * 1024
# bytes of fixed fields in front of a box's children
CHILDREN_AT = {b"stsd": 8, b"dref": 8, b"avc1": 78, b"mp4a": 28}


def children(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """(type, first byte of the content, end) of each box in data[start:end]; stops at the first that doesn't fit."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind, head = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        if size == 0:
            size = end - start
        if size < head or start + size > end:
            return
        yield kind, start + head, start + size
        start += size


def find(data: bytes, path: str) -> Iterator[bytes]:
    """Contents of every box at a path such as "moov/trak/mdia"."""
    spans = [(0, len(data))]
    kinds = [part.encode() for part in path.split("/")]
    for depth, kind in enumerate(kinds):
        skip = CHILDREN_AT.get(kind, 0) if depth < len(kinds) - 1 else 0
        spans = [
            (first + skip, last)
            for start, end in spans
            for found, first, last in children(data, start, end)
            if found == kind
        ]
    yield from (data[first:last] for first, last in spans)


def check_whole(path: Path) -> None:
    """Refuse an MP4 or MOV whose boxes run past its end, that has no index, or that points to other files.

    Raises:
        MediaRefused: cut-short, unreadable, external-reference (a `dref` entry that isn't in this file).
    """
    with path.open("rb") as file:
        moov = _read_moov(file, path.stat().st_size)
    for entries in find(moov, "trak/mdia/minf/dinf/dref"):
        for _, first, _ in children(entries, CHILDREN_AT[b"dref"]):
            if not entries[first + 3] & 1:
                raise MediaRefused("external-reference")


def _read_moov(file: BinaryIO, size: int) -> bytes:
    at, moov = 0, None
    for _ in range(MAX_TOP_BOXES):
        if at >= size:
            break
        file.seek(at)
        head = file.read(16)
        length, skip = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, skip = int.from_bytes(head[8:16], "big"), 16
        if length == 0:
            length = size - at
        if length < skip:
            if moov is None:
                raise MediaRefused("unreadable", detail="box smaller than its head")
            break  # padding behind a complete film is common
        if head[4:8] in {b"moov", b"mdat", b"moof"} and at + length > size:
            raise MediaRefused("cut-short", bytes=size, needs=at + length)
        if head[4:8] == b"moov":
            if length > MAX_MOOV_BYTES:
                raise MediaRefused("over-limit", limit=MAX_MOOV_BYTES, what="index")
            file.seek(at + skip)
            moov = file.read(length - skip)
        at += length
    if moov is None:
        raise MediaRefused("cut-short", bytes=size)
    return moov


def codecs(init: bytes) -> str:
    """CODECS value of an initialisation segment with AVC and, maybe, AAC.

    Source: RFC 6381 section 3.3 (avc1.PPCCLL, mp4a.40.n); ISO/IEC 14496-14 and 14496-1 for `esds`.
    """
    avcc = next(find(init, "moov/trak/mdia/minf/stbl/stsd/avc1/avcC"))
    names = [f"avc1.{avcc[1:4].hex()}"]
    names += [f"mp4a.40.{_audio_object_type(esds)}" for esds in find(init, "moov/trak/mdia/minf/stbl/stsd/mp4a/esds")]
    return ",".join(names)


def _audio_object_type(esds: bytes) -> int:
    at = 4
    for tag, fixed in ((3, 3), (4, 13), (5, 0)):
        if esds[at] != tag:
            raise ValueError(f"esds: descriptor {tag} expected, found {esds[at]}")
        at += 1
        while esds[at] & 0x80:
            at += 1
        at += 1 + fixed
    kind = esds[at] >> 3
    return kind if kind != 31 else 32 + ((esds[at] & 7) << 3 | esds[at + 1] >> 5)
