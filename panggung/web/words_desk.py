"""The words for the desk, the family page, view events, and what any page can say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = dict[str, tuple[Promise, Promise]]
RELOAD = _("Muat ulang halaman, lalu coba lagi.")

PAGES: Table = {
    "bad-request": (_("Permintaan itu tidak bisa dibaca."), RELOAD),
    "not-found": (_("Halaman ini tidak ada."), _("Mungkin videonya sudah ditarik, atau alamatnya keliru.")),
    "form-expired": (_("Halaman ini terlalu lama terbuka."), _("Kembali, muat ulang, lalu kirim sekali lagi.")),
    "too-often": (_("Terlalu sering mencoba."), _("Tunggu beberapa menit, lalu coba lagi.")),
    "disk-full": (
        _("Tempat penyimpanan kami sedang penuh."),
        _("Yang sudah sampai aman. Coba lagi beberapa menit lagi."),
    ),
    "our-mistake": (_("Ada yang rusak di pihak kami."), _("Maaf! Petugas akan melihatnya. Coba lagi nanti.")),
}
MAKING: Table = {
    "not-sent-back": (_("Tulisan video ini sedang tidak bisa diubah."), _("Lihat keadaannya di Video saya.")),
    "file-refused": (_("Mengubah tulisan tidak membantu video ini."), _("Kirim berkas video yang lain.")),
    "not-waiting": (_("Video ini tidak sedang menunggu izin."), _("Lihat keadaannya di Video saya.")),
    "not-released": (_("Orang tua atau wali belum mengizinkan."), _("Bicarakan dulu, lalu ubah atau tarik videonya.")),
    "not-published": (_("Video ini belum tampil."), _("Tunggu sampai selesai diperiksa.")),
    "signal-failed": (_("Pemeriksaan komputer belum lengkap."), _("Petugas sudah diberi tahu; videomu aman.")),
    "too-many-waiting": (_("Videomu yang menunggu diperiksa sudah %(most)s."), _("Tunggu beberapa selesai dulu, ya.")),
    "step-failed": (_("Ada gangguan saat mengolah video ini."), _("Petugas sudah diberi tahu; videomu aman.")),
    "no-such-move": (_("Keadaannya sudah berubah."), RELOAD),
    "lease-lost": (_("Pekerjaan ini sudah diambil yang lain."), RELOAD),
}
DESK: Table = {
    "claimed": (_("Kasus ini sedang dipegang orang lain."), _("Ambil kasus berikutnya di antrean.")),
    "decided": (_("Kasus ini sudah diputuskan."), _("Ambil kasus berikutnya di antrean.")),
    "not-claimed": (_("Kasus ini tidak lagi Anda pegang."), _("Buka lagi kasusnya, lalu putuskan.")),
    "rule-missing": (_("Aturannya belum dipilih."), _("Pilih aturan yang menjadi alasan, lalu kirim lagi.")),
    "rule-unknown": (_("Aturan itu tidak ada."), _("Pilih aturan dari daftar.")),
    "band-unknown": (_("Umurnya belum dipilih."), _("Pilih mulai umur berapa video ini cocok.")),
    "outcome-unknown": (_("Keputusan itu tidak ada."), _("Pilih setujui, kirim balik, atau hapus.")),
    "signals-incomplete": (_("Ada pemeriksaan komputer yang gagal."), _("Video ini belum boleh disetujui.")),
    "verdict-missing": (_("Pemeriksaan komputernya belum lengkap."), _("Tunggu sebentar, lalu buka lagi kasusnya.")),
    "note-too-long": (_("Catatannya terlalu panjang."), _("Paling banyak 300 huruf.")),
    "not-differing": (_("Video ini tidak dinilai lain oleh aturan sekarang."), RELOAD),
    "not-stuck": (_("Video ini tidak macet."), RELOAD),
}
FAMILY: Table = {
    "pin-form": (_("PIN harus 4 sampai 8 angka."), _("Pilih angka yang tidak mudah ditebak anak.")),
    "pin-missing": (_("PIN belum dibuat."), _("Buat PIN dulu; tanpa PIN tidak ada yang bisa keluar dari profil anak.")),
    "pin-wrong": (_("PIN itu salah."), _("Coba lagi. Sesudah lima kali salah, kita keluar dari akun.")),
    "pin-too-often": (_("PIN salah lima kali."), _("Masuk lagi dengan kata sandi.")),
}
EVENTS: Table = {
    "events-malformed": (_("Kejadian tontonan tidak bisa dibaca."), _("Kirim daftar JSON.")),
    "events-too-large": (_("Kiriman kejadian terlalu besar."), _("Paling besar %(most)s byte.")),
    "events-too-many": (_("Terlalu banyak kejadian sekaligus."), _("Paling banyak %(most)s.")),
    "session-foreign": (_("Tanda sesi itu bukan dari sini."), RELOAD),
}
STARTS: Table = {
    "song-exists": (_("Lagu “%(title)s” sudah ada."), _("Pakai judul lain.")),
    "no-such-song": (_("Lagu “%(title)s” belum ada."), _("Tambahkan dulu dengan panggung song add.")),
    "not-a-draft": (_("Kampanye ini bukan draf lagi."), _("Tidak ada yang perlu dibuka.")),
    "hashtag-taken": (_("Tagar #%(hashtag)s sudah dipakai."), _("Pilih tagar lain.")),
    "campaign-file": (_("Berkas kampanye salah: %(wrong)s."), _("Perbaiki, lalu jalankan lagi.")),
    "not-a-song": (_("Berkas ini tidak berisi suara."), _("Pilih berkas lagu, misalnya WAV, MP3, atau M4A.")),
}
ALL: Table = {**STARTS, **PAGES, **MAKING, **DESK, **FAMILY, **EVENTS}
