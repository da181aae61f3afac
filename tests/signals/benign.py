"""Kind captions as children and teens write them, for measuring how many the text model holds wrongly.

TUNED was looked at while the model was made. UNSEEN was written after its last change and is only counted. Neither is
part of `models/benign-captions.txt`, which the model learns from.
"""

TUNED = """
Hari ini kami belajar agama Islam, hafalan doa sebelum makan
Natal di gereja bareng keluarga, nyanyi lagu Malam Kudus
Temanku Kristen, aku Islam, kami tetap main bola bareng
Imlek di rumah popo, dapat angpao dan makan kue keranjang
Barongsai keren banget di acara Imlek sekolah
Guru agama Hindu cerita tentang Ramayana
Waisak di Borobudur lihat lampion terbang
Aku orang Jawa, mamaku orang Batak, di rumah campur bahasanya
Bahasa Sunda itu seru, punten artinya permisi
Tari Saman dari Aceh, latihannya bikin tangan merah
Temanku dari Papua jago banget main bola
Cerita Presiden Soekarno membacakan proklamasi
Presiden pertama Indonesia siapa? ayo tebak!
Kalau jadi presiden aku mau bikin taman bermain
R.A. Kartini berjuang supaya anak perempuan bisa sekolah
Perempuan juga bisa jadi pilot lho, cita-citaku itu!
Cowok juga boleh masak, ini nasi goreng buatanku
Pahlawan melawan penjajah Belanda di Surabaya
Tugas sejarah: perang Diponegoro dalam 1 menit
Jepang menjajah Indonesia 3,5 tahun, ini hasil presentasi kelompokku
Timnas Indonesia menang lawan Malaysia, seruuu
Kalah 0-3 tapi kita tetap semangat, minggu depan latihan lagi
Kucingku males banget kerjanya tidur mulu wkwk
Gila keren bgt pemandangan di gunung Bromo
wkwkwk adekku nangis gara2 balonnya meletus
Gaes jangan lupa minum air putih yaa
Kakakku ngeselin tapi aku sayang dia
Capek bgt abis ekskul pramuka tapi seneng
gabut di rumah jadi bikin slime sendiri
ciee yang hari ini ulang tahun, met ultah bestie
Monyet di Ubud ambil kacamata papa haha
Anjing tetangga baru punya anak lima, lucu semua
Babi itu hewan pintar kata guru IPA
Kambing kurban kami namanya Udin, warnanya putih
Buaya di penangkaran gede banget, aku takut tapi seru
Cara menggambar ular naga dari angka 3
Cebong berubah jadi katak, ini percobaan kami di kelas
Sapi perah di Lembang, aku coba perah susunya
Aku ngompol waktu kecil hehe cerita lucu dari mama
Dokter gigi bilang gigiku bolong dua
Otak manusia punya dua belahan, kiri dan kanan
Tubuh kita butuh sayur dan protein
Rumus luas segitiga sambil nyanyi
Kimia itu asyik: gunung api dari cuka
Pertunjukan drama Bawang Merah yang jahat dan Bawang Putih yang baik
Aku jadi nenek sihir di pentas seni
Film hantu anak-anak ini gak serem kok
Dongeng raksasa Timun Mas, aku jadi raksasanya
Malin Kundang durhaka lalu jadi batu, ini dramanya
Jangan membuang sampah ke sungai nanti banjir
Stop bullying, ayo berteman sama semua orang
Kalau ada yang ngejek kamu, cerita ke guru ya
Semua warna kulit itu indah
Teman kami pakai kursi roda dan dia jago catur
Belajar bahasa isyarat: terima kasih
Adikku autis dan dia pintar main piano
Ayah kerja di Arab, kami video call tiap malam
Puasa hari pertama kuat sampai magrib!
Takbiran keliling kampung bawa obor
Lebaran mudik ke Padang naik kapal
Rendang buatan nenek paling enak sedunia
Pempek Palembang pedas cukanya bikin keringatan
Sambal matah pedesnya nampol
Lomba makan kerupuk, aku juara 2
Panjat pinang seru banget semua kotor kena oli
Upacara bendera hari Senin aku jadi pemimpin
Pemilihan ketua kelas, kampanyeku: kelas bersih
Aku pilih ketua OSIS nomor 2 karena programnya bagus
Polisi cilik latihan baris berbaris
Bapakku TNI, aku bangga sama bapak
Diskusi kelas: kenapa hoaks itu berbahaya
Aku belajar coding bikin game ular
Mabar game balap bareng kakak, aku kalah mulu
Naruto lawan Sasuke, gambar tanganku
BTS dance cover oleh kelas 8B
Nonton konser bareng mama, suaraku habis
Review buku Laskar Pelangi, sedih tapi bagus
Kakek umur 80 masih kuat mencangkul
Rumah gadang itu rumah adat Minangkabau
Suku Dayak punya tarian Hudoq yang keren
Pesantren kilat di sekolah, kami belajar salat dan berbagi
Bu guru Kristen dan Pak guru Muslim berbuka bareng, indahnya
Ibadah sekolah minggu, kami bikin kapal Nuh dari kardus
Masjid Istiqlal dan Gereja Katedral itu tetanggaan lho
Aku Buddha, temanku Konghucu, kami satu kelompok IPS
Ogoh-ogoh buatan banjar kami tahun ini tinggi banget
Nyepi di Bali gelap dan banyak bintang
Aku keturunan Tionghoa dan suka wayang kulit
Engkoh sebelah ngajarin aku nulis aksara Cina
Logat Madura om aku bikin ketawa
Orang Bugis terkenal pelaut, ini kapal pinisi dari kertas
Teman baru dari Ambon suaranya merdu sekali
Kami dari Nias mau tunjukin lompat batu
Bahasa Betawi: gue, elu, enyak, babeh
Siapa wakil presiden pertama? Jawabannya Bung Hatta
Pidato Bung Karno, tugas Bahasa Indonesia
Kata pak presiden anak Indonesia harus makan bergizi
Kunjungan ke gedung DPR, ruangannya besar
Belajar pemilu: cara mencoblos yang benar
Ibu negara datang ke sekolah kami, deg-degan
Cut Nyak Dien pahlawan perempuan dari Aceh
Anak cewek main futsal, kenapa enggak?
Bandung Lautan Api, kami bikin dioramanya
Pertempuran 10 November diceritakan pakai wayang
Bom atom menghancurkan Hiroshima, semoga tidak ada perang lagi
Penjajah datang mencari rempah-rempah
Persib vs Persija, siapa pun menang tetap damai
Tim kami kalah telak tapi lucu banget blooper-nya
Voli putri kelas 9 akhirnya lolos semifinal
Latihan karate, tendangannya masih miring hehe
anjay eh maksudnya asyik, aku dapat ranking 5
Sumpah lucu bgt kucing oren ini nyolong ikan
Kzl bgt hujan padahal mau main sepeda
Bestie aku pindah sekolah, sedih bgt tp ttp semangat
Kuy latian dance buat pensi besok
adek gw ketiduran pas lagi makan wkwkwkw
Mager abis, tapi PR harus kelar
guys ini cara bikin es lilin cuma 3 bahan
Sotoy banget aku, ternyata resepnya salah wkwk
Gokil, layanganku terbang paling tinggi
Anjing laut bisa tepuk tangan di pertunjukan
Kera ekor panjang di Pangandaran berebut kacang
Babi rusa hewan khas Sulawesi yang dilindungi
Ayam jagoku berkokok jam tiga pagi, berisik
Tikus putih percobaan kelas kami namanya Momo
Kecoak masuk kelas, semua teriak hahaha
Ulat berubah jadi kupu-kupu, menjijikkan tapi keren
Kelelawar tidur terbalik, kok nggak pusing ya
Kuda lumping tampil di kampung, seru
Aku digigit semut merah, bengkak tapi lucu
Jantung memompa darah ke seluruh badan
Kenapa kentut bau? Penjelasan sains
Virus itu kecil sekali, makanya cuci tangan
Hitam putih: gambar arang wajah ibuku
Rambutku keriting dan aku suka
Temanku tunanetra main gitar, hebat
Aku gagap waktu presentasi tapi teman-teman tepuk tangan
Kata kakak aku cerewet, memang iya
Maafkan teman yang salah, itu keren
Jangan saling mengejek, kita semua saudara
Bilang tidak kalau ada yang memaksa kamu
Drama Si Pitung melawan kompeni
Aku jadi setan kecil di drama tapi baik hati
Cerita lucu Abu Nawas dan raja yang bodoh
Kancil menipu buaya, boneka tangan
Sangkuriang marah menendang perahu
Ditilang mainan oleh polisi cilik, lucu
Mie ayam bakso favoritku, harga delapan ribu
Jamu kunyit asam pahit banget mukaku lucu
Durian bau tapi enak, setuju?
Papeda makanan dari Papua, lengket kayak lem
Coto Makassar buatan ayah, jeroan semua
Lomba tarik tambang ibu-ibu paling heboh
Ayah jadi imam, aku di belakang
Doa untuk korban gempa, semoga kuat
Kami kumpulkan baju untuk korban banjir
Open donasi kelas buat panti asuhan
Tanam mangrove supaya pantai tidak rusak
Sampah plastik membunuh penyu, kurangi ya
Gerhana matahari, jangan dilihat langsung
Tips belajar biar gak bodoh matematika lagi
Belajar bahasa Arab: satu sampai sepuluh
Rebana dan marawis di acara maulid
Paduan suara Natal latihan terakhir
Pertukaran pelajar Korea datang ke sekolah kita
Bule belajar makan pakai tangan, lucu
""".strip().splitlines()

