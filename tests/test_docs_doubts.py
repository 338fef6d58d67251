"""docs/method.md describes every doubt and every issue that the code can give, and no other."""

from __future__ import annotations

import ast
import re

from conftest import ROOT


def read(path):
    return path.read_text(encoding="utf-8")


def modules():
    for package in ("pipeline", "extractors"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield ast.parse(read(path))


def strings(node):
    """The non-empty texts that stand in an expression as a value, not as what is compared."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) and node.value else set()
    if isinstance(node, ast.IfExp):
        return strings(node.body) | strings(node.orelse)
    if isinstance(node, ast.BoolOp):
        return set().union(*(strings(each) for each in node.values))
    return set()


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def calls(tree, name):
    return [n for n in ast.walk(tree) if isinstance(n, ast.Call) and called(n) == name]


def takes_kind(function):
    return "kind" in {argument.arg for argument in function.args.args}


def passed_kinds(tree, function):
    """The kinds that a function takes as its parameter: the default, and what callers give."""
    names = [argument.arg for argument in function.args.args]
    found = set().union(*(strings(default) for default in function.args.defaults))
    for call in calls(tree, function.name):
        if len(call.args) > names.index("kind"):
            found |= strings(call.args[names.index("kind")])
    return found


def issue_kinds(tree):
    """The kinds of the issues and failures that a module makes."""
    found = set()
    makers = [(call, 0) for call in calls(tree, "Issue")]
    makers += [(call, 1) for call in calls(tree, "Failure")]
    for call, position in makers:
        found |= strings(call.args[position])
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and takes_kind(node) and calls(node, "Issue"):
            found |= passed_kinds(tree, node)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
            (target,) = node.targets
            if isinstance(target, ast.Tuple) and getattr(target.elts[0], "id", "") == "kind":
                found |= strings(node.value.elts[0])
    return found


def doubts(tree):
    """The doubts that a module can give."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            names = {getattr(target, "id", "").lower() for target in node.targets}
            if "doubt" in names:
                found |= strings(node.value)
            if "doubts" in names and isinstance(node.value, ast.Tuple):
                found = found.union(*(strings(each) for each in node.value.elts))
        elif isinstance(node, ast.keyword) and node.arg == "doubt":
            found |= strings(node.value)
        elif isinstance(node, ast.FunctionDef) and "doubt" in (
            ast.get_docstring(node) or node.name
        ):
            for each in ast.walk(node):
                if isinstance(each, ast.Return) and each.value is not None:
                    parts = each.value.elts if isinstance(each.value, ast.Tuple) else [each.value]
                    found |= strings(parts[-1])
    return found


def collected(gather):
    return set().union(*(gather(tree) for tree in modules()))


def described(heading):
    """What the table under a heading of docs/method.md describes."""
    section = read(ROOT / "docs" / "method.md").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def test_every_issue_is_described_and_every_one_described_exists():
    found = collected(issue_kinds)
    assert {"numeral-unread", "broken-number", "file-unreadable", "reading-failed"} <= found
    assert described("Issues") == found


def test_every_doubt_is_described_and_every_one_described_exists():
    found = collected(doubts)
    assert {"no place", "date inferred", "no label", "table without header"} <= found
    assert described("Doubts") == found
