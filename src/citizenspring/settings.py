"""One settings module; machines differ by the environment variables read here."""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from citizenspring import env

PACKAGE = Path(__file__).resolve().parent
VAR = env.folder("CITIZENSPRING_VAR", Path.cwd() / "var")
DEMO = env.flag("CITIZENSPRING_DEMO", default=True)
PUBLIC_ADDRESS = env.web_address("CITIZENSPRING_ADDRESS", "http://127.0.0.1:8000")

DEBUG = env.flag("CITIZENSPRING_DEBUG")
SECRET_KEY = env.text("CITIZENSPRING_SECRET_KEY")
if not SECRET_KEY:
    if not DEMO:
        name, expected = "CITIZENSPRING_SECRET_KEY", "write at least 50 random characters."
        raise env.SettingRefused(name, expected)
    # A demo's sessions outlive a restart only on the machine whose folder this names.
    SECRET_KEY = hashlib.sha256(f"demo {VAR} {os.getuid()}".encode()).hexdigest()
ALLOWED_HOSTS = env.listing("CITIZENSPRING_HOSTS", ("*",) if DEMO else ("localhost",))

INSTALLED_APPS = [
    "citizenspring.pages",
    "citizenspring.api",
    "citizenspring.opinions",
    "citizenspring.processes",
    "citizenspring.threads",
    "citizenspring.ledger",
    "citizenspring.people",
    "citizenspring.city",
    "citizenspring.common",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "citizenspring.common.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "citizenspring.common.middleware.Refusals",
]

ROOT_URLCONF = "citizenspring.urls"
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "citizenspring.pages.context.every_page",
            ],
        },
    },
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 180
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_ADDRESS.startswith("https://")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "citizenspring.people.backends.GuestBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_ADAPTER = "citizenspring.people.adapter.PeopleAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # A code sent there has proved it before there is an account.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:me"
TRUSTED_PROXIES = env.number("CITIZENSPRING_TRUSTED_PROXIES", 0, maximum=10)
GUESTS_PER_ADDRESS = env.number("CITIZENSPRING_GUESTS_PER_ADDRESS", 3000, minimum=1)

MAIL_SERVER = env.mail_server("CITIZENSPRING_MAIL_URL")
EMAIL_BACKEND = "citizenspring.people.letterbox.LetterBackend"
DEFAULT_FROM_EMAIL = env.text(
    "CITIZENSPRING_MAIL_FROM", f"Citizen Spring <no-reply@{urlsplit(PUBLIC_ADDRESS).hostname}>"
)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = env.text("CITIZENSPRING_TIME_ZONE", "Europe/Brussels")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEMO
