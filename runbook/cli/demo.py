"""The demo: the real program against stand-ins of both portals on this machine."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import recordings
from recordings import Customer, World, serve
from recordings.azure.saml import sign_on_response
from recordings.inventory import write_inventory
from recordings.memory import NotRecalled, recall, remember
from recordings.ooma.saml import SignOnRefusedError, check_sign_on
from runbook.brake import Brake
from runbook.cli.fleet import summarize
from runbook.cli.fleet_progress import watching
from runbook.cli.interrupts import interrupts
from runbook.cli.progress import reporting
from runbook.engine import Reporter
from runbook.evidence.clock import utc_now
from runbook.files import set_aside, why
from runbook.fleet.command import Fleet, in_browser
from runbook.fleet.order import order_for
from runbook.fleet.settings import fleet_settings
from runbook.inventory import load
from runbook.options import Options
from runbook.results import RunResult, StepOutcome, StepResult, TenantResult
from runbook.run import crew
from runbook.settings import state_folder, tenant_from
from runbook.sign_ins.codes import CODES, FolderOfCodes


class SignOnProbe:
    """Tries a SAML sign-on at the stand-ins while the placeholder is in place, and passes everything on."""

    def __init__(self, world: World, reporter: Reporter) -> None:
        self._world = world
        self._reporter = reporter
        self._with_placeholder: dict[str, str] = {}

    def began(self, tenant: str, step: StepResult) -> None:
        """A step began."""
        self._reporter.began(tenant, step)

    def ended(self, tenant: str, step: StepResult) -> None:
        """A step has its outcome; after step 8 Azure signs, and Ooma still holds the placeholder."""
        self._reporter.ended(tenant, step)
        if step.step == 8 and step.outcome is StepOutcome.DONE:  # noqa: PLR2004 - the guide's number
            self._with_placeholder[tenant] = try_sign_on(self._world, self._customer(tenant))

    def note(self, tenant: str, text: str) -> None:
        """Something worth a line happened."""
        self._reporter.note(tenant, text)

    def remarks(self, result: TenantResult) -> list[str]:
        """What came of the sign-ons: before the swap, and now."""
        remarks = []
        if result.name in self._with_placeholder:
            remarks.append(f"SAML sign-on with the placeholder in place: {self._with_placeholder[result.name]}")
        if result.error is None:
            remarks.append(f"SAML sign-on now: {try_sign_on(self._world, self._customer(result.name))}")
        return remarks

    def _customer(self, name: str) -> Customer:
        return next(one for one in self._world.customers if one.name == name)


def try_sign_on(world: World, customer: Customer) -> str:
    """Sign the stand-ins' user on by SAML, and say what came of it."""
    try:
        email = check_sign_on(world, customer.account, sign_on_response(world, customer))
    except SignOnRefusedError as error:
        return f"refused ({error})"
    return f"accepted as {email}"


async def run_demo(
    options: Options, tenants: int, say: Callable[[str], None], *, fresh: bool = False
) -> tuple[RunResult, Path | None]:
    """Serve the stand-ins, run ``apply`` on every tenant, and prove it with a SAML sign-on.

    Args:
        options: how it is to be done.
        tenants: how many. Several are run as a fleet, and their stand-ins remember what was configured.
        say: shows a line to the person who watches.
        fresh: forget what was configured before.

    Returns:
        The result, and the page that was written about it, if it was a fleet and could be.
    """
    state = state_folder(os.environ)
    wanted = recordings.Options(tenants=tenants, child=tenants > 1, partner=tenants > 1)
    memory = state / f"demo-{tenants}.json"
    remembered = None if fresh or tenants == 1 else _remembered(memory, wanted, say)
    world = remembered or World.make(wanted)
    async with serve(world) as origins:
        say("Stand-ins of both portals, written from public facts; nothing here is a live portal:")
        say(f"  Azure {origins.portal} (sign-in {origins.login}), Ooma {origins.ooma}")
        if tenants == 1:
            return await _alone(world, state, options), None
        if remembered is not None:
            say("  They remember what the last demo of as many tenants configured; --fresh forgets it.")
        try:
            return await _many(world, options)
        finally:
            _remember(world, memory, say)


def _remember(world: World, memory: Path, say: Callable[[str], None]) -> None:
    try:
        remember(world, memory)
    except OSError as error:
        say(f"What this demo configured can't be remembered for the next one: {memory}: {why(error)}.")


def _remembered(memory: Path, wanted: recordings.Options, say: Callable[[str], None]) -> World | None:
    """What the last demo of as many tenants configured; what can't be read of it is set aside."""
    try:
        return recall(memory, wanted)
    except NotRecalled:
        told = "What the last demo configured can't be used"
        try:
            say(f"{told}: its file was renamed to {set_aside(memory, utc_now())}, and the demo begins from nothing.")
        except OSError as error:  # such as that another demo came first
            say(f"{told}, nor can its file be renamed ({error}); the demo begins from nothing.")
        return None


async def _alone(world: World, state: Path, options: Options) -> RunResult:
    tenant = tenant_from(world.customers[0].settings(world.origins))
    with reporting() as reporter:
        probe = SignOnProbe(world, reporter)
        async with crew(options, probe, FolderOfCodes(state / CODES), remarks=probe.remarks) as runner:
            with interrupts(runner.brake, lambda text: reporter.note("", text)):
                result = await runner.run(tenant)
                return RunResult(options.command.value, [result], interrupted=runner.brake.pulled)


async def _many(world: World, options: Options) -> tuple[RunResult, Path | None]:
    own = ("RUNBOOK_STATE", "RUNBOOK_TENANTS_AT_A_TIME", "RUNBOOK_TENANTS_PER_MINUTE")
    settings = fleet_settings({name: os.environ[name] for name in own if name in os.environ})
    began = utc_now()
    brake = Brake()
    with TemporaryDirectory(prefix="runbook-demo-") as folder, watching() as (view, reporter):
        file = Path(folder) / "demo.toml"
        write_inventory(file, world)
        # A tenant's settings, which may lie in this folder, are not the demo's.
        inventory = load(file, {})
        order = order_for(inventory, inventory.names, options)
        probe = SignOnProbe(world, reporter)
        opens = in_browser(options, probe, remarks=probe.remarks)
        with interrupts(brake, lambda text: reporter.note("", text)):
            result = await Fleet(settings, lambda: inventory, opens, probe).run(order, options.jobs, view, brake)
    return result, summarize(options.runs, result, began)
