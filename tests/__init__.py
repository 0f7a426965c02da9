"""The tests. None has a time limit of its own: a busy machine is no failure.

Property-based tests try the same examples each time, so that nobody's change fails by chance; `make test-all` tries
others at random, and more of them.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "runbook", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, max_examples=100
)
settings.register_profile(
    "random", settings.get_profile("runbook"), derandomize=False, max_examples=1000, print_blob=True
)
settings.load_profile("runbook")
