"""What a tus client says, and how a refusal is read."""

import json

from tests.plugins.uploading import encoded

WORDS = encoded([("campaign", "#anakgenius"), ("title", "Tari"), ("filename", "a b.mp4")])
BYTES = "application/offset+octet-stream"


def code(response):
    assert response["Content-Type"] == "application/problem+json"
    told = json.loads(response.content)
    assert told["status"] == response.status_code
    assert told["title"]
    assert told["detail"]
    return told["code"]
