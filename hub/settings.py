"""One settings module: everything comes from the environment, and anything missing stops the start.

HUB_DEMO=1 is the only relaxed mode: localhost, SQLite, keys made on first use below the state folder.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

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
    "hub.base",
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
    "exchanges",
    "messaging",
    "hub.web",
]
MIDDLEWARE = [
    "hub.publishing.middleware.PublicOnly",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hub.base.middleware.IsolationHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
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
WSGI_APPLICATION = "hub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
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
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": env.int("HUB_DATABASE_POOL", default=10)}
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 0

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
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
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
SECURE_HSTS_SECONDS = 0 if DEMO else 31536000
SECURE_CONTENT_TYPE_NOSNIFF = True
# Under "no-referrer" browsers send "Origin: null" with forms, and the forgery check refuses every form.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("HUB_BEHIND_PROXY", default=False) else None
)
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
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A foreign Host is answered with 400; its stack trace would let anybody fill the log.
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
    "root": {
        "handlers": ["stderr"],
        "level": env.str("HUB_LOG_LEVEL", default="WARNING" if DEMO else "INFO"),
    },
}
