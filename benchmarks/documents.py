"""A gibibyte sealed on its way in, beside an unencrypted one to `@tus/server`; and sealing alone beside `age`.

    ./tas bench documents                      1 GiB, five rounds
    ./tas bench documents --mib 256 --rounds 3

Both servers run one after the other in each round, on the same disk, with the same client that sends 8 MiB at once, and both
flush what they have of it to the disk before they answer. `@tus/server` is fetched by npm the first time; `age` is measured
where it is installed, or where `AGE` and `AGE_KEYGEN` name its programs.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.documents.frames import Header, seal_frames
from casework.documents.writing import PART_BYTES
from cli import setup
from cli.processes import reserve_port
from tests.support.gateway import fake_rasa, gateway_process
from tests.support.sending import BLOCK, remove, send
from tests.support.uploading import UPLOADS, metadata, signed_in_beside

_MIB = 1024 * 1024
_PACKAGES = ("@tus/server@2.4.5", "@tus/file-store@2.1.1")
# The same flush policy as ours: what was sent is on the disk before it is acknowledged.
_STOCK = """
import http from "node:http";
import { open } from "node:fs/promises";
import path from "node:path";
import { Server } from "@tus/server";
import { FileStore } from "@tus/file-store";

const [folder, port] = process.argv.slice(2);
class Flushed extends FileStore {
  async write(readable, id, offset) {
    const written = await super.write(readable, id, offset);
    const file = await open(path.join(folder, id), "r+");
    await file.sync();
    await file.close();
    return written;
  }
}
const server = new Server({ path: "/files", datastore: new Flushed({ directory: folder }) });
http.createServer(server.handle.bind(server)).listen(Number(port), "127.0.0.1", () => console.log("ready"));
"""


def main(arguments: list[str]) -> int:
    """Measures, and says how far each is from its goal."""
    parser = argparse.ArgumentParser(prog="tas bench documents", description=__doc__)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--folder", type=Path, help="where both keep what they get; a folder of the system's for temporary files"
    )
    options = parser.parse_args(arguments)
    length = options.mib * _MIB
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        uploads = asyncio.run(_uploads(Path(folder), length, options.rounds))
        print(f"{options.mib} MiB in {options.rounds} rounds, medians (slowest to fastest), MiB/s")
        for name, seconds in uploads.items():
            _say(name, options.mib, seconds)
        ours, stock = (statistics.median(seconds) for seconds in uploads.values())
        print(f"  sealed is {stock / ours:.2f} times as fast as unencrypted (the goal: at least 0.9)")
        sealing = _sealing(Path(folder), length, options.rounds)
        for name, seconds in sealing.items():
            _say(name, options.mib, seconds)
        if len(sealing) > 1:
            own, age = (statistics.median(seconds) for seconds in sealing.values())
            print(f"  our sealing is {age / own:.2f} times as fast as age (the goal: at least 1)")
    return 0


def _say(name: str, mib: int, seconds: list[float]) -> None:
    each = sorted(mib / second for second in seconds)
    print(f"  {name:<44} {statistics.median(each):8.0f}  ({each[0]:.0f} to {each[-1]:.0f})")


async def _uploads(folder: Path, length: int, rounds: int) -> dict[str, list[float]]:
    ours, theirs = folder / "ours", folder / "theirs"
    ours.mkdir()
    theirs.mkdir()
    taken: dict[str, list[float]] = {"sealed, to the gateway": [], "unencrypted, to @tus/server": []}
    async with _gateway(ours) as (url, headers, told), _stock(theirs) as stock_url:
        for number in range(-1, rounds):
            for name, at, path, sent, about in (
                ("sealed, to the gateway", url, UPLOADS, headers, told()),
                ("unencrypted, to @tus/server", stock_url, "/files", {}, metadata(name="letter.pdf")),
            ):
                # The first round is for what either does once.
                size = length if number >= 0 else 16 * _MIB
                os.sync()
                began = time.perf_counter()
                upload = await asyncio.to_thread(send, at, path, sent, size, about)
                if number >= 0:
                    taken[name].append(time.perf_counter() - began)
                if at == url:
                    # Nobody may have many that they never send.
                    await asyncio.to_thread(remove, at, upload, sent)
                _empty(theirs)
                _empty(ours / "documents")
    return taken


def _empty(folder: Path) -> None:
    """What was sent isn't needed any more, and five rounds of it would fill a disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()


@asynccontextmanager
async def _gateway(folder: Path) -> AsyncIterator[tuple[str, dict[str, str], Callable[[], str]]]:
    async with fake_rasa() as rasa, gateway_process(folder, rasa.url) as running:
        ana = await signed_in_beside(folder)
        yield running.url, {**ana.headers, "Cookie": f"session={ana.cookie}", "Origin": running.url}, ana.metadata


@asynccontextmanager
async def _stock(folder: Path) -> AsyncIterator[str]:
    node = Path(setup.STATE) / "web" / "bin"
    project = Path(setup.STATE) / "bench" / "tus"
    environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
    if not (project / "node_modules").is_dir():
        project.mkdir(parents=True, exist_ok=True)
        install = [str(node / "npm"), "install", "--no-audit", "--no-fund", "--silent", *_PACKAGES]
        subprocess.run(install, cwd=project, env=environment, check=True)
    script = project / "server.mjs"
    script.write_text(_STOCK)
    port = reserve_port()
    process = await asyncio.create_subprocess_exec(
        str(node / "node"), str(script), str(folder), str(port), cwd=project, env=environment,
        stdout=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            assert await process.stdout.readline() == b"ready\n"
        yield f"http://127.0.0.1:{port}"
    finally:
        # With what it started: the program may be one that only starts the real one.
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _sealing(folder: Path, length: int, rounds: int) -> dict[str, list[float]]:
    """Sealing alone, from memory into nothing; age reads a file that is in memory, too, and writes nowhere."""
    taken = {"sealing alone": [_seal(length) for _ in range(rounds)]}
    age = shutil.which(os.environ.get("AGE", "age"))
    keygen = shutil.which(os.environ.get("AGE_KEYGEN", "age-keygen"))
    if age is None or keygen is None:
        print("  age is not installed: sealing alone stands by itself")
        return taken
    identity, content = folder / "identity", folder / "content"
    subprocess.run([keygen, "-o", str(identity)], check=True, capture_output=True)
    recipient = next(line for line in identity.read_text().splitlines() if "public key" in line).split()[-1]
    with content.open("wb") as file:
        for start in range(0, length, len(BLOCK)):
            file.write(memoryview(BLOCK)[: min(len(BLOCK), length - start)])
    content.read_bytes()
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run([age, "-r", recipient, "-o", "/dev/null", str(content)], check=True)
        seconds.append(time.perf_counter() - began)
    taken["age"] = seconds
    return taken


def _seal(length: int) -> float:
    key, header = AESGCM(os.urandom(32)), Header("A" * 43, length)
    count = PART_BYTES // 65_536
    part = BLOCK[:PART_BYTES]
    began = time.perf_counter()
    for first in range(0, length // 65_536, count):
        seal_frames(key, header, first, part, count)
    return time.perf_counter() - began
