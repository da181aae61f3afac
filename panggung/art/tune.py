"""The score of "Anak Hebat": what is played when. 14 bars of four beats at 112 a minute are exactly 30 seconds.

Notes are (beat, length in beats, MIDI pitch). The melody keeps to C major pentatonic (C D E G A); the chords are
I-vi-IV-V and, in the middle, IV-I-ii-V. Work of this project, given to the public domain (CC0).
"""

BPM = 112
BEATS = 56
SECONDS = BEATS * 60 / BPM

Note = tuple[float, float, int]
_NAMES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

# (name, first bar, bars)
SECTIONS: tuple[tuple[str, int, int], ...] = (
    ("intro", 0, 2),
    ("a", 2, 2),
    ("a-answer", 4, 2),
    ("b", 6, 4),
    ("a-again", 10, 2),
    ("ending", 12, 2),
)

# (beat within the section, length, chord)
_TURN = ((0, 2, "C"), (2, 2, "Am"), (4, 2, "F"), (6, 2, "G"))
_HOME = ((0, 2, "C"), (2, 2, "Am"), (4, 2, "F"), (6, 1, "G"), (7, 1, "C"))
_BRIDGE = ((0, 4, "F"), (4, 4, "C"), (8, 4, "Dm"), (12, 4, "G"))
_CLOSE = ((0, 2, "F"), (2, 2, "G"), (4, 4, "C"))
CHORDS: dict[str, tuple[tuple[float, float, str], ...]] = {
    "intro": _TURN, "a": _TURN, "a-answer": _HOME, "b": _BRIDGE, "a-again": _TURN, "ending": _CLOSE,
}  # fmt: skip

# Four voices close to each other, so that each moves by a step or stays (voice leading).
VOICINGS: dict[str, tuple[int, ...]] = {
    "C": (55, 60, 64, 67),
    "Am": (57, 60, 64, 69),
    "F": (57, 60, 65, 69),
    "G": (55, 59, 62, 67),
    "Dm": (57, 62, 65, 69),
}
ROOTS: dict[str, int] = {"C": 36, "Am": 33, "F": 41, "G": 43, "Dm": 38}

# "-" holds nothing (a rest); each word is pitch:beats
_LEAD: dict[str, str] = {
    "intro": "",
    "a": "G4:.5 E4:.5 G4:.5 A4:.5 C5:1 A4:1 A4:.5 A4:.5 C5:.5 A4:.5 G4:.5 E4:.5 D4:1",
    "a-answer": "G4:.5 E4:.5 G4:.5 A4:.5 C5:.5 D5:.5 E5:1 C5:.5 C5:.5 A4:.5 C5:.5 D5:.5 D5:.5 C5:1",
    "b": "A4:1 C5:.5 A4:.5 -:2 G4:1 C5:.5 G4:.5 -:2 A4:.5 D5:.5 D5:.5 C5:.5 -:2 D5:.5 D5:.5 E5:.5 D5:.5 G5:1.5 -:.5",
    "a-again": "G4:.5 E4:.5 G4:.5 A4:.5 C5:1 E5:.5 D5:.5 C5:.5 C5:.5 A4:.5 C5:.5 D5:.5 E5:.5 D5:1",
    "ending": "C5:.5 C5:.5 A4:.5 C5:.5 D5:.5 E5:.5 G5:1 E5:.5 D5:.5 C5:1 -:2",
}
_BELLS: dict[str, str] = {
    "intro": "E5:.5 G5:.5 C6:.5 G5:.5 E5:.5 A5:.5 C6:.5 A5:.5 A5:.5 C6:.5 A5:.5 G5:.5 D6:.5 G5:.5 A5:.5 D6:.5",
    "a": "-:6 -:1 D5:.5 G5:.5",
    "a-answer": "-:3.5 G5:.5 -:3 C6:.5 G5:.5",
    "b": "-:2 A5:.5 C6:.5 A5:1 -:2 G5:.5 C6:.5 E6:1 -:2 A5:.5 D6:.5 C6:1 -:2 G5:.25 A5:.25 D6:.25 E6:.25 G6:1",
    "a-again": "C6:1 G5:1 A5:1 C6:1 A5:1 C6:1 G5:.5 A5:.5 D6:1",
    "ending": "A5:1 C6:1 D6:.5 G5:.5 D6:1 C6:.5 G5:.5 E6:1 C6:2",
}


def pitch(name: str) -> int:
    """MIDI number of a note such as `A4` (69)."""
    return 12 * (int(name[1]) + 1) + _NAMES[name[0]]


def _part(lines: dict[str, str]) -> list[Note]:
    notes: list[Note] = []
    for section, bar, _ in SECTIONS:
        at = bar * 4.0
        for word in lines[section].split():
            name, length = word.split(":")
            if name != "-":
                notes.append((at, float(length), pitch(name)))
            at += float(length)
    return notes


def lead() -> list[Note]:
    """The sung melody."""
    return _part(_LEAD)


def bells() -> list[Note]:
    """The bells: they open, answer the melody in the middle, and run above it at the end."""
    return _part(_BELLS)


def chords() -> list[tuple[float, float, str]]:
    """(beat, length, chord) through the whole tune."""
    return [(bar * 4 + at, length, name) for section, bar, _ in SECTIONS for at, length, name in CHORDS[section]]
