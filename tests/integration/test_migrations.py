"""Each migration, up and down with data, on both databases; and the tables in the code are those the migrations make."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from cli.migrate import check, migrate
from tests.support.record import open_record

CONVERSATION = """
INSERT INTO conversations (id, door, language, time_zone, owner, epoch, last_seq, person_seq, answered_seq, facts_from_seq,
  failed_turns, emergency, created_at, last_message_at)
VALUES ('one', 'screening', 'en', 'America/New_York', 'assistant', 1, 1, 0, 0, 0, 0, FALSE,
  '2026-11-20T00:00:00.000000Z', '2026-11-20T00:00:00.000000Z')
"""
PORTAL_CONVERSATION = """
INSERT INTO portal_conversations (conversation_id, person_id, matter_id) VALUES ('one', 'ana', 'one')
"""
EVENT = """
INSERT INTO events (conversation_id, seq, kind, author, audience, epoch, at)
VALUES ('one', 1, 'message', 'person', 'person', 1, '2026-11-20T00:00:00.000000Z')
"""
CODE = """
INSERT INTO access_codes (code_digest, kind, subject_id, created_at, expires_at)
VALUES ('digest', 'return', 'one', '2026-11-20T00:00:00.000000Z', '2026-12-04T00:00:00.000000Z')
"""
AUDIT = """
INSERT INTO audit_entries (number, at, actor_kind, actor, action, subject, basis, result, details, digest)
VALUES (1, '2026-11-20T00:00:00.000000Z', 'person', 'one', 'case.read', 'matter:one', 'self', 'done', '{}', 'digest')
"""
CASE = """
INSERT INTO cases (id, number_digest, employee_id, opened_on, updated_on, closed, key_id, wrapped_key, body)
VALUES ('one', 'digest', 'E1', '2026-10-01', '2026-11-01', FALSE, 'k1', 'wrapped', 'sealed')
"""
MATTER = """
INSERT INTO matters (id, case_id, taxpayer_digest, key_id, wrapped_key, body)
VALUES ('one', 'one', 'digest', 'k1', 'wrapped', 'sealed')
"""
AUTHORIZATION = """
INSERT INTO authorizations
  (id, representative_digest, taxpayer_digest, form, designation, valid_from, key_id, wrapped_key, body)
VALUES ('one', 'one', 'other', '2848', 'b', '2026-10-01', 'k1', 'wrapped', 'sealed')
"""
CHANGE = """
INSERT INTO case_changes (person_id, client_id, digest, at)
VALUES ('one', 'one', 'digest', '2026-11-20T00:00:00.000000Z')
"""
HANDOFF = """
INSERT INTO handoffs
  (id, conversation_id, state, reason, urgency, language, signed_in, emergency, front, waiting_since, created_at)
VALUES ('one', 'one', 'waiting', 'asked', 'soon', 'en', FALSE, FALSE, TRUE, '2026-11-20T15:00:00.000000Z',
  '2026-11-20T15:00:00.000000Z')
"""
AGENT = """
INSERT INTO desk_agents (employee_id, shown_name, capacity, skills, presence, changed_at)
VALUES ('E1', 'Alba', 3, 'signed_in', 'available', '2026-11-20T15:00:00.000000Z')
"""

CALLBACK = """
INSERT INTO callbacks (id, conversation_id, status, tries, asked_at, changed_at)
VALUES ('first', 'one', 'open', 0, '2026-11-20T00:00:00.000000Z', '2026-11-20T00:00:00.000000Z')
"""
HOLD = """
UPDATE callbacks SET held_by = 'staff:E1', held_at = '2026-11-20T00:00:00.000000Z',
  held_until = '2026-11-20T00:30:00.000000Z'
"""
TRY = """
INSERT INTO code_tries (counted_digest, counted, failures, last_at)
VALUES ('digest', 'address', 1, '2026-11-20T00:00:00.000000Z')
"""
IDENTITY = (
    """
