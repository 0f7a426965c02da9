"""What must hold of all tenants of a world."""

from recordings.azure.saml import login_url
from recordings.ooma.idp import thumbprint
from recordings.ooma.saml import acs_url, issuer
from recordings.world import World
from runbook.tenant import EMAIL_CLAIM
from tests.helpers.plays import values


def assert_everything_is_its_tenants(world: World) -> None:
    """Each value that was written belongs to the tenant into which it was written, and nothing is there twice."""
    for write in world.writes:
        customer = next(one for one in world.customers if one.name == write.tenant)
        own = {
            "sso_url": login_url(world, customer.directory),
            "identifiers": [issuer(world, customer.account)],
            "reply_urls": [acs_url(world, customer.account)],
            "email_claim": EMAIL_CLAIM,
            "application": "Ooma",
        }
        assert {key: write.detail[key] for key in own if key in write.detail}.items() <= own.items()
    for customer in world.customers:
        idp, active = customer.account.idp, customer.application.active_certificate
        assert idp is not None
        assert active is not None
        assert idp.enabled
        assert thumbprint(idp.certificate) == active.thumbprint
        assert set(customer.account.enabled_with) == {active.thumbprint}
        assert values(customer.application.identifiers) == [issuer(world, customer.account)]
        assert values(customer.application.reply_urls) == [acs_url(world, customer.account)]
    configured = [account for account in world.root.walk() if account.idp is not None]
    assert configured == [customer.account for customer in world.customers]
