"""Who comes to the site, and how they log in."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal import auth
from playwright.sync_api import Page, expect

from panggung.demo.cast import PASSWORD, ROLES
from panggung.rules import access
from tests.e2e.browser import Window
from tests.e2e.site import Site

STAFF = {role.username for role in ROLES if role.role and access.needs_mfa([role.role])}


def give_password(page: Page, username: str) -> None:
    """Fill in and send the log-in page."""
    page.goto("/masuk/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form.fields button[type=submit]").first.click()


def give_code(page: Page) -> None:
    """Fill in the second factor's code, which the demo shows on its page."""
    page.fill("[name=code]", page.locator(".demo-code").inner_text().strip())
    page.locator("main form.fields button[type=submit]").first.click()


def code_of(secret: str) -> str:
    """What an authenticator with this secret shows now (RFC 6238)."""
    return str(auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))


def log_in(window: Window, site: Site, username: str) -> None:
    """Through the real pages the first time; later the window gets the cookies of that log-in."""
    if username not in site.keys:
        give_password(window.page, username)
        if username in STAFF:
            give_code(window.page)
        expect(window.page.locator("main")).to_be_visible()
        assert "/masuk/" not in window.page.url, f"{username} didn't get in"
        assert "/2fa/" not in window.page.url, f"{username} didn't get past the second factor"
        site.keys[username] = [c for c in window.context.cookies() if c["name"] in ("sessionid", "csrftoken")]
    window.context.add_cookies(site.keys[username])
