"""The page objects of both portals, opened on the recordings."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from runbook.brake import Brake
from runbook.certificates.patience import Patience
from runbook.evidence.recorder import Evidence
from runbook.evidence.redaction import Redactor
from runbook.session import Session, open_session
from runbook.settings import tenant_from
from runbook.sign_ins.accounts import SignIns
from runbook.sign_ins.codes import CodeBook, FolderOfCodes
from tests.helpers.plays import Bot, Stage


@asynccontextmanager
async def opened(
    bot: Bot,
    stage: Stage,
    *,
    settings: Mapping[str, str] | None = None,
    without: tuple[str, ...] = (),
    timeout: float = 40,
) -> AsyncIterator[Session]:
    """The page objects of both portals; already signed in unless the test is marked `sign_in`."""
    known = {**stage.settings, **(settings or {})}
    tenant = tenant_from({name: value for name, value in known.items() if name not in without})
    evidence = Evidence(bot.runs, tenant.name, Redactor(tenant.secrets))
    codes = CodeBook(FolderOfCodes(stage.codes / "codes"), lambda _: None)
    sign_ins = stage.sign_ins() if bot.has_sessions else SignIns()
    patience = Patience(timeout, Brake(), lambda _: None)
    requests = await bot.playwright.request.new_context()
    try:
        async with open_session(
            bot.browser,
            requests,
            tenant,
            evidence,
            codes=codes,
            sign_ins=sign_ins,
            patience=patience,
            timeout=timeout,
        ) as session:
            yield session
    finally:
        evidence.journal.close()
        await requests.dispose()
