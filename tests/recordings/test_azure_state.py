"""The state behind the Azure stand-in: directories that can be made again, and certificates."""

import random
from datetime import timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from recordings import Options, World
from recordings.azure.certificates import after_save, make_certificate, published, visible
from recordings.azure.state import Address, make_directory


def directory_of(seed: int, name: str = "Contoso Ltd") -> object:
    directory = make_directory(random.Random(seed), name, totp=True, push=True)  # noqa: S311 - repeatable
    secrets = [(user.upn, user.password, user.totp_secret) for user in directory.members()]
    applications = [(one.name, one.object_id, one.app_id) for one in directory.applications]
    return directory.id, directory.domain, secrets, applications


def test_the_same_seed_makes_the_same_directory() -> None:
    assert directory_of(1) == directory_of(1)
    assert directory_of(1) != directory_of(2)


def test_a_directory_has_similar_applications_and_a_plain_user() -> None:
    rng = random.Random(0)  # noqa: S311 - repeatable
    directory = make_directory(rng, "contoso", totp=False, push=True)
    assert directory.domain == "contoso.onmicrosoft.com"
    assert directory.administrator.upn == "admin@contoso.onmicrosoft.com"
    assert not directory.administrator.push
    assert not directory.plain_user.role
    names = {one.name for one in directory.applications}
    assert {"Ooma", "Ooma Office", "Ooma Enterprise Test", "Zoom"} <= names
    assert not directory.application.complete


def test_a_certificate_looks_like_microsofts() -> None:
    world = World.make(Options())
    one, other = make_certificate(world, active=True), make_certificate(world, active=False)
    certificate = one.certificate
    assert certificate.subject == certificate.issuer
    assert certificate.subject.rfc4514_string() == "CN=Microsoft Azure Federated SSO Certificate"
    assert len(certificate.extensions) == 0
    key = certificate.public_key()
    assert isinstance(key, RSAPublicKey)
    assert key.key_size == 2048
    assert isinstance(certificate.signature_hash_algorithm, hashes.SHA256)
    days = (certificate.not_valid_after_utc - certificate.not_valid_before_utc).days
    assert days in {1095, 1096}
    assert one.thumbprint != other.thumbprint
    assert key != other.certificate.public_key()


def saved(world: World) -> None:
    application = world.customers[0].application
    application.identifiers = [Address("https://sp.example", default=True)]
    application.reply_urls = [Address("https://sp.example/acs", default=True)]
    after_save(world, application, was_complete=False)


def test_three_accounts_of_when_a_certificate_appears() -> None:
    world = World.make(Options(certificate="first-save"))
    application = world.customers[0].application
    assert visible(world, application) == []
    saved(world)
    (made,) = visible(world, application)
    saved(world)
    assert visible(world, application) == [made]

    world = World.make(Options(certificate="replaced"))
    application = world.customers[0].application
    (early,) = visible(world, application)
    saved(world)
    (late,) = visible(world, application)
    assert early is not late

    world = World.make(Options(certificate="new-certificate"))
    saved(world)
    assert visible(world, world.customers[0].application) == []


def test_a_new_certificate_may_take_a_while_to_be_seen_and_to_be_valid() -> None:
    world = World.make(Options())
    world.azure.certificate_seconds = 60
    world.azure.not_before_seconds = 180
    saved(world)
    application = world.customers[0].application
    assert visible(world, application) == []
    application.visible_from = world.now() - timedelta(seconds=1)
    (made,) = visible(world, application)
    assert made.certificate.not_valid_before_utc > world.now()


def test_a_new_certificate_may_be_seen_before_the_metadata_lists_it() -> None:
    world = World.make(Options(certificate="replaced"))
    application = world.customers[0].application
    assert published(world, application) == visible(world, application)
    world.azure.metadata_seconds = 60
    saved(world)
    (made,) = visible(world, application)
    assert published(world, application) == []
    made.made_at = world.now() - timedelta(seconds=61)
    assert published(world, application) == [made]
