"""Files that are no clip for the stage, each with the codes that it may be sent back with."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.media.tools import ffmpeg

Make = Callable[[Path], bytes]


def _drawn(*options: str, look: str = "testsrc2=s=128x224:r=10", name: str = "drawn.mp4") -> Make:
    def make(folder: Path) -> bytes:
        ffmpeg("-f", "lavfi", "-i", look, *options, folder / name)
        return (folder / name).read_bytes()

    return make


def _cut_short(folder: Path) -> bytes:
    whole = _drawn("-t", "3", "-movflags", "+faststart")(folder)
    return whole[: len(whole) // 2]


def _without_index(folder: Path) -> bytes:
    """Cut before the index, which recorders write at the end."""
    whole = _drawn("-t", "3")(folder)
    return whole[: len(whole) // 2]


def _no_pixels(folder: Path) -> bytes:
    data = bytearray(_drawn("-t", "2", "-c:v", "libx264", "-pix_fmt", "yuv420p")(folder))
    sides = data.index(b"avc1", data.index(b"stsd")) + 4 + 24
    data[sides : sides + 4] = bytes(4)
    sets = data.index(b"avcC", sides) + 4
    data[sets + 8 : sets + 30] = bytes(22)  # the sequence parameter set, which also names the sides
    return bytes(data)


def _zip(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("video.mp4", bytes(5_000_000))
    return buffer.getvalue()


def _png(folder: Path) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 360), "red").save(buffer, "PNG")
    return buffer.getvalue()


def _pointing(text: str) -> Make:
    """A text that names a file outside, which nobody may open."""
    return lambda folder: text.replace("SECRET", str(folder / "secret.txt")).encode()


HUGE = "color=s=10000x10000:r=1"
LONG = "color=s=128x224:r=1/60"
# what it is → (how it is made, the codes that say it)
FILES: dict[str, tuple[Make, set[str]]] = {
    "a text": (lambda folder: b"Ini PR-ku, bukan video.\n" * 50, {"not-a-video"}),
    "random bytes": (lambda folder: bytes((i * i * 31 + 7) % 251 for i in range(40_000)), {"not-a-video"}),
    "only zeros": (lambda folder: bytes(100_000), {"not-a-video"}),
    "an MP4 cut short": (_cut_short, {"cut-short"}),
    "an MP4 without its index": (_without_index, {"cut-short", "unreadable"}),
    "a picture without pixels": (_no_pixels, {"no-picture", "unreadable"}),
    "one pixel": (_drawn("-t", "2", "-c:v", "png", "-f", "mov", look="color=s=1x1:r=5"), {"too-small-picture"}),
    "10,000 × 10,000 pixels": (
        _drawn("-frames:v", "2", "-c:v", "mjpeg", "-q:v", "31", "-f", "mov", look=HUGE), {"too-large-picture"},
    ),
    "sound alone": (_drawn("-t", "3", "-c:a", "aac", look="sine"), {"no-picture"}),
    "three hours": (_drawn("-t", "10800", "-pix_fmt", "yuv420p", look=LONG), {"too-long"}),
    "a playlist": (_pointing("#EXTM3U\n#EXTINF:5,\nfile://SECRET\n#EXT-X-ENDLIST\n"), {"playlist"}),
    "a playlist of the network": (_pointing("#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/\n"), {"playlist"}),
    "a subtitle file": (_pointing("1\n00:00:01,000 --> 00:00:09,000\nhalo\n"), {"not-a-video"}),
    "an ffconcat": (_pointing("ffconcat version 1.0\nfile 'SECRET'\nduration 5\n"), {"playlist"}),
    "a zip": (_zip, {"not-a-video"}),
    "an SVG": (
        _pointing('<svg xmlns="http://www.w3.org/2000/svg"><image href="file://SECRET"/><script>1</script></svg>'),
        {"not-a-video"},
    ),
    "an HTML page": (_pointing("<!DOCTYPE html><script src='SECRET'></script>"), {"not-a-video"}),
    "a PDF": (lambda folder: b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n", {"not-a-video"}),
    "a PNG": (_png, {"not-a-video"}),
}  # fmt: skip
