"""Federation metadata that lags behind card 3: what is read, for how long, and what is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pages.azure.cards import AzureCertificate, SamlCards
from pages.errors import Failure, NotFound, Unreachable
from runbook.brake import Brake
from runbook.certificates.certificate import describe
from runbook.certificates.entra import Answer, MetadataError, MetadataLag
from runbook.certificates.patience import EVERY, WORD, Patience
from runbook.errors import Interrupted, Refused
from runbook.readback import glance, until_published
from runbook.session import Session
from runbook.state import AzureState
from tests.helpers.certificates import make_certificate
from tests.helpers.entra import LOGIN, METADATA_URL, ONE, key, metadata

NEW, OLD = describe(ONE).thumbprint, make_certificate()
LISTED, BEHIND = Answer(200, metadata(key(ONE)).encode()), Answer(200, metadata(key(OLD)).encode())
ACTIVE = AzureCertificate(NEW, "Active", "6/1/2033")


@dataclass
class Clock(Brake):
    """A brake whose waits take no time, but on a clock of their own."""

    seconds: float = 0.0
    pulled_at: float = 1e9

    def __post_init__(self) -> None:
        super().__init__()

    async def wait(self, seconds: float) -> None:
        self.seconds += seconds
        if self.seconds >= self.pulled_at:
            self.pull()


@dataclass
class Portal:
    """A SAML page and the metadata beside it, each of which gives one answer after another; the last one stays."""

    answers: Sequence[Answer | Failure]
    shown: Sequence[AzureCertificate | None] = field(default_factory=lambda: [ACTIVE])
    limit: float = 300
    clock: Clock = field(default_factory=Clock)
    asked: int = 0
    loaded: int = 0
    notes: list[str] = field(default_factory=list)
    journal: list[dict[str, Any]] = field(default_factory=list)

    async def fetch(self, url: str) -> Answer:
        assert url == METADATA_URL
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, Failure):
            raise answer
        return answer

    async def read(self) -> SamlCards:
        certificate = self.shown[min(self.loaded, len(self.shown) - 1)]
        return SamlCards("Ooma", (), (), certificate, METADATA_URL, f"{LOGIN}/saml2")

    async def reload(self) -> None:
        self.loaded += 1

    async def prove(self, directory: str) -> list[object]:
        del directory
        return []

    async def until(self, look: Callable[[], Any], thing: str, *, timeout: float, refresh: object) -> object:
        del timeout, refresh
        found = await look()
        if found is None:
            raise NotFound(thing)
        return found

    def session(self) -> Session:
        screen = SimpleNamespace(until=self.until, timeout=30)
        blade = SimpleNamespace(read=self.read, reload=self.reload, prove=self.prove, screen=screen)
        journal = SimpleNamespace(write=lambda event, **told: self.journal.append({"event": event, **told}))
        return Session(
            cast("Any", SimpleNamespace(azure_login_url=LOGIN)),
            cast("Any", blade),
            cast("Any", None),
            self.fetch,
            cast("Any", SimpleNamespace(journal=journal, phase="08")),
            Patience(self.limit, self.clock, self.notes.append, lambda: self.clock.seconds),
        )


async def wait(portal: Portal) -> AzureState:
    session = portal.session()
    return await until_published(session, await session.read_azure())


async def test_what_is_published_is_not_waited_for() -> None:
    portal = Portal([LISTED])
    assert (await wait(portal)).certificate is not None
    assert (portal.asked, portal.loaded, portal.notes, portal.journal) == (1, 0, [], [])


async def test_the_metadata_alone_is_read_until_it_lists_the_certificate_and_then_the_page_once_more() -> None:
    portal = Portal([BEHIND] * 5 + [LISTED])
    azure = await wait(portal)
    assert azure.certificate is not None
    assert azure.certificate.thumbprint == NEW
    # At the first look, and once to make sure that it is not the page that is behind; then three readings more.
    assert portal.clock.seconds == 4 * EVERY
    assert portal.loaded == 2
    assert portal.notes == [f"waiting up to 5 min for Microsoft to publish the certificate {NEW}"]
    assert [entry["event"] for entry in portal.journal] == ["metadata lags", "metadata agree"]
    assert portal.journal[0]["why"] == (
        f"card 3 shows the certificate {NEW} as active, but the application's federation metadata lists "
        + describe(OLD).thumbprint
    )


async def test_whoever_follows_the_run_is_told_every_half_minute() -> None:
    portal = Portal([BEHIND] * 23 + [LISTED])
    await wait(portal)
    assert len(portal.notes) == 1 + int(portal.clock.seconds // WORD)
    assert portal.notes[1] == f"still waiting, up to 4 min 30 s more, for Microsoft to publish the certificate {NEW}"


@pytest.mark.parametrize("limit", [300.0, 20.0, 7.0, 0.0])
async def test_when_the_limit_has_passed_it_is_said_what_lags_and_that_running_again_is_all(limit: float) -> None:
    portal = Portal([BEHIND], limit=limit)
    with pytest.raises(MetadataLag) as lag:
        await wait(portal)
    assert portal.clock.seconds == limit
    assert lag.value.code == "metadata-lag"
    time = "5 min" if limit == 300 else f"{limit:.0f} s"
    assert lag.value.message == (
        f"card 3 shows the certificate {NEW} as active, but the application's federation metadata lists "
        f"{describe(OLD).thumbprint}; waited {time} for it"
    )
    assert "nothing else needs to be done" in lag.value.hint


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(404, b""), "HTTP 404"),
        (Answer(429, b""), "HTTP 429"),
        (Answer(503, b""), "HTTP 503"),
        (Unreachable("login.example could not be read: ECONNRESET"), "ECONNRESET"),
    ],
)
async def test_metadata_that_is_not_there_for_a_while_is_waited_for_and_is_out_of_reach_at_the_end(
    answer: Answer | Failure, said: str
) -> None:
    portal = Portal([answer, answer, answer, LISTED])
    assert (await wait(portal)).certificate is not None
    with pytest.raises(Unreachable, match=said) as gone:
        await wait(Portal([BEHIND, answer]))
    assert NEW in gone.value.message
    assert "waited 5 min" in gone.value.message
    assert gone.value.hint == "Check {azure_login_url} and the network, then run again."
    # What was read at the end decides.
    with pytest.raises(MetadataLag):
        await wait(Portal([answer, BEHIND]))


@pytest.mark.parametrize("answer", [Answer(302, b""), Answer(403, b""), Answer(200, b"<html>"), Answer(400, b"")])
async def test_metadata_that_will_never_be_right_are_not_waited_for(answer: Answer) -> None:
    portal = Portal([BEHIND, BEHIND, answer])
    with pytest.raises(MetadataError, match=r"federation metadata"):
        await wait(portal)
    assert portal.clock.seconds <= EVERY


async def test_a_server_that_is_behind_the_others_takes_nothing_back() -> None:
    """Not only in the wait: at step 10 and when all is verified, the page is read again by the same session."""
    portal = Portal([BEHIND, BEHIND, LISTED, BEHIND, BEHIND, Answer(503, b"")])
    session = portal.session()
    azure = await until_published(session, await session.read_azure())
    for _ in range(4):
        assert azure.certificate is not None
        assert not azure.lags
        assert NEW in {one.thumbprint for one in session.published}
        azure = await session.read_azure()


async def test_a_page_that_was_behind_is_seen_when_it_is_loaded_again() -> None:
    stale = AzureCertificate(describe(OLD).thumbprint, "Active", "6/1/2030")
    portal = Portal([LISTED], shown=[stale, stale, ACTIVE])
    azure = await wait(portal)
    assert azure.thumbprint == NEW
    assert azure.certificate is not None
    assert portal.clock.seconds == WORD


@pytest.mark.parametrize("now", [None, replace(ACTIVE, status="Inactive")])
async def test_a_certificate_that_is_taken_away_meanwhile_is_refused(now: AzureCertificate | None) -> None:
    with pytest.raises(Refused, match="it showed an active one"):
        await wait(Portal([BEHIND], shown=[ACTIVE, ACTIVE, now]))


async def test_the_brake_ends_the_wait() -> None:
    portal = Portal([BEHIND], clock=Clock(pulled_at=12))
    with pytest.raises(Interrupted, match="before Microsoft published the signing certificate"):
        await wait(portal)
    assert portal.clock.seconds == 15


async def test_a_wait_that_a_sign_in_breaks_off_goes_on_with_what_is_left() -> None:
    portal = Portal([BEHIND] * 10 + [Unreachable("gone")])
    session = portal.session()
    session.patience.begin()
    portal.clock.seconds = 250.0
    with pytest.raises(Unreachable, match="waited 5 min"):
        await until_published(session, await session.read_azure())
    assert portal.clock.seconds == 300


async def test_to_tell_what_is_there_needs_metadata_that_can_be_read() -> None:
    session = Portal([BEHIND], limit=15).session()
    assert (await glance(session, await session.read_azure())).lags
    session = Portal([Answer(503, b"")], limit=15).session()
    with pytest.raises(Unreachable, match="HTTP 503"):
        await glance(session, await session.read_azure())
    session = Portal([BEHIND, BEHIND, BEHIND, LISTED], limit=15).session()
    assert not (await glance(session, await session.read_azure())).lags
