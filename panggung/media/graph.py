"""The filter graph of the one decode: picture and sound to every rendition and still."""

from __future__ import annotations

from panggung.media import loudness
from panggung.media.ladder import Plan, Rendition
from panggung.media.pictures import Stills
from panggung.media.probe import Probe, Sound

# Rec. 709, limited range, 8 bit: what every player assumes.
SDR_TAGS = "format=yuv420p,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
STILL_COLOURS = "in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601"  # what JFIF and WebP readers assume
REFERENCE_WHITE_NITS = 203  # ITU-R BT.2408
MATRIX_UNKNOWN = {0, 2}
MATRIX_NAMES = {1: "bt709", 4: "fcc", 5: "bt601", 6: "bt601", 7: "smpte240m", 9: "bt2020", 10: "bt2020"}
HDR_TRANSFER_NAMES = {16: "smpte2084", 18: "arib-std-b67"}


def filter_graph(probe: Probe, plan: Plan, stills: Stills) -> str:
    """Value of -filter_complex. Its outputs: v<name> and a<name> a rendition, poster, posterjpg, frames, strip."""
    chains = [*_pictures(probe, plan, stills), *_stills(stills)]
    if probe.sound is not None:
        chains.append(_sound(probe.sound, probe.seconds, plan))
    return ";".join(chains)


def _pictures(probe: Probe, plan: Plan, stills: Stills) -> list[str]:
    """Scales step by step, each rendition from the next larger one, which costs less than each from the source."""
    chains, source = [], f"[0:{probe.stream}]"
    for index, rendition in enumerate(reversed(plan.renditions)):
        outputs = [] if rendition.copied else [f"[v{rendition.name}]"]
        if rendition.name == stills.base:
            outputs.append("[stills]")
        last = index == len(plan.renditions) - 1
        if not last:
            outputs.append(f"[down{rendition.name}]")
        scaled = _normalise(probe, plan, rendition) if index == 0 else _scale(rendition)
        split = f",split={len(outputs)}" if len(outputs) > 1 else ""
        chains.append(f"{source}{scaled}{split}{''.join(outputs)}")
        source = f"[down{rendition.name}]"
    return chains


def _scale(rendition: Rendition) -> str:
    return f"scale={rendition.width}:{rendition.height}:flags=bicubic"


def _normalise(probe: Probe, plan: Plan, top: Rendition) -> str:
    """Any source to constant rate, the top rendition's size, Rec. 709, limited range, 8 bit."""
    first = "bwdif=mode=send_frame:deint=interlaced," if probe.interlaced else ""
    steady = f"{first}fps={plan.rate}:start_time=0,"
    if probe.hdr:
        levels = "full" if probe.full_range else "limited"
        source = f"tin={HDR_TRANSFER_NAMES[probe.transfer]}:min=2020_ncl:pin=2020:rin={levels}"
        return (
            f"{steady}{_scale(top)},zscale={source}:t=linear:npl={REFERENCE_WHITE_NITS},format=gbrpf32le,"
            f"zscale=p=709,tonemap=tonemap=mobius:desat=0,zscale=t=709:m=709:r=limited,{SDR_TAGS},setsar=1"
        )
    matrix = MATRIX_NAMES.get(probe.matrix, "bt709" if min(probe.width, probe.height) >= 720 else "bt601")
    colours = f"in_color_matrix={matrix}:out_color_matrix=bt709:out_range=tv"
    return f"{steady}{_scale(top)}:{colours},{SDR_TAGS},setsar=1"


def _stills(stills: Stills) -> list[str]:
    def size(name: str, sides: tuple[int, int], range_: str) -> str:
        return f"scale={sides[0]}:{sides[1]}:flags=bicubic:{STILL_COLOURS}:out_range={range_},format={name}"

    return [
        rf"[stills]select='not(mod(n\,{stills.step}))',split=3[s1][s2][s3]",
        f"[s1]{size('yuvj420p', stills.frame, 'pc')}[frames]",
        f"[s2]thumbnail=n={stills.count},split=2[p1][p2]",
        f"[p1]{size('yuv420p', stills.poster, 'tv')}[poster]",
        f"[p2]{size('yuvj420p', stills.poster, 'pc')}[posterjpg]",
        rf"[s3]select='not(mod(n\,{stills.tile_step}))',{size('yuvj420p', stills.tile, 'pc')},"
        f"tile={stills.columns}x1[strip]",
    ]


def _sound(sound: Sound, seconds: float, plan: Plan) -> str:
    rate = sound.sample_rate if sound.sample_rate in (44100, 48000) else 48000
    ceiling = 10 ** (loudness.CEILING_DBTP / 20)
    outputs = "".join(f"[a{each.name}]" for each in plan.renditions)
    return (
        f"[0:{sound.stream}]aresample={rate}:async=1:first_pts=0,"
        f"aformat=sample_fmts=fltp:channel_layouts={'mono' if sound.channels == 1 else 'stereo'},"
        f"volume={loudness.gain(sound.loudness, sound.peak)}dB,"
        f"alimiter=limit={ceiling:.4f}:level=disabled:latency=1:attack=5:release=50,"
        f"atrim=end={seconds},asplit={len(plan.renditions)}{outputs}"
    )
