"""How right the readings are: by kind of document, and on figures drawn at random."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import annotated
import scoring
from annotated import LINKS, OWN, SAMPLES, TWELVE, Annotated, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = annotated.ROOT
PAGES = {"README.md": "en", "README.zh.md": "zh", "docs/method.md": "en"}
BLOCK = re.compile(
    r"(?P<open><!-- accuracy:(?P<name>[a-z]+) -->\n).*?(?P<close><!-- /accuracy -->)", re.S
)
COLUMNS = (
    "figure_f1",
    "wrong_value",
    "indicator",
    "place",
    "period",
    "status",
    "part_of",
    "fact_f1",
)
HEADINGS = {
    "en": ("", "documents", "figures", "found (F1)", "wrong value", "indicator", "place", "period",
           "status", "whole", "fact (F1)"),
    "zh": ("", "文件", "数据", "查全查准 F1", "数值错误", "指标", "地区", "时期", "状态",
           "所属总数", "整条正确 F1"),
}  # fmt: skip
CHINESE = {
    "work report": "政府工作报告",
    "communiqué": "统计公报、运行分析",
    "budget report": "预算执行报告",
    "plan or notice": "规划、通知",
    "news": "新闻",
    "newspaper page": "报纸版面",
    TWELVE: "编写规则时可见的 12 份",
    OWN: "本项目另行人工标注的",
    "all": "合计",
    "value": "数值和单位", "indicator": "指标", "place": "地区", "period": "时期", "status": "状态",
    "approx": "约数", "measure": "量的性质", "part_of": "所属总数", "whole": "整条正确",
}  # fmt: skip
ENGLISH = {
    TWELVE: "the twelve in view while the rules were written",
    OWN: "read by hand for this project",
    "value": "value and unit", "part_of": "whole of a part", "whole": "the fact as a whole",
}  # fmt: skip


def word(name: str, language: str) -> str:
    """What a row is called on a page."""
    return CHINESE.get(name, name) if language == "zh" else ENGLISH.get(name, name)


class Measured:
    """The readings of every annotated text and of every document of the sample."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents = annotated.documents()
        drawn = {row["doc"] for name in SAMPLES for row in annotated.sample(name)}
        drawn |= {row["doc"] for name in LINKS for row in annotated.links(name)}
        texts = {each.text for each in self._documents}
        texts |= {annotated.SHARED / "wild" / f"{doc}.txt" for doc in drawn}
        output = folder / "read.jsonl"
        scoring.extract(sorted(texts), output)
        self.figures: dict[str, list[Row]] = defaultdict(list)
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in annotated.rows(output):
            self._rows[row["doc"]].append(row)
            if row["type"] == "figure":
                self.figures[row["doc"]].append(row)
        self._prepare()

    def _prepare(self) -> None:
        """Gold, texts and what was read of them, as the judge wants them."""
        gold, texts = self._folder / "gold", self._folder / "texts"
        gold.mkdir()
        texts.mkdir()
        with (self._folder / "predicted.jsonl").open("w", encoding="utf-8") as predicted:
            for each in self._documents:
                for path in (each.gold(), each.gold().with_suffix(".doc.json")):
                    (gold / path.name).symlink_to(path)
                (texts / f"{each.id}.txt").symlink_to(each.text)
                kept = [row for row in self._rows[each.id] if each.holds(row)]
                predicted.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)

    def scores(self, documents: Iterable[Annotated]) -> dict[str, float]:
        """The judge's numbers on some of the documents."""
        names = ",".join(each.id for each in documents)
        said = scoring.judge(
            self._folder / "gold",
            self._folder / "texts",
            self._folder / "predicted.jsonl",
            "--docs",
            names,
            "--json",
        )
        return json.loads(said)

    @cache  # noqa: B019 - one object a run
    def by_kind(self) -> list[tuple[str, int, dict[str, float]]]:
        """Kind or set, documents, scores: each kind, each set, and all."""
        every = self._documents
        kinds = {each.kind: [e for e in every if e.kind == each.kind] for each in every}
        sets = {name: [e for e in every if e.set == name] for name in (TWELVE, OWN)}
        groups = {**kinds, **sets, "all": every}
        return [(name, len(group), self.scores(group)) for name, group in groups.items()]

    def sample(self, name: str) -> tuple[int, dict[str, float]]:
        """How many figures were drawn, and the share right by field."""
        verdicts = [right for _, _, right in annotated.verdicts(name, self.figures)]
        shares = {
            field: sum(right[field] for right in verdicts) / len(verdicts)
            for field in annotated.FIELDS
        }
        whole = sum(map(annotated.is_whole, verdicts)) / len(verdicts)
        return len(verdicts), shares | {"whole": whole}

    def links(self, name: str) -> tuple[int, int]:
        """Of the links read by hand: how many figures are still linked, how many rightly."""
        linked = right = 0
        for wanted in annotated.links(name):
            figure = annotated.at(self.figures[wanted["doc"]], wanted["start"], wanted["quote"])
            if figure is not None and figure["concept"] is not None:
                linked += 1
                right += figure["concept"] in wanted["concept"]
        return linked, right

    def doubts(self) -> dict[str, tuple[int, int]]:
        """Of all figures drawn, with and without a doubt: how many, and how many wrong."""
        counts = {"without": [0, 0], "with": [0, 0]}
        for name in SAMPLES:
            for _, figure, right in annotated.verdicts(name, self.figures):
                if figure is not None:
                    count = counts["with" if figure["doubt"] else "without"]
                    count[0] += 1
                    count[1] += not annotated.is_whole(right)
        return {name: (count[0], count[1]) for name, count in counts.items()}


