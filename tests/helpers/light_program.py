"""The program as its command line runs it, without pictures and with sessions that the portals know already.

``python -m tests.helpers.light_program apply --json`` is ``runbook apply --json``; the sessions are in the environment.
"""

import json
import os
from contextlib import AbstractAsyncContextManager
from typing import Any
from unittest.mock import patch

from runbook import run
from runbook.__main__ import main
from runbook.evidence.recorder import Evidence
from runbook.session import Session, open_session
from tests.helpers.lightness import SESSIONS, no_picture
from tests.helpers.sessions import SignedIn

if __name__ == "__main__":
    signed_in = SignedIn(json.loads(os.environ.pop(SESSIONS)))

    def opened(*given: Any, **options: Any) -> AbstractAsyncContextManager[Session]:  # noqa: ANN401
        return open_session(*given, **{**options, "sign_ins": signed_in})

    with patch.object(Evidence, "picture", no_picture), patch.object(run, "open_session", opened):
        main()
