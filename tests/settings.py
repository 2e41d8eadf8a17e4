"""Settings for tests: the product's own, with a throw-away state folder and fast password hashing."""

import os
import tempfile

STATE = tempfile.mkdtemp(prefix="hub-tests-")
os.environ.setdefault("HUB_DEMO", "1")
os.environ.setdefault("HUB_STATE_DIR", STATE)

from hub.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: in memory, threads share one cache and its locks behave differently.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(STATE, "tests.sqlite3")}  # noqa: F405, PTH118
if REDIS_URL:  # noqa: F405
    # All workers of a run share one Redis; each keeps to its own rings and its own database of the cache,
    # which a test may empty without touching the counts of another worker.
    WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
    CACHE = f"{REDIS_URL}/{1 + int(WORKER.removeprefix('gw')) if WORKER != 'main' else 0}"  # noqa: F405
    CACHES = {**CACHES, "default": {**CACHES["default"], "LOCATION": CACHE}}  # noqa: F405
    RINGS = {"hosts": [REDIS_URL], "prefix": WORKER}  # noqa: F405
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": RINGS}
    }
