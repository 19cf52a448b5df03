"""`python -m channels`: one gateway process, set by `TAS_` variables (docs/settings.md)."""

from __future__ import annotations

import sys

from channels import app, logs, settings


def main() -> int:
    """Serves until SIGTERM or SIGINT; 2 if the settings can't be used."""
    try:
        read = settings.load()
    except settings.SettingsInvalid as error:
        sys.stderr.write(f"tas: {error}\n")
        return 2
    logs.configure(read.log_level)
    gateway = app.create_app(read)
    gateway.run(
        host=read.host,
        port=read.port,
        ssl=None if read.tls_certificate is None else {"cert": read.tls_certificate, "key": read.tls_key},
        single_process=True,
        access_log=False,
        motd=False,
        debug=False,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
