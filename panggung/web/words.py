"""The words for every code with which a room says no: what happened, what to do now. `%(name)s`: a fact."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panggung.web import words_desk, words_media, words_voices

Words = tuple[Promise, Promise]

UNKNOWN: Words = (_("Itu belum bisa."), _("Coba lagi sebentar lagi. Kalau tetap tidak bisa, minta bantuan."))

_WHO: dict[str, Words] = {
    "signed-out": (
        _("Kamu belum masuk."),
        _("Masuk dulu, lalu lanjutkan. Yang sudah terkirim tetap tersimpan."),
    ),
    "not-allowed": (_("Ini belum boleh untukmu."), _("Tanyakan kepada orang tua, wali, atau gurumu.")),
}

_UPLOAD_BEGINNING: dict[str, Words] = {
    "no-campaign": (_("Kampanyenya belum dipilih."), _("Pilih dulu videomu ini untuk kampanye apa.")),
    "no-such-campaign": (_("Kampanye itu tidak ada."), _("Buka halaman kampanye, lalu mulai dari sana.")),
    "campaign-closed": (
        _("Kampanye ini sedang tidak menerima video."),
        _("Cari kampanye lain yang masih dibuka."),
    ),
    "title-too-long": (_("Judulnya terlalu panjang."), _("Paling banyak %(most)s huruf.")),
    "caption-too-long": (_("Keterangannya terlalu panjang."), _("Paling banyak %(most)s huruf.")),
    "no-such-audience": (_("Pilihan penonton itu tidak ada."), _("Pilih lagi siapa yang boleh menonton.")),
    "draft-too-long": (_("Nama draf terlalu panjang."), _("Paling banyak %(most)s huruf.")),
    "draft-differs": (
        _("Draf ini sudah dipakai untuk video lain."),
        _("Mulai lagi dari halaman buat video."),
    ),
    "empty": (_("Videonya kosong."), _("Rekam lagi atau pilih video lain.")),
    "too-large": (
        _("Videonya terlalu besar."),
        _("Paling besar %(most_mb)s MB. Coba video yang lebih pendek."),
    ),
    "too-many-uploads": (
        _("Terlalu banyak video sedang dikirim."),
        _("Tunggu sampai ada yang selesai. Paling banyak %(most)s sekaligus."),
    ),
    "quota-used-up": (
        _("Tempat untuk kirimanmu sedang penuh."),
        _("Selesaikan atau batalkan dulu kiriman lain. Tempatnya %(most_mb)s MB."),
    ),
}

_UPLOAD_GOING_ON: dict[str, Words] = {
    "no-such-upload": (_("Kiriman itu tidak ada."), _("Kirim videonya dari awal.")),
    "upload-gone": (_("Kiriman ini sudah dibatalkan."), _("Kirim lagi dari awal kalau kamu masih mau.")),
    "upload-expired": (_("Kiriman ini terlalu lama berhenti."), _("Kirim videonya dari awal.")),
    "upload-busy": (_("Kiriman ini sedang berjalan di tempat lain."), _("Tunggu sebentar, lalu coba lagi.")),
    "upload-final": (_("Kiriman ini sudah utuh."), _("Tidak ada yang perlu ditambahkan.")),
    "already-a-video": (
        _("Video ini sudah sampai."),
        _("Kalau tidak jadi, tarik videonya dari halaman video itu."),
    ),
    "wrong-offset": (_("Sambungannya tidak pas."), _("Kiriman akan disambung dari tempat yang benar.")),
    "moved-on": (_("Keadaannya sudah berubah."), _("Muat ulang halaman, lalu coba lagi.")),
    "lost-bytes": (
        _("Ada bagian video yang hilang di sini."),
        _("Maaf! Kirim videonya sekali lagi dari awal."),
    ),
    "client-gone": (_("Sambungan terputus."), _("Yang sudah sampai tersimpan. Lanjutkan kapan saja.")),
    "client-idle": (
        _("Sambungan diam terlalu lama."),
        _("Yang sudah sampai tersimpan. Lanjutkan kapan saja."),
    ),
    "overtaken": (
        _("Kiriman ini dilanjutkan lewat sambungan baru."),
        _("Tidak ada yang perlu kamu lakukan."),
    ),
    "beyond-length": (_("Yang dikirim lebih panjang dari yang dijanjikan."), _("Kirim videonya dari awal.")),
    "checksum-mismatch": (_("Ada bagian yang rusak di jalan."), _("Bagian itu akan dikirim lagi.")),
    "length-is-fixed": (_("Panjang kiriman tidak bisa diganti."), _("Kirim videonya dari awal.")),
    "length-too-short": (_("Panjang kiriman terlalu kecil."), _("Kirim videonya dari awal.")),
    "no-parts": (_("Jumlah bagian video tidak cocok."), _("Kirim 1 sampai %(most)s bagian.")),
    "part-unfinished": (_("Ada bagian video yang belum lengkap."), _("Kirim dulu semua bagiannya.")),
}

# For who writes a client; a child never sees them.
_PROTOCOL: dict[str, Words] = {
    "tus-version": (_("Versi tus tidak dikenal."), _("Peladen ini berbicara tus 1.0.0.")),
    "method-not-allowed": (_("Cara itu tidak ada di sini."), _("Lihat kepala Allow.")),
    "bad-header": (_("Kepala %(header)s salah atau tidak ada."), _("Lihat protokol tus 1.0.0.")),
    "bad-metadata": (
        _("Upload-Metadata tidak bisa dibaca."),
        _("Pasangan kunci dan nilai base64, dipisah koma."),
    ),
    "no-length": (
        _("Panjang kiriman tidak diketahui."),
        _("Kirim salah satu: Upload-Length atau Upload-Defer-Length: 1."),
    ),
    "wrong-content-type": (_("Jenis isi salah."), _("Harus application/offset+octet-stream.")),
    "no-such-checksum": (_("Cara hitung itu tidak dikenal."), _("Lihat kepala Tus-Checksum-Algorithm.")),
}

WORDS: dict[str, Words] = {
    **_WHO,
    **_UPLOAD_BEGINNING,
    **_UPLOAD_GOING_ON,
    **_PROTOCOL,
    **words_media.FILE,
    **words_desk.ALL,
    **words_voices.REFUSALS,
}
