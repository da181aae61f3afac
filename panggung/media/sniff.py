"""Which container a file is, by its first bytes alone: a file's name is only a claim."""

from __future__ import annotations

from pathlib import Path

from panggung.media.errors import MediaRefused

HEAD_BYTES = 4096

STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx "}
BOXES_AT_START = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"}

# prefix → name of libav's demuxer
CONTAINERS: tuple[tuple[bytes, str], ...] = (
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"FLV\x01", "flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (b"\x00\x00\x01\xba", "mpeg"),
)

# lower-cased start of the text or bytes → (code, kind)
IMPOSTORS: tuple[tuple[bytes, str, str], ...] = (
    (b"#extm3u", "playlist", "playlist"),
    (b"ffconcat", "playlist", "playlist"),
    (b"file ", "playlist", "playlist"),
    (b"<asx", "playlist", "playlist"),
    (b"<smil", "playlist", "playlist"),
    (b"[playlist]", "playlist", "playlist"),
    (b"[reference]", "playlist", "playlist"),
    (b"rtsptext", "playlist", "playlist"),
    (b"webvtt", "not-a-video", "subtitle"),
    (b"[script info]", "not-a-video", "subtitle"),
    (b"<svg", "not-a-video", "picture"),
    (b"<!doctype html", "not-a-video", "web-page"),
    (b"<html", "not-a-video", "web-page"),
    (b"pk\x03\x04", "not-a-video", "archive"),
    (b"pk\x05\x06", "not-a-video", "archive"),
    (b"rar!", "not-a-video", "archive"),
    (b"7z\xbc\xaf", "not-a-video", "archive"),
    (b"\x1f\x8b", "not-a-video", "archive"),
    (b"%pdf", "not-a-video", "document"),
    (b"\xd0\xcf\x11\xe0", "not-a-video", "document"),
    (b"\x89png", "not-a-video", "picture"),
    (b"gif8", "not-a-video", "picture"),
    (b"\xff\xd8\xff", "not-a-video", "picture"),
    (b"bm", "not-a-video", "picture"),
    (b"id3", "no-picture", "sound"),
    (b"flac", "no-picture", "sound"),
)


def container_of(path: Path) -> str:
    """Name of the libav demuxer that alone may open this file.

    Raises:
        MediaRefused: empty, playlist, not-a-video, no-picture (a pure sound file), each with its `kind`.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise MediaRefused("empty")
    return _container(head) or _refuse(head)


def _container(head: bytes) -> str | None:
    if head[4:8] in BOXES_AT_START and not (head[4:8] == b"ftyp" and head[8:12] in STILL_BRANDS):
        return "mov"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    for start, size in ((0, 188), (4, 192)):
        if len(head) > start + 4 * size and all(head[start + i * size] == 0x47 for i in range(5)):
            return "mpegts"
    return next((name for magic, name in CONTAINERS if head.startswith(magic)), None)


def _refuse(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        raise MediaRefused("not-a-video", kind="picture")
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        raise MediaRefused("no-picture", kind="sound")
    for magic, code, kind in IMPOSTORS:
        if start.startswith(magic):
            raise MediaRefused(code, kind=kind)
    if b"<mpd" in start or b"<smil" in start:
        raise MediaRefused("playlist", kind="playlist")
    if b"<svg" in start:
        raise MediaRefused("not-a-video", kind="picture")
    kind = "subtitle" if b"-->" in start else "text" if _is_text(head) else "unknown"
    raise MediaRefused("not-a-video", kind=kind)


def _is_text(head: bytes) -> bool:
    return not any(byte < 9 or 13 < byte < 32 for byte in head)
