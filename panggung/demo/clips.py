"""The demo's drawn videos: a table of clips, each a puppet with something it can do, made once and kept."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from panggung.art import song, tune
from panggung.art.dances import Dance
from panggung.art.look import Look, look_for
from panggung.demo.acts import ACTS, Shot, backdrop
from panggung.demo.film import FPS, compose, encode

# Raise it when a clip would look or sound otherwise: what was made by an older version is made again.
VERSION = 1
PORTRAIT, LANDSCAPE = (360, 640), (640, 360)
_PROCESSES = 2


@dataclass(frozen=True)
class Clip:
    """One scripted video. `song_offset` is in seconds; `sound` is a name of `film.SOUNDS` or "none"."""

    slug: str
    title: str
    caption: str
    alias: str
    hashtag: str
    seconds: float
    place: str
    act: str
    looks: tuple[Look, ...]
    steps: Dance = ()
    song_offset: float = 0.0
    sound: str = "song"
    size: tuple[int, int] = PORTRAIT


def _look(seed: int, **traits: object) -> Look:
    return replace(look_for(seed), **traits)  # type: ignore[arg-type]


CLIPS: tuple[Clip, ...] = (
    Clip("menanam-cabai", "Menanam cabai", "Aku belajar menanam cabai di halaman rumah. Sekarang sudah merah!", "Bintang 7", "#kebunku",
         12, "yard", "gardening", (_look(3, hair_style="peci", top="batik", cloth="#1d7a4a", accent="#fff4e0", glasses=False, wheelchair=False, skirt=False),)),
    Clip("baca-puisi", "Baca puisi", "Puisi pendek tentang ibu. Aku hafal sendiri, lho.", "Melati 3", "#puisi",
         10, "classroom", "reciting", (_look(1, hair_style="hijab", veil="#d9578a", top="kebaya", cloth="#6a3fb5", accent="#ffd6e0", wheelchair=False),), song_offset=2.14),
    Clip("main-bola", "Jaga bola jangan jatuh", "Kaki kiri, kaki kanan, kepala. Kamu bisa berapa kali?", "Garuda 12", "#olahraga",
         9, "ricefield", "juggling", (_look(5, hair_style="tousled", top="striped", cloth="#1f5fa8", accent="#ffb938", wheelchair=False, skin="#8d5a3a"),), sound="phone"),
    Clip("pesawat-kertas", "Pesawat kertas", "Lipat, lempar, terbang! Pesawatku bisa berputar.", "Elang 4", "#sains",
         10, "beach", "flying", (_look(8, hair_style="curly", top="hoodie", cloth="#e8704a", skin="#6f4329", wheelchair=False),), song_offset=4.286),
    Clip("main-angklung", "Main angklung berdua", "Aku dan adik bermain angklung. Dengar, kami saling menjawab.", "Kenari 9", "#musik",
         10, "stage", "angklung", (_look(11, hair_style="bun", flower=True, top="kebaya", cloth="#178a8a", wheelchair=False), _look(12, hair_style="short", top="batik", cloth="#b4233c", accent="#ffb938", wheelchair=False)), song_offset=12.857),
    Clip("lihat-bintang", "Melihat bintang", "Ssst, malam sedang hening. Titik-titik itu ternyata sebuah rumah.", "Kejora 2", "#sains",
         9, "night", "stargazing", (_look(14, hair_style="braids", top="overall", cloth="#178a8a", accent="#ffb938", glasses=True, wheelchair=False),), sound="none"),
    Clip("gambar-pelangi", "Menggambar pelangi", "Enam warna untuk hari yang cerah.", "Pelangi 6", "#gambar",
         10, "beach", "painting", (_look(17, hair_style="pigtails", top="dress", cloth="#ffb938", accent="#fff4e0", wheelchair=False, skin="#c98a5e"),), song_offset=8.571),
    Clip("berhitung", "Berhitung dengan jari", "Satu, dua, tiga, empat, lima mangga!", "Semut 5", "#matematika",
         10, "classroom", "counting", (_look(20, hair_style="puffs", top="tee", cloth="#d9578a", accent="#ffb938", skin="#6f4329", wheelchair=False),)),
    Clip("masak-nasi", "Masak nasi goreng", "Masak bersama Bunda. Kompornya dinyalakan Bunda, ya.", "Koki 8", "#masak",
         9, "kitchen", "cooking", (_look(23, hair_style="ponytail", top="overall", cloth="#b4233c", accent="#bfe3ff", wheelchair=False),), song_offset=4.286),
    Clip("layang-layang", "Layang-layang tinggi", "Angin sore di sawah. Layang-layangku paling tinggi!", "Awan 10", "#mainanlama",
         10, "ricefield", "kiting", (_look(26, hair_style="bob", top="tee", cloth="#178a8a", accent="#fff4e0", wheelchair=False),), song_offset=12.857),
    Clip("menari-di-panggung", "Menari di panggung", "Gerakanku sendiri, diiringi lagu Anak Hebat.", "Merak 1", "#tari",
         13, "stage", "opening", (_look(29, hair_style="bun", flower=True, top="kebaya", cloth="#1d7a4a", accent="#ffb938", skirt=True, wheelchair=False, skin="#a86b45"),),
         ((4, "sway"), (4, "jaipong"), (4, "spin"), (4, "clap"), (4, "jump"), (4, "bow"))),
    Clip("menari-kursi-roda", "Rodaku ikut menari", "Kursi rodaku juga bisa bergoyang.", "Ombak 11", "#tari",
         9, "beach", "dancing", (_look(32, hair_style="short", top="tee", cloth="#6a3fb5", accent="#ffb938", wheelchair=True, glasses=True),),
         ((4, "sway"), (4, "roll"), (4, "cheer"), (4, "clap")), song_offset=4.286),
    Clip("menyanyi", "Menyanyi Anak Hebat", "Ayo ikut menyanyi bagian yang mudah.", "Nada 15", "#menyanyi",
         10, "stage", "singing", (_look(35, hair_style="hijab", veil="#178a8a", top="batik", cloth="#e8704a", accent="#fff4e0", wheelchair=False, skirt=True),),
         ((4, "sway"), (4, "bounce"), (4, "twist")), song_offset=4.286),
    Clip("menari-bertiga", "Menari bertiga", "Aku, Sari, dan Ucok menari di halaman.", "Kompak 13", "#tari",
         9, "yard", "friends", (_look(38, hair_style="puffs", top="striped", cloth="#b4233c", skin="#6f4329", wheelchair=False), _look(39, hair_style="hijab", veil="#ffb938", top="hoodie", cloth="#1f5fa8", wheelchair=False), _look(41, hair_style="curly", top="batik", cloth="#1d7a4a", wheelchair=False), _look(44, hair_style="braids", top="dress", cloth="#d9578a", wheelchair=False)),
         ((4, "clap"), (4, "cheer"), (4, "spin"), (4, "jump")), song_offset=12.857, size=LANDSCAPE),
)  # fmt: skip


def frames(clip: Clip) -> Iterator[Image.Image]:
    """The pictures of a clip at `film.FPS`."""
    w, h = clip.size
    for k in range(round(clip.seconds * FPS)):
        t = k / FPS
        shot = Shot(t, (t + clip.song_offset) * tune.BPM / 60, clip.seconds, clip.looks, clip.steps, w, h)
        yield compose([*backdrop(clip.place, shot), *ACTS[clip.act](shot)], clip.size)


def file_name(clip: Clip) -> str:
    """The name of a clip's file; it holds the version, which makes old ones stale."""
    return f"{clip.slug}.v{VERSION}.mp4"


