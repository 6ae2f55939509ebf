"""The child process: holds the JVM, runs Neo4j in it, and ends when its parent does.

It reads one line of JSON (`Orders`) from its standard input, answers with one line of JSON on its standard output
(`{"port": 41234}` or `{"failure": "sentence"}`), and stops Neo4j cleanly when its standard input ends, which the
operating system sees to however the parent ended. SIGINT and SIGTERM do the same.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn, cast

import jpype

from graphdb.embedded.locks import wait_for_lock
from graphdb.embedded.process import Orders

#: Seconds in which an earlier child of this folder, whose parent was killed, may still be stopping.
PREDECESSOR: Final = 20.0


def java(name: str) -> Any:
    """The Java class of that name."""
    return cast("Any", jpype.JClass(name))


def start_jvm(orders: Orders) -> None:
    """Start the JVM in this process; -Xrs leaves signals to Python."""
    jpype.startJVM(  # pyright: ignore[reportUnknownMemberType]
        "-Xrs",
        f"-XX:ErrorFile={orders['logs']}/jvm-crash.log",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dfile.encoding=UTF-8",
        *orders["options"],
        jvmpath=orders["jvm"],
        classpath=orders["classpath"],
    )


def set_first_password(orders: Orders) -> None:
    """Set the password before Neo4j first starts, so that it never listens with its default one."""
    path = java("java.nio.file.Path")
    context = java("org.neo4j.cli.ExecutionContext")(path.of(orders["home"]), path.of(orders["home"]))
    if java("org.neo4j.cli.AdminTool").execute(context, "dbms", "set-initial-password", orders["password"]):
        raise RuntimeError("its first password could not be set")


def start_neo4j(orders: Orders) -> tuple[int, Callable[[], None]]:
    """Start Neo4j; its Bolt port, and what stops it."""
    path = java("java.nio.file.Path")
    builder = java("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(path.of(orders["home"]))
    service = builder.loadPropertiesFromFile(path.of(orders["conf"])).build()
    ports = java("org.neo4j.configuration.connectors.ConnectorPortRegister")
    bolt = java("org.neo4j.configuration.connectors.ConnectorType").BOLT
    register = service.database("system").getDependencyResolver().resolveDependency(ports)
    return int(register.getLocalAddress(bolt).getPort()), service.shutdown


def reason(error: BaseException) -> str:
    """The innermost cause, which is the one that says what was wrong."""
    if not isinstance(error, cast("type[BaseException]", jpype.JException)):
        return str(error)
    cause = cast("Any", error)
    while cause.getCause() is not None:
        cause = cause.getCause()
    return " ".join(str(cause.getMessage() or cause).split())


def run(orders: Orders, answer: Callable[[dict[str, object]], None]) -> None:
    """Start, announce, wait for the parent's end, stop."""
    lock = wait_for_lock(Path(orders["home"], "neo4j.lock"), PREDECESSOR)
    if lock is None:
        return answer({"failure": "an earlier Neo4j still runs on it"})
    try:
        start_jvm(orders)
        if not Path(orders["graph"], "databases", "system").exists():
            set_first_password(orders)
        port, stop = start_neo4j(orders)
    except Exception as error:  # whatever Java threw, the parent is to hear of it
        return answer({"failure": reason(error)})
    try:
        answer({"port": port})
        sys.stdin.buffer.read()
    finally:
        stop()
    return None


def interrupted(_signal: int, _frame: object) -> NoReturn:
    """Leave the wait for the parent's end."""
    raise SystemExit


def main() -> None:
    """Take the orders; nothing that Java or a library prints reaches the terminal."""
    orders = cast("Orders", json.loads(sys.stdin.buffer.readline()))
    announcement = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(orders["logs"], "child.log").open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupted)
    try:
        run(orders, lambda message: print(json.dumps(message), file=announcement, flush=True))
    finally:
        # Neo4j has stopped by now; to leave as Python does would wait five seconds for the JVM's idle threads.
        java("java.lang.System").exit(0)


if __name__ == "__main__":
    main()
