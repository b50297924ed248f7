"""strace_calls: what strace says of the creations of a program, with no code of procbench."""

import collections
import glob
import os
import re
import subprocess

# One creation. `call` and `flags` are as made; `program` is what the child executed first, '' if nothing;
# `child` counts what it called before, by name, where every call was traced. `machine` is the ABI of the call, '' of 64 bits.
Creation = collections.namedtuple("Creation", "caller call machine flags signal error program attempts child")

CREATES = re.compile(r"^(fork|vfork|clone3|clone)\((.*)\)\s+= (-?\d+|\?)(?: (E[A-Z0-9]+))?")
EXECUTES = re.compile(r'^(execve|execveat)\((.*)\)\s+= (-?\d+|\?)(?: (E[A-Z0-9]+))?')
NAME = re.compile(r"^([a-z_0-9]+)\(")
MODE = re.compile(r"^\[ Process PID=\d+ runs in (32|64) bit mode\. \]")
MACHINES = {"32": "i386", "64": ""}


def unquote(text):
    """The bytes of a string as strace quotes it, as text."""
    return text.encode("latin-1").decode("unicode_escape").encode("latin-1").decode(errors="replace")


def path_of(arguments):
    return unquote(re.match(r'(?:[^",]*, )?"((?:[^"\\]|\\.)*)"', arguments).group(1))


def flags_of(call, arguments):
    """The flags by name without CLONE_, and the signal that ends tell."""
    if call in ("fork", "vfork"):
        return (), "SIGCHLD"
    words = re.search(r"flags=([A-Za-z0-9_|]+)", arguments).group(1).split("|")
    flags = tuple(sorted(word[len("CLONE_"):].lower() for word in words if word.startswith("CLONE_")))
    signals = [word for word in words if word.startswith("SIG")]
    if call == "clone3":
        signals = re.findall(r"exit_signal=(SIG[A-Z0-9]+)", arguments)
    return flags, signals[0] if signals else ""


def joined(lines):
    """Lines of one task; a call that another task interrupted in the file is in one piece in files apart."""
    for line in lines:
        line = line.rstrip("\n")
        if line and not line.startswith(("+++", "---", "strace:")):
            yield line


class Task:
    """The lines of one task, once its executable at the start is known."""

    def __init__(self, path):
        with open(path, encoding="latin-1") as file:
            self.lines = list(joined(file))

    def first_program(self):
        """What a new task executes first, how often that failed, and its other calls up to then."""
        attempts, child = 0, collections.Counter()
        for line in self.lines:
            match = EXECUTES.match(line)
            if match and match.group(3) == "0":
                return path_of(match.group(2)), attempts + 1, child
            if match:
                attempts += 1
            elif NAME.match(line):
                child[NAME.match(line).group(1)] += 1
        return "", attempts, child


def walk(tasks, pid, executable, machine, all_calls, found):
    """Adds the creations of a task and of those that it created, which begin in the ABI of the call."""
    for line in tasks[pid].lines if pid in tasks else ():
        match = MODE.match(line)
        if match:
            machine = MACHINES[match.group(1)]
        match = EXECUTES.match(line)
        if match and match.group(3) == "0":
            executable = path_of(match.group(2))
        match = CREATES.match(line)
        if not match:
            continue
        call, arguments, result, error = match.groups()
        flags, signal = flags_of(call, arguments)
        program, attempts, child = "", 0, collections.Counter()
        if result in tasks:
            program, attempts, child = tasks[result].first_program()
        if "thread" in flags:
            program, attempts, child = "", 0, collections.Counter()
        elif not program or not all_calls:
            child = collections.Counter()
        found.append(Creation(os.path.basename(executable), call, machine, flags, signal, error or "",
                              os.path.basename(program), attempts, tuple(sorted(child.items()))))
        if result in tasks:
            walk(tasks, result, executable, machine, all_calls, found)


def creations(folder, all_calls):
    """The creations of the traced run whose files lie in `folder`."""
    tasks = {path.rsplit(".", 1)[1]: Task(path) for path in glob.glob(os.path.join(folder, "calls.*"))}
    created = set()
    for task in tasks.values():
        for line in task.lines:
            match = CREATES.match(line)
            if match:
                created.add(match.group(3))
    roots = [pid for pid in tasks if pid not in created]
    if len(roots) != 1:
        raise ValueError(f"{len(roots)} tasks of strace have no creator")
    found = []
    walk(tasks, roots[0], "", "", all_calls, found)
    return collections.Counter(found)


def run(command, folder, all_calls, timeout):
    """Runs the command under strace; its creations."""
    trace = [] if all_calls else ["-e", "trace=process"]
    options = ["-ff", "--quiet=attach", "-X", "abbrev", "-o", os.path.join(folder, "calls")]
    subprocess.run(["strace", *options, *trace, *command], check=True, timeout=timeout,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return creations(folder, all_calls)
