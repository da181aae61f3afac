"""A line that breaks, a page that is closed: the upload goes on where it stood, and becomes one video."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import clips, making
from tests.e2e.browser import Line, Window, until
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
SLOW = 500_000


def offsets(window: Window) -> list[int]:
    """Where each PATCH of this window begins; filled while they happen."""
    begun: list[int] = []
    window.context.on(
        "request", lambda request: request.method == "PATCH" and begun.append(int(request.headers["upload-offset"]))
    )
    return begun


def half_sent(page: Page, path: Path, title: str) -> Line:
    """A video on its way over a slow line, some of it sent."""
    making.choose_maker(page, "Bintang 7")
    making.choose_file(page, path)
    making.write(page, title)
    line = Line(page)
    line.slow(SLOW)
    making.send(page, "campaign")
    making.screen(page, "sending")
    until(page, "Number(document.querySelector('[data-percent]').textContent) >= 20")
    assert making.percent(page) < 90
    return line


def test_an_upload_goes_on_by_itself_when_the_line_is_back(open_window: OpenWindow, site: Site, tmp_path: Path):
    window = open_window("ibu")
    begun = offsets(window)
    line = half_sent(window.page, clips.heavy(tmp_path / "hujan.mp4", hue=10), "Hujan deras")
    line.cut()
    notice = window.page.locator("[data-screen=sending] [data-notice-says]")
    expect(notice).to_have_text("Internetmu putus. Begitu tersambung, pengiriman lanjut sendiri.")
    line.slow(2 * SLOW)
    making.screen(window.page, "done")
    assert begun[0] == 0
    assert begun[-1] > 0, f"what had been sent was sent again: {begun}"
    assert site.videos("Hujan deras") == 1
    window.complaints.clear()


def test_a_reload_offers_to_go_on_with_the_same_file(open_window: OpenWindow, site: Site, tmp_path: Path):
    window = open_window("ibu")
    page, begun = window.page, offsets(window)
    path = clips.heavy(tmp_path / "angin.mp4", hue=20)
    line = half_sent(page, path, "Angin kencang")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    offer = page.locator("[data-unfinished]")
    expect(offer).to_contain_text("Angin kencang · angin.mp4")
    offer.locator("[data-same-file]").set_input_files(clips.clip(tmp_path / "lain.mp4"))
    expect(offer.locator("[data-same-error]")).to_have_text("Ini berkas lain. Pilih berkas yang tadi.")
    line.slow(-1)
    offer.locator("[data-same-file]").set_input_files(path)
    making.screen(page, "done")
    assert begun[-1] > 0, f"what had been sent was sent again: {begun}"
    assert site.videos("Angin kencang") == 1
    window.complaints.clear()


def test_a_pause_holds_and_resuming_ends_with_one_video(open_window: OpenWindow, site: Site, tmp_path: Path):
    page = open_window("ibu").page
    line = half_sent(page, clips.heavy(tmp_path / "awan.mp4", hue=30), "Awan lewat")
    page.locator("[data-pause]").click()
    expect(page.locator("[data-pause]")).to_have_text("Lanjutkan")
    held = making.percent(page)
    line.slow(-1)
    assert making.percent(page) == held
    page.locator("[data-pause]").click()
    making.screen(page, "done")
    assert site.videos("Awan lewat") == 1


def test_what_is_cancelled_never_becomes_a_video(open_window: OpenWindow, site: Site, tmp_path: Path):
    page = open_window("ibu").page
    half_sent(page, clips.heavy(tmp_path / "kabut.mp4", hue=50), "Kabut pagi")
    page.locator("[data-cancel]").click()
    expect(page.locator("[data-cancel]")).to_have_text("Tekan sekali lagi untuk membatalkan")
    page.locator("[data-cancel]").click()
    making.screen(page, "maker")
    expect(page.locator("[data-unfinished]")).to_be_hidden()
    assert site.videos("Kabut pagi") == 0
