"""The words for files that are no usable video: what is wrong with it, and what helps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHER_FILE = _("Rekam lagi atau pilih berkas video lain.")

FILE: dict[str, tuple[Promise, Promise]] = {
    "not-a-video": (_("Berkas ini bukan video."), OTHER_FILE),
    "playlist": (_("Berkas ini hanya daftar, bukan videonya."), OTHER_FILE),
    "unknown-format": (_("Jenis video ini belum kami kenal."), _("Coba simpan sebagai MP4, lalu kirim lagi.")),
    "external-reference": (_("Videonya ada di berkas lain."), _("Kirim berkas yang berisi videonya sendiri.")),
    "unreadable": (_("Videonya rusak dan tidak bisa dibuka."), OTHER_FILE),
    "cut-short": (_("Videonya terpotong."), _("Kirim lagi berkas yang utuh, atau rekam lagi.")),
    "no-sound": (_("Berkas ini tidak bersuara."), _("Pilih berkas yang ada suaranya.")),
    "no-songs": (_("Tidak ada lagu di dalam folder itu."), _("Pilih folder yang berisi berkas lagu.")),
    "no-picture": (_("Berkas ini hanya suara, tanpa gambar."), OTHER_FILE),
    "too-short": (_("Videonya terlalu pendek."), _("Rekam sedikit lebih lama, ya.")),
    "too-long": (_("Videonya terlalu panjang."), _("Potong dulu supaya lebih pendek, lalu kirim lagi.")),
    "too-small-picture": (_("Gambarnya terlalu kecil."), _("Rekam dengan kamera ponsel, lalu kirim lagi.")),
    "too-large-picture": (_("Gambarnya terlalu besar."), _("Rekam dengan ukuran biasa, misalnya 1080p.")),
    "odd-shape": (_("Bentuk gambarnya terlalu pipih."), _("Rekam tegak atau mendatar seperti biasa.")),
    "over-limit": (_("Video ini terlalu berat untuk diolah."), _("Coba video yang lebih pendek atau lebih kecil.")),
}
