"""Addresses, full school names and where somebody is right now, in Indonesian captions.

Every pattern is bounded, so a pass is linear in the length of the text. Words come folded; whether a word was
written as a name (capital letter) is read from the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from panggung.signals.finding import Finding, mask_words
from panggung.signals.normalise import Folded

_S = r"[^a-z0-9]{1,4}"
_NAME = r"[a-z][a-z'.-]{1,24}"
_NOT_STREET = (
    "jalan|kaki|santai|sehat|terus|sore|pagi|malam|ke|di|dan|yang|yuk|aja|bareng|keluar|pulang|raya|sendiri|sama|"
    "cerita|menuju|hidup|kenangan|tol|bersama|cepat|lurus|tengah|mundur|maju|ini|itu|keliling|sambil|dulu|lagi"
)
_ADDRESS = [
    (0.8, re.compile(rf"\b(?:jl|jln|gg|lrg){_S}(?:{_NAME} ){{0,3}}{_NAME}{_S}(?:no{_S})?[0-9]{{1,4}}")),
    (0.6, re.compile(rf"\b(?:jl|gg|lrg)\.{_S}?{_NAME}")),
    (0.4, re.compile(rf"\b(?:jl|jln|gg|lrg) {_NAME}")),
    (
        0.8,
        re.compile(
            rf"\b(?:jalan|gang|lorong) (?!(?:{_NOT_STREET})\b)(?:{_NAME} ){{1,4}}(?:no{_S}|"
            rf"nomor )?[0-9]{{1,4}}\b"
        ),
    ),
    (0.8, re.compile(rf"\brt{_S}?0*[0-9]{{1,3}}{_S}(?:rw{_S}?)0*[0-9]{{1,3}}\b")),
    (0.5, re.compile(rf"\b(?:rt|rw)(?:{_S})?0*[0-9]{{1,3}}\b")),
    (0.7, re.compile(rf"\bblok{_S}?[a-z]{{1,2}}{_S}?[0-9]{{1,3}}\b")),
    (0.6, re.compile(rf"\b(?:perum|perumahan|komplek|kompleks|cluster) (?:{_NAME} ){{1,3}}[0-9]{{1,4}}\b")),
    (0.4, re.compile(rf"\b(?:perum|perumahan|komplek|kompleks|cluster|apartemen){_S}{_NAME}")),
    (0.4, re.compile(rf"\b(?:kel|kec|kab|ds|dsn|dusun|kelurahan|kecamatan){_S}{_NAME}")),
    (0.4, re.compile(r"\b(?:kode pos|kodepos)[^a-z0-9]{1,4}[0-9]{5}\b")),
    (0.3, re.compile(rf"\bno(?:mor)?{_S}(?:rumah )?[0-9]{{1,4}}[a-d]?\b")),
]
_HOME = re.compile(r"\b(?:alamat(?:ku|nya)?|rumah(?:ku| aku| saya| kami)|tinggal(?:ku)? di|domisili)\b")
_NAMED_STREET = re.compile(
    rf"\b(?:jalan|jl|jln|gang|gg|desa|kampung|kp|komplek|perum)\.? (?!(?:{_NOT_STREET})\b){_NAME}"
)
_NUMBERED = re.compile(r"[^0-9\n]{1,40}\b[0-9]{1,4}\b")


def addresses(folded: Folded, original: str) -> Iterator[Finding]:
    """Parts of a home address. The caller adds their weights up: one `kec.` is little, with a street it is a lot."""
    for weight, pattern in _ADDRESS:
        for match in pattern.finditer(folded.text):
            yield _finding(match, weight)
    for cue in _HOME.finditer(folded.text):
        near = _NAMED_STREET.search(folded.text, cue.end(), cue.end() + 60)
        if near:
            yield _finding(near, 0.7)
        elif cue[0].startswith("alamat") and _NUMBERED.match(folded.text, cue.end()):
            yield _finding(cue, 0.6)


_KIND = r"(?:sd|sdk|sdi|sdit|smp|smpk|smpit|sma|smak|smait|smk|mts|slb|tk|paud)"
_STATE = r"(?:sdn|smpn|sman|smkn|mtsn|slbn|min|man|tkn)"
_HEADS = (
    "islam|kristen|katolik|muhammadiyah|al|nurul|santa|santo|st|bina|pelita|tunas|harapan|budi|taman|pertiwi|aisyiyah|"
    "bethel|penabur|kanisius|xaverius|tarakanita|marsudirini|darul|miftahul|mutiara|cendekia|insan|global|yayasan|"
    "bpk|pgri|don|pangudi|regina|labschool|laboratorium|plus|unggulan|alam|hang"
)
_FULL = re.compile(
    r"\b(?:sekolah dasar|sekolah menengah (?:pertama|atas|kejuruan)|madrasah (?:ibtidaiyah|tsanawiyah|aliyah)|"
    rf"sekolah luar biasa|taman kanak[ -]kanak|pondok pesantren|ponpes) (?:negeri )?(?:{_NAME}|[0-9]{{1,3}})"
)
# Madrasah Ibtidaiyah or Aliyah Negeri; in small letters `min` and `man` are other words (Spider-Man 3).
_MADRASAH = re.compile(rf"\b(?:min|man){_S}[0-9]{{1,2}} {_NAME}")
_AFTER_KIND = (
    "sd|smp|sma|smk|tk|un|kelas|umur|usia|yang|dan|atau|di|ke|ini|itu|kami|aku|saya|seru|sampai|"
    "juga|kok|lho|banget|tahun"
)
_SCHOOL = [
    (0.9, re.compile(rf"\b(?!min\b|man\b){_STATE}{_S}(?:{_NAME}|[0-9]{{1,4}})(?:{_S}[0-9]{{1,4}})?\b")),
    (0.9, re.compile(rf"\b(?:{_KIND}|mi|ma) (?:negeri|n) (?:{_NAME}|[0-9]{{1,3}})")),
    (0.9, re.compile(rf"\b(?:{_KIND}|mi|ma)(?:{_S})(?:{_HEADS})\b{_S}{_NAME}")),
    (0.75, re.compile(rf"\b{_KIND}{_S}(?!(?:{_AFTER_KIND})\b){_NAME} [0-9]{{1,3}}\b")),
    (0.6, re.compile(rf"\b{_KIND} ?[0-9]{{1,3}}\b(?! (?:kali|tahun|orang|anak|lagu|hari|jam|menit))")),
]
_PROPER = re.compile(rf"\b{_KIND} ({_NAME})")
_NOT_PROPER = re.compile(
    rf"(?:{_AFTER_KIND}|me[a-z]+|ber[a-z]+|pe[nm][a-z]+|se[a-z]+|juara|lomba|indonesia|hebat|"
    r"ceria|merdeka|kreatif)$"
)


def schools(folded: Folded, original: str) -> Iterator[Finding]:
    """School names that find one school. `Aku kelas 4 SD` isn't one, `SDN Mawar 01` and `SMP Tunas Bangsa` are."""
    for weight, pattern in _SCHOOL:
        for match in pattern.finditer(folded.text):
            yield _finding(match, weight)
    for match in _FULL.finditer(folded.text):
        if "negeri" in match[0] or not _NOT_PROPER.match(match[0].rsplit(" ", 1)[1]):
            yield _finding(match, 0.8)
    for match in _MADRASAH.finditer(folded.text):
        if original[folded.origin[match.start()] :][:3].isupper():
            yield _finding(match, 0.9)
    for match in _PROPER.finditer(folded.text):
        written = original[folded.origin[match.start(1)]]
        calm = folded.origin[match.start()] > 0 or original[: len(match[0])].split()[0].isupper()
        if written.isupper() and calm and not _NOT_PROPER.match(match[1]):
            yield _finding(match, 0.6)


