"""Labels of ranks, contributions, changes and completion: 同比增长, 居第5位, 完成预算的92%."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.label_words import label_words
from extractors.labels import (
    RATE_ENDS,
    Label,
    Spoken,
    clean,
    clean_amount,
    with_subject,
    without_rate,
)
from extractors.units import load_units

if TYPE_CHECKING:
    from pipeline.model import Quantity

RELATIVE = frozenset({"%", "‰", "倍", "番"})
SHORT_VERBS = frozenset({"多", "少", "升", "增", "减", "降"})
MOVES = frozenset({"前进", "后退", "前移", "后移"})  # 较上年前进6位: what moves is a rank
STANDINGS = ("排名", "位次", "名次")
SIBLINGS = frozenset("业区济")  # 业 of trades and enterprises, 区 of regions, 济 of 经济
OWN_SCOPE = regex.compile(r"[全我][市区县镇乡村州旗盟]")
OWN = 6  # characters: 完成年度计划 is of what was spoken of, 完成旧房改造总任务 is not
QUALITY_VERBS = frozenset(
    {"提升", "提高", "扩大", "加快", "精简", "压缩", "缩短"}
)  # 改造提升280万亩 is no change
VERSUS = frozenset({"高", "低", "高于", "低于", "快于", "慢于", "高出", "超出", "领先"})
LIMITS = frozenset({"高于", "低于"})  # 播种面积高于266万亩 is a level
VERSUS_OTHER = regex.compile(
    rf"(?<!不)(?P<verb>{'|'.join(sorted(VERSUS - {'高', '低'}))})(?P<other>[^，。；]{{1,12}})$"
)
# in points a measure of distance: 超序时进度3个百分点
AHEAD_OF = regex.compile(r"(?<!不)(?P<verb>超过|超|落后于?|滞后于?)(?P<other>[^，。；]{2,12})$")
BEHIND = frozenset({"低于", "慢于", "落后", "落后于", "滞后", "滞后于"})
# 户均增收2000元: the verb says of what, for 户均 alone is no amount
EARNED_EACH = regex.compile(r"[人户亩村社]均(?:每?年)?(?:增收|增产|减收|增支)$")
COMPLETES = regex.compile(
    r"(?P<subject>.*?)(?P<what>(?:完成|为|占(?!比)|相当于|达到)[^，。；]{2,24}?)的?"
)
BUDGET = regex.compile(
    r"完成(?P<what>(?:年初|年度|全年|调整|计划)?(?:预算)?(?:收入|支出|收支)?(?:预算|计划|任务|"
    r"目标|目标任务)数?)"
)
PULL = regex.compile(
    r"(?P<head>.*?)(?P<sign>正向|负向)?(?P<pull>拉动.{1,12}?(?:增长|投资|经济|上升|下降)?)"
)
RANK_AMONG = regex.compile(
    r"(?<=.{2})在[^，在]{0,16}(?:城市|[个座\d][市县区州]|开发区|省会|设区市|经济体|[市县区省](?=[之当]?中))"
    r"(?:[之当]?中|里|内)?(?:倒|排名?|居|位居?|列|前移)*$"
)
RANK_FROM = regex.compile(r"(?<=.{2})[由从][^，由从]{0,10}$")  # 由全省第6位升至第3位
# 稳居全省前｜3位: among the first of all that are ranked
AMONG_FIRST = regex.compile(
    r"(?<=.{2})(?:位于|位列|名列|居|列|排名?|进入?|跻身|保持)[^，。；前]{0,10}前$"
)
PLACES = frozenset({"位", "名"})
RANK_FIRST = regex.compile(r"前(?:列|[一二三四五六七八九十\d]+[名位]?)[、，和][^，、]{0,4}$")
SHARE_TAIL = regex.compile(r"(?:占.*)?(?:比重|占比)$|对.*贡献率$")  # what pulls is the whole of it
RANK_TAIL = regex.compile(
    r"(?:并|且|、|，|继续|稳|(?:[提上跃攀晋回]|前移)?升(?:至|到)?|跃[居至上]?|位|名|倒排|排|居|列|进入|首次|"
    r"全[省市国县区州](?:[各\p{N}一二三四五六七八九十]+[个座]?[省市县区州](?:区|州|盟)?)?|排名|地级市|地级以上城市|设区市|地市|市州|同类城市|西部|中部|东部|省|在|"
    r"连续.{1,4}|保持|均|前列|世界|全球)+$"
)

NEXT_RANK = regex.compile(r"[、，和][^，。；、]{0,6}")


def is_next_rank(gap: str) -> bool:
    """Whether a rank behind another is of the same, among others: 居全国第20位｜、河北省｜第1位.

    >>> is_next_rank("、河北省"), is_next_rank("，增速居"), is_next_rank("，奖牌榜")
    (True, False, False)
    """
    other = RANK_TAIL.sub("", gap)
    return bool(
        NEXT_RANK.fullmatch(gap)
        and not other.endswith("榜")
        and not label_words().measure_head.search(other)
        and not label_words().bare_head.search(other.lstrip("、，和"))
    )


def read_change(left: str, quantity: Quantity, spoken: Spoken) -> Label | None:
    """The label where the words make a rank, contribution, change or completion, else None."""
    if quantity.kind == "rank":
        return _rank(left, spoken)
    first = AMONG_FIRST.search(left) if quantity.unit in PLACES else None
    if first is not None:
        return _rank(left[: first.start()], spoken)
    for reader in (_pull, _versus, _change, _headed, _completion):
        label = reader(left, quantity, spoken)
        if label is not None:
            return label
    return None


def _rank(left: str, spoken: Spoken) -> Label:
    left = RANK_FROM.sub("", RANK_FIRST.sub("", left))
    subject = clean(RANK_TAIL.sub("", clean(RANK_TAIL.sub("", RANK_AMONG.sub("", left)))))
    own = ""
    if label_words().bare_head.fullmatch(subject):
        subject = with_subject(subject, spoken.level)
    elif len(subject) < 2:
        subject = without_rate(spoken.level) + subject
    elif label_words().measure_head.search(subject):
        own = without_rate(subject)  # 居民收入居全省第三，增长8%
    doubt = "" if subject else "no label"
    subject = subject.removesuffix("排名")
    return Label(f"{subject}排名", "rank", "label.rank", doubt=doubt, subject=own)


def _pull(left: str, quantity: Quantity, spoken: Spoken) -> Label | None:
    """拉动全市投资增长10.7个百分点: a contribution, labelled by what pulls what."""
    found = PULL.fullmatch(left.strip()) if quantity.unit == "百分点" else None
    if found is None:
        return None
    head = clean(found["head"]) or SHARE_TAIL.sub("", without_rate(spoken.level))
    pull = label_words().scope.sub("", found["pull"])
    sign = -1 if found["sign"] == "负向" else 1
    return Label(head + pull.removesuffix("增长") + "增长", "change", "label.pull", sign)


def _versus(left: str, quantity: Quantity, spoken: Spoken) -> Label | None:
    """高于全省1.1个百分点: a difference from another place, not in time."""
    found = VERSUS_OTHER.search(left)
    if found is None and quantity.unit == "百分点":
        found = AHEAD_OF.search(left)
    if found is None or quantity.kind != "number" or quantity.unit in ("倍", "番"):
        return None
    subject = clean(left[: found.start()]) or spoken.last
    sign = -1 if found["verb"] in BEHIND else 1
    return Label(subject + clean(found[0]), "change", "label.versus", sign, subject=subject)


def _change(left: str, quantity: Quantity, spoken: Spoken) -> Label | None:
    words = label_words()
    found = words.change.search(left)
    if found is None or quantity.kind == "share":
        return None
    verb, subject = found["verb"], clean_amount(left[: found.start()])
    dimension = load_units().dimension(quantity.unit)
    days = not subject and spoken.last.endswith("天数")  # 优良天数达317天，增加16天
    if (dimension == "time" and not found["base"] and not days) or (
        verb in SHORT_VERBS and not subject and not spoken.last
    ):
        return None
    relative = quantity.unit in RELATIVE
    if verb in ("高", "低") and quantity.unit != "百分点":
        return None
    if verb in LIMITS and not found["base"] and not (relative or quantity.unit == "百分点"):
        return None
    if verb in QUALITY_VERBS and dimension not in ("ratio", "money") and not found["base"]:
        return None
    each = EARNED_EACH.search(left, 0, found.end("verb"))
    if each:
        subject = clean_amount(left[: each.start()]) + each[0]
    label = with_subject(subject, spoken.level if subject else spoken.last)
    if relative:
        label += _sibling_head(subject, spoken)
    elif verb in MOVES and label and not label.endswith(STANDINGS):
        label += "排名"
    return Label(
        label,
        "growth" if relative and verb not in VERSUS else "change",
        "label.change",
        -1 if verb in words.down else 1,
        doubt="" if label else "no label",
        subject=label,
    )


def _sibling_head(subject: str, spoken: Spoken) -> str:
    """纺织业增长5.5% behind 食品加工业增加值增长6.1%: what grew is its 增加值 as well."""
    head = label_words().measure_head
    found = None if spoken.age or head.search(subject) else head.search(spoken.last)
    if found is None or subject[-1:] not in SIBLINGS:
        return ""
    before = spoken.last[: found.start()]
    return str(found[0]) if before.endswith(subject[-1]) and before != subject else ""


def _headed(left: str, quantity: Quantity, spoken: Spoken) -> Label | None:
    """净增规上工业企业312家: the verb stands first."""
    head = clean(left)
    found = label_words().change_head.match(head)
    if found is None or quantity.unit in RELATIVE:
        return None
    sign = -1 if found["verb"] in ("减少", "调减", "压减", "缩减") else 1
    subject = head[found.end() :]
    return Label(subject + found["verb"], "change", "label.change-head", sign, subject=subject)


def _completion(left: str, quantity: Quantity, spoken: Spoken) -> Label | None:
    """完成年初预算的8.3%, 占目标进度的107.38%, and 完成年初预算435,010万元的59.5%."""
    head = clean(left)
    if quantity.unit == "%" and (left.endswith("的") or not head):
        found = COMPLETES.fullmatch(left.lstrip("，、 已"))
        if found and spoken.level:
            return _share_of(clean_amount(found["subject"]), found["what"], spoken)
    budget = BUDGET.fullmatch(head)
    if budget and spoken.level and load_units().dimension(quantity.unit) == "money":
        return Label(spoken.level + budget["what"], "level", "label.budget", target=True)
    return None


def _share_of(subject: str, said: str, spoken: Spoken) -> Label:
    """占目标进度, of what was spoken of; what a sentence on its own completes is its own."""
    said = said.removesuffix("的")
    what = OWN_SCOPE.sub("", said)
    what = said if what in ("占", "为", "达到", "相当于") else what
    own = not subject and spoken.age > 0 and what.startswith("完成") and len(what) > OWN
    if own:
        return Label(f"{what.removeprefix('完成')}完成比例", "rate", "label.completion")
    subject = subject or without_rate(spoken.level)
    doubt = "topic carried" if spoken.age and subject == spoken.level else ""
    return Label(f"{subject}{what}比例", "rate", "label.completion", doubt=doubt)


def relative_measure(label: str, measure: str) -> str:
    """A share whose label names a speed (增速, 降幅) is a growth."""
    speed = label.endswith(RATE_ENDS) and not label.endswith("自然增长率")
    return "growth" if measure == "rate" and speed else measure
