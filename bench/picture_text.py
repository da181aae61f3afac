"""How small a phone number in the picture is still caught, and what the reading costs: `python -m bench.picture_text`.

A number is laid over each real clip in several heights, fonts and colours, the clip is encoded as a phone sends it,
made ready by `media.transcode.process` and screened: caught when `text.phone` says 0.5 or more. The clips without a
number tell how often the cheap test sends a frame to the reader in vain. The table goes into
docs/model-cards/picture-text.md. Needs ../shared/media.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bench import card
from panggung.media.ffmpeg import executable
from panggung.media.transcode import process
from panggung.signals import ocr, picture_text, text, textframes
from panggung.signals.signal import Frame, Sample
from panggung.signals.stills import open_picture, pictures

MEDIA = Path(__file__).parents[2] / "shared" / "media"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
FONTS = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif", "DejaVuSansMono", "DejaVuSans-ExtraLight", "DejaVuSerif-Bold")
# Letters, their edge, the ground under them.
LOOKS = (
    ("white", "black", None), ("white", None, None), ("yellow", "black", None), ("black", "white", None),
    ("white", None, (0, 0, 0, 160)), ("black", None, (245, 245, 240, 255)),
    ("red", None, None), ("#ff66cc", "white", None),
)  # fmt: skip
HEIGHTS = (8, 10, 12, 14, 18, 24, 34)
SIZE = (640, 480)
SECONDS = 4


def font(number: int, high: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font in which digits are about `high` pixels tall; Pillow's own where the others aren't installed."""
    path = DEJAVU / f"{FONTS[number % len(FONTS)]}.ttf"
    size = round(high / 0.73)
    return ImageFont.truetype(path, size) if path.exists() else ImageFont.load_default(size)


def phone(hand: random.Random) -> str:
    digits = "08" + hand.choice(("12", "13", "21", "52", "57", "78", "96")) + f"{hand.randrange(10**8):08d}"
    dashed = f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
    return hand.choice((digits, dashed, f"+62 {digits[1:4]} {digits[4:8]} {digits[8:]}"))


def number_over(picture: Image.Image, high: int, number: int, hand: random.Random) -> None:
    """A phone number somewhere on a clear picture."""
    written, (fill, edge, ground) = phone(hand), LOOKS[number % len(LOOKS)]
    draw, face = ImageDraw.Draw(picture), font(number // 2, high)
    left, top, right, bottom = draw.textbbox((0, 0), written, font=face)
    pad = max(2, high // 2)
    x = hand.randrange(pad, int(max(pad + 1, picture.width - (right - left) - pad)))
    y = hand.randrange(pad, int(picture.height - (bottom - top) - pad))
    if ground:
        draw.rectangle((x - pad, y - pad, x + right - left + pad, y + bottom - top + pad), fill=ground)
    width = max(1, high // 10) if edge else 0
    draw.text((x - left, y - top), written, font=face, fill=fill, stroke_width=width, stroke_fill=edge)


def screened(source: Path, overlay: Image.Image, home: Path) -> Sample:
    """The stills of a clip with a picture over it."""
    overlay.save(home / "over.png")
    filters = f"[0:v]scale={SIZE[0]}:{SIZE[1]}[clip];[clip][1:v]overlay"
    made = ["-filter_complex", filters, "-c:v", "libx264", "-crf", "26", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
    sources = ["-stream_loop", "9", "-t", str(SECONDS), "-i", str(source), "-i", str(home / "over.png")]
    command = [
        executable(),
        "-nostdin",
        "-loglevel",
        "error",
        "-y",
        *sources,
        *made,
        "-r",
        "24",
        str(home / "clip.mp4"),
    ]
    subprocess.run(command, check=True)
    out = Path(tempfile.mkdtemp(dir=home)) / "out"
    return Sample(frames=[Frame(out / one.file, one.seconds) for one in process(home / "clip.mp4", out).frames])


def cpu(samples: list[Sample]) -> tuple[float, float]:
    """Median CPU milliseconds a frame: to open it and test it for text, and to read it."""
    testing, reading = [], []
    for sample in samples:
        before = time.process_time()
        textframes.choose(picture for _, picture in pictures(sample))
        testing.append((time.process_time() - before) / len(sample.frames))
        picture = open_picture(sample.frames[0].path)
        before = time.process_time()
        ocr.read(picture)
        reading.append(time.process_time() - before)
    return 1000 * statistics.median(testing), 1000 * statistics.median(reading)


def main() -> dict[str, object]:
    """Measure, write the table into the card and give back what is in it."""
    clips = sorted([*MEDIA.glob("*.mkv"), *MEDIA.glob("*.mp4")])
    hand, caught = random.Random(4), {}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        bare = [screened(clip, Image.new("RGBA", SIZE), home) for clip in clips]
        sent = sum(len(textframes.choose(picture for _, picture in pictures(sample)).frames) for sample in bare)
        alarms = sum(text.phone(picture_text.with_picture_text(sample)).value >= 0.5 for sample in bare)
        numbered = []
        for place, high in enumerate(HEIGHTS):
            hits = 0
            for number, clip in enumerate(clips):
                overlay = Image.new("RGBA", SIZE)
                number_over(overlay, high, number * 3 + place, hand)
                numbered.append(screened(clip, overlay, home))
                hits += text.phone(picture_text.with_picture_text(numbered[-1])).value >= 0.5
            caught[high] = hits
        testing, reading = cpu(numbered)
    line: dict[str, object] = {
        "clips": len(clips),
        "caught": caught,
        "bare_frames": sum(len(sample.frames) for sample in bare),
        "bare_read": sent,
        "bare_alarms": alarms,
        "test_ms": round(testing, 1),
        "read_ms": round(reading),
    }
    write_card(line, caught)
    return line


def write_card(line: dict[str, object], caught: dict[int, int]) -> None:
    """Replace the table between the card's markers."""
    rows = [
        "| digits' height at 480 pixels | share of the short side | clips in which the number is caught |",
        "| --- | --- | --- |",
        *(f"| {high} | {high / SIZE[1]:.1%} | {hits} of {line['clips']} |" for high, hits in caught.items()),
        "",
        f"The same clips without a number: {line['bare_read']} of {line['bare_frames']} frames are sent to the reader, "
        f"{line['bare_alarms']} phone numbers found. CPU of a frame: {line['test_ms']} ms to open and test it, "
        f"{line['read_ms']} ms to read it.",
    ]
    card.write("picture-text.md", "table", rows)


if __name__ == "__main__":
    print(json.dumps(main()))
