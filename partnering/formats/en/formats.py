"""Dates as people on both sides of the North Sea read them without doubt."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M, H:i"
TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
MONTH_DAY_FORMAT = "j F"
