"""Dates as in Norwegian: the day is an ordinal number, with its dot."""

DATE_FORMAT = "j. F Y"
MEDIUM_FORMAT = "j. M Y"
SHORT_DATE_FORMAT = "j. M"
MONTH_DAY_FORMAT = "j. F"
YEAR_MONTH_FORMAT = "F Y"
WEEKDAY_FORMAT = "l j. F"
DATETIME_FORMAT = r"j. F Y \k\l. H:i"
MEDIUM_DATETIME_FORMAT = r"j. M Y \k\l. H:i"
SHORT_DATETIME_FORMAT = r"j. M \k\l. H:i"
FULL_FORMAT = r"l j. F Y \k\l. H:i"
SHORT_FULL_FORMAT = r"D j. M Y \k\l. H:i"
WEEKDAY_TIME_FORMAT = r"l j. F \k\l. H:i"
TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
