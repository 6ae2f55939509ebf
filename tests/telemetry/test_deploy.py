"""The dashboard, the alert rules and the page of metrics name metrics and labels that exist, and are up to date."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from docs.dashboard import DASHBOARD, PANELS, text
from docs.metrics import PAGE, page
from errors import PeergraphError
from telemetry.exposition import all_declarations
from tests.test_imports import ROOT

RULES: Final = ROOT / "deploy" / "prometheus" / "peergraph.rules.yaml"
TESTS: Final = RULES.with_name("peergraph.rules.test.yaml")
PROMTOOL: Final = shutil.which("promtool")
DECLARED: Final = {each.name: each for each in all_declarations()}
_NAME: Final = re.compile(r"\b(?:peergraph|process)_[a-z_]+\b")
_MATCHER: Final = re.compile(r"(\b(?:peergraph|process)_[a-z_]+)\{([^}]*)\}")
_LABEL: Final = re.compile(r"(\w+)\s*=~?\"([^\"]*)\"")
_BY: Final = re.compile(r"by \(([^)]*)\)")
#: Labels that Prometheus adds.
_ADDED: Final = frozenset({"instance", "job", "le", "alertname", ""})


def rules() -> list[dict[str, Any]]:
    loaded: Any = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return [rule for group in loaded["groups"] for rule in group["rules"]]


def expressions() -> list[str]:
    panels = [expression for row in PANELS.values() for panel in row for expression, _ in panel.targets]
    return [*panels, *(rule["expr"] for rule in rules())]


def declared(series: str) -> str:
    """The metric of a series."""
    stem = re.sub(r"_(bucket|sum|count)$", "", series)
    return stem if stem in DECLARED and DECLARED[stem].kind == "histogram" else series


@pytest.mark.parametrize("expression", expressions())
def test_metrics_and_labels_exist(expression: str) -> None:
    names = {declared(name) for name in _NAME.findall(expression)}
    assert names <= DECLARED.keys()
    labels = {label for name in names for label in DECLARED[name].labels} | _ADDED
    assert {each.strip() for group in _BY.findall(expression) for each in group.split(",")} <= labels
    for name, matchers in _MATCHER.findall(expression):
        for label, _ in _LABEL.findall(matchers):
            assert label in {*DECLARED[declared(name)].labels, *_ADDED}


def codes(kind: type[PeergraphError]) -> set[str]:
    return {kind.code}.union(*(codes(each) for each in kind.__subclasses__()))


def test_codes_in_rules_exist() -> None:
    written = [match for rule in rules() for match in re.findall(r"code=~?\"([A-Z_|]+)\"", rule["expr"])]
    assert written
    assert {code for each in written for code in each.split("|")} <= codes(PeergraphError)


def test_every_metric_is_in_the_dashboard_or_an_alert() -> None:
    shown = {declared(name) for expression in expressions() for name in _NAME.findall(expression)}
    hidden = {"peergraph_info", "peergraph_cache_size", "process_virtual_memory_bytes", "process_start_time_seconds"}
    assert DECLARED.keys() - shown == hidden


def test_every_alert_has_a_runbook_entry_and_a_test() -> None:
    runbook = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for rule in rules():
        anchor = f"alert-{rule['alert'].lower()}"
        assert rule["annotations"]["runbook_url"] == f"docs/operations.md#{anchor}"
        assert f'<a id="{anchor}"></a>' in runbook
        assert len(rule["annotations"]["description"].strip().splitlines()) == 2
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert f'alertname="{rule["alert"]}"' in TESTS.read_text(encoding="utf-8")


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed: it is in Debian's package prometheus")
def test_promtool_accepts_the_rules_and_their_tests_pass(tmp_path: Path) -> None:
    promtool = PROMTOOL or ""
    written = {"groups": [{"name": "panels", "rules": [
        {"record": f"panel:{number}", "expr": expression.replace("$__rate_interval", "5m")}
        for number, expression in enumerate(expressions())
    ]}]}  # fmt: skip
    (tmp_path / "panels.yaml").write_text(yaml.safe_dump(written))
    for arguments in (
        ["check", "rules", RULES, tmp_path / "panels.yaml"],
        ["test", "rules", TESTS],
        ["check", "config", RULES.with_name("prometheus.yml")],
    ):
        result = subprocess.run([promtool, *arguments], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


def test_the_dashboard_and_the_page_are_up_to_date() -> None:
    if os.environ.get("PEERGRAPH_TEST_WRITE_GOLDEN"):
        DASHBOARD.write_text(text(), encoding="utf-8")
        PAGE.write_text(page(), encoding="utf-8")
    assert DASHBOARD.read_text(encoding="utf-8") == text(), "Run `python -m docs.dashboard`."
    assert PAGE.read_text(encoding="utf-8") == page(), "Run `python -m docs.metrics`."
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
