"""Serves one skin on loopback: `python -m tests.portals --skin fluent`; or what is drawn from a seed: `--seed 7`.

`--seed 7 --proof` and `--seed 7 --bot` let the small driver or the program work on it. `--seeds 0-99` examines a range.
"""

import argparse
import asyncio
import contextlib
import os
import shlex
import signal
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from tests.portals import SKINS, Portals, serve
from tests.portals.generator.bot import play
from tests.portals.generator.choices import Drawing, draw
from tests.portals.generator.exam import PACE, browsing
from tests.portals.generator.proof import prove
from tests.portals.generator.seeds import Range, examine_range
from tests.portals.generator.server import served
from tests.portals.skins import VARIATIONS


def _served(options: argparse.Namespace) -> AbstractAsyncContextManager[Portals]:
    if options.seed is None:
        return serve(options.skin, port=options.port, pace=options.pace or 1, **dict.fromkeys(options.variation, True))
    return served(_drawing(options), port=options.port, pace=options.pace or 1)


def _drawing(options: argparse.Namespace) -> Drawing:
    return draw(options.seed, **options.force)


async def _serve(options: argparse.Namespace) -> None:
    async with _served(options) as portals:
        lines = "".join(f"{name}={shlex.quote(value)}\n" for name, value in portals.settings.items())
        if options.env:
            Path(options.env).write_text(lines, encoding="utf-8")  # noqa: ASYNC240
        told = lines
        if options.seed is not None:
            told += "".join(f"# {name}: {option}\n" for name, option in _drawing(options).choices.items())
        print(told, end="", flush=True)  # noqa: T201
        await asyncio.Event().wait()


async def _work(options: argparse.Namespace) -> None:
    """Let the small driver, or the program, work on one drawing."""
    drawing = _drawing(options)
    async with (
        browsing(os.environ.get("RUNBOOK_BROWSER")) as (playwright, browser),
        served(drawing, port=options.port, pace=options.pace or PACE) as portals,
    ):
        kept = options.results / f"seed-{options.seed}"
        if options.proof:
            wrong = await prove(browser, portals, kept=kept)
            print("\n".join(wrong) or "finished", flush=True)  # noqa: T201
        else:
            print(await play(playwright, browser, portals, kept=kept), flush=True)  # noqa: T201


def _option(text: str) -> tuple[str, str]:
    name, _, option = text.partition("=")
    return name, option


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.portals", description=__doc__)
    parser.add_argument("--skin", choices=sorted(SKINS), default="fluent")
    parser.add_argument("--port", type=int, default=0, help="first of four ports; 0: any free ones")
    parser.add_argument("--env", metavar="FILE", help="also write the settings there")
    parser.add_argument("--with", dest="variation", action="append", default=[], choices=VARIATIONS)
    parser.add_argument("--seed", type=int, help="serve what is drawn from this seed")
    parser.add_argument("--proof", action="store_true", help="let the small driver finish the seed's drawing")
    parser.add_argument("--bot", action="store_true", help="let the program configure the seed's customer")
    parser.add_argument("--seeds", type=_range, metavar="A-B", help="examine the drawings of these seeds")
    parser.add_argument("--workers", type=int, default=2, help="how many drawings at a time")
    parser.add_argument("--results", type=Path, default=Path("portal-seeds"), metavar="FOLDER")
    parser.add_argument("--pace", type=float, help=f"multiplies every wait; 1 by default, and {PACE} for what works")
    parser.add_argument("--force", action="append", type=_option, default=[], metavar="NAME=OPTION")
    return parser


def main() -> None:
    """Parses the command line; serves until interrupted, or works."""
    options = _parser().parse_args()
    options.force = dict(options.force)
    # A shell that starts something in the background lets it ignore Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        if options.seeds is not None:
            pace = options.pace or PACE
            seeds = Range(options.seeds, options.results, options.workers, pace, options.force)
            sys.exit(0 if asyncio.run(examine_range(seeds)) else 1)
        asyncio.run(_work(options) if options.proof or options.bot else _serve(options))


if __name__ == "__main__":
    main()
