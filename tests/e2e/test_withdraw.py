"""What its maker takes back is gone at once, whatever links are out there."""

import pytest
from playwright.sync_api import expect

from tests.e2e import making
from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
TITLE = "Sampai jumpa"


def test_a_video_taken_back_is_gone_from_page_grid_and_old_links(open_window: OpenWindow, site: Site):
    viewer, maker = open_window().page, open_window("kreator").page
    viewer.goto(site.pages["leaving"])
    master = str(viewer.locator("[data-player]").get_attribute("data-master"))
    base, _, _ = master.rpartition("/")
    old = [master, f"{base}/240.m3u8", f"{base}/240.mp4", f"{base}/poster.webp", f"{base}/poster.jpg"]
    assert [viewer.request.get(link).status for link in old] == [200] * len(old)

    maker.goto("/video-saya/")
    making.row(maker, TITLE).get_by_role("link", name="Tarik video").click()
    expect(maker.get_by_text("Video hilang dalam 1 menit.")).to_be_visible()
    check_accessible(maker)
    maker.get_by_role("button", name="Tarik video").click()
    expect(maker.get_by_role("heading", level=1)).to_have_text("Video saya")

    assert [viewer.request.get(link).status for link in old] == [404] * len(old)
    assert viewer.request.get(site.pages["leaving"]).status == 404
    viewer.goto("/c/AnakGENIUS/")
    expect(viewer.get_by_role("link", name="Lompat tali")).to_be_visible()
    expect(viewer.get_by_text(TITLE)).to_have_count(0)
    viewer.goto("/")
    expect(viewer.get_by_text(TITLE)).to_have_count(0)
