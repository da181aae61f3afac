"""Captions as children write them (nothing may hold them), and captions that each must be held by one signal."""

BENIGN = """
Aku kelas 4 SD
Lagu kebangsaan 17 Agustus 1945
umurku 10 tahun
nomor 1
skor 3-2
resep 250 gram
jalan-jalan ke pantai
Ini tarian saman dari kelas kami
Aku menari bersama teman-teman, seru banget!
Hitung bersama: 1 2 3 4 5 6 7 8 9 10
satu dua tiga empat lima enam tujuh delapan
5 6 7 8, ayo goyang! 5 6 7 8!
Kucing anjing dan kelinci peliharaanku
Anjingku namanya Bruno, dia lucu
Anjing pelacak membantu polisi
Anjingnya lucu, ekornya bergoyang
Babi hutan hidup di hutan
Monyet di hutan suka makan pisang
Aku menggambar monyet dan gajah
Cara membuat mi goreng spesial
Video tiktok lucu jadi inspirasiku
Main roblox seru, tapi belajar dulu
Belajar matematika di YouTube itu asyik
Aku suka jalan kaki ke sekolah
Jalan sehat 17 Agustus bersama keluarga
Puisi untuk ibu, judulnya Kasih Sayang
Hari ini 17-08-2025 kami upacara bendera
Lomba balap karung tanggal 17/08/2025 pukul 08.00
Jadwal latihan jam 07.00-08.30
Harga es teh Rp 5.000 saja
Tinggi badanku 135 cm, berat 30 kg
Aku anak ke-2 dari 3 bersaudara
Aku sedang belajar di rumah bersama ibu
Sarapan nasi uduk dulu, baru menari
Tahi lalat itu tanda lahir
Mengocok telur sampai mengembang
Ikan cupang dan kecebong di kolam
Spider-Man 3 film favoritku
Jangan bilang bodoh kepada teman, ya
Ayo gosok gigi 2 kali sehari
Anak SD menari tari piring
Anak Indonesia Hebat! #AnakGENIUS
SMP kelas 7, baru pertama kali tampil
Guruku baik sekali, terima kasih Bu Guru
Lagu daerah Ampar-Ampar Pisang
Senam pagi bersama: kanan kiri depan belakang
Resep kue: 3 butir telur, 200 gram tepung, 100 gram gula
Pancasila ada 5 sila, UUD 1945
Peta Indonesia punya 38 provinsi
Gunung Semeru tingginya 3.676 meter
Perkalian 7: 7 14 21 28 35 42 49 56 63 70
Nilai pi adalah 3,14
Aku ingin jadi dokter seperti Ayah
Adikku umur 3 tahun sudah bisa menyanyi
Terima kasih kakak, videonya keren
Dance challenge bareng mama
Jalan cerita film ini bagus
Di jalan raya kita harus hati-hati
Rumahku istanaku
Kancil dan buaya, dongeng dari kakek
Tolong like ya teman-teman
Hai, namaku Bintang, aku suka menari
Pakai sendok 2, garpu 1, piring 4
Bersepeda 10 km sama papa
Kita lagi di panggung, ayo tepuk tangan
Bang, ke sini lihat tarianku
Pantun: jalan-jalan ke Kota Medan
Aku juara 1 lomba menyanyi tingkat kota
Tahun 2024 aku kelas 3, tahun 2025 kelas 4
Bel sekolah berbunyi, kami masuk kelas
Sayur asem buatan nenek enak
Selamat Hari Anak Nasional 23 Juli 2025
Eksperimen gunung meletus pakai soda kue
Tarian pendet dari Bali, dibawakan oleh kelas 5
Aku dan adik membuat robot dari kardus bekas
Cita-citaku jadi astronot! 🚀
Belajar sholat bersama ayah
Lagu Laskar Pelangi cover by aku
Cara melipat burung origami dalam 5 langkah
Terima kasih sudah menonton, dadah!
Hari ini panas sekali, jadi aku minum es kelapa
Ayah kerja di kantor, ibu guru SD
Latihan pencak silat di sanggar
Kelinciku melahirkan 6 anak
Waktu kecil aku takut gelap
Masak telur dadar sendiri lho
Aku bisa bahasa Inggris: one two three four five
Kuis: ibu kota Jawa Barat adalah?
Menanam cabai di pot, tumbuh setelah 14 hari
Ikut lomba mewarnai se-Kabupaten Sleman
Kakek bercerita tentang perang kemerdekaan
Main layangan di sawah
Membaca puisi Karawang Bekasi
Aku anak Papua, ini rumah honai
Menyanyi lagu Bungong Jeumpa dari Aceh
Tepuk pramuka! Prok prok prok
Dulu aku gagap, sekarang aku di depan kamera berani
Kereta api lewat pukul 10.30
Kita harus buang sampah pada tempatnya
Selamat ulang tahun ke-80 Indonesia
Nenekku berumur 72 tahun, masih sehat
Aku pakai baju adat Minang
Percobaan sains: air + minyak = ?
Sepak bola: tim merah 2, tim biru 1
Hafalan surat Al-Fatihah
Boneka wayang dari daun singkong
Suara hewan: sapi moo, kambing mbek, anjing guk guk
Menghitung uang: 500 + 1000 = 1500
Mama bilang aku jagoan
Jangan lupa cuci tangan 20 detik
Alat musik: angklung, kolintang, sasando
Perkenalkan aku Dini, hobi berenang
Lompat tali 100 kali tanpa berhenti
SD, SMP, SMA semua boleh ikut
Kami lagi latihan drama Malin Kundang
Aku suka roti bakar di pagi hari
Gerakan 1: tangan ke atas, gerakan 2: putar
Resep: 2 sdm gula, 1 sdt garam, 500 ml air
Video ini dibuat dengan CapCut
Monyet nakal mencuri topi, dongeng lucu
Aku main piano lagu Twinkle Twinkle
Pengen masuk TV kayak kakak
Ayo jaga bumi kita, tanam 1000 pohon
Tolong doakan adikku yang sakit ya
Naik bus trans ke museum, asyik
Aku tinggal di Bandung dan suka angklung
Rumah adat dari 34 provinsi
Skor akhir 21-19 21-17
Minggu, 23 November 2025, kami tampil
Pukul 07.30 - 09.00 senam bersama
Bapak polisi mengatur lalu lintas di jalan
Line dance bareng teman sekelas
Teka-teki: apa yang punya 4 kaki?
""".strip().splitlines()

