"""The files of `deploy/` are valid, and name settings and options that exist."""

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast

import pytest
from typer.testing import CliRunner

from commands.cli import cli
from commands.workers import CLOSE_SECONDS
from distribution.staging import rooms
from settings import Settings, variable
from tests.test_imports import ROOT

DEPLOY: Final = ROOT / "deploy"
CONTAINERFILE: Final = DEPLOY / "Containerfile"
COMPOSE: Final = DEPLOY / "compose.yaml"
KUBERNETES: Final = DEPLOY / "kubernetes" / "peergraph.yaml"
UNIT: Final = DEPLOY / "peergraph.service"
SCRIPT: Final = DEPLOY / "peergraph.sh"
NGINX: Final = DEPLOY / "nginx.conf"
FILES: Final = (CONTAINERFILE, COMPOSE, KUBERNETES, UNIT, SCRIPT)
BIN: Final = Path(sys.executable).parent
#: Seconds from SIGTERM to the end of a service, with the default settings.
ENDING: Final = (
    Settings.model_fields["drain_seconds"].default + Settings.model_fields["grace_seconds"].default + CLOSE_SECONDS
)


def documents(path: Path) -> list[Any]:
    """The documents of a YAML file."""
    yaml = cast("Any", import_module("yaml"))
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def check(*command: str | Path) -> None:
    """Runs a linter, which prints what is wrong."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "WARN" not in result.stdout + result.stderr


def test_the_containerfile() -> None:
    check(BIN / "hadolint", CONTAINERFILE)
    text = CONTAINERFILE.read_text()
    assert re.search(r"^USER \d+$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", text, re.MULTILINE)


def test_the_context_of_the_build_is_complete() -> None:
    ignored = {line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")}
    needed = {*rooms(), "distribution", "web", "README.md", "LICENSE", "pyproject.toml", "requirements.lock"}
    assert ignored & needed == set()
    assert {".git", ".venv", "tests"} <= ignored


@pytest.mark.thorough("it builds the image: minutes, and a builder that reaches a registry")
@pytest.mark.timeout(1_800)
def test_the_image_is_built_and_serves() -> None:
    builder = next((each for each in ("podman", "docker") if shutil.which(each)), None)
    if builder is None or subprocess.run([builder, "info"], capture_output=True, check=False).returncode != 0:
        pytest.skip("there is no builder of images on this machine")
    subprocess.run([builder, "build", "--file", CONTAINERFILE, "--tag", "peergraph:test", ROOT], check=True)
    ran = [builder, "run", "--rm", "--read-only", "--tmpfs", "/tmp", "peergraph:test", "--version"]  # noqa: S108
    assert subprocess.run(ran, capture_output=True, text=True, check=True).stdout.startswith("peergraph ")


def test_the_kubernetes_manifests() -> None:
    check(BIN / "kubernetes-validate", "--strict", KUBERNETES)
    deployment = next(each for each in documents(KUBERNETES) if each["kind"] == "Deployment")
    pod = deployment["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["enableServiceLinks"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert pod["terminationGracePeriodSeconds"] > ENDING
    mounts = {each["mountPath"] for each in container["volumeMounts"]}
    assert mounts == {"/var/lib/peergraph", "/tmp"}  # noqa: S108
    options_exist(container["args"])


def test_the_service_links_of_kubernetes_would_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the manifests have to switch them off."""
    monkeypatch.setenv("PEERGRAPH_PORT", "tcp://10.0.0.1:80")
    with pytest.raises(Exception, match="PEERGRAPH_PORT is not a setting"):
        Settings.read()


def test_compose() -> None:
    (compose,) = documents(COMPOSE)
    service = compose["services"]["peergraph"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).resolve() == CONTAINERFILE
    assert int(service["stop_grace_period"].removesuffix("s")) > ENDING
    assert set(compose["volumes"]) == {each.partition(":")[0] for part in compose["services"].values()
                                       for each in part["volumes"]}  # fmt: skip
    assert "${NEO4J_PASSWORD:?" in service["environment"]["NEO4J_PASSWORD"]
    options_exist(service["command"])


