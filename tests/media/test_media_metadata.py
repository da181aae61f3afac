"""Nothing that says who, where or with what a clip was made leaves with what is served."""

from __future__ import annotations

import struct
from pathlib import Path

import av
import pytest
from PIL import Image

from panggung.media.transcode import process
from tests.media.tools import ffmpeg

# Planted words, and the place Jakarta as ISO 6709 and as NMEA
SECRETS = [b"PlantedPhone", b"PlantedMaker", b"PlantedComment", b"PlantedHandler", b"PlantedChapter", b"PlantedTitle",
           b"PlantedSei", b"PlantedUdta", b"-06.1754+106.8272", b"0610.524,S", b"2019-03-04", b"PlantedSubtitle",
           b"PlantedTag"]  # fmt: skip
MAKERS = [b"Lavf", b"Lavc", b"x264 - core", b"Exif", b"ffmpeg"]
TAGS = ["-metadata", "title=PlantedTitle", "-metadata", "comment=PlantedComment", "-metadata", "make=PlantedMaker",
        "-metadata", "model=PlantedPhone", "-metadata", "location=-06.1754+106.8272/",
        "-metadata", "location-eng=-06.1754+106.8272/",
        "-metadata", "com.apple.quicktime.location.ISO6709=-06.1754+106.8272/",
        "-metadata", "creation_time=2019-03-04T05:06:07",
        "-metadata:s:v", "handler_name=PlantedHandler", "-metadata:s:a", "handler_name=PlantedHandler",
        "-metadata:s:v", "comment=PlantedTag", "-metadata:s:v", "DEVICE=PlantedPhone"]  # fmt: skip
SEI = "h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+PlantedSei"


def planted(path: Path, home: Path, *options: str) -> Path:
    """A clip with secrets in every place that ffmpeg can write them to."""
    (home / "chapters.txt").write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=PlantedChapter\n"
    )
    (home / "words.srt").write_text("1\n00:00:00,000 --> 00:00:02,000\nPlantedSubtitle $GPRMC,0610.524,S\n")
    subtitle = "mov_text" if path.suffix in {".mp4", ".mov"} else "srt"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x240:r=30", "-f", "lavfi", "-i", "sine", "-i", home / "chapters.txt",
           "-i", home / "words.srt", "-map", "0", "-map", "1", "-map", "3", "-map_chapters", "2", "-t", "4.5",
           "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-bsf:v", SEI, "-c:s", subtitle, *TAGS,
           *options, path)  # fmt: skip
    return path


def with_udta(path: Path) -> Path:
    """Append to moov a udta box as cameras write it: ©xyz place and a maker's note."""
    data = path.read_bytes()
    at = data.rindex(b"moov") - 4
    size = struct.unpack(">I", data[at : at + 4])[0]
    place = b"-06.1754+106.8272/"
    xyz = struct.pack(">I4sHH", 12 + len(place), b"\xa9xyz", len(place), 0x15C7) + place
    note = struct.pack(">I4s", 8 + 20, b"mknt") + b"PlantedUdta         "
    udta = struct.pack(">I4s", 8 + len(xyz + note), b"udta") + xyz + note
    assert at + size == len(data)
    path.write_bytes(data[:at] + struct.pack(">I", size + len(udta)) + data[at + 4 :] + udta)
    return path


@pytest.mark.parametrize(
    ("name", "copied"), [("a.mp4", False), ("a.mov", False), ("a.mkv", False), ("copied.mp4", True)]
)
def test_no_served_file_tells_who_where_or_with_what(tmp_path, name, copied):
    keys = ["-g", "30", "-b:v", "200k", "-maxrate", "250k", "-bufsize", "100k"] if copied else ["-g", "600"]
    source = planted(tmp_path / name, tmp_path, "-movflags", "use_metadata_tags", *keys)
    if source.suffix != ".mkv":
        with_udta(source)
    original = source.read_bytes()
    assert b"PlantedSei" in original
    assert sum(secret in original for secret in SECRETS) >= 7
    done = process(source, tmp_path / "out")
    assert done.renditions[-1].copied is copied
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) >= 10
    for path in files:
        data = path.read_bytes()
        assert [word for word in [*SECRETS, *MAKERS] if word in data] == [], path.name


def test_served_video_has_one_picture_one_sound_no_tag_and_no_time(tmp_path):
    done = process(planted(tmp_path / "a.mp4", tmp_path), tmp_path / "out")
    for each in done.renditions:
        with av.open(str(tmp_path / "out" / each.file)) as container:
            assert [stream.type for stream in container.streams] == ["video", "audio"]
            tags = dict(container.metadata)
            for stream in container.streams:
                tags |= stream.metadata
            assert set(tags) <= {
                "major_brand",
                "minor_version",
                "compatible_brands",
                "language",
                "handler_name",
                "vendor_id",
            }
            assert tags.get("handler_name") in {"VideoHandler", "SoundHandler"}
        data = (tmp_path / "out" / each.file).read_bytes()
        at = data.index(b"mvhd") + 8
        assert data[at : at + 8] == bytes(8)


def test_pictures_hold_pixels_only(tmp_path):
    done = process(planted(tmp_path / "a.mp4", tmp_path), tmp_path / "out")
    for name in (done.poster, done.poster_jpeg, done.strip.file, *(frame.file for frame in done.frames)):
        with Image.open(tmp_path / "out" / name) as picture:
            assert not picture.getexif()
            assert set(picture.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "loop",
                "background",
                "timestamp",
                "duration",
            }
