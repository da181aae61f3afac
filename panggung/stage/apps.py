from django.apps import AppConfig


class StageConfig(AppConfig):
    name = "panggung.stage"
    label = "stage"
