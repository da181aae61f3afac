from django.apps import AppConfig
from django.conf import settings

from panggung.rules import in_force


class PeopleConfig(AppConfig):
    name = "panggung.people"
    label = "people"

    def ready(self) -> None:
        """The lowest room that goes by the rulebook tells it which overlay the operator has."""
        in_force.use(settings.RULEBOOK_OVERLAY)