def test_the_systemd_unit(tmp_path: Path) -> None:
    text = UNIT.read_text()
    command = re.search(r"^ExecStart=(\S+) (.*)$", text, re.MULTILINE)
    seconds = re.search(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)
    assert command
    assert seconds
    options_exist(command[2].split())
    assert int(seconds[1]) > ENDING
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    # The command must exist where the unit is checked.
    (tmp_path / UNIT.name).write_text(text.replace(command[1], "/bin/true"))
    check("systemd-analyze", "verify", "--man=no", tmp_path / UNIT.name)


def test_the_command_of_an_operator_has_what_the_unit_has() -> None:
    check("sh", "-n", SCRIPT)
    unit, script = UNIT.read_text(), SCRIPT.read_text()
    settings = re.findall(r"PEERGRAPH_\w+=\S+", unit)
    assert len(settings) == 2
    for part in (*settings, "/etc/peergraph.conf", "/opt/peergraph/bin/peergraph", "runuser -u peergraph"):
        assert part in script
    for part in ("User=peergraph", "EnvironmentFile=-/etc/peergraph.conf", "/opt/peergraph/bin/peergraph"):
        assert part in unit


@pytest.mark.skipif(os.name == "nt" or not os.access("/bin/sh", os.X_OK), reason="there is no shell")
def test_the_command_of_an_operator_reads_the_settings(tmp_path: Path) -> None:
    """With this user and other paths in the place of root's."""
    conf, program = tmp_path / "peergraph.conf", tmp_path / "bin" / "peergraph"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$PEERGRAPH_DATA $PEERGRAPH_TRUSTED_PROXIES $PEERGRAPH_LOG $*"\n')
    program.chmod(0o755)
    conf.write_text("""# Of this machine\nPEERGRAPH_TRUSTED_PROXIES='["10.0.0.0/8", "::1"]'\nPEERGRAPH_LOG=json\n""")
    script = (
        SCRIPT.read_text().replace("/etc/peergraph.conf", str(conf)).replace("/opt/peergraph/bin", f"{program.parent}")
    )
    script = script.replace("runuser -u peergraph --", "env").replace('[ "$(id -u)" -ne 0 ]', "false")
    ran = subprocess.run(["sh", "-c", script, "peergraph", "a b", "c"], capture_output=True, text=True, check=True)
    assert ran.stdout == '/var/lib/peergraph ["10.0.0.0/8", "::1"] json a b c\n'


def test_the_configuration_of_nginx(tmp_path: Path) -> None:
    text = NGINX.read_text()
    timeouts = dict(re.findall(r"(keepalive_timeout|proxy_read_timeout) (\d+)s;", text))
    assert int(timeouts["keepalive_timeout"]) < Settings.model_fields["keep_alive_seconds"].default
    assert int(timeouts["proxy_read_timeout"]) > Settings.model_fields["request_seconds"].default
    size = re.search(r"client_max_body_size (\d+)m;", text)
    assert size
    assert int(size[1]) << 20 >= Settings.model_fields["import_bytes"].default
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed")
    certificate(tmp_path)
    text = re.sub(r"/etc/ssl/graph\.example\.org\.(pem|key)", rf"{tmp_path}/tls.\1", text)
    main = tmp_path / "nginx.conf"
    folders = " ".join(f"{name}_temp_path {tmp_path};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    main.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {folders} {text} }}")
    result = subprocess.run(
        [nginx, "-t", "-q", "-p", tmp_path, "-c", main], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def certificate(folder: Path) -> None:
    """A certificate that nobody trusts, `tls.pem` and `tls.key`."""
    files = ["-keyout", folder / "tls.key", "-out", folder / "tls.pem"]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    subprocess.run([*made, "-subj", "/CN=graph.example.org", *files], capture_output=True, check=True)


def options_exist(arguments: list[str]) -> None:
    """Checks that a command of `peergraph` has the options."""
    shown = CliRunner().invoke(cli, [arguments[0], "--help"], env={"COLUMNS": "200"}).output
    assert [each for each in arguments if each.startswith("--") and each not in shown] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_settings_exist(path: Path) -> None:
    lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
    named = set(re.findall(r"PEERGRAPH_[A-Z_]+|NEO4J_(?:URI|USERNAME|PASSWORD|DATABASE)\b", "\n".join(lines)))
    assert named
    assert named <= {variable(name) for name in Settings.model_fields}
