"""The ASGI application that Granian serves."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panggung.config.settings")
django.setup()

from panggung.web.asgi import Application  # noqa: E402  (needs Django set up)

application = Application()
