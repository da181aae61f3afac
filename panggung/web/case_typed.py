"""What somebody has typed about a case, put back where it was typed when it can't be carried out."""

from typing import Any

from django.http import QueryDict

# The boxes of the page by what their button says.
BOXES = {"send_back": "kirim-balik", "remove": "hapus", "ask": "tahan", "escalate": "teruskan", "disagree": "beda"}


def put_back(told: dict[str, Any], typed: QueryDict) -> dict[str, Any]:
    """What the page shows (`case_view.view`), with the box that was open and what its fields held."""
    band, outcome = typed.get("suitable_from", ""), typed.get("outcome", "")
    held = {
        "box": BOXES.get(outcome, ""),
        "reply": typed.get("reply", ""),
        "note": typed.get("note", ""),
        "topics": typed.getlist("topics"),
        "educational": bool(typed.get("educational")),
        "copies": bool(typed.get("copies")),
    }
    return told | {
        "typed": held,
        "first_rule": typed.get("rule", "") or told["first_rule"],
        "suggested": next((b["from_age"] for b in told["bands"] if str(b["from_age"]) == band), told["suggested"]),
    }
