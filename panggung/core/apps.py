from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "panggung.core"
    label = "core"