INSERT INTO people (id, staff_roles, language, key_id, wrapped_key, name, created_at, signed_in_at)
VALUES ('ana', '', 'es', 'k1', 'wrapped', 'sealed', '2026-11-20T00:00:00.000000Z', '2026-11-20T00:00:00.000000Z')
""",
    """
INSERT INTO accounts (account_digest, person_id, created_at)
VALUES ('digest', 'ana', '2026-11-20T00:00:00.000000Z')
""",
    """
INSERT INTO sessions (session_digest, id, person_id, provider, assurance, device, begun_at, used_at, idle_ends_at, ends_at)
VALUES ('digest', 'one', 'ana', 'demonstration', 2, 'sealed', '2026-11-20T00:00:00.000000Z',
  '2026-11-20T00:00:00.000000Z', '2026-11-20T00:30:00.000000Z', '2026-11-20T12:00:00.000000Z')
""",
)
STAFF_CODES = (
    """
INSERT INTO access_codes (code_digest, kind, subject_id, created_at, expires_at)
VALUES ('another', 'employee', 'an employee named by more than thirty-six letters', '2026-11-20T00:00:00.000000Z',
  '2027-11-20T00:00:00.000000Z')
""",
    """
INSERT INTO invitations (id, employee_id, matter_id, created_at, expires_at)
VALUES ('one', 'E1', 'one', '2026-11-20T00:00:00.000000Z', '2027-01-29T00:00:00.000000Z')
""",
    """
INSERT INTO conversation_addressees (conversation_id, employee_id, created_at)
VALUES ('one', 'E1', '2026-11-20T00:00:00.000000Z')
""",
    """
INSERT INTO code_entries (entry_digest, typed_digest, conversation_id, entered_at)
VALUES ('digest', 'typed', 'one', '2026-11-20T00:00:00.000000Z')
""",
)

NOTICE = """
INSERT INTO notices (id, person_id, kind, subject_ref, state, tries, created_at, due_at)
VALUES ('one', 'ana', 'message_waits', 'message:one', 'waiting', 0, '2026-11-20T00:00:00.000000Z',
  '2026-11-20T00:00:00.000000Z')
"""
ADDRESS = "UPDATE people SET email = 'sealed', email_digest = 'digest'"

MESSAGES = (
    """
INSERT INTO message_threads (id, matter_id, last_number, last_at, created_at, key_id, wrapped_key, subject)
VALUES ('one', 'one', 1, '2026-11-20T00:00:00.000000Z', '2026-11-20T00:00:00.000000Z', 'k1', 'wrapped', 'sealed')
""",
    """
INSERT INTO messages
  (id, thread_id, number, kind, author_kind, author, at, reference, client_id_digest, content_digest, body)
VALUES ('one', 'one', 1, 'message', 'person', 'person:digest', '2026-11-20T00:00:00.000000Z', 'AAAA-BBBB', 'digest',
  'digest', 'sealed')
""",
    """
