"""The command line: commands, their options, and words for what goes wrong."""

from __future__ import annotations

import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli_options import (
    FILE,
    Stop,
    database_option,
    explained,
    jobs_option,
    manifest_option,
    segmenter_option,
    usable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.run import Summary

CORPUS = Path("corpus/documents")
FAILED, INTERRUPTED = 1, 130
EVERY = 20  # documents between two lines of progress, where no bar can be drawn


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="xianqing")
def main() -> None:
    """县情：从政府公报中提取数据，存入 SQLite，在网页上查询。

    Xianqing reads Chinese government bulletins, stores every figure with its unit,
    indicator, place, period and exact source, and serves them as a website.

    \b
    从这里开始 Start here:
      xianqing ingest          读入样例 read the sample bulletins
      xianqing serve           打开网页 browse them at http://127.0.0.1:8001
    """


@main.command(
    epilog="""\b
    例 Examples:
      xianqing ingest                          corpus/documents → db/xianqing.db
      xianqing ingest ~/bulletins --jobs 2     一个文件夹 a folder, two processes
      xianqing ingest a.txt b.md --db my.db    个别文件 single files

    \b
    未变的文件跳过。0 全部读入；1 有文件未能读取；2 无法运行。
    Unchanged files are left alone. Exit status: 0 all read, 1 some files could not be
    read, 2 the run could not go on."""
)
@click.argument("paths", nargs=-1, type=FILE)
@database_option
@segmenter_option
@jobs_option
@manifest_option
@click.option(
    "--prune",
    is_flag=True,
    help="移除文件已不在的记录。Remove documents whose file under PATHS is gone.",
)
def ingest(
    paths: tuple[Path, ...],
    database: Path,
    segmenter: str,
    jobs: int,
    manifest: Path | None,
    *,
    prune: bool,
) -> None:
    """读入公报。Read bulletins (.txt, .md files or folders of them) into the database.

    PATHS default to corpus/documents.
    """
    with explained():
        from pipeline import run  # noqa: PLC0415

        segmenter = usable(segmenter)
        with _progress_bar() as progress:
            summary = run.ingest(
                paths or (CORPUS,),
                database,
                segmenter=segmenter,
                manifest=manifest,
                processes=jobs,
                prune=prune,
                progress=progress,
            )
    _show(summary, database)
    if summary.interrupted:
        raise SystemExit(INTERRUPTED)
    if summary.failures:
        raise SystemExit(FAILED)


