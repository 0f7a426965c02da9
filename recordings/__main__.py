"""Plays the stand-ins from a terminal: ``python -m recordings``.

They are written from public facts and run on loopback only.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import get_args, get_type_hints

from recordings.files import write_private
from recordings.inventory import write_inventory
from recordings.server import serve
from recordings.world import Options, World

NOTE = """\
Stand-ins of the Azure portal and the Ooma Admin Portal, for rehearsal on this machine only.
They were written from public facts, not captured from live portals; see recordings/README.md."""


def _choices(option: str) -> list[str]:
    return list(get_args(get_type_hints(Options)[option]))


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _port(text: str) -> int:
    number = int(text)
    # Four consecutive ports are used; 0 lets the system choose.
    if number and not 1 <= number <= 65532:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("0, or 1 to 65532")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m recordings", description=NOTE)
    add = parser.add_argument
    add("--tenants", type=_count, default=1, metavar="N", help="number of customers (default 1)")
    add("--seed", type=int, default=0, metavar="N", help="makes names, ids and passwords repeatable")
    add("--latency", choices=_choices("latency"), default="none", help="realistic: about a second a blade")
    add("--wording", choices=_choices("wording"), default="today", help="labels of today, or of the guide")
    add("--blade", choices=_choices("blade"), default="document", help="where the SAML blade is drawn")
    add("--certificate", choices=_choices("certificate"), default="first-save",
        help="when Azure's signing certificate comes into being")  # fmt: skip
    add("--child", action="store_true", help="sign in to Ooma as a reseller, above the customers")
    add("--partner", action="store_true", help="one Azure sign-in for all customers")
    add("--no-totp", action="store_true", help="no one-time codes")
    add("--tour", action="store_true", help="the Ooma portal opens with a tour that covers the page")
    add("--port", type=_port, default=0, metavar="FIRST", help="first of four ports (default: free ones)")
    add("--env", type=Path, metavar="FILE", help="write the RUNBOOK_* lines to this file, for .env")
    add("--inventory", type=Path, metavar="FILE", help="write an inventory of all customers to this file")
    return parser


def _line(key: str, value: str) -> str:
    """One line of a .env file; quoted where a reader might stumble over it."""
    if value and all(letter.isalnum() or letter in "@%+-_./:" for letter in value):
        return f"{key}={value}"
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{key}='{escaped}'"


def _block(settings: Mapping[str, str]) -> list[str]:
    return [_line(key, value) for key, value in settings.items()]


def _env_text(world: World) -> str:
    """The first customer's settings; those of the others are there as comments."""
    lines = ["# Settings of stand-ins on this machine, written by python -m recordings."]
    for number, customer in enumerate(world.customers):
        block = _block(customer.settings(world.origins))
        lines += block if number == 0 else ["", *(f"# {line}" for line in block)]
    return "\n".join(lines) + "\n"


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def _play(world: World, first_port: int, env: Path | None, inventory: Path | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not the loop's own handlers: Windows has none.
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    async with serve(world, first_port=first_port) as origins:
        _say(
            NOTE,
            "",
            f"Azure portal:      {origins.portal}",
            f"Microsoft sign-in: {origins.login}",
            f"SAML blade frame:  {origins.blade}",
            f"Ooma Admin Portal: {origins.ooma}",
        )
        for customer in world.customers:
            _say("", f"# {customer.name}", *_block(customer.settings(origins)))
        if env is not None:
            write_private(env, _env_text(world))
            _say("", f"Written to {env}.")
        if inventory is not None:
            write_inventory(inventory, world)
            _say("", f"Written to {inventory}; now: runbook plan --tenants {inventory}")
        _say("", "Playing until Ctrl-C.")
        await stop.wait()


def main(arguments: Sequence[str] | None = None) -> int:
    """Play until Ctrl-C or SIGTERM, and return the exit status."""
    chosen = _parser().parse_args(arguments)
    options = Options(
        tenants=chosen.tenants,
        seed=chosen.seed,
        latency=chosen.latency,
        wording=chosen.wording,
        blade=chosen.blade,
        certificate=chosen.certificate,
        totp=not chosen.no_totp,
        child=chosen.child,
        partner=chosen.partner,
        tour=chosen.tour,
    )
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(_play(World.make(options), chosen.port, chosen.env, chosen.inventory))
    except OSError as error:
        sys.stderr.write(f"python -m recordings: {error.strerror or error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