def render(clip: Clip, target: Path, tune_file: Path) -> Path:
    """Draw and encode one clip into the folder `target`, atomically."""
    return encode(
        frames(clip), target / file_name(clip), size=clip.size, seconds=clip.seconds, song=tune_file, sound=clip.sound, offset=clip.song_offset
    )


def _be_nice() -> None:
    os.nice(5)


def make(
    target: Path, *, only: list[str] | None = None, progress: Callable[[str, int, int], None] | None = None
) -> list[Path]:
    """Make the clips (or those with the slugs `only`) that `target` lacks; returns all their paths in table order.

    `progress` is called with (slug, how many are done, how many there are to make) after each.

    Raises:
        KeyError: `only` names a slug that is not in the table.
        RuntimeError: ffmpeg failed.
    """
    table = {clip.slug: clip for clip in CLIPS}
    wanted = [table[slug] for slug in only] if only is not None else list(CLIPS)
    target.mkdir(parents=True, exist_ok=True)
    missing = [clip for clip in wanted if not (target / file_name(clip)).is_file()]
    if missing:
        tune_file = song.write_wav(target / ".anak-hebat.wav")
        longest = sorted(missing, key=lambda clip: -clip.seconds)
        with ProcessPoolExecutor(min(_PROCESSES, len(missing)), get_context("spawn"), _be_nice) as pool:
            jobs = {pool.submit(render, clip, target, tune_file): clip for clip in longest}
            for done, job in enumerate(as_completed(jobs), 1):
                job.result()
                if progress:
                    progress(jobs[job].slug, done, len(missing))
        tune_file.unlink()
    return [target / file_name(clip) for clip in wanted]
