"""One tenant: what is configured, where, and who signs in for it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from pages.ooma import OWN
from pages.origins import origin
from runbook.hints import as_written
from runbook.sign_ins.codes import one_time_code

EMAIL_CLAIM = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"

ACCOUNT_TOO = f"the account's exact name, or {OWN} for the account signed in to"
"""What is missing where only an id or a realm tells which account is meant."""

_DOMAIN = re.compile(r"^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$", re.IGNORECASE)
_REALM = re.compile(r"[\w-]+(?:\.[\w-]+)*")
# As a spreadsheet shows an id of digits that it took for a number.
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_LOOPBACK = re.compile(r"^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|::1)$")


def _origin(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        kept = origin(value.strip())
    except ValueError:
        # What Python says of an address repeats it, and with it a password that may stand in it.
        raise ValueError("must be an address such as https://portal.example.net") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not kept or re.search(r"\s", value.strip()):
        raise ValueError("must be an address such as https://portal.example.net")
    if parts.scheme == "http" and not _LOOPBACK.match(parts.hostname):
        raise ValueError("must begin with https:// (http is for stand-ins on this machine only)")
    if parts.username or parts.password:
        raise ValueError("must not hold a user name or password")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("must be an origin: scheme and host, without a path")
    return kept


def _directory(value: str) -> str:
    value = value.strip().lower()
    if not _DOMAIN.match(value) and not _is_guid(value):
        raise ValueError("must be the tenant's domain, such as contoso.onmicrosoft.com, or its id")
    return value


def _guid(value: str) -> str:
    value = value.strip().lower()
    if value and not _is_guid(value):
        raise ValueError("must be an id such as 00000000-0000-0000-0000-000000000000")
    return value


def _is_guid(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _account(value: str) -> str:
    value = value.strip()
    letters = unicodedata.normalize("NFKC", value).casefold()
    if value != OWN and "".join(one for one in letters if not one.isspace() and one.isprintable()) == OWN:
        raise ValueError(f"must be {OWN}, to the letter, if the account signed in to is meant")
    return value


def _account_id(value: str) -> str:
    value = value.strip()
    if re.search(r"\s", value):
        raise ValueError("must be the account's id, without spaces")
    if _ROUNDED.fullmatch(value):
        raise ValueError(
            "is a number that a spreadsheet has rounded: format the column as text, and paste the id again"
        )
    return value


def _realm(value: str) -> str:
    value = value.strip()
    if value and not _REALM.fullmatch(value):
        raise ValueError("must be a realm, such as contoso.sip.example.net: a name like a host's, and nothing else")
    return value


def _totp(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value().replace(" ", "").upper()
    if not secret:
        return SecretStr("")
    try:
        one_time_code(secret, 0)
    except ValueError:
        raise ValueError("is not a TOTP secret: it must be base32 (letters A to Z and digits 2 to 7)") from None
    return SecretStr(secret)


def _present(value: str) -> str:
    value = value.strip()
    if not value:
        raise ValueError("is empty")
    return value


def _claim(value: str) -> str:
    value = _present(value)
    if re.search(r"\s", value):
        raise ValueError("must be a claim's name, without spaces")
    return value


def _filled(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip():
        raise ValueError("is empty")
    return value  # to the letter: white space can be a part of it


Origin = Annotated[str, AfterValidator(_origin)]
Text = Annotated[str, AfterValidator(_present)]
OptionalText = Annotated[str, AfterValidator(str.strip)]
Password = Annotated[SecretStr, AfterValidator(_filled)]
Totp = Annotated[SecretStr, AfterValidator(_totp)]
Guid = Annotated[str, AfterValidator(_guid)]


class TenantWithoutSecrets(BaseModel):
    """What configures one tenant, but for passwords and TOTP secrets."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, use_attribute_docstrings=True)

    name: OptionalText = ""
    """Used in reports and folders; by default the Azure tenant."""
    azure_tenant: Annotated[str, AfterValidator(_directory)]
    """Domain or id of the directory."""
    azure_app: Text = "Ooma"
    """Exact display name of the enterprise application."""
    azure_object_id: Guid = ""
    """Object id of the enterprise application; with its application id the SAML blade is opened by deep link."""
    azure_app_id: Guid = ""
    """Application id of the enterprise application."""
    azure_username: Text
    """Azure sign-in."""
    azure_portal_url: Origin = "https://portal.azure.com"
    """Origin of the Azure portal; another one for sovereign clouds."""
    azure_login_url: Origin = "https://login.microsoftonline.com"
    """Origin of Microsoft's sign-in pages."""
    ooma_url: Origin
    """Origin of the Ooma Admin Portal; resellers have their own."""
    ooma_username: Text
    """Ooma sign-in."""
    ooma_account_name: OptionalText = ""
    """The third field of Ooma's sign-in form."""
    ooma_account: Annotated[str, AfterValidator(_account)] = ""
    """The customer's account in the account tree, by its exact name; (own): the account signed in to."""
    ooma_account_id: Annotated[str, AfterValidator(_account_id)] = ""
    """Id of that account; tells accounts of one name apart."""
    ooma_realm: Annotated[str, AfterValidator(_realm)] = ""
    """Realm of that account; tells accounts of one name apart."""
    email_claim: Annotated[str, AfterValidator(_claim)] = EMAIL_CLAIM
    """Goes into the 'Email Claim' field (step 5)."""

    @field_validator("ooma_account_id", "ooma_realm")
    @classmethod
    def _of_an_account(cls, value: str, info: ValidationInfo) -> str:
        """An id or realm tells accounts of one name apart, and finds none by itself."""
        if value and info.data.get("ooma_account") == "":
            raise ValueError(f"needs RUNBOOK_OOMA_ACCOUNT too: {ACCOUNT_TOO}")
        return value

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.name:
            object.__setattr__(self, "name", self.azure_tenant)
        return self


class Tenant(TenantWithoutSecrets):
    """Everything that configures one tenant. Passwords and TOTP secrets never print."""

    azure_password: Password
    """Password of the Azure sign-in."""
    azure_totp_secret: Totp = SecretStr("")
    """Authenticator secret of the Azure sign-in, base32."""
    ooma_password: Password
    """Password of the Ooma sign-in."""
    ooma_totp_secret: Totp = SecretStr("")
    """Authenticator secret of the Ooma sign-in, base32."""
    written: Mapping[str, str] | None = Field(default=None, exclude=True, repr=False)
    """Where an inventory gives its keys, as `runbook.hints.as_written` takes it; None for settings. No setting."""

    @property
    def origins(self) -> frozenset[str]:
        """Where the browser's main frame may go."""
        return frozenset({self.azure_portal_url, self.azure_login_url, self.ooma_url})

    def advice(self, hint: str) -> str:
        """A hint that names settings as they are written where this tenant is described."""
        return as_written(hint, self.written)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value, to be kept out of whatever is written or shown."""
        values = (self.azure_password, self.azure_totp_secret, self.ooma_password, self.ooma_totp_secret)
        return tuple(value.get_secret_value() for value in values if value.get_secret_value())


SETTINGS = tuple(name for name, field in Tenant.model_fields.items() if not field.exclude)
"""The fields that people give, in settings or in an inventory."""
