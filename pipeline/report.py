"""What a run has to say at its end, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.run import Summary

NAMES = {
    "documents": ("文件", "documents"),
    "articles": ("文章", "articles"),
    "figures": ("数据", "figures"),
    "programmes": ("政策项目", "programmes"),
    "places": ("地区", "places"),
    "organisations": ("机构", "organisations"),
    "issues": ("问题", "issues"),
}
MOST_FAILURES = 20  # said one by one; all of them are in the database


def summary_table(summary: Summary) -> Table:
    """The counts of a run beside those of the database; these alone where nothing was read."""
    shown = {"本次 this run": summary.read, "库中 in the database": summary.stored}
    if not summary.read.get("documents"):
        del shown["本次 this run"]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for heading in shown:
        table.add_column(heading, justify="right")
    for name, (chinese, english) in NAMES.items():
        counts = (f"{counts[name]:,}" for counts in shown.values())
        table.add_row(f"{chinese} {english}", *counts)
    table.add_row("用时 seconds", f"{summary.seconds:.1f}")
    return table


def remarks(summary: Summary) -> Iterator[str]:
    """What else there is to say: files left alone, removed and not read."""
    if summary.unchanged:
        yield f"未变而跳过 unchanged, left alone: {summary.unchanged:,}"
    if summary.removed:
        yield f"文件已不在而移除 removed, file gone: {', '.join(summary.removed)}"
    if summary.interrupted:
        yield "已中断；已存的都完整，再运行一次即可继续。"
        yield "Interrupted: what is stored is whole; run it again to go on."


def failure_lines(summary: Summary) -> Iterator[str]:
    """The files that were not read, each with the reason."""
    failures = summary.failures
    if not failures:
        return
    yield f"未能读取 not read: {len(failures):,}"
    for failure in failures[:MOST_FAILURES]:
        yield f"  {failure.file}: {failure.message}"
    if len(failures) > MOST_FAILURES:
        more = len(failures) - MOST_FAILURES
        yield f"  … 其余 {more:,} 个见库中 issues 表 {more:,} more are in the table issues"