UNSEEN = """
Selamat berbuka, menu kami kolak pisang dan es timun
Natalan di kampung opa, semua cucu kumpul
Ibadah Jumat pagi di sekolah, kelas kami bertugas
Nonton ondel-ondel lewat, adik sembunyi di belakangku
Dari Sabang sampai Merauke, nyanyi bareng yuk
Suku Sasak menenun kain, aku coba sekali
Orang Sunda suka lalapan, aku juga
Guru tari kami orang Toraja, sabar sekali
Teman sekamarku di asrama dari Timor
Mbak di kantin logatnya Tegal, lucu dan ramah
Cita-citaku jadi presiden yang suka membaca
Ayah kerja di kantor bupati, aku pernah diajak
Siapa nama pahlawan perempuan dari Minahasa?
Kerajaan Sriwijaya menguasai laut, ini petanya
Tentara dan rakyat bergotong royong bikin jembatan
Kenapa Belanda datang ke Indonesia? kuis sejarah
Anak perempuan kelas kami menang lomba roket air
Kakak laki-lakiku belajar menjahit
Bola voli pecah pas dipukul, ngakak
Tim basket putra kalah tipis, semangat kakak
Lari estafet tongkatnya jatuh, tetap lanjut
Push up dua puluh kali, tangan gemeter
Bestieku ulang tahun, kejutan pakai balon
otw sekolah naik angkot bareng geng
mager bgt senin pagi, siapa sama?
auto ngiler liat martabak ini
cuan dari jualan gelang manik, alhamdulillah
sabi lah belajar biola seminggu
receh bgt jokes bapakku tiap makan malam
Kocak, kucingku masuk kardus terus nyangkut
Anjing Pak RT ikut lomba lari, juara harapan
Burung beo kakek bisa bilang selamat pagi
Babi celengan pecah, uangnya buat beli sepatu
Monyet kecil digendong induknya di kebun raya
Semut bergotong royong membawa remah roti
Kelinci percobaan itu istilah apa sih
Jerapah lidahnya ungu, sumpah baru tahu
Ikan buntal bisa menggembung kalau takut
Sapi kakek kabur ke lapangan bola, rame
Bekicot balapan, siapa paling lambat?
Darah rendah bikin pusing, minum yang cukup
Mimisan waktu upacara, untung ada PMR
Kenapa kita menguap? eksperimen kelas
Air hujan rasanya tawar, jangan diminum ya
Bumi berputar tapi kok kita tidak jatuh
Kenapa langit biru, jawaban anak SD
Baterai dari jeruk nipis, lampunya nyala!
Kodok goreng di cerita itu cuma mainan
Aku jadi pohon di drama, diam satu jam haha
Peran jahatku bikin penonton kecil menangis
Pangeran kodok versi kelas kami
Si Unyil dan Pak Raden, dubbing lucu
Kura-kura menang lagi lawan kelinci
Dongeng Putri Mandalika dari Lombok
Jangan ikut-ikutan mengejek, jadilah pembela
Aku pernah dikatain jelek, sekarang cuek
Minta maaf duluan itu keren
Kata kasar kuganti jadi kata buah: nanas!
Tidak semua orang sama, itu indah
Adikku tunarungu, kami bernyanyi dengan tangan
Temanku pakai kaki palsu dan lari kencang
Pipiku tembem, kata nenek gemas
Kulit kami beda warna tapi sahabat
Rica-rica buatan tante bikin keringat
Gudeg manis banget, aku tim pedas
Es dawet ayu, siapa mau?
Bakar jagung di gunung, dingin brrr
Rujak cingur itu apa? review jujur
Tahu isi panas, lidahku kebakar wkwk
Ulangan mendadak, satu kelas panik
PR numpuk, doain ya gaes
Remedial lagi tapi gak nyerah
Buku perpustakaan telat, kena denda lucu
Belajar mencoblos di pemilihan OSIS
Debat bahasa Inggris, tanganku dingin
Poster hemat listrik untuk lomba
Laut kotor, penyu sedih, ayo bersih pantai
Bantu nenek menyeberang jalan
Patungan beli kado untuk bu guru
Hormat kepada orang tua itu wajib
""".strip().splitlines()
