"""Nothing grows until the machine has no memory left."""

import re
from pathlib import Path

import yaml

from partnering.celery import app

COMPOSE = Path(__file__).parents[2] / "deploy/compose.yaml"


def test_every_container_has_a_limit() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    assert len(services) >= 9
    for name, service in services.items():
        assert re.fullmatch(r"\d+[mg]", service.get("mem_limit", "")), name


def test_a_worker_process_that_has_grown_makes_way_and_no_task_runs_for_ever() -> None:
    assert app.conf.worker_max_memory_per_child == 400 * 1024
    assert 0 < app.conf.task_soft_time_limit < app.conf.task_time_limit <= 3600


def test_redis_forgets_what_is_cached_before_it_is_full() -> None:
    command = yaml.safe_load(COMPOSE.read_text())["services"]["redis"]["command"]
    assert "--maxmemory 256mb --maxmemory-policy volatile-lru" in command