BAD = {
    "text.phone": """
0812-3456-7890
wa 081234567890
+62 812 3456 7890
62 8 1 2 3 4 5 6 7 8 9 0
(0812) 3456.7890
nol delapan satu dua tiga empat lima enam tujuh delapan
kosong lapan satu dua 345 67 89
O8l2 3456 789o
0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣
٠٨١٢ 3456 7890
telp (021) 555-1234
hubungi 5551234 ya
0 8 1 2 * 3 4 5 6 * 7 8 9
noldelapansatudua tiga empat lima enam tujuh delapan
８１２ ３４５６ ７８９０
""",
    "text.address": """
Rumahku di Jl. Mawar No. 12
jl melati 3 no 5 bandung
Gg. Kelinci II No 4
Jalan Anggrek Raya No. 8
aku tinggal di jalan kenanga dekat masjid
RT 03/RW 05 Desa Sukamaju
rt.02 rw.07 kel. cempaka kec. menteng
Perum Griya Asri Blok C4 No 7
alamatku blok d 12
Alamat: Mawar 12 Bandung
""",
    "text.nik": """
NIK aku 3273014507100001
3273 0145 0710 0001
ini kartu ibu 4111 1111 1111 1111
5500-0000-0000-0004
nik ku 3 2 7 3 0 1 4 5 0 7 1 0 0 0 0 1
""",
    "text.school": """
Aku sekolah di SDN Menteng 01
sdn mawar 03 pagi
SMPN 12 Bandung hebat
Kami dari SD Muhammadiyah Sapen
SMA Negeri 3 Yogyakarta
MTs Nurul Huda juara
Aku murid SD Tunas Bangsa
TK Pertiwi Kartini
sekolah dasar negeri mekarsari
SMK Bina Karya
MAN 1 Bandung
""",
    "text.contact": """
ig: budi.keren
add aku di roblox ya
DM aku dong
follow @bintang_kecil09
tiktok ku bintang123
chat aku yuk
nama robloxku naga_api
kunjungi www.contoh.com
bintang dot com
t.me/grupanak
join grup telegram
link di bio
budi@contoh.com
pindah ke telegram yuk
id ff ku 12345678
""",
    "text.place": """
sekarang aku di Mall Taman Anggrek
lagi di Indomaret Margonda sini
aku lagi di taman kota
ketemuan di lapangan yuk
aku sendirian di rumah
datang ke rumahku ya
share loc nih
kita ada di alun-alun sekarang
nanti sore jemput aku di halte
""",
    "text.abuse": """
dasar anjing lu
4nj1ng
anjiiiiing
a n j i n g
a.n.j.i.n.g
аnjing
an\u200bjing
b4ngs4t
g0bl0k banget
goblok
GOBLOOOK
t o l o l
k*ntol
bangsaaat
ｂａｎｇｓａｔ
jancuk
you are an idiot
monyet lu
anjinglah
muka kayak babi
kontolmu
gob lok
f*ck
anj*ng
""",
}
