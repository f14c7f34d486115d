"""What the import contracts cannot say: every module stands in one of them, and words know no database."""

import ast
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("articles", "media", "cms")


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


@cache
def contracts() -> dict[str, dict[str, Any]]:
    """Return the contracts that name every module of a package, by the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    every = project["tool"]["importlinter"]["contracts"]
    return {one["containers"][0]: one for one in every if one.get("exhaustive")}


def names(layer: str) -> list[str]:
    return re.split(r"\s*[:|]\s*", layer.strip())


def words() -> list[str]:
    """Return the modules of each last layer that lies below the models."""
    return [
        f"{package}.{name}"
        for package, contract in contracts().items()
        if "models" in contract["layers"][:-1]
        for name in names(contract["layers"][-1])
    ]


def unnamed(package: str, modules: Iterable[str]) -> set[str]:
    """Return those of a package's modules that its contract names nowhere."""
    contract = contracts()[package]
    known = {name for layer in contract["layers"] for name in names(layer)}
    known |= {*contract.get("exhaustive_ignores", ())}
    return {name for module in modules if (name := module.rpartition(".")[2]) not in known}


def source(module: str) -> Path:
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def imports_the_database(module: str) -> bool:
    tree = ast.parse(source(module).read_text("utf-8"))
    names = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [f"{node.module}.{one.name}" for one in node.names]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
        )
    ]
    return any(name.startswith("django.db") for name in names)


def reached(module: str) -> set[str]:
    """Return a module with its parts and every module of ours that it imports, however far down."""
    parts = {module, *graph().find_descendants(module)}
    return parts.union(*(graph().find_upstream_modules(part) for part in parts))


@pytest.mark.parametrize("package", contracts())
def test_every_module_is_named_in_its_packages_contract(package):
    assert unnamed(package, graph().find_children(package)) == set()


def test_a_module_that_no_contract_names_is_found():
    assert unnamed("media", ["media.models", "media.newcomer"]) == {"newcomer"}


def test_every_app_has_a_contract_but_the_boxes_of_tools():
    apps = {module.rpartition(".")[0] for module in graph().modules if module.endswith(".apps")}
    assert apps - contracts().keys() == {"cms.desk", "cms.operations"}


@pytest.mark.parametrize("word", words())
def test_words_import_no_database_however_far_down(word):
    assert [module for module in sorted(reached(word)) if imports_the_database(module)] == []


def test_the_search_finds_what_does():
    assert "articles.models.tag" in {
        one for one in reached("articles.models") if imports_the_database(one)
    }
