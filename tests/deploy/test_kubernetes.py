"""Kubernetes: kustomize builds it, the schemas accept it, every pod is without rights."""

from typing import Any

import kubernetes_validate
import pytest

from tests.deploy.reading import kind, manifests, pod
from tests.test_docs import text

WORK = ("Deployment", "Job", "CronJob")


def workloads() -> dict[str, Any]:
    """Everything that has a pod."""
    return {name: thing for one in WORK for name, thing in kind(one).items()}


@pytest.mark.parametrize("version", ["1.29", "1.37"])
def test_the_schemas_accept_every_object(version: str) -> None:
    assert len(manifests()) > 20
    for one in manifests():
        kubernetes_validate.validate(one, version, strict=True)


def test_every_pod_is_without_rights() -> None:
    for name, thing in workloads().items():
        made = pod(thing)
        assert made["automountServiceAccountToken"] is False, name
        assert made["securityContext"]["runAsNonRoot"], name
        assert made["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        (one,) = made["containers"]
        assert one["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name
        assert one["resources"]["limits"]["memory"], name
        assert one["image"] == "registry.example.org/hub:1.0.0", name


def test_secrets_are_mounted_as_files_and_in_no_environment() -> None:
    assert kind("Secret") == {}
    for name, thing in workloads().items():
        (one,) = pod(thing)["containers"]
        assert all("valueFrom" not in entry for entry in one.get("env", [])), name
        assert all("secretRef" not in entry for entry in one.get("envFrom", [])), name
    holders = [name for name, thing in workloads().items() if "hub-owner" in str(pod(thing))]
    assert holders == ["migrate"]


def test_every_setting_is_one_the_hub_reads() -> None:
    (settings,) = kind("ConfigMap").values()
    ours = [name for name in settings["data"] if name.startswith("HUB_")]
    assert len(ours) > 8
    assert [name for name in ours if f'"{name}"' not in text("hub/settings.py")] == []


def test_servers_are_several_probed_and_replaced_one_by_one() -> None:
    for name in ("web", "socket"):
        thing = kind("Deployment")[name]
        assert thing["spec"]["replicas"] >= 2
        assert thing["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
        (one,) = pod(thing)["containers"]
        paths = {probe: one[probe]["exec"]["command"][-1] for probe in ("livenessProbe", "readinessProbe")}
        assert paths == {"livenessProbe": "/health/live", "readinessProbe": "/health/ready"}
        budget = kind("PodDisruptionBudget")[name]["spec"]
        assert budget["maxUnavailable"] < thing["spec"]["replicas"]
        assert (
            budget["selector"]
            == thing["spec"]["selector"]
            == {"matchLabels": {"app.kubernetes.io/name": name}}
        )


def test_what_is_not_allowed_on_the_network_is_denied() -> None:
    policies = kind("NetworkPolicy")
    denied = policies.pop("deny-all")["spec"]
    assert denied == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    opened = [rule for one in policies.values() for rule in one["spec"].get("ingress", [])]
    assert [rule["ports"] for rule in opened] == [[{"protocol": "TCP", "port": 8000}]]
    for one in policies.values():
        assert all(rule.get("to") and rule.get("ports") for rule in one["spec"].get("egress", []))
    outside = policies["callers-to-outside"]["spec"]["egress"][0]["to"][0]["ipBlock"]
    assert {"10.0.0.0/8", "169.254.0.0/16"} <= set(outside["except"])


def test_the_socket_has_a_way_of_its_own() -> None:
    (ingress,) = kind("Ingress").values()
    (rule,) = ingress["spec"]["rules"]
    ways = {one["path"]: one["backend"]["service"]["name"] for one in rule["http"]["paths"]}
    assert ways == {"/ws/": "socket", "/": "web"}
    assert ingress["spec"]["tls"][0]["hosts"] == [rule["host"]]
