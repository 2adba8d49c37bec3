"""The project as it runs in production, with one page more: the bare one that all others are held against."""

from partnering.settings import *

ROOT_URLCONF = "bench.urls"
