"""Who gives a command, as the audit trail names them."""

from __future__ import annotations

import getpass
import re


def operator() -> str:
    """The login name, in the letters that the trail takes; empty where there is none."""
    try:
        return re.sub(r"[^A-Za-z0-9_.-]", "_", getpass.getuser())[:64]
    except (KeyError, OSError):
        return ""
