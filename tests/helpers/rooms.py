"""The rooms of `pages/`: where they are, and what each may know."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "pages"

# What each room may import of the others.
MAY_IMPORT = {
    "driver": set[str](),
    "microsoft": {"driver"},
    "azure": {"driver", "microsoft"},
    "ooma": {"driver"},
}
