"""What the two portals know and remember, whatever they look like."""

import secrets
import time
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePath
from typing import TypedDict
from urllib.parse import urlsplit

import pyotp
from cryptography import x509

from tests.portals.certificate import Certificate
from tests.portals.skins import Skin

OPTIONAL = ("signOnUrl", "relayState", "logoutUrl")


class RefusedError(Exception):
    """A portal refuses a value; the text is what it shows."""


@dataclass
class App:
    """An enterprise application."""

    name: str
    directory: str
    object_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    app_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    mode: str = "saml"
    identifiers: list[str] = field(default_factory=list)
    default_identifier: str = ""
    reply_urls: list[str] = field(default_factory=list)
    default_reply_url: str = ""
    optional: dict[str, str] = field(default_factory=dict)
    certificate: Certificate | None = None
    certificate_from: float = 0.0  # when the portal begins to show it
    previous: Certificate | None = None  # what it shows until then

    @property
    def shown_certificate(self) -> Certificate | None:
        """The certificate that card 3 shows now."""
        return self.certificate if time.monotonic() >= self.certificate_from else self.previous


class Idp(TypedDict):
    """An identity provider as Ooma keeps it."""

    sso_url: str
    email_claim: str
    certificate: str
    certificate_name: str
    enabled: bool
    sign_request: bool
    enabled_with: list[str]
    other: dict[str, str]


@dataclass
class Account:
    """An account at Ooma."""

    name: str
    parent: str = ""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    idp: Idp | None = None

    @property
    def acs_url(self) -> str:
        """Where Ooma takes SAML responses."""
        return f"https://sso.ooma-voice.example/v2/accounts/{self.id}/saml/acs"

    @property
    def issuer(self) -> str:
        """Ooma's entity id."""
        return f"https://sso.ooma-voice.example/v2/accounts/{self.id}/saml/metadata"


@dataclass(frozen=True)
class Write:
    """One change that somebody made in a portal."""

    portal: str
    action: str
    where: str
    values: dict[str, object]


@dataclass
class Directory:
    """An Azure AD tenant."""

    name: str
    domain: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    apps: dict[str, App] = field(default_factory=dict)

    def add(self, app: App) -> App:
        """Registers an application."""
        self.apps[app.object_id] = app
        return app


