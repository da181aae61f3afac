from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "panggung.safety"
    label = "safety"
