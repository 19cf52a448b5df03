"""Runs inside Rasa's environment: imports Rasa once, and runs each command in a fork of the process that did.

A line read is a command, as JSON: its arguments as Python takes them (`-m module ...` or `file ...`) and the files for its
output and errors. A line written is its exit status.
"""

import json
import os
import runpy
import sys
import traceback

import rasa.__main__
import rasa.core.test
import rasa.validator  # noqa: F401  (so that the forks needn't)


def run(arguments: list, output: str, errors: str) -> int:
    """Runs one command as if Python had been started for it; its exit status."""
    for name, number in ((output, 1), (errors, 2)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    try:
        if arguments[0] == "-m":
            sys.argv = arguments[1:]
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = arguments
            runpy.run_path(arguments[0], run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  (whatever it is, the status tells it)
        traceback.print_exc()
        return 1
    return 0


for line in sys.stdin:
    child = os.fork()
    if not child:
        status = run(*json.loads(line))
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)

os._exit(0)  # its own end would take seconds
