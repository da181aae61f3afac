"""A line that breaks, a page that is closed: the upload goes on where it stood, and becomes one video."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e import clips, making
from tests.e2e.accessible import check_accessible
from tests.e2e.browser import Window, until
from tests.e2e.conftest import OpenWindow
from tests.e2e.line import Pace, Wire, wire_to
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
SLOW, FAST = 500_000, 50_000_000
NOTICE = "[data-screen=sending] [data-notice-says]"


@pytest.fixture
def wire(site: Site) -> Iterator[Wire]:
    with wire_to(urlsplit(site.url).port or 0) as wire:
        yield wire


def offsets(window: Window) -> list[int]:
    """Where each PATCH of this window begins; filled while they happen."""
    begun: list[int] = []

    def listen(request: Request) -> None:
        if request.method == "PATCH":
            begun.append(int(request.headers["upload-offset"]))

    window.context.on("request", listen)
    return begun


def half_sent(page: Page, path: Path, title: str) -> Pace:
    """A video on its way over a slow line, some of it sent."""
    making.choose_maker(page, "Bintang 7")
    making.choose_file(page, path)
    making.write(page, title)
    pace = Pace(page)
    pace.at_most(SLOW)
    making.send(page, "campaign")
    making.screen(page, "sending")
    until(page, "Number(document.querySelector('[data-percent]').textContent) >= 20")
    assert making.percent(page) < 90
    return pace


def sent_once(page: Page, site: Site, title: str, begun: list[int]) -> None:
    """The upload came to its end, from where it stood, and made one video."""
    making.screen(page, "done")
    assert begun[0] == 0
    assert begun[-1] > 0, f"what had been sent was sent again: {begun}"
    assert site.videos(title) == 1


def test_an_upload_goes_on_when_the_device_is_online_again(
    open_window: OpenWindow, site: Site, wire: Wire, tmp_path: Path
):
    window = open_window("ibu", url=wire.url)
    begun = offsets(window)
    pace = half_sent(window.page, clips.heavy(tmp_path / "hujan.mp4", hue=10), "Hujan deras")
    window.context.set_offline(True)
    wire.cut()
    expect(window.page.locator(NOTICE)).to_have_text("Internetmu putus. Begitu tersambung, pengiriman lanjut sendiri.")
    wire.mend()
    pace.at_most(FAST)
    window.context.set_offline(False)
    sent_once(window.page, site, "Hujan deras", begun)
    window.complaints.clear()


def test_an_upload_goes_on_after_a_break_that_the_device_did_not_notice(
    open_window: OpenWindow, site: Site, wire: Wire, tmp_path: Path
):
    window = open_window("ibu", url=wire.url)
    begun = offsets(window)
    pace = half_sent(window.page, clips.heavy(tmp_path / "kilat.mp4", hue=15), "Kilat dan guntur")
    wire.cut()
    expect(window.page.locator(NOTICE)).to_have_text("Sambungan tersendat. Mencoba lagi…")
    wire.mend()
    pace.at_most(FAST)
    sent_once(window.page, site, "Kilat dan guntur", begun)
    window.complaints.clear()


def test_a_reload_offers_to_go_on_with_the_same_file(open_window: OpenWindow, site: Site, tmp_path: Path):
    window = open_window("ibu")
    page, begun = window.page, offsets(window)
    path = clips.heavy(tmp_path / "angin.mp4", hue=20)
    pace = half_sent(page, path, "Angin kencang")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    offer = page.locator("[data-unfinished]")
    expect(offer).to_contain_text("Angin kencang · angin.mp4")
    check_accessible(page)
    offer.locator("[data-same-file]").set_input_files(clips.clip(tmp_path / "lain.mp4"))
    expect(offer.locator("[data-same-error]")).to_have_text("Ini berkas lain. Pilih berkas yang tadi.")
    pace.at_most(FAST)
    offer.locator("[data-same-file]").set_input_files(path)
    sent_once(page, site, "Angin kencang", begun)
    window.complaints.clear()


def test_a_pause_holds_and_resuming_ends_with_one_video(open_window: OpenWindow, site: Site, tmp_path: Path):
    window = open_window("ibu")
    page, begun = window.page, offsets(window)
    pace = half_sent(page, clips.heavy(tmp_path / "awan.mp4", hue=30), "Awan lewat")
    page.locator("[data-pause]").click()
    expect(page.locator("[data-pause]")).to_have_text("Lanjutkan")
    expect(page.locator(NOTICE)).to_have_text("Dijeda. Lanjutkan kapan saja.")
    assert site.videos("Awan lewat") == 0
    pace.at_most(FAST)
    page.locator("[data-pause]").click()
    sent_once(page, site, "Awan lewat", begun)


def test_what_is_cancelled_never_becomes_a_video(open_window: OpenWindow, site: Site, tmp_path: Path):
    page = open_window("ibu").page
    half_sent(page, clips.heavy(tmp_path / "kabut.mp4", hue=50), "Kabut pagi")
    page.locator("[data-cancel]").click()
    expect(page.locator("[data-cancel]")).to_have_text("Tekan sekali lagi untuk membatalkan")
    page.locator("[data-cancel]").click()
    making.screen(page, "maker")
    expect(page.locator("[data-unfinished]")).to_be_hidden()
    assert site.videos("Kabut pagi") == 0
