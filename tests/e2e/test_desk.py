"""The review desk: nothing shows or sounds before it is asked for, and a case is decided by keys alone."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from panggung.demo.cast import PASSWORD
from tests.e2e import desk_keys, making
from tests.e2e.accessible import check_accessible
from tests.e2e.browser import DESKTOP, Window, until
from tests.e2e.conftest import OpenWindow
from tests.e2e.filling import BEGINNER, NEWCOMER
from tests.e2e.people import code_of, give_code, give_password
from tests.e2e.site import Site
from tests.e2e.watching import at, wait_until

pytestmark = pytest.mark.e2e
VEILED = "getComputedStyle(document.querySelector('.vid video')).filter"
MOST_CASES = 20


@pytest.fixture
def desk(open_window: OpenWindow) -> Window:
    return open_window("moderator", look=DESKTOP)


def walk_to(page: Page, title: str, key: str = "j") -> None:
    """Press `key` until the case with this title is open."""
    for _ in range(MOST_CASES):
        heading = page.locator("#kasus")
        if heading.count() and heading.inner_text() == title:
            return
        with page.expect_navigation():
            page.keyboard.press(key)
    raise AssertionError(f"{title!r} was not reached by {key!r}")


def test_a_log_in_of_staff_asks_for_the_second_factor(open_window: OpenWindow):
    page = open_window().page
    give_password(page, "senior")
    expect(page.locator("[name=code]")).to_be_visible()
    page.goto("/meja/")
    expect(page.locator("[name=code]")).to_be_visible()
    check_accessible(page)
    give_code(page)
    expect(page.locator("[name=code]")).to_have_count(0)
    page.goto("/meja/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Meja periksa")


def test_staff_without_a_second_factor_get_nowhere_else(open_window: OpenWindow):
    page = open_window(NEWCOMER).page
    for path in ("/", "/meja/", "/c/AnakGENIUS/", "/video-saya/"):
        page.goto(path)
        assert "/akun/2fa/totp/activate/" in unquote(page.url), f"{path} was open"


def test_staff_are_led_to_set_up_a_second_factor_and_then_may_work(open_window: OpenWindow):
    page = open_window().page
    give_password(page, BEGINNER)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form.fields button[type=submit]").first.click()
    expect(page.locator("img.qr")).to_be_visible()
    check_accessible(page)
    page.fill("[name=code]", code_of(page.locator("#authenticator_secret").input_value()))
    page.get_by_role("button", name="Pasang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kode pemulihan")
    check_accessible(page)
    page.goto("/meja/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Meja periksa")


def test_a_case_is_blurred_grey_and_silent_until_asked(desk: Window, site: Site):
    page = desk.page
    desk.go(site.pages["waiting case"])
    video = page.locator(".vid video")
    assert "blur(" in page.evaluate(VEILED)
    assert "grayscale(1)" in page.evaluate(VEILED)
    assert video.evaluate("(video) => video.muted && video.paused")
    page.keyboard.press("b")
    until(page, f"{VEILED} === 'none'")
    assert not video.evaluate("(video) => video.muted")
    check_accessible(page)
    page.keyboard.press("b")
    until(page, f"{VEILED}.includes('blur')")
    assert video.evaluate("(video) => video.muted")


def test_nothing_plays_on_the_desk_before_space(desk: Window, site: Site):
    page = desk.page
    fetched: list[str] = []
    page.on("response", lambda answer: fetched.append(answer.url))
    desk.go(site.pages["waiting case"])
    page.wait_for_load_state("networkidle")
    assert at(page) == 0
    assert not [url for url in fetched if url.endswith(".mp4")]
    page.keyboard.press("Space")
    wait_until(page, "!video.paused && video.currentTime > 0.2")
    page.keyboard.press("Space")
    wait_until(page, "video.paused")
    assert "blur(" in page.evaluate(VEILED)


def test_the_keys_are_listed_when_asked(desk: Window):
    page = desk.page
    desk.go("/meja/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    check_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_phone_number_is_sent_back_corrected_and_published_by_keys_alone(open_window: OpenWindow, desk: Window):
    page, title = desk.page, "Ayo main bola"
    desk.go("/meja/")
    walk_to(page, title)
    expect(page.locator(".case .f").filter(has_text="PII-01")).to_contain_text("“0812-••••-7890”")
    first = page.url
    with page.expect_navigation():
        page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("k")
    assert page.url == first
    desk_keys.decide(page, "s", "PII-01")

    maker = open_window("remaja").page
    desk_keys.until_settled(
        maker, "/video-saya/", making.row(maker, title).filter(has_text="Hapus nomor teleponmu dulu, ya")
    )
    told = making.row(maker, title)
    told.get_by_role("link", name="Perbaiki tulisan").click()
    check_accessible(maker)
    maker.locator("[name=caption]").fill("Aku tunggu di lapangan!")
    maker.get_by_role("button", name="Kirim lagi").click()
    expect(making.row(maker, title)).to_contain_text("Sedang diperiksa oleh kakak moderator.", timeout=40_000)

    desk.go("/meja/")
    walk_to(page, title)
    expect(page.locator(".case")).not_to_contain_text("0812-3456-7890")
    with page.expect_navigation():
        page.keyboard.press("a")
    desk_keys.until_settled(maker, "/c/AnakGENIUS/", maker.get_by_role("link", name=title))
