"""What each signal looks for, in plain words. A signal that has none yet is shown by its name."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "text.abuse": _("Kata kasar"),
    "text.hate": _("Kebencian"),
    "text.phone": _("Nomor telepon"),
    "text.address": _("Alamat"),
    "text.nik": _("Nomor identitas"),
    "text.school": _("Nama sekolah"),
    "text.contact": _("Akun dan tautan"),
    "text.place": _("Tempat saat ini"),
    "text.gambling": _("Judi"),
    "text.grooming": _("Bujukan"),
    "text.selfharm": _("Menyakiti diri"),
    "text.distress": _("Butuh pertolongan"),
    "text.drugs": _("Rokok, minuman keras, narkoba"),
    "text.politics": _("Politik praktis"),
    "text.danger": _("Aksi berbahaya"),
    "text.threat": _("Senjata dan ancaman"),
    "picture.nudity": _("Ketelanjangan"),
    "picture.dark": _("Gelap atau membeku"),
    "picture.blur": _("Buram"),
    "picture.text": _("Tulisan di gambar"),
    "picture.faces": _("Wajah"),
    "picture.copy_removed": _("Salinan video yang dihapus"),
    "picture.copy_entry": _("Salinan karya lain"),
    "sound.loudness": _("Kerasnya suara"),
    "sound.silence": _("Senyap"),
    "sound.speech": _("Ada orang bicara"),
    "sound.song": _("Lagu kampanye"),
}


def words(name: str) -> str:
    """The signal's plain words in the reader's language."""
    return str(WORDS.get(name, name))
