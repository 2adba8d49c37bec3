"""Dates as people on both sides of the North Sea read them without doubt."""

DATE_FORMAT = "j F Y"
MEDIUM_FORMAT = "j M Y"
SHORT_DATE_FORMAT = "j M"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
WEEKDAY_FORMAT = "l j F"
DATETIME_FORMAT = "j F Y, H:i"
MEDIUM_DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "j M, H:i"
FULL_FORMAT = "l j F Y, H:i"
SHORT_FULL_FORMAT = "D j M Y, H:i"
WEEKDAY_TIME_FORMAT = "l j F, H:i"
TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
