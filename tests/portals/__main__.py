"""Serves one skin on loopback: `python -m tests.portals --skin fluent`."""

import argparse
import asyncio
import contextlib
import shlex
from pathlib import Path

from tests.portals import SKINS, serve
from tests.portals.skins import VARIATIONS


async def _run(options: argparse.Namespace) -> None:
    variations = dict.fromkeys(options.variation, True)
    async with serve(options.skin, port=options.port, **variations) as portals:
        lines = "".join(f"{name}={shlex.quote(value)}\n" for name, value in portals.settings.items())
        if options.env:
            Path(options.env).write_text(lines, encoding="utf-8")  # noqa: ASYNC240
        print(lines, end="", flush=True)  # noqa: T201
        await asyncio.Event().wait()


def main() -> None:
    """Parses the command line and serves until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.portals", description=__doc__)
    parser.add_argument("--skin", choices=sorted(SKINS), default="fluent")
    parser.add_argument("--port", type=int, default=0, help="first of four ports; 0: any free ones")
    parser.add_argument("--env", metavar="FILE", help="also write the settings there")
    parser.add_argument("--with", dest="variation", action="append", default=[], choices=VARIATIONS)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
