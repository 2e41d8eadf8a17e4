"""One settings module: everything comes from the environment, and anything missing stops the start.

HUB_DEMO=1 is the only relaxed mode: localhost, SQLite, keys made on first use below the state folder.
"""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from hub.base.surroundings import object_store, replica, with_secrets_from_files

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# Secrets may come as files, under these names.
env.ENVIRON = with_secrets_from_files(
    os.environ,
    (
        "HUB_SECRET_KEY_FILE",
        "HUB_DATABASE_URL_FILE",
        "HUB_REPLICA_URL_FILE",
        "HUB_REDIS_URL_FILE",
        "HUB_STORAGE_URL_FILE",
        "HUB_MAIL_URL_FILE",
    ),
)

DEMO = env.bool("HUB_DEMO", default=False)
STATE_DIR = Path(env.str("HUB_STATE_DIR", default=str(BASE_DIR / ".state")))


def required(name: str, demo: str) -> str:
    """Return the variable; the demo alone may fall back to a value of its own."""
    value: str = env.str(name, default=demo if DEMO else "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. The hub does not start without it; see deploy/OPERATIONS.md."
        )
    return value


def positive(name: str, default: int) -> int:
    """Return a whole number of at least 1; anything else, an empty text too, stops the hub from starting."""
    text = env.str(name, default=str(default))
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 2**63):
        raise ImproperlyConfigured(f"{name} must be a whole number of at least 1; see deploy/OPERATIONS.md.")
    return int(text)


HUB_ID = required("HUB_ID", "hub.localhost")
SECRET_KEY = required("HUB_SECRET_KEY", "demo-only-" + "x" * 50)
if not DEMO and (len(SECRET_KEY) < 50 or SECRET_KEY.startswith("demo-only-")):
    raise ImproperlyConfigured("HUB_SECRET_KEY must be at least 50 characters and not the demo's.")
