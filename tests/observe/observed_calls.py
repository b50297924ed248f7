"""observed_calls: what `procbench observe` says of the creations of a program, as strace_calls has it."""

import collections
import errno
import json
import os
import signal
import subprocess

from strace_calls import Creation

# Calls of 32 bits have numbers: those that tests/observe/narrow.c makes.
NAMES = {"i386 6": "close"}


def name_of(path):
    return os.path.basename(path or "")


def calls_of(item, all_calls):
    """Of a child that executed a program, where every call was counted."""
    if not all_calls or not item["program"] or not item["counted"]:
        return ()
    return tuple(sorted((NAMES.get(calls["name"], calls["name"]), calls["count"]) for calls in item["calls"]))


def creation(item, all_calls):
    flags = () if item["call"] in ("fork", "vfork") or item["flags"] == "none" else tuple(sorted(item["flags"].split("+")))
    return Creation(
        name_of(item["executable"]), item["call"], item["machine"] or "", flags,
        signal.Signals(item["exit_signal"]).name if item["exit_signal"] else "",
        errno.errorcode[item["error"]] if item["error"] else "",
        name_of(item["program"]), len(item["execs"]) + item["execs_unlisted"], calls_of(item, all_calls))


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def creations(path, all_calls):
    """The creations of a saved observation."""
    return collections.Counter(creation(item, all_calls) for item in load(path)["creations"])


def run(procbench, command, path, all_calls, timeout):
    """Runs the command under the observer; its creations."""
    counting = "all" if all_calls else "some"
    subprocess.run([procbench, "observe", "-q", "--calls", counting, "--export", f"json:{path}", "--", *command],
                   check=True, timeout=timeout, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return creations(path, all_calls)
