"""The tests. None has a time limit of its own: a busy machine is no failure."""

from hypothesis import HealthCheck, settings

settings.register_profile("runbook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("runbook")
