"""What a cold visit of the campaign page costs on the line."""

from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import OpenWindow

pytestmark = pytest.mark.e2e
MOST_BYTES = 100_000


def test_the_campaign_page_is_at_most_100_kb_before_posters_and_video(open_window: OpenWindow, capsys):
    page = open_window().page
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    paths: dict[str, str] = {}
    weights: dict[str, int] = {}
    line.on("Network.responseReceived", lambda e: paths.update({e["requestId"]: urlsplit(e["response"]["url"]).path}))
    line.on("Network.loadingFinished", lambda e: weights.update({e["requestId"]: round(e["encodedDataLength"])}))
    page.goto("/c/AnakGENIUS/", wait_until="networkidle")
    parts = {paths[id]: weight for id, weight in weights.items() if not paths[id].startswith("/m/")}
    told = "\n".join(f"{weight:8} {path}" for path, weight in sorted(parts.items(), key=lambda part: -part[1]))
    with capsys.disabled():
        print(f"\ncampaign page, cold, without posters: {sum(parts.values())} bytes\n{told}")
    assert any(path.endswith(".woff2") for path in parts), "the font didn't come"
    assert sum(parts.values()) <= MOST_BYTES, told
