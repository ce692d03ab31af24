"""One settings module; machines differ by the environment variables read here."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from citizenspring import env

PACKAGE = Path(__file__).resolve().parent
VAR = env.folder("CITIZENSPRING_VAR", Path.cwd() / "var")
PUBLIC_ADDRESS = env.web_address("CITIZENSPRING_ADDRESS", "http://127.0.0.1:8000")
# Anybody may take any role in a demo, so nobody gets one on the internet without asking for it.
DEMO = env.flag("CITIZENSPRING_DEMO", default=env.is_at_home(PUBLIC_ADDRESS))

# The web server: where it listens and how much it takes at once.
HOST = env.text("CITIZENSPRING_HOST", "127.0.0.1")
PORT = env.number("CITIZENSPRING_PORT", 8000, minimum=1, maximum=65535)
PROCESSES = env.web_processes()
THREADS = env.page_threads()
LIVE_LIMIT = env.number("CITIZENSPRING_LIVE_LIMIT", 2000, maximum=60_000)
LONGEST_UPLOAD = env.number("CITIZENSPRING_UPLOAD_MEGABYTES", 100, minimum=1, maximum=2000) * 2**20

DEBUG = env.flag("CITIZENSPRING_DEBUG")
SECRET_KEY = env.text("CITIZENSPRING_SECRET_KEY")
if SECRET_KEY and len(SECRET_KEY) < env.SHORTEST_SECRET:
    name, expected = "CITIZENSPRING_SECRET_KEY", "write at least 50 random characters."
    raise env.SettingRefused(name, expected)
if not SECRET_KEY:
    SECRET_KEY = env.kept_secret(VAR / "secret-key")
KEYS_FOLDER = env.folder("CITIZENSPRING_KEYS", VAR / "keys")
# Keeps identities apart without keeping them; never in the database.
PEPPER = env.pepper("CITIZENSPRING_PEPPER", KEYS_FOLDER / "pepper")
OWN_NAMES = (urlsplit(PUBLIC_ADDRESS).hostname or "localhost", "localhost", "127.0.0.1", "[::1]")
ALLOWED_HOSTS = env.listing("CITIZENSPRING_HOSTS", ("*",) if DEMO else OWN_NAMES)

INSTALLED_APPS = [
    "citizenspring.pages",
    "citizenspring.api",
    "citizenspring.budgets",
    "citizenspring.opinions",
    "citizenspring.harvests",
    "citizenspring.hearings",
    "citizenspring.panels",
    "citizenspring.rounds",
    "citizenspring.gatherings",
    "citizenspring.mood",
    "citizenspring.ballots",
    "citizenspring.processes",
    "citizenspring.moderation",
    "citizenspring.notifications",
    "citizenspring.threads",
    "citizenspring.ledger",
    "citizenspring.people",
    "citizenspring.city",
    "citizenspring.common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
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
    "citizenspring.common.middleware.NoNul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "citizenspring.common.middleware.ContentSecurityPolicy",
    "citizenspring.common.middleware.LanguageInAddress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "citizenspring.common.middleware.Refusals",
    "citizenspring.ledger.middleware.ReadOnlyWhenBehind",
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

DATABASES = {"default": {**env.database(), "ENGINE": "citizenspring.common.database"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # Pieces of pages, keyed by language and version: each process keeps its own, none goes stale.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
SESSION_ENGINE = "citizenspring.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 180
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_ADDRESS.startswith("https://")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
CSRF_FAILURE_VIEW = "citizenspring.common.outdated.outdated_page"

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
# Power asks for a passkey or an app; in a demo anybody may take any role.
SECOND_FACTOR = env.flag("CITIZENSPRING_SECOND_FACTOR", default=not DEMO)
MFA_ADAPTER = "citizenspring.people.adapter.KeysAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Citizen Spring"
MFA_RATE_LIMITS = {"webauthn_login": "2000/h/ip"}  # A room of phones shares one address.
# The city's own login over OpenID Connect; without an issuer there is none.
OIDC_ISSUER = env.web_address("CITIZENSPRING_OIDC_ISSUER")
OIDC_NAME = env.text("CITIZENSPRING_OIDC_NAME", "itsme®")
OIDC_GIVES_EID = env.flag("CITIZENSPRING_OIDC_GIVES_EID")
SOCIALACCOUNT_PROVIDERS = env.city_login(
    OIDC_ISSUER, env.text("CITIZENSPRING_OIDC_CLIENT"), env.text("CITIZENSPRING_OIDC_SECRET")
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:me"
TRUSTED_PROXIES = env.number("CITIZENSPRING_TRUSTED_PROXIES", 0, maximum=10)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
# New accounts or confirmed answers of an hour that are never called a burst.
BURST_FLOOR = env.number("CITIZENSPRING_BURST_FLOOR", 200, minimum=1)
GUESTS_PER_ADDRESS = env.number("CITIZENSPRING_GUESTS_PER_ADDRESS", 300, minimum=1)
GUESTS_PER_EVENT = env.number("CITIZENSPRING_GUESTS_PER_EVENT", 3000, minimum=1)
# Further domains whose addresses count for nothing, and those that count although a list has them.
DISPOSABLE_DOMAINS = env.listing("CITIZENSPRING_DISPOSABLE_DOMAINS")
TRUSTED_DOMAINS = env.listing("CITIZENSPRING_TRUSTED_DOMAINS")

MAIL_SERVER = env.mail_server("CITIZENSPRING_MAIL_URL")
EMAIL_BACKEND = "citizenspring.people.letterbox.LetterBackend"
DEFAULT_FROM_EMAIL = env.text(
    "CITIZENSPRING_MAIL_FROM", f"Citizen Spring <no-reply@{urlsplit(PUBLIC_ADDRESS).hostname}>"
)
# Where mail that cannot be delivered comes back to; `citizenspring bounce` reads it.
BOUNCES_TO = env.text("CITIZENSPRING_MAIL_BOUNCES")
# The hour of the city's day at which daily and weekly news is sent.
DIGEST_HOUR = env.number("CITIZENSPRING_DIGEST_HOUR", 7, maximum=23)
# News shown by the browser while no page is open; the key says to push services who sends.
PUSH = env.flag("CITIZENSPRING_PUSH", default=True)
PUSH_KEY = env.text("CITIZENSPRING_PUSH_KEY")
if PUSH_KEY and len(PUSH_KEY) < env.SHORTEST_SECRET:
    name, expected = "CITIZENSPRING_PUSH_KEY", "write at least 50 random characters."
    raise env.SettingRefused(name, expected)
# Tests have a push service on this machine; nobody else may make the platform speak to it.
PUSH_TO_THIS_MACHINE = False

# The public record. Fewer than RECORD_BATCH entries wait for each other, but never longer than so
# many seconds; the folder keeps what was published, to notice an older backup.
RECORD_FOLDER = env.folder("CITIZENSPRING_RECORD_FOLDER", VAR / "record")
RECORD_KEY = env.text("CITIZENSPRING_RECORD_KEY")
RECORD_BATCH = env.number("CITIZENSPRING_RECORD_BATCH", 10, minimum=1, maximum=5_000)
RECORD_WAIT_SECONDS = env.number("CITIZENSPRING_RECORD_WAIT", 20, maximum=86_400)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = env.text("CITIZENSPRING_TIME_ZONE", "Europe/Brussels")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
# How long one drawing of a public page serves every visitor without a session; 0: never.
STRANGERS_SECONDS = 2
# Files are served under names that change with their content, so browsers keep them for ever.
HASHED = "citizenspring.common.storage.HashedFiles"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN if DEBUG else HASHED},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "citizenspring": {"level": "INFO"},
        # Says of every refused page what its address was, and addresses are nobody's business.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Repeats many times a second what our own line says once.
        "psycopg.pool": {"level": "ERROR"},
    },
}

# Reports alone hide only what so many trusted people call urgent, until somebody looks; 0: never.
TRUSTED_REPORTS = env.number("CITIZENSPRING_TRUSTED_REPORTS", 5, maximum=1000)
TRUSTED_AFTER_DAYS = env.number("CITIZENSPRING_TRUSTED_AFTER_DAYS", 7, minimum=1, maximum=3650)

# Machine translation by a server that speaks LibreTranslate's protocol; empty: none.
TRANSLATE_ADDRESS = env.web_address("CITIZENSPRING_TRANSLATE_URL")
TRANSLATE_KEY = env.text("CITIZENSPRING_TRANSLATE_KEY")
