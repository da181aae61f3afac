"""Numbers in a text however they are written: phone, landline, identity and card numbers in Indonesian forms.

A number may be split by signs, spelled (`nol delapan`), mixed (`O8l2`) or spread over title and caption. All digits
that stand close together are read as one run; the run is searched. One pass, linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from panggung.signals.finding import Finding, mask_digits

_SPELLED = (
    "nol kosong zero nul|satu siji hiji one|dua loro two|tiga telu tilu three|empat papat opat four"
    "|lima limo five|enam enem genep six|tujuh pitu seven|delapan lapan wolu dalapan eight"
    "|sembilan songo salapan nine|sepuluh|sebelas"
)
_VALUE = {
    word: value for value, words in zip(map(str, range(12)), _SPELLED.split("|"), strict=True) for word in words.split()
}
_WORD = "|".join(sorted(_VALUE, key=len, reverse=True))
_GLUED = re.compile(rf"(?:{_WORD})+")
_ONE = re.compile(_WORD)
_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_LOOKALIKE = str.maketrans("oilszbg", "0115289")
_JOINERS = {"dan", "lalu", "terus", "strip", "spasi", "titik", "garis", "plus", "dash", "belas", "puluh"}
_GAP = 6
_GLUED_MAX = 200

_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][-/.])[0-3]?[0-9][-/.][01]?[0-9][-/.](?:19|20)[0-9]{2}"
    r"(?: {1,2}(?:jam |pukul )?[0-2]?[0-9][:.][0-5][0-9])?(?![^a-z0-9]{0,3}[0-9])"
)
_MOBILE = re.compile(r"(?:0|(?:00)?620?)8[1-9][0-9]{7,10}")
_BARE_MOBILE = re.compile(r"8(?:1[1-9]|2[1-38]|3[1-38]|5[1-9]|7[78]|8[1-9]|9[5-9])[0-9]{7,9}")
_LANDLINE = re.compile(r"(?:0|62)[2-79][0-9]{1,2}[1-9][0-9]{5,7}")
_CALL = re.compile(r"\b(?:telp|telepon|tlp|hp|hape|wa|whatsapp|hubungi|call|sms|kontak|ponsel|nomorku|noku)\b")
_CARD = re.compile(r"\b(?:kartu|card|rekening|atm|nik|ktp|kk)\b")
_CUE_REACH = 40


class Run:
    """Digits that stand close together, and which token of the text each came from."""

    def __init__(self, digits: str, places: list[int], spans: list[tuple[int, int]]) -> None:
        """`places[i]` is where token i begins in `digits` (rising), `spans[i]` where it stands in the text."""
        self.digits, self.places, self.spans = digits, places, spans
        self._edges = {*places, len(digits)}

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where digits `first`..`last` stand in the text."""
        return self.spans[bisect_right(self.places, first) - 1][0], self.spans[bisect_left(self.places, last) - 1][1]

    def aligned(self, *edges: int) -> bool:
        """True when a token begins or ends at each of these places in the digits."""
        return self._edges.issuperset(edges)

    def token_count(self, first: int, last: int) -> int:
        """How many tokens begin in digits `first`..`last`."""
        return bisect_left(self.places, last) - bisect_left(self.places, first)


def _as_digits(word: str, touches_digit: bool) -> str | None:
    """A token read as digits, "" when it only joins, None when it ends a run."""
    if word.isdigit():
        return word
    if word in _VALUE:
        return _VALUE[word]
    if word in _JOINERS:
        return ""
    if len(word) <= _GLUED_MAX and _GLUED.fullmatch(word):
        return "".join(_VALUE[one] for one in _ONE.findall(word))
    if touches_digit and len(word) <= 4 and not word.strip("oilszbg"):
        return word.translate(_LOOKALIKE)
    if word == "o":
        return "0"
    return "" if touches_digit and len(word) == 1 else None


def runs(text: str) -> Iterator[Run]:
    """All runs of digits in a folded text."""
    masked = _DATE.sub(lambda date: "x" * len(date[0]), text)
    digits: list[str] = []
    places: list[int] = []
    spans: list[tuple[int, int]] = []
    length = 0
    last_end = 0
    for token in _TOKEN.finditer(masked):
        start, end = token.span()
        touches = (start > 0 and masked[start - 1].isdigit()) or (end < len(masked) and masked[end].isdigit())
        value = _as_digits(token[0], touches)
        if spans and (value is None or start - last_end > _GAP):
            yield Run("".join(digits), places, spans)
            digits, places, spans, length = [], [], [], 0
        if value is None:
            continue
        last_end = end
        if value:
            places.append(length)
            spans.append((start, end))
            digits.append(value)
            length += len(value)
        elif token[0] in {"belas", "puluh"} and digits and len(digits[-1]) == 1:
            digits[-1] = "1" + digits[-1] if token[0] == "belas" else digits[-1] + _tail(masked, end)
            length += len(digits[-1]) - 1
    if spans:
        yield Run("".join(digits), places, spans)


def _tail(text: str, end: int) -> str:
    """After `puluh`: nothing when a number word follows (dua puluh tiga → 23), else a nought."""
    following = _TOKEN.search(text, end, end + 20)
    return "" if following and following[0] in _VALUE else "0"


def phones(text: str) -> Iterator[Finding]:
    """Mobile numbers (08…, +62, 62 8…, 8…), landlines with area code, and 7 to 14 digits after a word for calling."""
    for run in runs(text):
        for weight, first, last in _phone_places(text, run):
            start, end = run.span(first, last)
            yield Finding(start, end, weight, mask_digits(run.digits[first:last]))


def _phone_places(text: str, run: Run) -> Iterator[tuple[float, int, int]]:
    size = len(run.digits)
    if size < 7:
        return
    found = False
    for match in _MOBILE.finditer(run.digits):
        found = True
        yield 0.97, *match.span()
    if found:
        return
    if _BARE_MOBILE.fullmatch(run.digits):
        yield 0.8, 0, size
        return
    for match in _LANDLINE.finditer(run.digits):
        if run.aligned(*match.span()) and not run.aligned(match.start() + 2, match.end()):
            found = True
            yield 0.75, *match.span()
    if not found and size <= 14 and _cued(_CALL, text, run):
        yield 0.8, 0, size


def _cued(cue: re.Pattern[str], text: str, run: Run) -> bool:
    start = run.spans[0][0]
    return cue.search(text, max(0, start - _CUE_REACH), start) is not None


def identities(text: str) -> Iterator[Finding]:
    """NIK and family card numbers (16 digits with province and birth date that can be) and bank card numbers (Luhn)."""
    for run in runs(text):
        if len(run.digits) < 13:
            continue
        cued = _cued(_CARD, text, run)
        for weight, first, last in _identity_places(run, cued):
            start, end = run.span(first, last)
            yield Finding(start, end, weight, mask_digits(run.digits[first:last]))


def _identity_places(run: Run, cued: bool) -> Iterator[tuple[float, int, int]]:
    for first in run.places:
        for size in range(19, 12, -1):
            last = first + size
            if not run.aligned(last):
                continue
            number = run.digits[first:last]
            # Beats counted one by one (5 6 7 8 …) look like numbers; a real one is written in groups.
            if not cued and run.token_count(first, last) > size // 2:
                continue
            if size == 16 and is_nik(number):
                yield 0.95, first, last
                return
            if is_card(number) or (cued and size == 16):
                yield 0.85, first, last
                return


def is_nik(number: str) -> bool:
    """16 digits: province 11–96, birth date DDMMYY with 40 added to a woman's day (Permendagri 73/2022's form)."""
    if len(number) != 16 or not 11 <= int(number[:2]) <= 96 or number[12:] == "0000":
        return False
    day, month = int(number[6:8]), int(number[8:10])
    return 1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month <= 12


def is_card(number: str) -> bool:
    """13 to 19 digits of a payment network's range whose Luhn sum holds (ISO/IEC 7812-1)."""
    if not 13 <= len(number) <= 19 or number[0] not in "23456" or len(set(number)) < 2:
        return False
    total = 0
    for place, char in enumerate(reversed(number)):
        digit = int(char) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
