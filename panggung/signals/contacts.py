"""Handles, links, mail addresses and invitations to chat somewhere else. Bounded patterns, linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panggung.signals.finding import Finding, mask_words
from panggung.signals.normalise import Folded

_APP = (
    "ig|instagram|insta|tiktok|tik tok|wa|whatsapp|whatsap|tele|telegram|line|discord|roblox|fb|facebook|twitter|"
    "snapchat|snap|youtube|yt|free fire|ff|mobile legends?|minecraft|steam|michat|threads|bigo|capcut|likee|sakura"
)
_ME = "aku|ku|saya|gue|gw|kita|me|kami"
_TLD = r"com|net|org|id|co\.id|sch\.id|my\.id|web\.id|go\.id|gg|ly|io|link|xyz|site|online|app|info|club|vip|shop|store"
_HOST = r"t\.me|wa\.me|m\.me|bit\.ly|s\.id|youtu\.be|discord\.gg|linktr\.ee|ig\.me|vt\.tiktok"

_CONTACT = [
    (
        0.95,
        re.compile(
            r"\b[a-z0-9][a-z0-9._%+-]{1,40} ?(?:@|\(at\)|\[at\]) ?[a-z0-9-]{2,30}(?: ?(?:\.|\(dot\)|"
            r"\[dot\]| dot | titik ) ?[a-z]{2,10})\b"
        ),
    ),
    (0.8, re.compile(r"(?<![a-z0-9@])@ ?[a-z][a-z0-9._]{2,30}\b")),
    (0.9, re.compile(r"\bhttps?[^a-z0-9]{1,4}[a-z0-9]|\bwww\s?\.\s?[a-z0-9]")),
    (0.9, re.compile(rf"\b(?:{_HOST})\b")),
    (0.8, re.compile(rf"\b[a-z0-9-]{{3,40}}\.(?:{_TLD})\b")),
    (0.8, re.compile(r"\b[a-z0-9-]{3,40} ?(?: dot | titik |\(dot\)|\[dot\]) ?(?:com|net|org|id|gg|me)\b")),
    (
        0.85,
        re.compile(
            rf"\b(?:{_APP}) ?(?:-?ku|{_ME}|nya)? ?(?:id|nama|namanya|username|user|nick|"
            r"akun)? ?[:=>]+ ?@?[a-z0-9]"
        ),
    ),
    (0.85, re.compile(rf"\b(?:id|username|user|nick|akun|nama) ?(?:{_APP}) ?(?:-?ku|{_ME}|nya)\b")),
    (0.8, re.compile(rf"\b(?:{_APP})[- ]?(?:ku|saya|gue|gw|aku) [a-z0-9._]{{3,30}}")),
    (
        0.8,
        re.compile(
            rf"\b(?:{_APP})(?: (?:id|nya|namanya|di))? "
            rf"(?=[a-z._]{{0,29}}[0-9_])[a-z][a-z0-9._]{{3,30}}\b"
        ),
    ),
    (
        0.85,
        re.compile(
            r"\b(?:add|dm|chat|wa|pm|inbox|japri|invite|vc|call|kontak|hubungi|follow|folow|polow|"
            r"foll|chatt?ing|telpon|tlp|mabar sama|mutualan sama) (?:ya |dong |yuk |aja |"
            rf"ke )?(?:{_ME}|akunku|ig|wa|ya|yuk|dong)\b"
        ),
    ),
    (
        0.85,
        re.compile(
            r"\b(?:link|cek|klik|lihat) (?:di |link )?bio\b|\badd friend\b|\bfollback\b|\bfolback\b|"
            r"\bfollow back\b"
        ),
    ),
    (
        0.8,
        re.compile(
            r"\b(?:gabung|join|masuk|ayo ke) (?:ke )?(?:grup|group|server|gc|channel|discord|telegram|"
            r"room)\b"
        ),
    ),
    (
        0.7,
        re.compile(
            r"\b(?:subscribe|subrek|subscrib|subs) (?:ya|dong|yuk|channel|chanel|ke|akun)\b|"
            r"\bchannel(?:ku| aku) (?:namanya )?[a-z0-9]"
        ),
    ),
    (
        0.8,
        re.compile(
            r"\b(?:pindah|lanjut|ngobrol|chat(?:an)?|kenalan|kirim foto)(?: yuk| aja)? (?:di|ke|lewat|"
            rf"via) (?:{_APP})\b"
        ),
    ),
    (
        0.8,
        re.compile(
            r"\b(?:minta|bagi|tukeran|kirim) (?:no|nomor|nomer) ?(?:wa|hp|telepon|telp)?\b|\b(?:siapa|"
            r"yang) mau (?:kenalan|chatan|nomor(?:ku)?)\b"
        ),
    ),
]


def contacts(folded: Folded, original: str) -> Iterator[Finding]:
    """Ways to reach a person outside this stage. Naming an app (`video TikTok lucu`) isn't one."""
    for weight, pattern in _CONTACT:
        for match in pattern.finditer(folded.text):
            yield Finding(*match.span(), weight, mask_words(match[0]))