def kind_table(measured: Measured, language: str) -> str:
    """Accuracy by kind of document, in Markdown."""
    headings = HEADINGS[language]
    lines = [_line(headings), _line(("---", *["---:"] * (len(headings) - 1)))]
    for name, count, scores in measured.by_kind():
        numbers = [f"{scores[column] * 100:.1f}" for column in COLUMNS]
        lines.append(_line((word(name, language), str(count), str(scores["gold"]), *numbers)))
    return "\n".join(lines) + "\n"


def names_table(measured: Measured, language: str) -> str:
    """F1 of the places, organisations and programmes named, in Markdown."""
    heads = {
        "en": ("F1", "places", "organisations", "programmes"),
        "zh": ("F1", "地区", "机构", "政策项目"),
    }
    lines = [_line(heads[language]), _line(("---", "---:", "---:", "---:"))]
    for name, _, scores in measured.by_kind()[-3:]:
        numbers = [
            f"{scores[f'{each}_f1'] * 100:.1f}" for each in ("place", "organisation", "programme")
        ]
        lines.append(_line((word(name, language), *numbers)))
    return "\n".join(lines) + "\n"


def sample_table(measured: Measured, language: str) -> str:
    """The share right by field among the figures drawn, in Markdown."""
    samples = [measured.sample(name) for name in SAMPLES]
    heads = {
        "en": ("right, in per cent", "first {} figures", "later {} figures", "last {}, of reports"),
        "zh": ("读对的百分比", "先抽的 {} 条", "后抽的 {} 条", "最后抽的 {} 条（限各地报告）"),
    }[language]
    counts = [head.format(count) for head, (count, _) in zip(heads[1:], samples, strict=True)]
    lines = [_line((heads[0], *counts)), _line(("---", *["---:"] * len(samples)))]
    for name in samples[0][1]:
        shares = [f"{shares[name] * 100:.1f}" for _, shares in samples]
        lines.append(_line((word(name, language), *shares)))
    return "\n".join(lines) + "\n"


def doubt_table(measured: Measured, language: str) -> str:
    """How often facts with and without a doubt are wrong, in Markdown."""
    heads = {"en": ("", "figures", "wrong", "%"), "zh": ("", "数据", "有误", "%")}
    names = {"en": {"without": "without a doubt", "with": "with a doubt"},
             "zh": {"without": "无存疑标记", "with": "有存疑标记"}}  # fmt: skip
    lines = [_line(heads[language]), _line(("---", "---:", "---:", "---:"))]
    for name, (count, wrong) in measured.doubts().items():
        share = f"{wrong / count * 100:.0f}" if count else "–"
        lines.append(_line((names[language][name], str(count), str(wrong), share)))
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


TABLES = {"kinds": kind_table, "names": names_table, "sample": sample_table, "doubts": doubt_table}


def rendered(page: str, language: str, measured: Measured) -> str:
    """A page with its tables of accuracy made anew."""
    return BLOCK.sub(lambda m: m["open"] + TABLES[m["name"]](measured, language) + m["close"], page)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the tables into the documents")
    parser.add_argument("--errors", action="store_true", help="show what is wrong in the sample")
    arguments = parser.parse_args()
    if gone := scoring.missing():
        print("没有评分材料 there is nothing to score against; missing:", *gone, sep="\n  ")
        return 1
    with tempfile.TemporaryDirectory() as name:
        measured = Measured(Path(name))
        for table in TABLES.values():
            print(table(measured, "en"))
        if arguments.errors:
            for wanted, figure, right in (
                each for name in SAMPLES for each in annotated.verdicts(name, measured.figures)
            ):
                for field in (each for each in annotated.FIELDS if not right[each]):
                    got = figure[field] if figure else None
                    print(
                        wanted["doc"],
                        wanted["start"],
                        wanted["quote"],
                        field,
                        got,
                        "not",
                        wanted.get(field),
                    )
        if arguments.write:
            for page, language in PAGES.items():
                path = ROOT / page
                text = path.read_text(encoding="utf-8")
                path.write_text(rendered(text, language, measured), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
