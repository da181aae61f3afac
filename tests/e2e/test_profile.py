"""A guardian hands the device over: the child sees its own side only, until the PIN is given."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import OpenWindow
from tests.e2e.people import give_password

pytestmark = pytest.mark.e2e


def hand_over(page: Page) -> None:
    """Log in anew (other windows keep their own session) and hand over to Bintang 7."""
    give_password(page, "ibu")
    page.goto("/keluarga/")
    page.get_by_role("button", name="Serahkan kepada Bintang 7").click()
    expect(page.get_by_role("link", name="Kembali ke orang tua").first).to_be_visible()


def test_a_child_reaches_none_of_the_guardians_pages(open_window: OpenWindow):
    window = open_window()
    hand_over(window.page)
    for path in ("/akun/password/change/", "/akun/email/", "/akun/logout/", "/akun/2fa/", "/masuk/"):
        window.go(path)
        assert window.page.url.endswith("/keluarga/kembali/"), f"{path} was open"
    assert window.go("/keluarga/").status == 403
    expect(window.page.get_by_text("Ini belum boleh untukmu.")).to_be_visible()


def test_a_child_may_look_around_and_make(open_window: OpenWindow):
    window = open_window()
    hand_over(window.page)
    for path in ("/", "/c/AnakGENIUS/", "/buat/", "/video-saya/"):
        assert window.go(path).status == 200
        expect(window.page.get_by_role("link", name="Keluarga")).to_have_count(0)
        check_accessible(window.page)


def test_a_wrong_pin_says_so_and_the_right_one_leads_back(open_window: OpenWindow):
    page = open_window().page
    hand_over(page)
    page.goto("/keluarga/kembali/")
    page.fill("[name=pin]", "1111")
    page.get_by_role("button", name="Kembali").click()
    expect(page.locator("#pin-salah")).to_contain_text("PIN itu salah.")
    check_accessible(page)
    page.goto("/keluarga/kembali/")
    page.fill("[name=pin]", "2018")
    page.get_by_role("button", name="Kembali").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keluarga")


def test_guessing_the_pin_ends_at_the_log_in(open_window: OpenWindow):
    page = open_window().page
    hand_over(page)
    for guess in ("0000", "1111", "2222", "3333", "4444"):
        page.goto("/keluarga/kembali/")
        page.fill("[name=pin]", guess)
        page.get_by_role("button", name="Kembali").click()
    expect(page.locator("[name=password]")).to_be_visible()


def test_a_pin_that_is_too_short_is_refused_with_words(open_window: OpenWindow):
    page = open_window().page
    give_password(page, "ibu")
    page.goto("/keluarga/")
    page.locator("#pin-baru").evaluate("(field) => field.removeAttribute('minlength')")
    page.fill("#pin-baru", "12")
    page.get_by_role("button", name="Simpan PIN").click()
    expect(page.locator("#pin-salah")).to_be_visible()
    check_accessible(page)
