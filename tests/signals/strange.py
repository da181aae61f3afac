"""Texts that are hard to read or show: as many letters as a caption holds, each made to cost or to mislead."""

from __future__ import annotations

MOST = 300


def _filled(piece: str) -> str:
    return (piece * MOST)[:MOST]


NORMAL = _filled("Aku menari bersama teman di lapangan sekolah, lalu kami membaca buku cerita tentang laut. ")
STRANGE = {
    "from right to left": "\u202e" + _filled("4pm.oediv \u202dgnijna\u202c ")[1:],
    "isolates never closed": _filled("\u2067a\u2066b\u2068"),
    "without width": _filled("b\u200ba\u200cn\u200dg\u2060s\ufeffat\u00ad "),
    "pictures alone": _filled("🎉💃🏽👩‍👩‍👧‍👦🇮🇩"),
    "marks on one letter": "a" + "\u0301\u0316\u0334" * 99,
    "marks on every letter": _filled("g\u0489\u0301o\u0316\u0334b\u0337l\u0321o\u0322k\u0338 "),
    "look-alike letters": _filled("ɡоЬ𝗅ο𝓀 аɴjіɴɢ "),
    "leet": _filled("4nj1n9 g0bl0k k0n70l 5l0t g4c0r "),
    "letters apart": _filled("a n j i n g "),
    "one letter": _filled("a"),
    "doubled letters": _filled("aaannnjjjiiinnnggg "),
    "digits": _filled("0812345678901234567"),
    "digits in words": _filled("nol delapan satu dua tiga empat "),
    "digits apart": _filled("0 8-1.2/3 4_5(6)7+8 "),
    "almost addresses": _filled("Jl. Jl. RT 1 RW 2 No. "),
    "almost links": _filled("www.a.b.c.d@e.f@g:h//i."),
    "almost schools": _filled("SD SMP SMA SDN 1 MI MTs "),
    "signs": _filled("()[]{}*+?.^$|\\/-_@#"),
    "blanks": _filled(" \u3000\u2003\u00a0\t"),
    "capitals that grow": _filled("ŉßİﬃΐ"),
}
