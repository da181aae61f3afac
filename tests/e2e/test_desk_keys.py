"""Every key of the desk does what the list of "?" says, and what was chosen can be taken back for ten seconds."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import desk_keys, making
from tests.e2e.accessible import check_accessible
from tests.e2e.browser import DESKTOP, until
from tests.e2e.conftest import OpenWindow
from tests.e2e.crowd import JUMP_S, Crowd, gathered
from tests.e2e.site import Site
from tests.e2e.watching import at, wait_until

pytestmark = pytest.mark.e2e
SECONDS = 25
VEILED = "getComputedStyle(document.querySelector('.vid video')).filter.includes('blur')"


@pytest.fixture(scope="module")
def crowd(site: Site) -> Iterator[Crowd]:
    with gathered(site, "Barisan", 12, rule="POL-01") as some:
        yield some


@pytest.fixture
def hands(open_window: OpenWindow) -> Page:
    return desk_keys.without_mouse(open_window("moderator", look=DESKTOP))


def walks(page: Page) -> None:
    first = desk_keys.title(page)
    assert desk_keys.go(page, "j") != first
    assert desk_keys.go(page, "k") == first


def veils(page: Page) -> None:
    page.keyboard.press("b")
    until(page, f"!{VEILED}")
    page.keyboard.press("b")
    until(page, VEILED)


def plays(page: Page) -> None:
    page.keyboard.press("Space")
    wait_until(page, "!video.paused && video.currentTime > 0")
    page.keyboard.press("Space")
    wait_until(page, "video.paused")


def jumps(page: Page) -> None:
    page.keyboard.press("g")
    wait_until(page, f"video.paused && Math.abs(video.currentTime - {JUMP_S}) < 0.1")
    assert page.evaluate(VEILED), "the jump has lifted the veil"


def chooses_a_band(page: Page) -> None:
    band = page.locator("[data-band]")
    page.keyboard.press("[")
    younger = int(band.input_value())
    page.keyboard.press("]")
    assert int(band.input_value()) > younger


def labels(page: Page) -> None:
    for key in "123456789":
        page.keyboard.press(key)
        expect(page.locator(f"[data-topic='{key}']")).to_be_checked()
        page.keyboard.press(key)
        expect(page.locator(f"[data-topic='{key}']")).not_to_be_checked()
    page.keyboard.press("e")
    expect(page.locator("[data-educational]")).to_be_checked()


def opens(key: str, box: str) -> Callable[[Page], None]:
    def check(page: Page) -> None:
        page.keyboard.press(key)
        expect(page.locator(f"#{box}")).to_have_attribute("open", "")
        check_accessible(page)
        page.keyboard.press("Escape")
        expect(page.locator(f"#{box}")).not_to_have_attribute("open", "")

    return check


def searches(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("mengejek")
    rules = page.locator("[data-picker][open] li:visible b")
    assert rules.first.inner_text() == "BULLY-01"
    page.keyboard.press("Escape")


def approves_and_undoes(page: Page) -> None:
    first = desk_keys.title(page)
    assert desk_keys.go(page, "a") != first
    assert desk_keys.go(page, "u") == first


# What the list says, by its keys; D is the second person's (test_desk_two).
CHECKS: dict[str, Callable[[Page], None]] = {
    "J K": walks, "B": veils, "Spasi": plays, "G": jumps, "[ ]": chooses_a_band, "1 9 E": labels,
    "H": opens("h", "tahan"), "S": opens("s", "kirim-balik"), "R": opens("r", "hapus"), "T": opens("t", "teruskan"),
    "/": searches, "Esc": opens("s", "kirim-balik"), "A": approves_and_undoes, "U": approves_and_undoes,
}  # fmt: skip


def test_every_key_that_the_list_names_works_and_no_other_is_left_out(hands: Page, crowd: Crowd):
    desk_keys.begin(hands, crowd.queue)
    hands.keyboard.press("?")
    listed = [" ".join(row.locator("kbd").all_inner_texts()) for row in hands.locator("[data-keys] dt").all()]
    hands.keyboard.press("Escape")
    assert {*listed} == {*CHECKS, "D"}
    for check in dict.fromkeys(CHECKS.values()):
        check(hands)
    desk_keys.assert_no_mouse(hands)


def test_topics_and_label_reach_the_stage_after_ten_seconds_and_what_is_undone_does_not(hands: Page, crowd: Crowd):
    kept = desk_keys.begin(hands, crowd.queue)
    for key in "13e":
        hands.keyboard.press(key)
    undone = desk_keys.go(hands, "a")
    hands.keyboard.press("2")
    desk_keys.go(hands, "a")
    assert crowd.count("state = 'published'") == 0
    assert desk_keys.go(hands, "u") == undone
    end = time.monotonic() + SECONDS
    while crowd.count("state = 'published'") == 0:
        assert time.monotonic() < end, "never published"
        time.sleep(0.3)
    time.sleep(1.5)
    shown = crowd.ask("SELECT title, topics, educational FROM stage_video WHERE title LIKE ? AND state = 'published'")
    assert shown == [(kept, '["dance", "art"]', 1)]
    hands.reload()
    assert desk_keys.title(hands) == undone
    expect(hands.locator("[data-undo]")).to_have_count(0)


def test_a_finding_is_shown_at_its_second(hands: Page, crowd: Crowd):
    desk_keys.begin(hands, crowd.queue)
    button = hands.get_by_role("button", name="0.02").first
    button.focus()
    hands.keyboard.press("Enter")
    wait_until(hands, "video.paused")
    assert at(hands) == pytest.approx(JUMP_S, abs=0.1)


def test_what_cannot_be_sent_comes_back_with_the_words_and_the_cursor_in_them(hands: Page, crowd: Crowd):
    desk_keys.begin(hands, crowd.queue)
    hands.keyboard.press("t")
    hands.keyboard.type("   ")
    hands.keyboard.press("Tab")
    hands.keyboard.press("Enter")
    expect(hands.get_by_role("alert")).to_contain_text("Belum ada yang ditulis.")
    expect(hands.locator("#teruskan textarea")).to_be_focused()
    expect(hands.locator("#teruskan textarea")).to_have_value("   ")
    check_accessible(hands)


def test_exact_copies_are_decided_together(hands: Page, site: Site):
    with gathered(site, "Kembaran", 3, alike=True) as copies:
        desk_keys.begin(hands, copies.queue)
        expect(hands.locator("#setujui")).to_contain_text("2 salinan")
        assert desk_keys.decide(hands, "s", "QUAL-01") == ""
        expect(hands.get_by_text("Semua sudah diperiksa")).to_be_visible()
        expect(hands.locator("[data-undo] form")).to_have_count(3)


def test_a_question_goes_to_the_maker_and_the_case_comes_back_with_the_answer(
    open_window: OpenWindow, hands: Page, site: Site
):
    with gathered(site, "Kiriman", 1, owner="guru") as crowd:
        title = desk_keys.begin(hands, crowd.queue)
        desk_keys.say(hands, "h", "Siapa yang bernyanyi di belakang?")
        hands.goto(crowd.queue)
        expect(hands.locator("[data-case]")).to_have_count(0)

        maker = open_window("guru").page
        maker.goto("/video-saya/")
        making.row(maker, title).get_by_role("link", name="Jawab").click()
        expect(maker.get_by_text("Siapa yang bernyanyi di belakang?")).to_be_visible()
        check_accessible(maker)
        maker.locator("[name=words]").fill("Adikku, dan dia senang.")
        maker.get_by_role("button", name="Kirim jawaban").click()

        assert desk_keys.begin(hands, crowd.queue) == title
        expect(hands.locator(".said")).to_contain_text("Adikku, dan dia senang.")