_WHO = r"(?:aku|ak|kami|kita|saya|gue|gw|kalian)"
_NOW = (
    rf"(?:(?:sekarang|saat ini|skrg|skrng|skarang)(?: ini)? (?:{_WHO} )?(?:lagi |sedang |ada |"
    rf"udah |sudah )?|(?:{_WHO} )(?:lagi|sedang|udah|sudah|ada)(?: ada)? |lagi |posisi(?:ku)? )"
)
_PUBLIC = (
    "mall?|mol|alun|taman|stasiun|terminal|halte|hotel|warung|warnet|indomaret|alfamart|kfc|mcd|lapangan|kolam|"
    "bioskop|kafe|cafe|pasar|minimarket|bandara|pelabuhan|masjid|mushola|gereja|gor|gedung|plaza|dufan|ancol"
)
_HERE = re.compile(rf"\b{_NOW}di ({_NAME})(?: ({_NAME}))?")
_PLACE = [
    (0.85, re.compile(r"\b(?:share ?lo[ck]|sharelok|titik lokasi|lokasiku|live loc(?:ation)?)\b")),
    (
        0.8,
        re.compile(
            r"\b(?:ketemu(?:an)?|jemput(?: aku)?|samperin(?: aku)?|tunggu(?:in)?(?: aku)?|kumpul) "
            rf"(?:yuk )?(?:nanti |besok |jam [0-9]{{1,2}} )?di {_NAME}"
        ),
    ),
    (0.8, re.compile(r"\b(?:datang|mampir|main|dateng) ke rumah(?:ku| aku)\b")),
    (
        0.75,
        re.compile(
            rf"\b(?:nanti|besok|jam [0-9]{{1,2}}(?: (?:pagi|siang|sore|malam))?) {_WHO} (?:ada |"
            rf"mau )?(?:di|ke) (?:{_PUBLIC})\b"
        ),
    ),
    (
        0.8,
        re.compile(
            r"\b(?:sendirian|sendiri aja|cuma sendiri) di rumah\b|\brumah(?:ku)? (?:lagi )?(?:kosong|"
            r"sepi)\b"
        ),
    ),
    (0.75, re.compile(rf"\blagi di {_NAME}(?: {_NAME}){{0,3}} sini\b")),
    (0.6, re.compile(rf"\botw (?:ke )?(?:{_PUBLIC})\b")),
]
_COMMON_PLACE = re.compile(
    r"(?:rumah|sekolah|kelas|kamar|panggung|atas|dalam|depan|luar|bawah|sini|sana|dunia|indonesia|bumi|hutan|pantai|"
    r"sungai|gunung|dapur|halaman|kebun|sawah|kampung|desa|kota|video|lagu|hati|tengah|antara|balik|mana|tempat|negara|jalan)"
)


def whereabouts(folded: Folded, original: str) -> Iterator[Finding]:
    """Where a child is now or will be, or that it is alone. `di rumah` finds nobody; a named place does."""
    for weight, pattern in _PLACE:
        for match in pattern.finditer(folded.text):
            yield _finding(match, weight)
    for match in _HERE.finditer(folded.text):
        first, second = match[1], match[2]
        named = any(
            word and original[folded.origin[match.start(group)]].isupper()
            for group, word in ((1, "" if _COMMON_PLACE.fullmatch(first) else first), (2, second))
        )
        if named or re.match(rf"(?:{_PUBLIC})\b", first):
            yield _finding(match, 0.75)


def _finding(match: re.Match[str], weight: float) -> Finding:
    return Finding(*match.span(), weight, mask_words(match[0]))
