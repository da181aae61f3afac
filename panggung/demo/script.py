"""The table of the demo's drawn videos: each is a puppet with something it can do. The people are invented."""

from dataclasses import dataclass, replace

from panggung.art.dances import Dance
from panggung.art.look import Look, look_for

PORTRAIT, LANDSCAPE = (360, 640), (640, 360)


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
    Clip(
        "menanam-cabai",
        "Menanam cabai",
        "Aku belajar menanam cabai di halaman rumah. Sekarang sudah merah!",
        "Bintang 7",
        "#kebunku",
        10,
        "yard",
        "gardening",
        (
            _look(
                3,
                hair_style="peci",
                top="batik",
                cloth="#1d7a4a",
                accent="#fff4e0",
                glasses=False,
                wheelchair=False,
                skirt=False,
            ),
        ),
    ),
    Clip(
        "baca-puisi",
        "Baca puisi",
        "Puisi pendek tentang ibu. Aku hafal sendiri, lho.",
        "Melati 3",
        "#puisi",
        8.5,
        "classroom",
        "reciting",
        (
            _look(
                1,
                hair_style="hijab",
                veil="#d9578a",
                skin="#c98a5e",
                top="kebaya",
                cloth="#6a3fb5",
                accent="#ffd6e0",
                wheelchair=False,
            ),
        ),
        song_offset=2.14,
    ),
    Clip(
        "main-bola",
        "Jaga bola jangan jatuh",
        "Kaki kiri, kaki kanan, kepala. Kamu bisa berapa kali?",
        "Garuda 12",
        "#olahraga",
        8,
        "ricefield",
        "juggling",
        (
            _look(
                5,
                hair_style="tousled",
                top="striped",
                cloth="#1f5fa8",
                accent="#ffb938",
                wheelchair=False,
                skin="#8d5a3a",
            ),
        ),
        sound="phone",
    ),
    Clip(
        "pesawat-kertas",
        "Pesawat kertas",
        "Lipat, lempar, terbang! Pesawatku bisa berputar.",
        "Elang 4",
        "#sains",
        8,
        "beach",
        "flying",
        (_look(8, hair_style="curly", top="hoodie", cloth="#e8704a", skin="#6f4329", wheelchair=False),),
        song_offset=4.286,
    ),
    Clip(
        "main-angklung",
        "Main angklung berdua",
        "Aku dan adik bermain angklung. Dengar, kami saling menjawab.",
        "Kenari 9",
        "#musik",
        8.5,
        "stage",
        "angklung",
        (
            _look(11, hair_style="bun", flower=True, skin="#b97a50", top="kebaya", cloth="#178a8a", wheelchair=False),
            _look(
                12,
                hair_style="short",
                flower=False,
                skin="#c98a5e",
                top="batik",
                cloth="#b4233c",
                accent="#ffb938",
                wheelchair=False,
            ),
        ),
        song_offset=12.857,
    ),
    Clip(
        "lihat-bintang",
        "Melihat bintang",
        "Ssst, malam sedang hening. Titik-titik itu ternyata sebuah rumah.",
        "Kejora 2",
        "#sains",
        8.5,
        "night",
        "stargazing",
        (
            _look(
                14,
                hair_style="braids",
                skin="#a86b45",
                skirt=True,
                top="overall",
                cloth="#178a8a",
                accent="#ffb938",
                glasses=True,
                wheelchair=False,
            ),
        ),
        sound="none",
    ),
    Clip(
        "gambar-pelangi",
        "Menggambar pelangi",
        "Enam warna untuk hari yang cerah.",
        "Pelangi 6",
        "#gambar",
        9,
        "beach",
        "painting",
        (
            _look(
                17,
                hair_style="pigtails",
                top="dress",
                cloth="#ffb938",
                accent="#fff4e0",
                wheelchair=False,
                skin="#c98a5e",
            ),
        ),
        song_offset=8.571,
    ),
    Clip(
        "berhitung",
        "Berhitung dengan jari",
        "Satu, dua, tiga, empat, lima mangga!",
        "Semut 5",
        "#matematika",
        9,
        "classroom",
        "counting",
        (
            _look(
                20, hair_style="puffs", top="tee", cloth="#d9578a", accent="#ffb938", skin="#6f4329", wheelchair=False
            ),
        ),
    ),
    Clip(
        "masak-nasi",
        "Masak nasi goreng",
        "Masak bersama Bunda. Kompornya dinyalakan Bunda, ya.",
        "Koki 8",
        "#masak",
        8,
        "kitchen",
        "cooking",
        (
            _look(
                23,
                hair_style="ponytail",
                skin="#c98a5e",
                top="overall",
                cloth="#b4233c",
                accent="#bfe3ff",
                wheelchair=False,
            ),
        ),
        song_offset=4.286,
    ),
    Clip(
        "layang-layang",
        "Layang-layang tinggi",
        "Angin sore di sawah. Layang-layangku paling tinggi!",
        "Awan 10",
        "#mainanlama",
        8,
        "ricefield",
        "kiting",
        (_look(26, hair_style="bob", top="tee", cloth="#178a8a", accent="#fff4e0", wheelchair=False),),
        song_offset=12.857,
    ),
    Clip(
        "menari-di-panggung",
        "Menari di panggung",
        "Gerakanku sendiri, diiringi lagu Anak Hebat.",
        "Merak 1",
        "#tari",
        12,
        "stage",
        "opening",
        (
            _look(
                29,
                hair_style="bun",
                flower=True,
                top="kebaya",
                cloth="#1d7a4a",
                accent="#ffb938",
                skirt=True,
                wheelchair=False,
                skin="#a86b45",
            ),
        ),
        ((4, "sway"), (4, "jaipong"), (4, "spin"), (4, "clap"), (4, "jump"), (4, "bow")),
    ),
    Clip(
        "menari-kursi-roda",
        "Rodaku ikut menari",
        "Kursi rodaku juga bisa bergoyang.",
        "Ombak 11",
        "#tari",
        8.5,
        "beach",
        "dancing",
        (_look(32, hair_style="short", top="tee", cloth="#6a3fb5", accent="#ffb938", wheelchair=True, glasses=True),),
        ((4, "sway"), (4, "roll"), (4, "cheer"), (4, "clap")),
        song_offset=4.286,
    ),
    Clip(
        "menari-bertiga",
        "Menari bertiga",
        "Aku dan dua temanku menari di halaman.",
        "Kompak 13",
        "#tari",
        8.5,
        "yard",
        "friends",
        (
            _look(38, hair_style="puffs", top="striped", cloth="#b4233c", skin="#6f4329", wheelchair=False),
            _look(
                39, hair_style="hijab", skin="#d9a074", veil="#ffb938", top="hoodie", cloth="#1f5fa8", wheelchair=False
            ),
            _look(41, hair_style="curly", skin="#8d5a3a", flower=False, top="batik", cloth="#1d7a4a", wheelchair=False),
        ),
        ((4, "clap"), (4, "cheer"), (4, "spin"), (4, "jump")),
        song_offset=12.857,
        size=LANDSCAPE,
    ),
)
