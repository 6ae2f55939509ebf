"""The child process: runs Neo4j in a JVM, and ends with its parent.

It reads one line of JSON (`ChildConfig`) from standard input, answers with one line of JSON on standard output
(`{"port": 41234}` or `{"failure": "sentence"}`), and stops Neo4j cleanly when standard input ends, which happens
however the parent ends. SIGINT and SIGTERM do the same.
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
from graphdb.embedded.process import ChildConfig, JvmConfig

#: Seconds to wait for an earlier child of this folder that is still stopping after its parent was killed.
PREDECESSOR_SECONDS: Final = 20.0


def java(name: str) -> Any:
    """The Java class of that name."""
    return cast("Any", jpype.JClass(name))


def start_jvm(config: JvmConfig) -> None:
    """Start the JVM in this process; with -Xrs Python handles signals."""
    jpype.startJVM(  # pyright: ignore[reportUnknownMemberType]
        "-Xrs",
        f"-XX:ErrorFile={config['logs']}/jvm-crash.log",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dfile.encoding=UTF-8",
        *config["options"],
        jvmpath=config["jvm"],
        classpath=config["classpath"],
    )


def set_first_password(config: ChildConfig) -> None:
    """Set the password before the first start, so that Neo4j never listens with the default one."""
    path = java("java.nio.file.Path")
    context = java("org.neo4j.cli.ExecutionContext")(path.of(config["home"]), path.of(config["home"]))
    if java("org.neo4j.cli.AdminTool").execute(context, "dbms", "set-initial-password", config["password"]):
        raise RuntimeError("its first password could not be set")


def start_neo4j(config: ChildConfig) -> tuple[int, Callable[[], None]]:
    """Start Neo4j; its Bolt port, and a function that stops it."""
    path = java("java.nio.file.Path")
    builder = java("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(path.of(config["home"]))
    service = builder.loadPropertiesFromFile(path.of(config["conf"])).build()
    ports = java("org.neo4j.configuration.connectors.ConnectorPortRegister")
    bolt = java("org.neo4j.configuration.connectors.ConnectorType").BOLT
    register = service.database("system").getDependencyResolver().resolveDependency(ports)
    return int(register.getLocalAddress(bolt).getPort()), service.shutdown


def reason(error: BaseException) -> str:
    """The message of the innermost cause."""
    if not isinstance(error, cast("type[BaseException]", jpype.JException)):
        return str(error)
    cause = cast("Any", error)
    while cause.getCause() is not None:
        cause = cause.getCause()
    return " ".join(str(cause.getMessage() or cause).split())


def run(config: ChildConfig, answer: Callable[[dict[str, object]], None]) -> None:
    """Start, send the port, wait for the end of standard input, stop."""
    lock = wait_for_lock(Path(config["home"], "neo4j.lock"), PREDECESSOR_SECONDS)
    if lock is None:
        return answer({"failure": "an earlier Neo4j still runs on it"})
    try:
        start_jvm(config)
        if not Path(config["graph"], "databases", "system").exists():
            set_first_password(config)
        port, stop = start_neo4j(config)
    except Exception as error:  # any Java exception is reported to the parent
        return answer({"failure": reason(error)})
    try:
        answer({"port": port})
        sys.stdin.buffer.read()
    finally:
        stop()
    return None


def exit_on_signal(_signal: int, _frame: object) -> NoReturn:
    """Handle SIGINT and SIGTERM."""
    raise SystemExit


def main() -> None:
    """Read the configuration and run; output of Java and libraries goes to the log."""
    config = cast("ChildConfig", json.loads(sys.stdin.buffer.readline()))
    announcement = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(config["logs"], "child.log").open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, exit_on_signal)
    try:
        run(config, lambda message: print(json.dumps(message), file=announcement, flush=True))
    finally:
        # Neo4j is stopped; a normal exit of Python would wait five seconds for the JVM's idle threads.
        java("java.lang.System").exit(0)


if __name__ == "__main__":
    main()