class Portals:
    """Both portals of one customer, and everything that was done to them."""

    def __init__(self, skin: Skin, variations: frozenset[str] = frozenset()) -> None:
        self.skin = skin
        self.variations = variations
        self.writes: list[Write] = []
        self.sessions: dict[str, str] = {}  # session -> what it was opened for
        self.password_attempts: list[tuple[str, str, bool]] = []
        self.settings: dict[str, str] = {}
        self.origins: dict[str, str] = {}
        self.azure_code = pyotp.random_base32()
        self.ooma_code = pyotp.random_base32()
        self.used_codes: set[tuple[str, str]] = set()
        self.directory = Directory(skin.account, skin.domain)
        self.elsewhere = Directory("Northwind Traders", "northwind.onmicrosoft.com")
        self.azure = self.directory.add(App(skin.app, skin.domain))
        self.azure.identifiers, self.azure.reply_urls = list(skin.identifiers), list(skin.reply_urls)
        self.azure.default_identifier = next(iter(skin.identifiers), "")
        self.azure.default_reply_url = next(iter(skin.reply_urls), "")
        if "tiles" in variations:
            self.azure.mode = ""
        if "early_certificate" in variations:
            self.azure.certificate = Certificate.for_signing(skin.starts_in)
        self.elsewhere.add(App(skin.app, self.elsewhere.domain, self.azure.object_id, self.azure.app_id))
        names = [f"{skin.app} (old)", f"{skin.app} - Test", f"{skin.app.lower()} dev", f"{skin.app[:4]}0"]
        for name in [*names, *(f"Business application {n:02}" for n in range(45))]:
            self.directory.add(App(name, skin.domain))
        for name in ("Accounts Payable", "Badge Office", "Canteen", "Digital Signage"):
            self.elsewhere.add(App(name, self.elsewhere.domain))
        self.ooma = Account(skin.account)
        self.accounts = {self.ooma.id: self.ooma}
        self.root = self.ooma
        self.twin: Account | None = None
        if skin.child:
            self.root = Account("Example Reseller")
            region = Account("Customers A-Z", self.root.id)
            self.ooma.parent = region.id
            children = [Account(f"Customer {n:02}", region.id) for n in range(30)]
            around = [Account(name, region.id) for name in skin.similar]
            listed = [self.root, region, *around[:1], *children[:9], self.ooma, *around[1:], *children[9:]]
            if "twin_account" in variations:
                former = Account("Former customers", self.root.id)
                self.twin = Account(skin.account, former.id)
                listed[1:1] = [former, self.twin]
            self.accounts = {account.id: account for account in listed}
        if "foreign_idp" in variations:
            pem = Certificate.for_signing(timedelta(days=-30)).pem
            self.ooma.idp = Idp(
                sso_url="https://idp.example.org/sso",
                email_claim="mail",
                certificate=pem,
                certificate_name="okta.cert",
                enabled=True,
                sign_request=False,
                enabled_with=[Certificate(pem).thumbprint],
                other={},
            )

    def serve_at(self, origins: dict[str, str]) -> None:
        """Says where the portals are, and so what the settings of the tenant are."""
        skin, self.origins = self.skin, origins
        self.settings = {
            "RUNBOOK_TENANT": f"other-{skin.name}",
            "RUNBOOK_AZURE_TENANT": self.directory.id if skin.by_id else skin.domain,
            "RUNBOOK_AZURE_APP": skin.app,
            "RUNBOOK_AZURE_USERNAME": f"automation@{skin.domain}",
            "RUNBOOK_AZURE_PASSWORD": f"Azure-{skin.name}-9!x",
            "RUNBOOK_AZURE_TOTP_SECRET": self.azure_code,
            "RUNBOOK_OOMA_USERNAME": "sso-robot",
            "RUNBOOK_OOMA_PASSWORD": f"Ooma-{skin.name}-7!y",
            "RUNBOOK_OOMA_ACCOUNT_NAME": self.root.name.split()[-1].lower(),
            "RUNBOOK_OOMA_ACCOUNT": skin.account if skin.child else "(own)",
            "RUNBOOK_AZURE_PORTAL_URL": origins["portal"],
            "RUNBOOK_AZURE_LOGIN_URL": origins["login"],
            "RUNBOOK_OOMA_URL": origins["ooma"],
        }
        if not skin.by_name:
            self.settings["RUNBOOK_AZURE_OBJECT_ID"] = self.azure.object_id
            self.settings["RUNBOOK_AZURE_APP_ID"] = self.azure.app_id
        if skin.ooma_code:
            self.settings["RUNBOOK_OOMA_TOTP_SECRET"] = self.ooma_code

    def renew_codes(self) -> None:
        """Registers new authenticators; the next sign-in need not wait until a code is no longer the used one."""
        self.azure_code, self.ooma_code = pyotp.random_base32(), pyotp.random_base32()
        self.settings["RUNBOOK_AZURE_TOTP_SECRET"] = self.azure_code
        if self.skin.ooma_code:
            self.settings["RUNBOOK_OOMA_TOTP_SECRET"] = self.ooma_code

    def login_url(self, directory: Directory) -> str:
        """Where an application sends people to sign on: the Login URL of card 4."""
        return f"{self.origins['login']}/{directory.id}/saml2"

    # Who may come in.

    def open(self, kind: str) -> str:
        """Opens a session."""
        token = secrets.token_urlsafe(16)
        self.sessions[token] = kind
        return token

    def password_is_right(self, portal: str, username: str, password: str, account: str = "") -> bool:
        """Checks a password; every try counts."""
        setting = f"RUNBOOK_{portal.upper()}_"
        right = username.strip().lower() == self.settings[setting + "USERNAME"].lower()
        right = right and password == self.settings[setting + "PASSWORD"]
        if portal == "ooma":
            right = right and account.strip().lower() == self.settings[setting + "ACCOUNT_NAME"].lower()
        self.password_attempts.append((portal, username, right))
        return right

    def code_is_right(self, portal: str, code: str) -> bool:
        """Checks a one-time code, which is good for one use."""
        secret = self.azure_code if portal == "azure" else self.ooma_code
        right = pyotp.TOTP(secret).verify(code.strip(), valid_window=1)
        right = right and (portal, code) not in self.used_codes
        self.used_codes.add((portal, code))
        return right

    def directory_for(self, wanted: str) -> Directory:
        """The directory that the portal opens for an address that names one, or none."""
        if "wrong_directory" in self.variations:
            return self.elsewhere
        return self.elsewhere if wanted.lower() in (self.elsewhere.domain, self.elsewhere.id) else self.directory

    def card(self, directory: Directory, app: App) -> dict[str, object]:
        """Everything that the SAML blade shows."""
        login, shown = f"{self.origins['login']}/{directory.id}", app.shown_certificate
        return {
            "name": app.name,
            "objectId": app.object_id,
            "appId": app.app_id,
            "mode": app.mode,
            "identifiers": app.identifiers,
            "defaultIdentifier": app.default_identifier,
            "replyUrls": app.reply_urls,
            "defaultReplyUrl": app.default_reply_url,
            "optional": app.optional,
            "loginUrl": self.login_url(directory),
            "entityId": f"https://sts.windows.net/{directory.id}/",
            "logoutUrl": f"{login}/saml2",
            "metadataUrl": f"{login}/federationmetadata/2007-06/federationmetadata.xml?appid={app.app_id}",
            "certificate": shown
            and {
                "thumbprint": shown.thumbprint,
                "expires": shown.x509.not_valid_after_utc.strftime("%m/%d/%Y, %I:%M:%S %p"),
                "pem": shown.pem,
            },
        }

    def choose_saml(self, directory: Directory, app: App) -> None:
        """Chooses SAML among the methods."""
        app.mode = "saml"
        self.writes.append(Write("azure", "mode", f"{directory.domain}/{app.name}", {"mode": "saml"}))

    def save_saml(self, directory: Directory, app: App, values: dict[str, list[str]]) -> None:
        """Saves the panel of card 1. The first element of each list is the default one."""
        identifiers = [value.strip() for value in values["identifiers"] if value.strip()]
        replies = [value.strip() for value in values["replyUrls"] if value.strip()]
        if not identifiers or not replies:
            raise RefusedError("Please enter a value for every required field.")
        taken = {one for other in directory.apps.values() if other is not app for one in other.identifiers}
        if taken.intersection(identifiers):
            raise RefusedError("Please enter an Identifier which is unique within your organization.")
        if len(set(identifiers)) < len(identifiers) or len(set(replies)) < len(replies):
            raise RefusedError("This value is already in the list.")
        if not all(urlsplit(url).scheme in {"https", "http"} and urlsplit(url).netloc for url in replies):
            raise RefusedError("Reply URL must be a valid URL.")
        app.identifiers, app.reply_urls = identifiers, replies
        app.default_identifier = (values.get("defaultIdentifier") or identifiers)[0]
        app.default_reply_url = (values.get("defaultReplyUrl") or replies)[0]
        app.optional = {key: values[key][0] for key in OPTIONAL if any(values.get(key, []))}
        first = not any(write.portal == "azure" and write.action == "saml" for write in self.writes)
        if app.certificate is None or (first and "early_certificate" in self.variations):
            app.previous, app.certificate = app.certificate, Certificate.for_signing(self.skin.starts_in)
            app.certificate_from = time.monotonic() + self.skin.certificate_after
        wrote: dict[str, object] = {"identifiers": identifiers, "reply_urls": replies}
        self.writes.append(Write("azure", "saml", f"{directory.domain}/{app.name}", wrote))

    def masquerade(self, account_id: str) -> Account:
        """The account in which a click on an account ends."""
        account = self.accounts[account_id]
        if account is self.ooma and "wrong_account" in self.variations:
            return next(other for other in self.accounts.values() if other.name == self.skin.similar[0])
        return account

    def check_certificate(self, name: str, text: str) -> None:
        """Refuses a file that is no certificate."""
        if PurePath(name).suffix.lower() not in self.skin.suffixes:
            raise RefusedError(f"This file type is not allowed. Use one of: {' '.join(self.skin.suffixes)}")
        try:
            x509.load_pem_x509_certificate(text.encode())
        except ValueError as error:
            raise RefusedError("The file is not a valid X.509 certificate.") from error

    def save_idp(self, account: Account, values: dict[str, str]) -> None:
        """Saves the dialog. Without a new certificate the old one stays."""
        old = account.idp
        name, pem = values.pop("certificateName", ""), values.pop("certificate", "")
        sso_url, claim = values.pop("ssoUrl", "").strip(), values.pop("emailClaim", "").strip()
        if urlsplit(sso_url).scheme not in {"https", "http"} or not claim:
            raise RefusedError("SSO URL and Email Claim: please enter a valid value.")
        wrote: dict[str, object] = {"sso_url": sso_url, "email_claim": claim, "certificate_name": name}
        if pem:
            self.check_certificate(name, pem)
            wrote["thumbprint"] = Certificate(pem).thumbprint
        elif old is None:
            raise RefusedError("X.509 Certificate: this field is required.")
        if old and (not pem or "sso_save_lies" in self.variations):
            name, pem = old["certificate_name"], old["certificate"]
        account.idp = Idp(
            sso_url=sso_url,
            email_claim=claim,
            certificate=pem,
            certificate_name=PurePath(name).name,
            enabled=bool(old and old["enabled"]),
            sign_request=bool(old and old["sign_request"]),
            enabled_with=old["enabled_with"] if old else [],
            other=values,
        )
        self.writes.append(Write("ooma", "idp", account.name, wrote))

    def switch(self, account: Account, name: str, on: bool) -> None:
        """Turns one of the two switches of the tab."""
        if account.idp is None:
            raise RefusedError("Set up an identity provider first.")
        if name == "enabled":
            if on and not account.idp["enabled"]:
                account.idp["enabled_with"].append(Certificate(account.idp["certificate"]).thumbprint)
            account.idp["enabled"] = on
        else:
            account.idp["sign_request"] = on
        self.writes.append(Write("ooma", name, account.name, {"on": on}))
