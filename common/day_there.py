"""The day elsewhere, worked out by the database: on which day a moment falls in the time zone of a row."""

from typing import Any

from django.db.models import DateField, Func, Value


class DayThere(Func):
    """``DayThere(moment, "customer__time_zone")``: a date, to be compared with dates."""

    output_field = DateField()
    arity = 2

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template, joiner = "(%(expressions)s)::date", " AT TIME ZONE "
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        copy = self.copy()
        copy.set_source_expressions([*self.get_source_expressions(), Value(connection.timezone_name)])
        return super(DayThere, copy).as_sql(compiler, connection, function="django_datetime_cast_date")
