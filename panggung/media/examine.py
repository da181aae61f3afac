"""The reader that `probe` runs in a child process: opens one file with libav and prints a Verdict as JSON."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import av
import av.container
import av.video.stream
import msgspec

from panggung.media import packets
from panggung.media.errors import MediaRefused
from panggung.media.formats import opening_options
from panggung.media.limits import Limits
from panggung.media.loudness import measure
from panggung.media.probe import Avc, Probe, Question, Sound, Verdict

WHOLE = 0.9  # less than this part of the declared length counts as cut short
TRANSFERS_HDR = {16, 18}  # SMPTE ST 2084 (PQ) and ARIB STD-B67 (HLG), ITU-T H.273 table 3
FIRST_FRAME_TRIES = 300
NEARLY_SQUARE = 0.01


def examine(question: Question) -> Probe:
    """Facts of the file, or MediaRefused."""
    limits = question.limits
    try:
        with _open(question) as container, _open(question) as again:
            video = _the_picture(container, limits)
            tally = packets.walk(container, video, limits)
            _check_length(container, video, tally, limits)
            sound = _the_sound(question, tally.seconds)
            return _facts(question, video, tally, _first_frame(again, video.index), sound)
    except (av.FFmpegError, MemoryError, UnicodeDecodeError) as error:
        raise MediaRefused("unreadable", detail=str(error)[:500]) from error


def _open(question: Question) -> av.container.InputContainer:
    return av.open(
        f"file:{question.path}",
        format=question.container,
        container_options=opening_options(question.container),
        metadata_errors="ignore",
    )


def _the_picture(container: av.container.InputContainer, limits: Limits) -> av.video.stream.VideoStream:
    if len(container.streams) > limits.max_tracks:
        raise MediaRefused("over-limit", what="tracks", limit=limits.max_tracks)
    cover = av.stream.Disposition.attached_pic
    pictures = [stream for stream in container.streams.video if not stream.disposition & cover]
    if not pictures:
        raise MediaRefused("no-picture")
    video = pictures[0]
    context = video.codec_context
    if context is None:
        raise MediaRefused("unknown-format")
    check_size(context.width, context.height, limits)
    seconds = (container.duration or 0) / av.time_base
    if seconds > limits.max_seconds + 1:
        raise MediaRefused("too-long", seconds=round(seconds, 1), limit=limits.max_seconds)
    return video


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raises MediaRefused: no-picture, too-large-picture, too-small-picture, odd-shape."""
    facts = {"width": width, "height": height}
    if width <= 0 or height <= 0:
        raise MediaRefused("no-picture", **facts)
    if width * height > limits.max_pixels or max(width, height) > limits.max_side:
        raise MediaRefused("too-large-picture", **facts, limit=limits.max_side)
    if min(width, height) < limits.min_side:
        raise MediaRefused("too-small-picture", **facts, limit=limits.min_side)
    if max(width, height) > limits.max_aspect * min(width, height):
        raise MediaRefused("odd-shape", **facts)


def _check_length(
    container: av.container.InputContainer,
    video: av.video.stream.VideoStream,
    tally: packets.Tally,
    limits: Limits,
) -> None:
    if not tally.times:
        raise MediaRefused("no-picture")
    # A whole-file duration may belong to a longer sound track: it only counts where the picture has none of its own.
    declared = float(video.duration * video.time_base) if video.duration and video.time_base else 0.0
    declared = declared or (container.duration or 0) / av.time_base
    if tally.any_until < WHOLE * declared:
        raise MediaRefused("cut-short", seconds=round(tally.any_until, 1), declared=round(declared, 1))
    if tally.seconds < limits.min_seconds or len(tally.times) < 2:
        raise MediaRefused("too-short", seconds=round(tally.seconds, 2), limit=limits.min_seconds)
    if tally.seconds > limits.max_seconds + 1:
        raise MediaRefused("too-long", seconds=round(tally.seconds, 1), limit=limits.max_seconds)


def _first_frame(container: av.container.InputContainer, index: int) -> av.VideoFrame:
    stream = next(each for each in container.streams.video if each.index == index)
    for tries, packet in enumerate(container.demux(stream)):
        if tries > FIRST_FRAME_TRIES:
            break
        try:
            for frame in packet.decode():
                return frame
        except av.error.InvalidDataError:
            continue
    raise MediaRefused("unreadable", detail="no frame could be decoded")


def _the_sound(question: Question, seconds: float) -> Sound | None:
    with _open(question) as container:
        stream = next((each for each in container.streams.audio if each.codec_context is not None), None)
        if stream is None:
            return None
        heard = measure(container, stream, seconds)
        if heard is None:
            return None
        name = stream.codec_context.name
        return Sound(stream.index, name, heard.channels, heard.sample_rate, heard.loudness, heard.peak)


def _facts(
    question: Question,
    video: av.video.stream.VideoStream,
    tally: packets.Tally,
    frame: av.VideoFrame,
    sound: Sound | None,
) -> Probe:
    context = video.codec_context
    check_size(frame.width, frame.height, question.limits)
    shape = float(video.sample_aspect_ratio or 1) or 1.0
    if abs(shape - 1) < NEARLY_SQUARE:
        shape = 1.0
    width, height = (frame.width * shape, frame.height) if shape >= 1 else (frame.width, frame.height / shape)
    rotation = round(frame.rotation) % 360
    if rotation % 180 == 90:
        width, height = height, width
    check_size(math.floor(width + 0.5), math.floor(height + 0.5), question.limits)
    size = Path(question.path).stat().st_size
    return Probe(
        container=question.container,
        codec=context.name,
        stream=video.index,
        seconds=round(tally.seconds, 6),
        width=math.floor(width + 0.5),
        height=math.floor(height + 0.5),
        coded_width=frame.width,
        coded_height=frame.height,
        rotation=rotation,
        fps=round(tally.fps, 4),
        vfr=not tally.constant_rate,
        frames=len(tally.times),
        bit_rate=round(size * 8 / tally.seconds),
        pixel_format=frame.format.name,
        matrix=int(frame.colorspace),
        primaries=int(frame.color_primaries),
        transfer=int(frame.color_trc),
        full_range=int(frame.color_range) == 2,
        hdr=int(frame.color_trc) in TRANSFERS_HDR,
        interlaced=bool(frame.interlaced_frame),
        square_pixels=shape == 1.0,
        size_bytes=size,
        sound=sound,
        avc=_avc(context, tally),
    )


def _avc(context: av.VideoCodecContext, tally: packets.Tally) -> Avc | None:
    if context.name != "h264" or not tally.length_prefixed:
        return None
    return Avc(
        profile=context.profile or "",
        level=context.level or 0,
        constant_rate=tally.constant_rate,
        starts_at_zero=abs(tally.start) < 0.002,
        only_closed=tally.only_closed,
        keyframes=[round(time, 6) for time, _ in tally.keyframes],
        keyframe_bytes=[size for _, size in tally.keyframes],
    )


def main() -> None:
    av.logging.set_level(av.logging.PANIC)
    question = msgspec.json.decode(sys.argv[1], type=Question)
    try:
        verdict = Verdict(probe=examine(question))
    except MediaRefused as refusal:
        verdict = Verdict(code=refusal.code, facts=refusal.facts)
    sys.stdout.buffer.write(msgspec.json.encode(verdict))


if __name__ == "__main__":
    main()
