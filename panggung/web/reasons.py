"""A stored reason (a rule, a code, facts) in the reader's words, and where the rule behind it stands."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from panggung.people.models import Person
from panggung.rules import in_force
from panggung.web.words import WORDS


def words(reason: dict[str, Any], viewer: Person | None = None) -> dict[str, str]:
    """`{"id": rule, "words": …, "url": …, "reply": …}`: the words of the code, else the rule's for children.

    `url` leads to the rule, empty where the reason has none: a minor's to the children's page, an adult's to the
    version that a person decided by. `reply`: the ready answer that the person chose, empty where they chose none.
    """
    rule, code = reason.get("rule", ""), reason.get("code", "")
    minor = viewer is not None and viewer.is_minor
    told = {"id": rule, "url": url(rule, child=minor, version=reason.get("rulebook", ""))}
    told["reply"] = reply(reason.get("reply", ""))
    if code in WORDS:
        title, advice = WORDS[code]
        return told | {"words": f"{title} {advice}" % _Safe(reason)}
    return told | {"words": child_text(rule)}


def url(rule_id: str, *, child: bool = False, version: str = "") -> str:
    """Where the rule stands: on the children's page, else in `version`, else in the book in force; empty for none."""
    if child and rule_id in in_force.book().rules:
        return f"{reverse('rules_child')}#{rule_id}"
    if version and version != in_force.book().version:
        return f"{reverse('rules_version', args=[version])}#{rule_id}"
    return f"{reverse('rules')}#{rule_id}" if rule_id in in_force.book().rules else ""


def child_text(rule_id: str) -> str:
    """The rule as a child reads it; the bare id for a rule that this rulebook no longer has."""
    rule = in_force.book().rules.get(rule_id)
    return rule.child.of(get_language() or "id") if rule else rule_id


def title(rule_id: str) -> str:
    """The rule's title in the reader's language."""
    rule = in_force.book().rules.get(rule_id)
    return rule.title.of(get_language() or "id") if rule else rule_id


def reply(reply_id: str) -> str:
    """A ready answer of rulebook/desk.yaml in the reader's language; empty for none, or one no longer there."""
    found = in_force.desk().reply(reply_id) if reply_id else None
    return found.text.of(get_language() or "id") if found else ""


class _Safe(dict[str, Any]):
    """Facts for `%(name)s`; a fact that is missing shows as nothing rather than breaking the page."""

    def __missing__(self, key: str) -> str:
        return ""
