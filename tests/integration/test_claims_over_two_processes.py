"""Fifty agents take one chat at the same instant, over two gateway processes: one has it, the others learn who."""

from __future__ import annotations

import asyncio
from pathlib import Path

from casework.handoff.models import HandoffState, Presence
from casework.handoff.service import NotTheirs
from casework.identity.models import Actor, StaffRole
from tests.support.cases import staff
from tests.support.desk import DeskUnderTest, open_desk


async def test_of_fifty_agents_on_two_processes_one_gets_it_and_the_others_learn_who(
    database_url: str, tmp_path: Path
) -> None:
    one = await open_desk(database_url, tmp_path)
    other = await open_desk(database_url, tmp_path, one.clock)
    try:
        chat = await one.handed_off()
        # They don't speak the person's language, so it is offered to nobody; by hand they may.
        names = {f"E{number}": f"Name{number}" for number in range(50)}
        agents = [staff(number, StaffRole.AGENT) for number in names]
        for agent, name in zip(agents, names.values(), strict=True):
            await one.handoffs.set_presence(agent, name, "en", Presence.AWAY)
            await one.profile(str(agent.employee_id), ["language:es"], None)
            await one.handoffs.set_presence(agent, name, "en", Presence.AVAILABLE)

        async def claim(desk: DeskUnderTest, agent: Actor) -> tuple[str, str]:
            try:
                await desk.handoffs.accept(agent, chat)
            except NotTheirs as taken:
                return "taken", str(taken.by)
            return "mine", str(agent.employee_id)

        told = await asyncio.gather(*(claim((one, other)[at % 2], agent) for at, agent in enumerate(agents)))
        won = [who for outcome, who in told if outcome == "mine"]
        assert len(won) == 1
        assert [who for outcome, who in told if outcome == "taken"] == [names[won[0]]] * 49
        for desk in (one, other):
            assert await desk.stands(chat) == ("agent", HandoffState.ACTIVE, won[0])
        joined = [event for event in await one.told(chat) if event["kind"] == "owner" and event["owner"] == "agent"]
        assert len(joined) == 1
    finally:
        await one.database.stop()
        await other.database.stop()
