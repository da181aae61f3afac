from django.apps import AppConfig


class TallyConfig(AppConfig):
    name = "panggung.tally"
    label = "tally"
