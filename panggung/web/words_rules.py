"""The words around a rule on the public pages: what happens, who sees to it, how long it takes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTION: dict[str, Promise] = {
    "suitable_from": _("Video hanya tampil untuk umur yang cocok."),
    "hold": _("Video ditahan; seseorang melihatnya dulu."),
    "block": _("Video tidak tampil; seseorang memastikannya."),
    "remove": _("Video diturunkan dari panggung."),
    "send_back": _("Video dikembalikan supaya bisa diperbaiki."),
    "label": _("Video diberi keterangan."),
    "close": _("Panggung ditutup dengan ramah sampai dibuka lagi."),
    "clock": _("Pengelola harus menjawab dalam waktunya."),
    "by_construction": _("Situs ini dibuat begitu; tidak perlu keputusan."),
}
THEN: dict[str, Promise] = {
    "seal": _("Isinya disegel sebagai bukti."),
    "escalate": _("Diteruskan ke petugas senior."),
    "care_contact": _("Dihubungkan dengan yang bisa menolong: SAPA 129, darurat 112."),
    "receipt": _("Dijawab dengan tanda terima."),
}
ENFORCED: dict[str, Promise] = {
    "signal": _("pemeriksaan komputer"),
    "person": _("pemeriksa (orang)"),
    "construction": _("cara situs ini dibuat"),
}
NOT_YET = _("Belum dijalankan; menyusul.")
IN_PART = _("Sebagian belum dijalankan; menyusul.")
CERTAINTY: dict[str, Promise] = {
    "read": _("pasalnya sudah dibaca"),
    "summary": _("dari ringkasan, pasalnya belum dibaca"),
}