HUB_SIGNING_KEY_FILE = Path(required("HUB_SIGNING_KEY_FILE", str(STATE_DIR / "hub-signing-key")))
DEBUG = False
ALLOWED_HOSTS = [h for h in required("HUB_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("HUB_ALLOWED_HOSTS must name hosts; '*' would accept every name.")
CSRF_TRUSTED_ORIGINS = env.list("HUB_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "guardian",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "hub.tenancy",
    "hub.base",
    "hub.assets",
    "hub.audit",
    "hub.notifications",
    "focal_points",
    "hub.publishing",
    "hub.library",
    "hub.conferences",
    "hub.ledger",
    "hub.statistics",
    "hub.webhooks",
    "agreements",
    "mla_requests",
    "register",
    "deconfliction",
    "exchanges",
    "hub.transparency",
    "messaging",
    "hub.operations",
    "hub.web",
    "hub.doctor",
]
MIDDLEWARE = [
    "hub.operations.middleware.Observed",
    "hub.publishing.middleware.PublicOnly",
    "hub.publishing.middleware.ReadAside",
    # Around everything else, so that files, redirects and refusals carry the same headers as pages.
    "csp.middleware.CSPMiddleware",
    "hub.base.middleware.IsolationHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Within: static files have packed copies of their own.
    "hub.base.middleware.CompressedPages",
    "hub.tenancy.middleware.Wall",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hub.tenancy.middleware.SessionOfficer",
    "focal_points.middleware.LastSeen",
    "focal_points.middleware.OrganisationGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "hub.urls"
ASGI_APPLICATION = "hub.asgi.application"
# Threads that run Django in one ASGI process. SQLite has one writer; waiting for it costs more than a queue.
HUB_THREADS = env.int(
    "HUB_THREADS", default=4 if env.str("HUB_DATABASE_URL", "").startswith("postgres") else 1
)
# Blind comparing: registrations of one post for one other post in one day, so that nobody tries all numbers.
HUB_BLIND_DAILY = env.int("HUB_BLIND_DAILY", default=50)
WSGI_APPLICATION = "hub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["hub.assets.templatetags.assets"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "hub.web.context.frame",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url_config(required("HUB_DATABASE_URL", f"sqlite:///{STATE_DIR / 'hub.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE and WAL: 0 lock errors where the default gave 491 in 1200 concurrent writes.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    # A file is opened once per thread; each opening cost as much as several acts.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    # Each statement says on whose behalf it runs; PostgreSQL shows the rows of those posts and no others.
    DATABASES["default"]["ENGINE"] = "hub.tenancy.postgresql"
    # What the address says itself, as ?sslmode=…, stays.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": env.int("HUB_DATABASE_POOL", default=10),
    }
    # Django switches kept plans off unless this is said; hub.base.lines asks for them statement by statement.
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 5)
    DATABASES["default"]["CONN_MAX_AGE"] = 0

# The role the hub signs in with on PostgreSQL: neither owner of the tables nor above the wall.
HUB_DATABASE_ROLE = env.str("HUB_DATABASE_ROLE", default="hub_app")
# A standby that serves public pages while it is at most this many seconds behind; see docs/scale.md.
if REPLICA_URL := env.str("HUB_REPLICA_URL", default=""):
    DATABASES["replica"] = replica(env.db_url_config(REPLICA_URL), DATABASES["default"])
DATABASE_ROUTERS = ["hub.base.replica.Router"]
HUB_REPLICA_MAX_LAG = env.float("HUB_REPLICA_MAX_LAG", default=5.0)

# The variable by which uvicorn learns how many processes to start.
WEB_PROCESSES = env.int("WEB_CONCURRENCY", default=1)
TIME_SOURCES = env.list("HUB_TIME_SOURCES", default=[])
REDIS_URL = env.str("HUB_REDIS_URL", default="")
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
# Sign-in throttles count in the cache, so several processes need one they share.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    # The default of 300 entries would let 300 guesses elsewhere push out the count of one account.
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
}
MEDIA_ROOT = Path(env.str("HUB_STORAGE_DIR", default=str(STATE_DIR / "storage")))
STORAGE_URL = env.str("HUB_STORAGE_URL", default="")
STORAGES = {
    "default": object_store(STORAGE_URL)
    if STORAGE_URL
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("HUB_STATIC_DIR", default=str(STATE_DIR / "static")))
STATICFILES_DIRS = [
    ("forms", BASE_DIR / "hub" / room / "data") for room in ("forms", "procedure", "threads", "words")
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

AUTH_USER_MODEL = "focal_points.Officer"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ANONYMOUS_USER_NAME = None
# Lists read object permissions (focal_points.access), nobody asks has_perm: guardian's backend stays out.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
# An officer without a second factor is led to add one after the password, and gets no further without it.
HUB_REQUIRE_SECOND_FACTOR = env.bool("HUB_REQUIRE_SECOND_FACTOR", default=not DEMO)
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
SESSION_ENGINE = "focal_points.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEMO
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "hub.web.views.no_csrf"
# Probes and Prometheus ask from inside, without TLS; what they are told is no secret of anybody.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 0 if DEMO else 31536000
SECURE_CONTENT_TYPE_NOSNIFF = True
# Under "no-referrer" browsers send "Origin: null" with forms, and the forgery check refuses every form.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# None: nobody said who ends TLS, and the doctor refuses.
BEHIND_PROXY = env.bool("HUB_BEHIND_PROXY", default=None)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "hub" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEFAULT_FROM_EMAIL = env.str("HUB_MAIL_FROM", default="hub@hub.localhost")
EMAIL_CONFIG = env.email_url("HUB_MAIL_URL", default="dummymail://" if DEMO else "smtp://localhost:25")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
# Where e-mails lead: the first page, nothing deeper.
HUB_ADDRESS = env.str(
    "HUB_ADDRESS",
    default=f"http://localhost:{env.str('PORT', '8000')}/" if DEMO else f"https://{ALLOWED_HOSTS[0]}/",
)
# Whom to tell of a weakness, and until when that holds (RFC 9116); named by nobody but the operator.
HUB_SECURITY_CONTACT = env.list(
    "HUB_SECURITY_CONTACT", default=["mailto:security@hub.localhost"] if DEMO else []
)
HUB_SECURITY_EXPIRES = env.str(
    "HUB_SECURITY_EXPIRES", default=f"{datetime.now(UTC) + timedelta(180):%Y-%m-%d}" if DEMO else ""
)
if HUB_SECURITY_CONTACT:
    if not all(one.startswith(("mailto:", "https:", "tel:")) for one in HUB_SECURITY_CONTACT):
        raise ImproperlyConfigured("HUB_SECURITY_CONTACT holds mailto:, https: or tel: addresses.")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", HUB_SECURITY_EXPIRES):
        raise ImproperlyConfigured("HUB_SECURITY_EXPIRES must be a day such as 2027-06-30, within a year.")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["focal_points.authentication.TokenOrSession"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["hub.base.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "hub.base.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Regional Cooperation Hub",
    "DESCRIPTION": "Sealed acts between national focal points. Content is never readable by the hub.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
}
# What one country may do in an hour, and keep; 0 is no limit. So that one flood leaves room for the others.
HUB_ACTS_PER_HOUR = env.int("HUB_ACTS_PER_HOUR", default=0 if DEMO else 100_000)
HUB_STORAGE_PER_COUNTRY = env.int("HUB_STORAGE_PER_COUNTRY", default=0 if DEMO else 1024**4)
# What is on its way and not sent yet: uploads of one post, their bytes, and those of all posts of a country.
HUB_OPEN_UPLOADS = positive("HUB_OPEN_UPLOADS", 2000)
HUB_OPEN_BYTES = positive("HUB_OPEN_BYTES", 20 * 1024**3)
HUB_OPEN_BYTES_PER_COUNTRY = positive("HUB_OPEN_BYTES_PER_COUNTRY", 100 * 1024**3)
LOG_FORMAT = env.str("HUB_LOG_FORMAT", default="text" if DEMO else "json")
# Off unless set: at least 20 characters, known to Prometheus alone.
HUB_METRICS_TOKEN = env.str("HUB_METRICS_TOKEN", default="")
if HUB_METRICS_TOKEN and len(HUB_METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("HUB_METRICS_TOKEN must have at least 20 characters.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "hub.base.logs.JsonLines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    # A foreign Host is answered with 400; its stack trace would let anybody fill the log.
    "loggers": {
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        # The server's own lines name addresses, which may hold secrets; ours name their patterns.
        "uvicorn": {"handlers": [], "propagate": True},
        "uvicorn.error": {"handlers": [], "propagate": True},
        "uvicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
    },
    "root": {
        "handlers": ["stderr"],
        "level": env.str("HUB_LOG_LEVEL", default="WARNING" if DEMO else "INFO"),
    },
}
