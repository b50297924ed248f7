"""programs: real programs that create processes, each in the way of its runtime."""

import collections
import glob
import os
import platform
import shutil
import subprocess
import sys

# `command` creates the same processes in every run; `threads` tells whether as many threads, too.
Program = collections.namedtuple("Program", "name command threads all_calls")

TRUE = shutil.which("true")

SOURCES = {
    "spawn.rs": 'fn main() { for _ in 0..3 { std::process::Command::new("%s").status().unwrap(); } }\n' % TRUE,
    "spawn.go": 'package main\nimport "os/exec"\nfunc main() { for i := 0; i < 3; i++ {\n'
                'if exec.Command("%s").Run() != nil { panic("run") } } }\n' % TRUE,
    "Spawn.java": "class Spawn { public static void main(String[] a) throws Exception {\n"
                  'for (int i = 0; i < 3; i++) new ProcessBuilder("%s").start().waitFor(); } }\n' % TRUE,
    "makefile": "all: $(addprefix job,$(shell seq 12))\njob%%:\n\t@%s $@ && :\n\t@%s\n" % (TRUE, TRUE),
}

PYTHON = {
    "subprocess": "import subprocess\nfor i in range(3): subprocess.run([%r])" % TRUE,
    "subprocess, close_fds=False": "import subprocess\nfor i in range(3): subprocess.run([%r], close_fds=False)" % TRUE,
    "os.fork": "import os\nfor i in range(3):\n  if os.fork() == 0: os._exit(0)\n  os.wait()",
    "threads and a missing program": "import subprocess, threading\n"
    "for i in range(2):\n t = threading.Thread(target=lambda: subprocess.run([%r])); t.start(); t.join()\n"
    "try: subprocess.run(['/no/such/program'])\nexcept FileNotFoundError: pass" % TRUE,
}

NODE = ("const c = require('child_process'); for (let i = 0; i < 3; i++) c.spawnSync(%r);"
        " c.spawn(%r)") % (TRUE, TRUE)

HERE = os.path.dirname(os.path.abspath(__file__))


def compiled(folder, source, command, wants):
    """The program that `command` makes of a source; None where the compiler is missing or fails."""
    path = os.path.join(folder, source)
    with open(path, "w", encoding="ascii") as file:
        file.write(SOURCES[source])
    if not shutil.which(command[0]):
        return None
    environment = {**os.environ, "GOCACHE": os.path.join(folder, "go"), "GO111MODULE": "off", "CGO_ENABLED": "0"}
    if os.spawnvpe(os.P_WAIT, command[0], [*command, path], environment) != 0:
        return None
    return os.path.join(folder, wants)


def compiled_narrow(folder):
    """A program of 32 bits; None where the compiler makes none, or the kernel runs none."""
    path = os.path.join(folder, "narrow")
    command = ["gcc", "-m32", "-nostdlib", "-static", "-ffreestanding", "-fno-pie", "-no-pie", "-O1", "-o", path,
               os.path.join(HERE, "narrow.c")]
    if platform.machine() != "x86_64" or not shutil.which("gcc"):
        return None
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    try:
        is_made = subprocess.run(command, **quiet).returncode == 0 and subprocess.run([path], **quiet).returncode == 0
    except OSError:  # the kernel has no emulation of it
        return None
    return path if is_made else None


def narrow(name, folder):
    path = compiled_narrow(folder)
    return path and Program(name, [path, TRUE], True, True)


def wide_and_narrow(name, folder):
    path = compiled_narrow(folder)
    return path and interpreted(name, "dash", "-c", f"{path} {TRUE}; exec {path} {TRUE}")


def postgres_programs():
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return folders[-1] if folders and os.path.exists(folders[-1] + "/initdb") else None


def resolved(name):
    """The name of the file that a name on PATH leads to: /bin/sh is dash."""
    path = shutil.which(name) if name else None
    return os.path.basename(os.path.realpath(path)) if path else name


def interpreted(name, program, *options, threads=True, all_calls=True):
    path = shutil.which(program)
    return Program(name, [path, *options], threads, all_calls) if path else None


def make(name, folder):
    with open(os.path.join(folder, "makefile"), "w", encoding="ascii") as file:
        file.write(SOURCES["makefile"])
    # which of its jobs gets the standard input is a matter of time, and the others call dup2
    return interpreted(name, "make", "-s", "-j8", "-f", file.name, all_calls=False)


def rust(name, folder):
    path = compiled(folder, "spawn.rs", ["rustc", "-o", os.path.join(folder, "rust")], "rust")
    return path and Program(name, [path], True, True)


def go(name, folder):
    path = compiled(folder, "spawn.go", ["go", "build", "-o", os.path.join(folder, "go-spawn")], "go-spawn")
    return path and Program(name, [path], False, False)


def java(name, folder):
    path = compiled(folder, "Spawn.java", ["javac", "-d", folder], "Spawn.class")
    return path and Program(name, [shutil.which("java"), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", folder, "Spawn"],
                            False, False)


def server(name, kind, program, folder):
    command = [sys.executable, "-S", os.path.join(HERE, "servers.py"), kind, program, folder]
    return Program(name, command, False, False)


def redis(name, folder):
    program = shutil.which("redis-server") or shutil.which("redis-check-rdb")
    return program and server(name, "redis", program, folder)


def postgres(name, folder):
    programs = postgres_programs()
    if not programs or os.spawnl(os.P_WAIT, sys.executable, sys.executable, os.path.join(HERE, "servers.py"), "cluster",
                                 programs, folder) != 0:
        return None
    return server(name, "postgres", programs, folder)


SHELL = f"{TRUE}; (exit 3); echo $({TRUE} | cat); {TRUE} & wait"

MAKERS = {
    **{f"python {name}": lambda name, folder, text=text: interpreted(name, sys.executable, "-S", "-c", text)
       for name, text in PYTHON.items()},
    "bash": lambda name, folder: interpreted(name, "bash", "-c", SHELL),
    "dash": lambda name, folder: interpreted(name, "dash", "-c", SHELL),
    "i386": narrow,
    "i386 from dash": wide_and_narrow,
    "make -j8": make,
    "node child_process": lambda name, folder: interpreted(name, "node", "-e", NODE, threads=False, all_calls=False),
    "rust Command": rust,
    "go os/exec": go,
    "java ProcessBuilder": java,
    "hyperfine": lambda name, folder: interpreted(name, "hyperfine", "-N", "--warmup", "0", "--runs", "5", "--style", "none",
                                                  TRUE, threads=False),
    "redis BGSAVE": redis,
    "postgres backends": postgres,
}


def all_programs(folder, is_wanted):
    """Pairs of a name and its program, None where it is not installed."""
    for name, maker in MAKERS.items():
        if is_wanted(name):
            yield name, maker(name, folder)
