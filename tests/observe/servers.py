"""servers: starts a server, has it create processes, and ends it; the same creations in every run.

    servers.py redis PROGRAM FOLDER      BGSAVE three times
    servers.py cluster BIN FOLDER        an empty database for the next
    servers.py postgres BIN FOLDER       three connections
"""

import os
import pwd
import signal
import socket
import struct
import subprocess
import sys
import time


def connected(path):
    """A connection to a server that is starting."""
    end = time.monotonic() + 200
    while time.monotonic() < end:
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(path)
            return connection
        except OSError:
            connection.close()
            time.sleep(0.02)
    sys.exit(f"servers: {path} does not answer")


def redis(program, folder):
    """Redis starts as a server under that name, whichever of its names the program has."""
    path = os.path.join(folder, "redis")
    server = subprocess.Popen(["redis-server", "--port", "0", "--unixsocket", path, "--dir", folder, "--save", "",
                               "--appendonly", "no"], executable=program, stdout=subprocess.DEVNULL)
    connection = connected(path)
    stream = connection.makefile("rwb")

    def ask(words):
        stream.write(words.encode() + b"\r\n")
        stream.flush()
        line = stream.readline().decode()
        if line.startswith("$"):
            line = stream.read(int(line[1:]) + 2).decode()
        return line

    for _ in range(3):
        answer = ask("BGSAVE")
        if "Background" not in answer:
            sys.exit(f"servers: redis: {answer}")
        while "rdb_bgsave_in_progress:1" in ask("INFO persistence"):
            time.sleep(0.02)
    stream.write(b"SHUTDOWN NOSAVE\r\n")
    stream.flush()
    server.wait()


def as_nobody():
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def cluster(programs, folder):
    """An empty database for postgres()."""
    home = os.path.join(folder, "postgres")
    user = as_nobody()
    os.makedirs(home)
    if user:
        os.chmod(folder, 0o755)
        os.chown(home, user["user"], user["group"])
    subprocess.run([programs + "/initdb", "-D", home + "/data", "-U", "postgres", "-A", "trust", "-N", "--no-instructions"],
                   check=True, stdout=subprocess.DEVNULL, cwd=home, **user)


def is_ready(status):
    """What the file of a server says that takes connections: one that starts would create a process to refuse one."""
    try:
        with open(status, encoding="ascii") as file:
            return file.read().split("\n")[7].strip() == "ready"
    except (OSError, IndexError):
        return False


def postgres(programs, folder):
    """Each connection has a process of its own."""
    home = os.path.join(folder, "postgres")
    server = subprocess.Popen([programs + "/postgres", "-D", home + "/data", "-k", home, "-c", "listen_addresses=",
                               "-c", "autovacuum=off", "-c", "fsync=off"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home, **as_nobody())
    while not is_ready(home + "/data/postmaster.pid"):
        if server.poll() is not None:
            sys.exit("servers: postgres did not start")
        time.sleep(0.02)
    for _ in range(3):
        connection = connected(home + "/.s.PGSQL.5432")
        words = b"user\0postgres\0database\0postgres\0\0"
        connection.sendall(struct.pack("!ii", len(words) + 8, 3 << 16) + words)
        answer = b""
        while not answer.endswith(b"Z\0\0\0\5I"): # ready for a query
            part = connection.recv(65536)
            if not part:
                sys.exit(f"servers: postgres: {answer!r}")
            answer += part
        connection.close()
    server.send_signal(signal.SIGINT)
    server.wait()


if __name__ == "__main__":
    {"redis": redis, "cluster": cluster, "postgres": postgres}[sys.argv[1]](*sys.argv[2:])
