from typing import Any

from celery import Task

from common.lost_races import tried_again


class TriedAgainTask(Task):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A task looks at the database anew each time: one that lost a race there runs again at once."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return tried_again(lambda: self.run(*args, **kwargs))
