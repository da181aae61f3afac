from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "panggung.people"
    label = "people"
