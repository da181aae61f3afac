"""All settings, from the environment (12-factor). `panggung doctor` lists them; nothing else configures the product.

State lives under one directory, PANGGUNG_VAR (default: var/ where the command runs).
"""

import secrets
import sys
from pathlib import Path
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()
env.read_env(".env", recurse=False)
VAR = Path(env.str("PANGGUNG_VAR", "var")).absolute()
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)  # children's videos, mails, sessions: nobody else's on this machine
env.read_env(".env", recurse=False)
ROOT = Path(__file__).resolve().parent.parent


def _secret() -> str:
    """The signing key: from the environment, or made once and kept readable by the owner alone."""
    path = VAR / "secret.key"
    if not path.exists():
        draft = VAR / f"secret.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(draft)  # two starting processes agree on the first key written
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


SECRET_KEY = env.str("PANGGUNG_SECRET_KEY", None) or _secret()
DEBUG = env.bool("PANGGUNG_DEBUG", False)
DEMO = env.bool("PANGGUNG_DEMO", False)
# The one second factor of all demo staff; its code is shown on the page while the demo runs.
DEMO_TOTP_SECRET = "PANGGUNGDEMOPANGGUNGDEMO"  # noqa: S105  # pragma: allowlist secret
BASE_URL = env.str("PANGGUNG_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_https = BASE_URL.startswith("https://")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", BASE_URL.split("//")[1].split("/")[0].split(":")[0]]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_prometheus",
    "django_vite",
    "ninja",  # /api/docs with its own scripts, not somebody else's
    "panggung.core",
    "panggung.people",
    "panggung.campaigns",
    "panggung.stage",
    "panggung.safety",
    "panggung.tally",
    "panggung.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "panggung.web.static_files.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "panggung.web.middleware.person",
    "panggung.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "panggung.web.middleware.profile_fence",
    "panggung.web.middleware.staff_second_factor",
    "panggung.web.middleware.problems",
]
ROOT_URLCONF = "panggung.config.urls"
ASGI_APPLICATION = "panggung.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "panggung.web.context.site",
            ]
        },
    }
]

# Data: SQLite beside the media until an operator names a PostgreSQL.
_database = env.dj_db_url("PANGGUNG_DATABASE_URL", f"sqlite:///{VAR}/panggung.sqlite3")
if "sqlite" in _database["ENGINE"]:
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    _database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 12, "timeout": 20}}
_database["ATOMIC_REQUESTS"] = False
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.dj_cache_url("PANGGUNG_CACHE_URL", "locmem://")}

STREAM_URL = env.str("PANGGUNG_STREAM_URL", "embedded")

# Media: never below a public root; every byte passes panggung.web.pages.media.
_storage = env.str("PANGGUNG_STORAGE_URL", f"file:{VAR}/media")
if not _storage.startswith("file:"):
    raise ImproperlyConfigured("PANGGUNG_STORAGE_URL: only file:… is built yet; object stores come later")
MEDIA_ROOT = Path(_storage.removeprefix("file:")).absolute()
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "file_permissions_mode": 0o640},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "web" / "static"]
DJANGO_VITE: dict[str, dict[str, Any]] = {
    "default": {
        "dev_mode": False,
        "manifest_path": ROOT / "web" / "static" / "built" / "manifest.json",
        "static_url_prefix": "built",
    }
}

# Rules: what ships under rulebook/, which a folder of the operator's may tighten.
_overlay = env.str("PANGGUNG_RULEBOOK_OVERLAY", None)
RULEBOOK_OVERLAY = Path(_overlay).absolute() if _overlay else None
# Of the videos of grown-up makers that go without a person, the share that may be wrong at most; without it none goes.
_tolerated = env.str("PANGGUNG_TOLERATED_WRONG", None)
TOLERATED_WRONG = float(_tolerated) if _tolerated else None
if TOLERATED_WRONG is not None and not 0 < TOLERATED_WRONG <= 0.1:
    raise ImproperlyConfigured("PANGGUNG_TOLERATED_WRONG: a share above 0 and up to 0.1, for example 0.01")

# Uploads (tus): bytes wait here until the last one has come.
UPLOAD_ROOT = VAR / "uploads"
UPLOAD_MAX_BYTES = env.int("PANGGUNG_UPLOAD_MAX_BYTES", 300_000_000)
UPLOAD_QUOTA_BYTES = env.int("PANGGUNG_UPLOAD_QUOTA_BYTES", 1_000_000_000)
# So much of the disk is never filled by uploads and work: rows need it.
DISK_RESERVE_BYTES = env.int("PANGGUNG_DISK_RESERVE_BYTES", 200_000_000)
UPLOAD_HOURS = env.int("PANGGUNG_UPLOAD_HOURS", 48)
WORK_ROOT = VAR / "work"
LEASE_SECONDS = env.int("PANGGUNG_LEASE_SECONDS", 30)

# People: a log-in by user name or e-mail, a second factor for staff, and no address of anybody's machine kept.
AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "panggung.web.forms.AgeQuestion"
ACCOUNT_ADAPTER = "panggung.web.accounts.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = "strict"  # nobody learns at the sign-up whether an address has an account
# How many reverse proxies of yours stand before this server: log-in limits count by the address that they pass on.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PANGGUNG_TRUSTED_PROXIES", 0)
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # an unlocked phone must not be enough to change the e-mail address
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Panggung"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "panggung.web.pages.errors.csrf"

METRICS_TOKEN = env.str("PANGGUNG_METRICS_TOKEN", "")

# Words
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = env.str("PANGGUNG_TIME_ZONE", "Asia/Jakarta")

# Mail: written to var/mail until an operator names a server.
_mail = env.str("PANGGUNG_EMAIL_URL", None)
if _mail:
    vars().update(env.dj_email_url("PANGGUNG_EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = env.str("PANGGUNG_EMAIL_FROM", "panggung@localhost")

# The browser's limits
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "geolocation": [],
    "camera": ["self"],
    "microphone": ["self"],
    "payment": [],
    "usb": [],
    "interest-cohort": [],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
NINJA_PAGINATION_PER_PAGE = 24

# Logs: what happened, never who.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"links": {"()": "panggung.web.logs.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["links"]}},
    # A request's path may hold a signed media link.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},  # anybody could fill the disk with it
    },
    "root": {"handlers": ["console"], "level": env.str("PANGGUNG_LOG_LEVEL", "WARNING")},
}
# A trace names lines, never the values that were in them: a caption, an alias, a birth month.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback),
    ]
)
