"""Which decoders and demuxer options a stranger's file may reach."""

from __future__ import annotations

PICTURE_DECODERS = (
    "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,mpeg4,msmpeg4v2,msmpeg4,h263,flv,mjpeg,mpeg1video,"
    "mpeg2video,theora,prores,dvvideo,wmv1,wmv2,wmv3,vc1"
)
SOUND_DECODERS = (
    "aac,mp3,mp3float,opus,libopus,vorbis,flac,alac,ac3,eac3,mp2,mp2float,amrnb,amrwb,libopencore_amrnb,"
    "libopencore_amrwb,wmav1,wmav2,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_u8,pcm_mulaw,"
    "pcm_alaw,adpcm_ms,adpcm_ima_qt,adpcm_ima_wav"
)
MAX_STREAMS = 64


def opening_options(container: str) -> dict[str, str]:
    """Options of libav's demuxer: this one local file, known decoders, no references to other files."""
    options = {
        "protocol_whitelist": "file",
        "codec_whitelist": f"{PICTURE_DECODERS},{SOUND_DECODERS}",
        "max_streams": str(MAX_STREAMS),
    }
    if container == "mov":
        options |= {"enable_drefs": "0", "use_absolute_path": "0"}
    return options
