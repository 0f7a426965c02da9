"""How many examples a property-based test tries."""

from hypothesis import settings

_USUAL = 100


def examples(number: int) -> settings:
    """Settings for a test whose examples are dearer or more telling than most.

    Args:
        number: of examples in `make test`; `make test-all` tries as many times more as of every other test.
    """
    return settings(max_examples=number * settings.default.max_examples // _USUAL)  # type: ignore[union-attr]
