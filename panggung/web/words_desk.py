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
    "reply-unknown": (_("Jawaban itu tidak ada."), _("Pilih dari daftar, atau tulis sendiri.")),
    "topic-unknown": (_("Topiknya tidak ada, atau terlalu banyak."), _("Pilih paling banyak tiga dari daftar.")),
    "note-missing": (_("Belum ada yang ditulis."), _("Tulis sedikit, lalu kirim lagi.")),
    "question-closed": (_("Pertanyaan ini sudah ditutup."), _("Lihat keadaannya di Video saya.")),
    "tolerated-range": (_("Tingkat kesalahan itu tidak bisa dipakai."), _("Pilih di atas 0 sampai %(most)s.")),
    "model-in-use": (_("Model ini sedang dipakai."), RELOAD),
    "model-gone": (_("Berkas model ini sudah tidak ada."), _("Latih lagi dengan panggung learn.")),
    "model-none": (_("Tidak ada model hasil pelatihan yang sedang dipakai."), RELOAD),
    "search-unknown": (_("Pencarian itu tidak dikenal."), _("Periksa pilihannya, lalu simpan lagi.")),
    "search-empty": (_("Antrean terbatas perlu syarat pencarian."), _("Pilih setidaknya satu syarat.")),
    "queue-name": (_("Nama antrean kosong atau terlalu panjang."), _("Pakai 1 sampai 60 huruf.")),
    "queue-nobody": (_("Belum ada yang bekerja di antrean ini."), _("Pilih peran atau orangnya.")),
    "golden-undecided": (_("Kasus ini belum diputuskan."), _("Putuskan dulu, baru jadikan kasus uji.")),
    "golden-unusable": (_("Kasus ini tidak bisa jadi kasus uji."), _("Videonya ditarik, berubah, atau disegel.")),
    "seal-ended": (_("Segel ini sudah berakhir."), RELOAD),
    "seal-open": (_("Bukti ini sedang terbuka."), RELOAD),
    "seal-asked": (_("Senior lain sudah meminta."), _("Buka segelnya, atau tunggu setengah jam.")),
    "seal-not-asked": (_("Belum ada yang meminta dalam setengah jam ini."), _("Minta dulu, lalu senior lain membuka.")),
    "appeal-open": (_("Masih ada permintaan tinjauan yang terbuka."), _("Putuskan dulu permintaan itu.")),
    "files-gone": (_("Berkas video ini sudah dihapus."), _("Video tidak bisa ditampilkan lagi.")),
    "words-differ": (_("Tulisan salinan ini berbeda."), _("Baca dan putuskan sendiri.")),
    "words-contact": (
        _("Pesan ini memuat nomor, akun, tautan, atau ajakan."),
        _("Tulis tanpa itu; pembuatnya sering kali anak-anak."),
    ),
    "questions-enough": (_("Sudah dua kali ditanya."), _("Putuskan, atau teruskan ke senior.")),
    "rest-break": (_("Waktunya istirahat sampai %(until)s."), _("Alihkan mata dari layar. Antreannya bisa menunggu.")),
    "rest-day": (_("Cukup untuk hari ini."), _("Terima kasih! Besok boleh lanjut; orang lain meneruskan antrean.")),
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
