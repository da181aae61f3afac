"""The words for what people say: categories of a report as a child knows them, what came of it, and refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = dict[str, tuple[Promise, Promise]]

REFUSALS: Table = {
    "category-unknown": (_("Pilihan itu tidak ada."), _("Pilih satu dari daftar.")),
    "report-too-long": (_("Ceritanya terlalu panjang."), _("Paling banyak %(most)s huruf.")),
    "own-video": (
        _("Ini videomu, atau video anakmu."),
        _("Kamu bisa menariknya dari Video saya. Ada yang memaksamu? Telepon SAPA 129."),
    ),
    "nothing-to-appeal": (_("Tidak ada keputusan yang bisa ditinjau."), _("Lihat keadaannya di Video saya.")),
    "appealed-already": (_("Keputusan ini sudah pernah ditinjau."), _("Setiap keputusan ditinjau satu kali.")),
    "rule-not-appealable": (_("Keputusan ini tidak bisa ditinjau."), _("Aturan %(rule)s menjelaskan mengapa.")),
    "appeal-words-missing": (_("Belum ada yang ditulis."), _("Tulis dengan kata-katamu sendiri.")),
    "appeal-words-too-long": (_("Tulisannya terlalu panjang."), _("Paling banyak %(most)s huruf.")),
}

# In the order of the page: the first ones at once, the others under "other things", rules without words here last.
FIRST = 8
CATEGORY: dict[str, Promise] = {
    "BULLY-01": _("Ada yang diejek atau dipermalukan"),
    "ABUSE-01": _("Ada kata-kata kasar"),
    "VIO-01": _("Ada kekerasan, darah, atau hewan disakiti"),
    "NUD-01": _("Ada yang tidak pakai baju, atau isinya tidak sopan"),
    "SEX-01": _("Ada yang membujuk anak atau mengajak bertemu diam-diam"),
    "DANGER-01": _("Ada aksi yang bisa melukai kalau ditiru"),
    "SELF-02": _("Ada anak yang sedih sekali atau butuh pertolongan"),
    "PII-01": _("Ada nomor telepon"),
    "NUD-02": _("Seorang anak diperlihatkan dengan cara yang tidak pantas"),
    "SELF-01": _("Ada yang menyakiti diri sendiri"),
    "BULLY-02": _("Satu anak dimusuhi ramai-ramai"),
    "HATE-01": _("Menghina agama, suku, disabilitas, atau jenis kelamin"),
    "CONSENT-01": _("Orang di video ini tidak mau tampil"),
    "DANGER-02": _("Ada senjata"),
    "DRUG-01": _("Ada rokok, vape, minuman keras, atau narkoba"),
    "GAMB-01": _("Ada judi atau taruhan"),
    "PII-02": _("Ada alamat rumah"),
    "PII-03": _("Ada nomor kartu atau NIK"),
    "PII-04": _("Ada nama lengkap sekolah"),
    "PII-05": _("Ada nama akun atau ajakan mengobrol di tempat lain"),
    "PII-06": _("Ketahuan di mana seorang anak sedang berada"),
    "LIE-01": _("Kabar bohong"),
    "COPY-01": _("Ini karya orang lain"),
    "ADS-01": _("Ada yang berjualan kepada anak"),
    "ADS-02": _("Dibayar untuk membuat video, tetapi tidak bilang"),
    "POL-01": _("Kampanye partai atau calon"),
    "DUP-01": _("Video ini sudah pernah ada"),
    "SONG-01": _("Lagu kampanyenya tidak ada"),
    "QUAL-01": _("Gambar atau suaranya tidak jelas"),
}
# Categories beside which a child finds at once who can help.
CARE = frozenset({"NUD-01", "NUD-02", "SEX-01", "SELF-01", "SELF-02", "BULLY-02"})

# State of a report → what is so, what comes next.
REPORT: dict[str, tuple[Promise, Promise]] = {
    "received": (_("Laporan sudah kami terima."), _("Seseorang akan melihat videonya.")),
    "looking": (_("Videonya sedang dilihat seseorang."), _("Sebentar lagi ada hasilnya.")),
    "stays": (
        _("Sudah dilihat: video ini tidak melanggar aturan."),
        _("Videonya tetap tampil. Terima kasih sudah peduli."),
    ),
    "remove": (_("Sudah dilihat: video ini sudah diturunkan."), _("Terima kasih, kamu menolong teman-teman lain.")),
    "send_back": (
        _("Sudah dilihat: video ini tidak tampil sampai diperbaiki."),
        _("Terima kasih, kamu menolong teman-teman lain."),
    ),
    "gone": (_("Video ini sudah tidak ada di panggung."), _("Jadi tidak ada lagi yang perlu dilihat.")),
}
STEPS = (_("Diterima"), _("Dilihat"), _("Selesai"))

# State of an appeal → what its maker reads.
APPEAL: dict[str, Promise] = {
    "": _("Sedang ditinjau orang lain."),
    "stands": _("Sudah ditinjau orang lain. Keputusannya tetap."),
    "changed": _("Sudah ditinjau orang lain. Keputusannya diubah."),
}
