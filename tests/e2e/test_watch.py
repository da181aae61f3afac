"""An adult looks at the campaign, watches, likes; and each view counts once."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.browser import DESKTOP
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site
from tests.e2e.watching import Told, at, views, wait_until

pytestmark = pytest.mark.e2e
CAMPAIGN = "/c/AnakGENIUS/"
BIG_PLAY = "[data-big]"


def play(page: Page) -> None:
    """Tap the big button, as somebody who sees the poster does."""
    wait_until(page, "video.src.startsWith('blob:')")
    page.locator(BIG_PLAY).click()
    wait_until(page, "!video.paused && video.currentTime > 0")


def test_a_tile_leads_to_a_video_that_plays_only_when_asked(open_window: OpenWindow):
    page = open_window().page
    page.goto(CAMPAIGN)
    page.get_by_role("link", name="Lompat tali").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lompat tali")
    assert page.evaluate("document.querySelector('video').paused")
    assert at(page) == 0
    play(page)
    wait_until(page, "video.currentTime > 1")


def test_the_picture_comes_through_hls_and_media_source(open_window: OpenWindow, site: Site):
    window = open_window()
    fetched: list[str] = []
    window.page.on("response", lambda answer: fetched.append(answer.url.rpartition("/")[2]))
    window.go(site.pages["watched"])
    play(window.page)
    assert window.page.evaluate("document.querySelector('video').src").startswith("blob:")
    assert "master.m3u8" in fetched
    assert any(name.startswith("hls") and name.endswith(".js") for name in fetched)
    assert any(name.endswith(".mp4") for name in fetched)


def test_a_tap_before_the_player_has_come_still_plays(open_window: OpenWindow, site: Site):
    page = open_window().page
    held: list[Route] = []
    page.route("**/hls.light*.js", lambda route: held.append(route))
    with page.expect_request("**/hls.light*.js"):
        page.goto(site.pages["watched"])
    page.locator(BIG_PLAY).click()
    held[0].continue_()
    wait_until(page, "!video.paused && video.currentTime > 0 && video.src.startsWith('blob:')")


def test_a_view_counts_once_although_it_was_watched_twice_and_reloaded(open_window: OpenWindow, site: Site):
    window = open_window()
    page, told, url = window.page, Told(window), site.pages["watched"]
    before = views(page, url)
    play(page)
    expect(page.locator("[data-end]")).to_be_visible()
    page.locator("[data-act=again]").click()
    wait_until(page, "video.currentTime > 2.2")
    page.reload()
    play(page)
    with page.expect_response("**/api/events"):
        wait_until(page, "video.currentTime > 2.2")
    assert len(told.events) == 2, "the reload must have told of a second view"
    assert set(told.answers) == {202}
    told.wait_until_counted()
    assert views(page, url) == before + told.half_hours()


def test_who_jumps_to_the_end_has_not_watched(open_window: OpenWindow, site: Site):
    window = open_window(look=DESKTOP)
    page, told = window.page, Told(window)
    before = views(page, site.pages["skipped"])
    play(page)
    page.keyboard.press("ArrowRight")
    page.locator("[data-seek]").press("End")
    expect(page.locator("[data-end]")).to_be_visible()
    assert told.events == []
    told.wait_until_counted()
    assert views(page, site.pages["skipped"]) == before


def test_the_player_obeys_the_keyboard(open_window: OpenWindow, site: Site):
    page = open_window(look=DESKTOP).page
    page.goto(site.pages["skipped"])
    wait_until(page, "video.src.startsWith('blob:')")
    page.keyboard.press("Space")
    wait_until(page, "!video.paused && video.currentTime > 0")
    page.keyboard.press("m")
    wait_until(page, "video.muted")
    page.keyboard.press("Space")
    wait_until(page, "video.paused")
    stood = at(page)
    page.keyboard.press("ArrowRight")
    assert at(page) == pytest.approx(stood + 5, abs=0.1)
    page.keyboard.press("ArrowLeft")
    assert at(page) == pytest.approx(stood, abs=0.1)
    page.keyboard.press("m")
    wait_until(page, "!video.muted")


def test_the_end_offers_the_next_video_and_starts_nothing(open_window: OpenWindow, site: Site):
    page = open_window().page
    page.goto(site.pages["liked"])
    play(page)
    expect(page.locator("[data-act=again]")).to_be_focused()
    check_accessible(page)
    title = page.locator("[data-next] b").inner_text()
    page.locator("[data-next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.evaluate("document.querySelector('video').paused")
    assert at(page) == 0


def test_the_last_video_ends_the_show(open_window: OpenWindow, site: Site):
    page = open_window().page
    page.goto(site.pages["watched"])
    play(page)
    expect(page.get_by_text("Kamu sudah menonton semuanya.")).to_be_visible()
    expect(page.locator("[data-next]")).to_have_count(0)


def test_nobody_who_is_signed_out_is_offered_a_like(open_window: OpenWindow, site: Site):
    page = open_window().page
    page.goto(site.pages["liked"])
    expect(page.locator("[data-share]")).to_be_visible()
    expect(page.locator("[data-like]")).to_have_count(0)


def test_a_like_counts_and_can_be_taken_back(open_window: OpenWindow, site: Site):
    page = open_window("penonton").page
    page.goto(site.pages["liked"])
    heart, number = page.locator("[data-like]"), page.locator("[data-likes]")
    expect(number).to_have_text("0")
    heart.click()
    expect(number).to_have_text("1")
    page.reload()
    expect(heart).to_have_attribute("aria-pressed", "true")
    heart.click()
    expect(number).to_have_text("0")
    page.reload()
    expect(heart).to_have_attribute("aria-pressed", "false")
    expect(number).to_have_text("0")


def test_a_video_that_cannot_load_says_so_and_tries_again_when_asked(open_window: OpenWindow, site: Site):
    window = open_window()
    page = window.page
    page.context.route("**/*.m3u8", lambda route: route.abort())
    page.goto(site.pages["skipped"])
    page.locator(BIG_PLAY).click()
    expect(page.locator("[data-trouble]")).to_be_visible(timeout=30_000)
    page.context.unroute("**/*.m3u8")
    page.locator("[data-act=retry]").click()
    wait_until(page, "!video.paused && video.currentTime > 0")
    window.complaints.clear()
