"""Labels of extents that stand ahead of what has them: 2万吨锂盐项目, 全长9公里的大道."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.label_words import label_words
from extractors.labels import Label
from extractors.noun_phrases import POSSESSIVE, whole_thing

if TYPE_CHECKING:
    from extractors.labels import Spot

EXTENT = frozenset({"area", "length", "mass", "volume", "power", "voltage"})
OWN_SIZE = regex.compile(
    r"(?P<size>总规模|总?建筑面积|总面积|占地面积|占地|水域?面积|全长|总长度?|总库容|总装机(?:容量)?)"
    r"(?:达到?|约|近|超过?|为)*$"
)
WORKS = ("项目", "工程", "基地", "生产线", "装置", "码头", "泊位", "煤矿", "矿井", "水厂")
NO_THING = ("大关", "台阶", "以上", "左右", "目标", "任务", "要求", "标准", "水平")
LONG_OF = regex.compile(r"^[长宽高深]的")  # 50公里长的大道
REACHING = ("达", "达到", "为", "到", "至", "约", "近", "超", "超过", "突破", "逾", "有", "共")
OWN = 4  # characters: a longer head has a noun of its own


@cache
def flow_tail() -> regex.Pattern[str]:
    """The verbs of doing right ahead of an amount: 谋划｜建设."""
    flow = "|".join(sorted(label_words().flow_words, key=len, reverse=True))
    return regex.compile(rf"(?:{flow})+$")


def own_size(spot: Spot) -> Label | None:
    """总规模2万亩的复垦项目, 全长20公里的地铁: what has the size stands behind it."""
    size = OWN_SIZE.search(spot.left.rstrip())
    owned = POSSESSIVE.match(spot.text, spot.quantity.end)
    if size is None or not spot.phrase.noun or owned is None:
        return None
    label = whole_thing(spot.text, owned.end(), spot.phrase.noun) + size["size"]
    return Label(label, "level", "label.owned", subject=spot.spoken.level)


def size_of(spot: Spot, head: str) -> Label | None:
    """新兴材料2.5万吨锂盐项目, 新建100公里绿道: how large is what stands behind, not what ahead."""
    if spot.dimension not in EXTENT or _measured(spot, head):
        return None
    owned = POSSESSIVE.match(spot.text, spot.quantity.end) is not None
    said = spot.phrase.noun.split("、")[0].removeprefix("级")
    noun = said if owned else whole_thing(spot.text, spot.quantity.end, said)
    if not said and not noun.endswith(WORKS):
        return None
    noun = LONG_OF.sub("", noun)
    if len(noun) < 2 or noun.endswith(NO_THING):
        return None
    flow = flow_tail().search(head)
    label = (flow[0] if flow else "") + noun
    if spot.dimension == "mass" and noun.endswith(WORKS):
        label += "规模"
    elif spot.dimension == "voltage":
        label += "电压"
    label = extent(label, spot)
    return Label(label, "level", "label.size-of", subject=noun, listed=True, noun=noun)


def _measured(spot: Spot, head: str) -> bool:
    """Whether the words ahead of an extent say what has it: 种植面积｜9万亩, 公路达｜9公里."""
    flow = flow_tail().search(head)
    own = len(head) - (len(flow[0]) if flow else 0) > OWN
    counted = spot.text[spot.phrase.end : spot.phrase.end + 1].isdigit() and own
    reached = spot.left.rstrip().endswith(REACHING)
    return counted or reached or label_words().measure_head.search(head) is not None


def extent(label: str, spot: Spot) -> str:
    """The label of an area says so: 14万平方米配套设施."""
    named = "面积" in label or label.endswith(("总量", "规模"))
    return label if spot.dimension != "area" or named else f"{label}面积"
