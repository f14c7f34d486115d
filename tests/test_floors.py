"""What the import contracts cannot say: words know no database."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("articles", "media", "cms")


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def words() -> list[str]:
    """Return the modules that the contract's last layer names, and media's words."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [steps] = [one for one in contracts if one.get("exhaustive")]
    names = re.split(r"\s*[:|]\s*", steps["layers"][-1].strip())
    return [*(f"articles.{name}" for name in names), "media.shapes", "media.credit_line"]


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


@pytest.mark.parametrize("word", words())
def test_words_import_no_database_however_far_down(word):
    assert [module for module in sorted(reached(word)) if imports_the_database(module)] == []


def test_the_search_finds_what_does():
    assert "articles.models.tag" in {
        one for one in reached("articles.models") if imports_the_database(one)
    }
