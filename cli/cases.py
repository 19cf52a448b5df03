"""`./tas cases import|export FILE`: cases and authorizations of the embedded store, as JSON or CSV."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from adapters.case_system.port import CaseSystemUnavailable
from adapters.database.port import DatabaseUnavailable
from adapters.keys.port import KeysUnavailable
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.cases import transfer
from casework.handoff.models import AgentId
from channels.app import Kept, kept
from channels.settings import Environment, Settings, SettingsInvalid, load
from cli.operator import operator
from cli.sample_messages import SampleMessages
from cli.sample_people import people


def main(arguments: list[str]) -> int:
    """Imports (1 when a row was not taken) or exports; 2 when nothing could be done at all."""
    options = _options(arguments)
    try:
        settings, file = load(), Path(options.file)
        kind = options.kind or _kind(file)
        if options.action == "import":
            content = file.read_text(encoding="utf-8-sig")
            return asyncio.run(_import(settings, content, kind, dry=options.dry_run))
        return asyncio.run(_export(settings, file, kind, authorizations=options.authorizations))
    except (CaseSystemUnavailable, DatabaseUnavailable):
        print("tas: the database can't be reached", file=sys.stderr)
    except (KeysUnavailable, SettingsInvalid, ValueError, OSError, transfer.FileUnreadable) as error:
        print(f"tas: {error}", file=sys.stderr)
    return 2


def load_sample(settings: Mapping[str, str]) -> bool:
    """Loads the sample cases into a demonstration that has none; returns whether it did."""
    return asyncio.run(_load_sample(_given(settings)))


async def _load_sample(settings: Settings) -> bool:
    if settings.environment is not Environment.DEMONSTRATION:
        return False
    async with kept(settings) as found:
        if not await transfer.load_sample(found.cases, found.authority, found.keys, found.authority.today()):
            return False
        for person in people():
            if (desk := person.get("desk")) is not None:
                await found.handoffs.introduce(AgentId(person["employee_id"]), desk["name"], desk["languages"])
        await _note(found, "cases.imported", "sample", {})
        return True


def write_sample_messages(settings: Mapping[str, str], issuer: str) -> int:
    """Has the sample people of a demonstration write to each other where they haven't yet; returns how many threads.

    `issuer` is the provider at which they sign in.
    """
    return asyncio.run(_write_sample_messages(_given(settings), issuer))


async def _write_sample_messages(settings: Settings, issuer: str) -> int:
    if settings.environment is not Environment.DEMONSTRATION:
        return 0
    async with kept(settings) as found:
        return await SampleMessages(found, settings, issuer).write()


def _given(settings: Mapping[str, str]) -> Settings:
    """What `./tas up` hands to the gateway, which has not begun yet."""
    return load({name.removeprefix("TAS_").lower(): value for name, value in settings.items()})


async def _import(settings: Settings, content: str, kind: str, *, dry: bool) -> int:
    async with kept(settings) as found:
        outcome = await transfer.import_file(content, kind, found.cases, found.authority, found.keys, dry=dry)
        if not dry:
            await _note(
                found,
                "cases.imported",
                "command",
                {
                    "cases": outcome.cases,
                    "authorizations": outcome.authorizations,
                    "faults": len(outcome.faults),
                },
            )
    for fault in outcome.faults:
        print(f"{fault.row}: {fault.fault}", file=sys.stderr)
    verb = "would take" if dry else "took"
    print(f"{verb} {outcome.cases} cases and {outcome.authorizations} authorizations; {len(outcome.faults)} faults")
    return 1 if outcome.faults else 0


async def _export(settings: Settings, file: Path, kind: str, *, authorizations: bool) -> int:
    async with kept(settings) as found:
        if kind == "json":
            content = await transfer.export_json(found.cases, found.authority)
        elif authorizations:
            content = await transfer.export_authorizations_csv(found.authority)
        else:
            content = await transfer.export_csv(found.cases)
        # Before it leaves: an export that can't be noted isn't written.
        await _note(found, "cases.exported", "command", {"kind": kind})
    # For the operator alone: names, addresses and case facts.
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        os.fchmod(out.fileno(), 0o600)
        out.write(content)
    print(f"wrote {file} (mode 0600): it holds names, addresses and case facts", file=sys.stderr)
    return 0


async def _note(found: Kept, action: str, basis: str, details: dict[str, str | int | list[str]]) -> None:
    entry = Entry(ActorKind.OPERATOR, operator(), action, "", basis, AuditResult.DONE, details)
    await found.database.write(lambda connection: found.audit.record(connection, entry))


def _kind(file: Path) -> str:
    kind = file.suffix.lower().removeprefix(".")
    if kind not in ("json", "csv"):
        raise ValueError("the file's name must end in .json or .csv, or --kind must say what it is")
    return kind


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tas cases", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    taking = actions.add_parser("import", help="take the good rows of a file, tell of the bad ones")
    taking.add_argument("--dry-run", action="store_true", help="only look")
    giving = actions.add_parser("export", help="write everything to a file")
    giving.add_argument("--authorizations", action="store_true", help="as CSV: the authorizations, not the cases")
    for action in (taking, giving):
        action.add_argument("file")
        action.add_argument("--kind", choices=["json", "csv"], help="what the file is, where its name doesn't say")
    return parser.parse_args(arguments)
