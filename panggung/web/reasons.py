"""A stored reason (a rule, a code, facts) in the reader's words."""

from typing import Any

from django.utils.translation import get_language

from panggung.rules import rulebook
from panggung.web.words import WORDS


def words(reason: dict[str, Any]) -> dict[str, str]:
    """`{"id": rule, "words": …}`: the words of the code where it has some, else the rule's text for children."""
    code = reason.get("code", "")
    if code in WORDS:
        title, advice = WORDS[code]
        return {"id": reason.get("rule", ""), "words": f"{title} {advice}" % _Safe(reason)}
    return {"id": reason.get("rule", ""), "words": child_text(reason.get("rule", ""))}


def child_text(rule_id: str) -> str:
    """The rule as a child reads it; the bare id for a rule that this rulebook no longer has."""
    rule = rulebook.shipped().rules.get(rule_id)
    return rule.child.of(get_language() or "id") if rule else rule_id


def title(rule_id: str) -> str:
    """The rule's title in the reader's language."""
    rule = rulebook.shipped().rules.get(rule_id)
    return rule.title.of(get_language() or "id") if rule else rule_id


class _Safe(dict[str, Any]):
    """Facts for `%(name)s`; a fact that is missing shows as nothing rather than breaking the page."""

    def __missing__(self, key: str) -> str:
        return ""
