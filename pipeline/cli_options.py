"""What the commands share: options, and words for what keeps them from going on."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

DATABASE = Path("db/xianqing.db")
SEGMENTERS = ("jieba", "pkuseg")  # those of pipeline.words, which takes a second to import
CANNOT = 2  # exit status where a command could not go on

FILE = click.Path(path_type=Path)
segmenter_option = click.option(
    "--segmenter",
    type=click.Choice(SEGMENTERS),
    default="jieba",
    show_default=True,
    help="分词器。Word segmenter; pkuseg needs fetch-pkuseg once.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="并行进程数。How many processes read; each takes about 400 MB.",
)
manifest_option = click.option(
    "--manifest",
    type=FILE,
    help="文件清单（CSV）。Titles, dates and places known of the files; by default the"
    " manifest.csv in their folder, or beside a folder 'documents'.",
)
database_option = click.option(
    "--db",
    "database",
    type=FILE,
    default=DATABASE,
    show_default=True,
    help="数据库文件。The database file.",
)


class Stop(click.ClickException):
    """The command cannot go on."""

    exit_code = CANNOT

    def show(self, file: object = None) -> None:
        click.echo(f"错误 Error: {self.message}", err=True)


@contextmanager
def explained() -> Iterator[None]:
    """Errors that a person can do something about become one message, without a traceback."""
    from db.errors import StoreError  # noqa: PLC0415 - commands import what they need
    from pipeline.batches import WorkerLost  # noqa: PLC0415
    from pipeline.bulletins import NoBulletins  # noqa: PLC0415
    from pipeline.errors import LexiconError  # noqa: PLC0415

    reasons: dict[type[Exception], str] = {
        StoreError: "数据库无法使用 the database cannot be used",
        NoBulletins: "没有可读的文件 nothing to read",
        LexiconError: "数据文件有误 a mistake in a data file",
        WorkerLost: "读取进程中断 a process was lost",
    }
    try:
        yield
    except tuple(reasons) as error:
        raise Stop(f"{reasons[type(error)]}\n  {error}") from error


def usable(segmenter: str) -> str:
    """The segmenter asked for, or jieba where pkuseg's model has not been fetched."""
    if segmenter != "pkuseg":
        return segmenter
    from pipeline.models import ModelUnavailable, pkuseg_model  # noqa: PLC0415

    try:
        pkuseg_model()
    except ModelUnavailable as error:
        click.echo(
            "没有 pkuseg 模型，改用 jieba；要用它请先运行 xianqing fetch-pkuseg。\n"
            f"{error}\njieba cuts the words instead; to fetch the model: xianqing fetch-pkuseg",
            err=True,
        )
        return "jieba"
    return segmenter
