from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "panggung.campaigns"
    label = "campaigns"
