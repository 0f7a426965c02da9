"""Failures that the program itself finds; what the portals show wrong is in `pages.errors`."""

from pages.errors import Failure


class RunbookError(Failure):
    """Any other failure."""


def unexpected(error: Exception) -> RunbookError:
    """A failure that tells of an error nobody foresaw. Its message may hold secrets."""
    reason, _, _ = str(error).partition("\n")
    kind = "the run can't go on" if isinstance(error, OSError) else type(error).__name__
    return RunbookError(f"{kind}: {reason}")


class SettingsError(RunbookError):
    """Settings are missing or malformed; nothing was touched."""

    code = "settings"
    hint = "See 'Settings' in the README. Settings come from the environment and from .env; the environment wins."


class Refused(RunbookError):
    """A rule forbids the next step, so that nothing unsafe goes live."""

    code = "refused"
    hint = "The message says what is missing. Run again: what is already configured is found and left alone."


class Superseded(Refused):
    """Azure has another active signing certificate than the one that this run uploaded."""


class ForeignProvider(Refused):
    """Ooma already has an identity provider that this program did not set up."""

    code = "foreign-provider"
    hint = "If it is to be replaced, run again with --replace."


class BadCertificate(Refused):
    """The certificate that Azure gave is not the one to trust."""

    code = "bad-certificate"
    hint = "Look at card 3 in the Azure portal: one active certificate, in its validity period. Then run again."


class CertificateInDoubt(Refused):
    """It isn't certain which signing certificates the application has, so none is made or made active."""

    code = "certificate-in-doubt"
    hint = (
        "Look at card 3 and its panel in the Azure portal, and make sure that one certificate is active there. Then run"
        " again."
    )


class NotVerified(RunbookError):
    """After all steps the portals do not show what they should."""

    code = "not-verified"
    hint = "Look at the report; its notes say whether SSO was switched off again. Then run again."


class EvidenceLost(RunbookError):
    """Evidence of the run can't be written. Nothing is written to a portal that can't be recorded."""

    code = "evidence"
    hint = (
        "Make sure that the folder for the run folders is there, can be written to and has room, or choose another one"
        " with --runs. Then run again: what is already configured is found and left alone."
    )


class NoRoom(RunbookError):
    """The folder for the run folders can't be used, or has no room for a run; nothing was touched."""

    code = "no-room"
    hint = "Make room there, or choose another folder with --runs. Then run the same command again."


class BrowserGone(RunbookError):
    """The browser crashed. It is started again once."""

    code = "browser"


class SignInRefused(RunbookError):
    """The portal refused this sign-in for another tenant. It was tried once, and not again for this one."""

    code = "sign-in-refused"
    hint = "Mend what the message says of the sign-in, then run again. Tenants that are finished are left alone."


class Interrupted(RunbookError):
    """The run was interrupted. What was being written was finished first."""

    code = "interrupted"
    hint = "Run the same command again: what is already configured is found and left alone."


class Stopped(RunbookError):
    """The same failure came back so often that no further tenant was begun."""

    code = "stopped"
    hint = "Look at the reports of the tenants that failed. Then run again, with another --stop-after if need be."


class QueueUnreachable(RunbookError):
    """The database that holds the queue can't be used."""

    code = "queue"
    hint = "Check RUNBOOK_DATABASE_URL, and that the server runs. Then run the same command again."


class QueueLost(QueueUnreachable):
    """The database that holds the queue went away in the middle of the work."""
