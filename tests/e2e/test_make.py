"""A guardian sends a child's video from a phone, and sees it move on."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import clips, making
from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import OpenWindow
from tests.e2e.line import Pace

pytestmark = pytest.mark.e2e
TOO_BIG = 300_000_001


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return clips.clip(tmp_path / "menari.mp4", hue=200)


def test_a_guardian_sends_a_video_and_it_moves_on_by_itself(open_window: OpenWindow, tmp_path: Path):
    page = open_window("ibu").page
    making.choose_maker(page, "Bintang 7")
    making.choose_file(page, clips.heavy(tmp_path / "payung.mp4", megabytes=2))
    preview = making.screen(page, "preview")
    expect(preview.locator("[data-fact-seconds]")).to_have_text("4 detik")
    expect(preview.locator("[data-fact-size]")).to_contain_text("MB")
    check_accessible(page)
    making.write(page, "Tari payung", "Latihan di halaman.")
    choices = making.screen(page, "audience").locator("[type=radio]:visible")
    assert choices.count() >= 2
    expect(page.locator("[data-screen=audience] [type=radio]:checked")).to_have_count(0)
    check_accessible(page)
    Pace(page).at_most(700_000)
    making.send(page, "campaign")
    making.screen(page, "sending")
    expect(page.locator("[data-left-says]")).to_contain_text("detik lagi")
    assert 0 < making.percent(page) < 100
    check_accessible(page)
    making.screen(page, "done").get_by_role("link", name="Lihat Video saya").click()
    page.evaluate("window.never = 'reloaded'")
    sent = making.row(page, "Tari payung")
    expect(sent.locator("[aria-current=step]")).to_have_text("Diperiksa", timeout=40_000)
    expect(sent).to_contain_text("Sedang diperiksa oleh kakak moderator.")
    assert [step.split()[0] for step in sent.locator("li.done").all_inner_texts()] == ["Terkirim", "Diolah"]
    assert page.evaluate("window.never") == "reloaded"


def test_nobody_sends_without_saying_who_may_watch(open_window: OpenWindow, good: Path):
    page = open_window("ibu").page
    making.choose_maker(page, "Bintang 7")
    making.choose_file(page, good)
    making.write(page, "Tanpa pilihan")
    page.locator("[data-send]").click()
    expect(making.screen(page, "audience").locator("[data-audience-error]")).to_have_text("Pilih salah satu.")


def test_the_choices_of_who_may_watch_look_alike(open_window: OpenWindow, good: Path):
    page = open_window("ibu").page
    making.choose_maker(page, "Bintang 7")
    making.choose_file(page, good)
    making.write(page, "Sama besar")
    boxes = [option.bounding_box() for option in making.screen(page, "audience").locator(".option:visible").all()]
    assert len({(box and (box["width"], round(box["height"]))) for box in boxes}) == 1


def test_the_browsers_back_leads_one_screen_back_and_keeps_the_words(open_window: OpenWindow, good: Path):
    page = open_window("ibu").page
    making.choose_maker(page, "Bintang 7")
    making.choose_file(page, good)
    making.write(page, "Kembali dulu")
    making.screen(page, "audience")
    page.go_back()
    expect(making.screen(page, "words").locator("[name=title]")).to_have_value("Kembali dulu")


def refused_before_sending(page: Page, good: Path, bad: Path, words: str) -> None:
    """Words are written, then another file is chosen that won't do: it is said why, and the words stay."""
    making.choose_maker(page, "Bintang 7")
    making.choose_file(page, good)
    making.write(page, "Judul tetap", "Ceritanya tetap")
    page.go_back()
    making.screen(page, "words")
    page.go_back()
    making.screen(page, "preview").locator("[data-again]").click()
    making.choose_file(page, bad)
    expect(making.screen(page, "file").locator("[data-file-error]")).to_contain_text(words)
    check_accessible(page)
    making.choose_file(page, good)
    making.go_on(page, "preview")
    expect(making.screen(page, "words").locator("[name=title]")).to_have_value("Judul tetap")
    expect(page.locator("[name=caption]")).to_have_value("Ceritanya tetap")


def test_a_text_is_refused_before_sending(open_window: OpenWindow, good: Path, tmp_path: Path):
    (tmp_path / "catatan.txt").write_text("bukan video")
    refused_before_sending(open_window("ibu").page, good, tmp_path / "catatan.txt", "Ini bukan video.")


def test_a_video_that_is_too_long_is_refused_before_sending(open_window: OpenWindow, good: Path, tmp_path: Path):
    too_long = clips.long(tmp_path / "panjang.mp4", seconds=65)
    refused_before_sending(open_window("ibu").page, good, too_long, "65 detik, terlalu panjang. Paling lama 60 detik.")


def test_a_video_that_is_too_big_is_refused_before_sending(open_window: OpenWindow, good: Path, tmp_path: Path):
    too_big = clips.huge(tmp_path / "besar.mp4", size=TOO_BIG)
    refused_before_sending(open_window("ibu").page, good, too_big, "terlalu besar. Paling besar 300 MB.")


def test_a_video_that_only_seems_to_be_one_is_sent_back_with_words(open_window: OpenWindow, tmp_path: Path):
    page = open_window("ibu").page
    (tmp_path / "palsu.mp4").write_text("ini bukan video " * 500)
    making.choose_maker(page, "Bintang 7")
    making.choose_file(page, tmp_path / "palsu.mp4")
    expect(making.screen(page, "preview").locator("[data-unreadable-says]")).to_be_visible()
    making.write(page, "Katanya video")
    making.send(page, "family")
    making.screen(page, "done").get_by_role("link", name="Lihat Video saya").click()
    sent = making.row(page, "Katanya video")
    expect(sent).to_contain_text("Berkas ini bukan video. Rekam lagi atau pilih berkas video lain.", timeout=40_000)
    expect(sent.get_by_role("link", name="Buat lagi")).to_be_visible()
    check_accessible(page)
