from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "panggung.web"
    label = "web"
