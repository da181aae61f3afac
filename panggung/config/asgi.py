"""The ASGI application that Granian serves."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panggung.config.settings")
django.setup()

from panggung import serving  # noqa: E402  (needs Django set up)
from panggung.web.asgi import Application  # noqa: E402

serving.leave_no_orphan()
application = Application()