INSERT INTO document_answers (document_id, matter_id, code, message_id, sent_at)
VALUES ('one', 'one', 'rent_notice', 'one', '2026-11-20T00:00:00.000000Z')
""",
)


async def _tables(url: str) -> set[str]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    return set(names) - {"alembic_version"}


async def _columns(url: str, table: str) -> set[str]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        columns = await connection.run_sync(lambda sync: inspect(sync).get_columns(table))
    await engine.dispose()
    return {column["name"] for column in columns}


async def _indexes(url: str, table: str) -> set[str | None]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        indexes = await connection.run_sync(lambda sync: inspect(sync).get_indexes(table))
    await engine.dispose()
    return {index["name"] for index in indexes}


async def _execute(url: str, *statements: str) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    finally:
        await engine.dispose()


async def _texts(url: str, query: str) -> list[str | None]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        found = list((await connection.execute(text(query))).scalars())
    await engine.dispose()
    return found


async def test_the_first_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0001")
    await _execute(bare_database_url, CONVERSATION, EVENT)
    assert await _tables(bare_database_url) == {"conversations", "events", "conversation_tokens", "visitors"}
    await migrate(bare_database_url, "base", back=True)
    assert await _tables(bare_database_url) == set()
    await migrate(bare_database_url, "head")
    await _execute(bare_database_url, CONVERSATION)


async def test_the_codes_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0001")
    await _execute(bare_database_url, CONVERSATION)
    await migrate(bare_database_url, "0002")
    await _execute(bare_database_url, CODE)
    assert "access_codes" in await _tables(bare_database_url)
    await migrate(bare_database_url, "0001", back=True)
    assert await _tables(bare_database_url) == {"conversations", "events", "conversation_tokens", "visitors"}
    await migrate(bare_database_url, "head")
    await _execute(bare_database_url, CODE)


async def test_the_notices_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0011")
    await _execute(bare_database_url, *IDENTITY)
    await migrate(bare_database_url, "0012")
    await _execute(bare_database_url, NOTICE, ADDRESS)
    assert "notices" in await _tables(bare_database_url)
    await migrate(bare_database_url, "0011", back=True)
    assert "notices" not in await _tables(bare_database_url)
    await migrate(bare_database_url, "0012")
    await _execute(bare_database_url, NOTICE, ADDRESS)


async def test_the_callbacks_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0002")
    await _execute(bare_database_url, CONVERSATION, CODE)
    await migrate(bare_database_url, "0003")
    await _execute(bare_database_url, CALLBACK, TRY)
    assert {"callbacks", "code_tries"} <= await _tables(bare_database_url)
    await migrate(bare_database_url, "0002", back=True)
    assert not {"callbacks", "code_tries"} & await _tables(bare_database_url)
    await migrate(bare_database_url, "head")
    await _execute(bare_database_url, CALLBACK, TRY)


async def test_the_callback_holds_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0014")
    await _execute(bare_database_url, CONVERSATION, CALLBACK)
    await migrate(bare_database_url, "0015")
    await _execute(bare_database_url, HOLD)
    await migrate(bare_database_url, "0014", back=True)
    assert not await _columns(bare_database_url, "callbacks") & {"held_by", "held_at", "held_until"}
    await migrate(bare_database_url, "head")
    await _execute(bare_database_url, HOLD)


async def test_the_identity_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0004")
    await _execute(bare_database_url, *IDENTITY)
    await migrate(bare_database_url, "0003", back=True)
    assert not await _tables(bare_database_url) & {"people", "accounts", "sessions", "sign_ins", "kept_posts"}
    await migrate(bare_database_url, "0004")
    await _execute(bare_database_url, *IDENTITY)


async def test_the_cases_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0004")
    before = await _tables(bare_database_url)
    await migrate(bare_database_url, "0005")
    await _execute(bare_database_url, AUDIT, CASE, MATTER, AUTHORIZATION, CHANGE)
    made = {"audit_entries", "audit_head", "cases", "matters", "authorizations", "case_changes"}
    assert await _tables(bare_database_url) == before | made
    await migrate(bare_database_url, "0004", back=True)
    assert await _tables(bare_database_url) == before
    await migrate(bare_database_url, "head")
    await _execute(bare_database_url, AUDIT, CASE, MATTER)


async def test_the_staff_codes_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0006")
    await _execute(bare_database_url, CONVERSATION, CODE)
    before = await _tables(bare_database_url)
    await migrate(bare_database_url, "0007")
    await _execute(bare_database_url, *STAFF_CODES)
    assert await _tables(bare_database_url) == before | {"invitations", "conversation_addressees", "code_entries"}
    await _execute(bare_database_url, "DELETE FROM access_codes WHERE kind = 'employee'")
    await migrate(bare_database_url, "0006", back=True)
    assert await _tables(bare_database_url) == before
    await migrate(bare_database_url, "head")
    await _execute(bare_database_url, *STAFF_CODES)


async def test_the_messages_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0012")
    before = await _tables(bare_database_url)
    await migrate(bare_database_url, "0013")
    await _execute(bare_database_url, *MESSAGES)
    made = {"consents", "absences", "message_threads", "message_participants", "messages", "message_reads"}
    made |= {"message_drafts", "document_requests", "document_answers"}
    assert await _tables(bare_database_url) == before | made
    await migrate(bare_database_url, "0012", back=True)
    assert await _tables(bare_database_url) == before
    await migrate(bare_database_url, "head")
    await _execute(bare_database_url, *MESSAGES)


async def test_the_answers_in_chats_migration_up_and_down_with_data(bare_database_url: str) -> None:
    in_chat = MESSAGES[2].replace("'one', 'one', 'rent_notice', 'one'", "'two', 'one', 'rent_notice', NULL")
    await migrate(bare_database_url, "0015")
    await _execute(bare_database_url, *MESSAGES)
    await migrate(bare_database_url, "0016")
    await _execute(bare_database_url, in_chat)
    await migrate(bare_database_url, "0015", back=True)
    await _execute(bare_database_url, "INSERT INTO document_answers SELECT 'three', matter_id, request_id, code, message_id,"
                   " sent_at FROM document_answers WHERE document_id = 'one'")  # fmt: skip
    await migrate(bare_database_url, "head")
    await _execute(bare_database_url, in_chat)


async def test_the_skills_since_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0016")
    await _execute(bare_database_url, CONVERSATION, HANDOFF)
    await migrate(bare_database_url, "0017")
    await _execute(bare_database_url, "UPDATE handoffs SET skills_since = '2026-11-20T16:00:00.000000Z'")
    await migrate(bare_database_url, "0016", back=True)
    # Whoever was given back counts from then on again, and a second open row of a conversation is kept out still.
    assert await _texts(bare_database_url, "SELECT waiting_since FROM handoffs") == ["2026-11-20T16:00:00.000000Z"]
    await migrate(bare_database_url, "head")
    assert await _texts(bare_database_url, "SELECT skills_since FROM handoffs") == [None]
    with pytest.raises(IntegrityError):
        await _execute(bare_database_url, HANDOFF.replace("'one', 'one'", "'two', 'one'"))


async def test_the_chats_by_matter_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0017")
    await _execute(bare_database_url, CONVERSATION, PORTAL_CONVERSATION)
    before = await _indexes(bare_database_url, "portal_conversations")
    await migrate(bare_database_url, "0018")
    assert await _indexes(bare_database_url, "portal_conversations") == {*before, "ix_portal_conversations_matter"}
    await migrate(bare_database_url, "0017", back=True)
    assert await _indexes(bare_database_url, "portal_conversations") == before
    await migrate(bare_database_url, "head")
    assert await _texts(bare_database_url, "SELECT matter_id FROM portal_conversations") == ["one"]


async def test_the_worked_at_migration_up_and_down_with_data(bare_database_url: str) -> None:
    await migrate(bare_database_url, "0018")
    await _execute(bare_database_url, AGENT)
    await migrate(bare_database_url, "0019")
    await _execute(bare_database_url, "UPDATE desk_agents SET worked_at = '2026-11-20T16:00:00.000000Z'")
    await migrate(bare_database_url, "0018", back=True)
    assert "worked_at" not in await _columns(bare_database_url, "desk_agents")
    await migrate(bare_database_url, "head")
    assert await _texts(bare_database_url, "SELECT worked_at FROM desk_agents") == [None]


async def test_migrating_twice_changes_nothing(bare_database_url: str) -> None:
    await migrate(bare_database_url)
    await _execute(bare_database_url, CONVERSATION)
    await migrate(bare_database_url)
    await _execute(bare_database_url, EVENT)


async def test_the_code_and_the_migrations_agree(bare_database_url: str) -> None:
    await migrate(bare_database_url)
    await check(bare_database_url)


async def test_a_record_runs_on_what_was_migrated(bare_database_url: str, tmp_path: Path) -> None:
    await migrate(bare_database_url)
    record = await open_record(bare_database_url, tmp_path)
    assert await record.after(await record.begin())
    await record.database.stop()