def _progress_line(done: int, total: int) -> None:
    """A line on standard error each so many documents, for a log to show."""
    if done and done % EVERY == 0:
        click.echo(f"读取 reading: {done}/{total}", err=True)


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error where that is a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _progress_line
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("读取 reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _show(summary: Summary, database: Path) -> None:
    from rich.console import Console  # noqa: PLC0415

    from pipeline.report import failure_lines, remarks, summary_table  # noqa: PLC0415

    Console().print(summary_table(summary))
    for line in remarks(summary):
        click.echo(line)
    click.echo(f"数据库 database: {database}   （打开 to browse it: make serve, xianqing serve）")
    for line in failure_lines(summary):
        click.echo(line, err=True)


@main.command(
    epilog="""\b
    例 Examples:
      xianqing extract report.txt > facts.jsonl
      xianqing extract corpus/documents | grep '"type": "figure"'"""
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@segmenter_option
@jobs_option
@manifest_option
def extract(files: tuple[Path, ...], segmenter: str, jobs: int, manifest: Path | None) -> None:
    """输出 JSON Lines。Print what FILEs (or folders) hold as JSON Lines; no database.

    One object a line: document, figure, programme, place, organisation, check, issue.
    """
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with explained():
        failed = _extract(files, usable(segmenter), jobs, manifest)
    if failed:
        raise SystemExit(FAILED)


def _extract(files: tuple[Path, ...], segmenter: str, jobs: int, manifest: Path | None) -> bool:
    """Prints the readings; whether a file could not be read."""
    from pipeline.batches import read_all  # noqa: PLC0415
    from pipeline.bulletins import Failure, find_bulletins  # noqa: PLC0415
    from pipeline.output import lines  # noqa: PLC0415

    found = find_bulletins(files, manifest)
    failures = list(found.failures)
    for failure in failures:
        click.echo(f"未能读取 not read: {failure.file}: {failure.message}", err=True)
    with closing(read_all(found.bulletins, segmenter, jobs)) as outcomes:
        for _, outcome in outcomes:
            if isinstance(outcome, Failure):
                failures.append(outcome)
                click.echo(f"未能读取 not read: {outcome.file}: {outcome.message}", err=True)
            else:
                click.echo("\n".join(lines(outcome)))
    return bool(failures)


@main.command(
    epilog="""\b
    例 Examples:
      xianqing explain report.txt 311              the figure at character 311
      xianqing explain page.md 40 --segmenter pkuseg

    \b
    字符从 0 数起，与 extract 的 start 相同。
    Characters count from 0, as start does in what extract prints."""
)
@click.argument("file", type=FILE)
@click.argument("start", type=click.IntRange(0))
@segmenter_option
@manifest_option
def explain(file: Path, start: int, segmenter: str, manifest: Path | None) -> None:
    """说明一个数的读法。Print how the figure at character START of FILE came to its reading.

    Or, if the numeral there became no figure, which rule, time, name or issue holds it.
    START 即数字首字的序号：网页上点开一条数据，“位置”的前一个数；或 figures 表、extract 输出的
    start。START is where the number begins: the first number at 位置 of a figure opened on the
    website, or start in the table figures and in what extract prints.
    """
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    from pipeline import explain as explaining  # noqa: PLC0415
    from pipeline.explanation_report import lines  # noqa: PLC0415

    try:
        with explained():
            found = explaining.explain_file(file, start, usable(segmenter), manifest)
    except explaining.CannotExplain as error:
        raise Stop(f"无法说明 cannot be explained\n  {error}") from error
    click.echo("\n".join(lines(found)))


@main.command(
    epilog="""\b
    例 Examples:
      xianqing diff before.jsonl after.jsonl       two outputs of extract
      xianqing diff old.db new.db --limit 0        two databases, everything
      xianqing diff old.db new.db --csv diff.csv   for a spreadsheet"""
)
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=40,
    show_default=True,
    help="列出的条数，0 为全部。How many are listed, drawn at random; 0 lists all.",
)
@click.option(
    "--field",
    "fields",
    multiple=True,
    help="只看某类或某字段。Only this type (figure) or field (period); may be repeated.",
)
@click.option("--csv", "csv_file", type=FILE, help="写成表格。Write all into this CSV file.")
def diff(old: Path, new: Path, limit: int, fields: tuple[str, ...], csv_file: Path | None) -> None:
    """比较两次读法。List the facts gained, lost and changed from OLD to NEW.

    Each is a database or a file that extract printed.
    """
    from rich.console import Console  # noqa: PLC0415

    from pipeline import comparing  # noqa: PLC0415

    try:
        with explained(), comparing.opened(old) as before, comparing.opened(new) as after:
            found = comparing.found(before, after, fields)
            Console().print(comparing.counts(found))
            for line in comparing.listed(found, after, limit):
                click.echo(line)
            if csv_file is not None:
                comparing.save(found, after, csv_file)
    except comparing.CannotCompare as error:
        raise Stop(f"无法比较 cannot be compared\n  {error}") from error


@main.command(
    epilog="""\b
    例 Examples:
      xianqing serve
      xianqing serve --db my.db --port 8080"""
)
@database_option
@click.option("--host", default="127.0.0.1", show_default=True, help="地址。Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="端口。0 takes a free one.",
)
def serve(database: Path, host: str, port: int) -> None:
    """打开网站。Serve the database as a website, until Ctrl-C."""
    if not database.is_file():
        raise Stop(
            f"{database}: 没有这个数据库，请先运行 there is none yet; first: xianqing ingest"
        )
    with explained():
        from db import serve as server  # noqa: PLC0415

        try:
            server.serve(database, host, port, say=_say_address)
        except server.ServeError as error:
            raise Stop(f"网站无法打开 the website cannot be served\n  {error}") from error


def _say_address(address: str) -> None:
    click.echo(f"县情 Xianqing: {address}   (Ctrl-C 结束 stops)")


@main.command(name="check-db")
@database_option
def check_db(database: Path) -> None:
    """检查数据库。Look the database over: does everything in it hold together?"""
    from db.checks import check_database  # noqa: PLC0415

    with explained():
        wrong = check_database(database)
    for message in wrong:
        click.echo(message, err=True)
    if wrong:
        raise SystemExit(FAILED)
    click.echo(f"{database}: 完好 all is well")


@main.command(name="fetch-pkuseg")
def fetch_pkuseg() -> None:
    """下载 pkuseg 模型。Fetch the model of the segmenter pkuseg, once (about 40 MB)."""
    from pipeline import models  # noqa: PLC0415

    try:
        folder = models.fetch_pkuseg(models.model_dir() / "pkuseg")
    except models.ModelUnavailable as error:
        raise Stop(
            f"模型未能取得，仍用 jieba the model cannot be had; jieba serves\n  {error}"
        ) from error
    click.echo(f"pkuseg 模型在 the model is in {folder}")
