"""What it costs to start the program: `python -c pass` and `python -m runbook --help`, in turn.

    python -m tests.benchmarks.startup --pairs 20

Both halves of a pair follow right after each other, so that they meet the machine in the same mood.
"""

import argparse
import subprocess
import sys
from statistics import median
from time import monotonic

NOTHING = ("-c", "pass")
HELP = ("-m", "runbook", "--help")


def seconds(arguments: tuple[str, ...]) -> float:
    """How long a process of this interpreter takes from beginning to end, in seconds."""
    began = monotonic()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return monotonic() - began


def measure(pairs: int) -> None:
    """Print the medians of both, and of what the program takes more."""
    seconds(HELP)  # the first one writes what was compiled
    rows = [(seconds(NOTHING), seconds(HELP)) for _ in range(pairs)]
    sys.stdout.write(
        f"median: python -c pass {median(one for one, _ in rows):.3f} s,"
        f" python -m runbook --help {median(other for _, other in rows):.3f} s,"
        f" difference {median(other - one for one, other in rows):.3f} s\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20)
    measure(parser.parse_args().pairs)
