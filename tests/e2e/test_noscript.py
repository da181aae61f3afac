"""Without JavaScript everything can be read, watched and decided."""

import pytest
from playwright.sync_api import expect

from tests.e2e import desk_keys, making
from tests.e2e.browser import DESKTOP
from tests.e2e.conftest import OpenWindow
from tests.e2e.people import give_password
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e


def test_the_campaign_page_can_be_read(open_window: OpenWindow):
    page = open_window(script=False).page
    page.goto("/c/AnakGENIUS/")
    expect(page.locator("[data-figure=views]")).to_be_visible()
    expect(page.locator("noscript audio, audio")).to_be_visible()
    page.get_by_role("link", name="Lompat tali").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lompat tali")


def test_the_browser_itself_can_play_the_video(open_window: OpenWindow, site: Site):
    page = open_window(script=False).page
    page.goto(site.pages["watched"])
    video = page.locator("video")
    expect(video).to_be_visible()
    assert video.get_attribute("controls") is not None
    source = video.locator("source").get_attribute("src")
    assert source is not None
    whole = page.request.get(source)
    part = page.request.get(source, headers={"Range": "bytes=0-99"})
    assert (whole.status, whole.headers["content-type"]) == (200, "video/mp4")
    assert (part.status, len(part.body())) == (206, 100)
    assert whole.body()[4:8] == b"ftyp"


def test_no_control_shows_that_needs_a_script(open_window: OpenWindow, site: Site):
    page = open_window(script=False).page
    page.goto(site.pages["watched"])
    for needless in ("[data-like]", "[data-share]", "[data-bar]", "[data-big]", "[data-act=saver]"):
        expect(page.locator(f"{needless}:visible")).to_have_count(0)


def test_a_guardian_logs_in_and_reads_how_far_a_video_is(open_window: OpenWindow):
    page = open_window(script=False).page
    give_password(page, "ibu")
    page.goto("/video-saya/")
    expect(making.row(page, "Puisi hujan")).to_contain_text("Ada yang perlu diubah dulu.")
    page.goto("/buat/")
    expect(page.locator("noscript .note")).to_contain_text("Untuk mengirim video, nyalakan JavaScript di peramban.")


def test_the_language_can_be_switched(open_window: OpenWindow):
    page = open_window(script=False).page
    page.goto("/c/AnakGENIUS/")
    page.locator("button[name=language]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/c/AnakGENIUS/")


def test_a_moderator_decides_by_plain_forms(open_window: OpenWindow, site: Site):
    page = open_window("moderator", look=DESKTOP, script=False).page
    page.goto(site.pages["plain case"])
    expect(page.locator("#kasus")).to_have_text("Menyiram bunga")
    picker = page.locator("#kirim-balik")
    picker.locator("summary").click()
    picker.locator("[value=QUAL-01]").check()
    picker.locator("textarea").fill("Coba lagi dengan cahaya.")
    picker.get_by_role("button", name="Kirim balik dengan alasan").click()
    maker = open_window("guru", script=False).page
    told = making.row(maker, "Menyiram bunga").filter(has_text="Coba lagi dengan cahaya.")
    desk_keys.until_settled(maker, "/video-saya/", told)
