"""What every page owes to every reader; each check names what is wrong and where."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SMALLEST = 44
NARROWEST = 320
STOPS = 12
_AXE = Axe()

# Links and buttons of header, tab bar and forms, fields too; a box to tick is as large as its label.
_SMALL = """(smallest) => [...document.querySelectorAll(
    ':is(.site-head, .tabs, form) :is(a, button, input:not([type=hidden]), select, textarea)')]
  .map((element) => element.matches('[type=radio], [type=checkbox], [type=file]')
    ? element.closest('label') ?? element : element)
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([element, box]) => element.checkVisibility({visibilityProperty: true}) && box.width > 1 && box.height > 1)
  .filter(([, box]) => box.width < smallest - 0.5 || box.height < smallest - 0.5)
  .map(([element, box]) => `${element.outerHTML.slice(0, 90)} is ${Math.round(box.width)}×${Math.round(box.height)}`)
"""
# The ring may be drawn by what the focused element holds, by its ::after, by its label or card; on a
# video's own controls the browser draws it, where no script can look.
_RING = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return 'end';
  if (at.matches('video[controls], audio[controls]')) return 'seen';
  const ring = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  const drawn = [...at.querySelectorAll('*'), ...(at.labels ?? []), at.closest('label, article'), at]
    .filter(Boolean)
    .flatMap((element) => ['', '::before', '::after'].map((part) => getComputedStyle(element, part || null)));
  return drawn.some(ring) ? 'seen' : at.outerHTML.slice(0, 120);
}"""


def check_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 A or AA that axe can find in what shows now."""
    found = _AXE.run(page, options=RULES)
    told = [
        f"{violation['id']}: {node['html'][:160]} — {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)


def check_frame(page: Page, language: str) -> None:
    """Language, title, one first heading."""
    assert page.locator("html").get_attribute("lang") == language
    assert page.title().strip(), "no title"
    headings = page.locator("h1:visible").all_inner_texts()
    assert len(headings) == 1, f"first headings: {headings}"


def check_narrow(page: Page) -> None:
    """Nothing has to be scrolled sideways at 320 px."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": NARROWEST, "height": size["height"]})
    wide = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .map((element) => element.outerHTML.slice(0, 90)).slice(0, 5)"""
    )
    page.set_viewport_size(size)
    assert not wide, f"wider than {NARROWEST} px:\n" + "\n".join(wide)


def check_targets(page: Page) -> None:
    """Fingers find what they aim at."""
    small = page.evaluate(_SMALL, SMALLEST)
    assert not small, "\n".join(small)


def check_focus(page: Page) -> None:
    """Whoever goes by Tab sees where they are, at every stop."""
    for stop in range(STOPS):
        page.keyboard.press("Tab")
        found = page.evaluate(_RING)
        if found == "end":
            assert stop, "Tab leads nowhere"
            return
        assert found == "seen", f"no focus ring: {found}"
