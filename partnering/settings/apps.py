"""What the project is put together from, and the way of a request through it."""

from typing import Any

from partnering.settings.place import BASE_DIR

INSTALLED_APPS = [
    "common",  # before all whose forms it looks after
    "accounts",
    "partnerships",
    "agreements",
    "governance",
    "assessments",
    "outbox",
    "portfolio",
    "partnering",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "partnering.staticfiles.UsedStaticFilesConfig",
    "django.contrib.humanize",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "partnering.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sign_in.sessions.SessionAgeMiddleware",
    "accounts.sign_in.typed_views.TypedFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.people.middleware.PersonLocaleMiddleware",
    "partnerships.access.middleware.ActorMiddleware",
    "partnering.middleware.NotFoundMiddleware",
    "partnering.trying_again.TryAgainMiddleware",
]

ROOT_URLCONF = "partnering.urls"
WSGI_APPLICATION = "partnering.wsgi.application"

FORM_RENDERER = "common.form_rendering.FormRenderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "partnering.context_processors.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "common.markdown",
                "common.money",
                "partnering.menu",
            ],
        },
    },
]
