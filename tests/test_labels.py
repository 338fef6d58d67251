"""Labels: what a clause says that its figure measures."""

from __future__ import annotations

import pytest

from extractors.bracketed_items import bracketed_item
from extractors.dealt_lists import distribute
from extractors.figures import find_quantities
from extractors.indicators import read_label
from extractors.label_counts import measure_of, spoken_key
from extractors.label_words import label_words
from extractors.labels import (
    Label,
    Spoken,
    clean,
    clean_amount,
    counted,
    elliptical,
    fresh_total,
    stem,
    tail_piece,
    with_subject,
    without_rate,
)
from extractors.lexicons import read_toml
from extractors.lists import lend_back, share_labels
from extractors.noun_phrases import clause_subject, following_phrase
from pipeline.model import Word

DATA = read_toml("indicator_words.toml")


def plain(name: str) -> list[str]:
    """The entries of a list that are words, not patterns, and are not kept."""
    keep = DATA[name].get("keep", [])
    return [word for word in DATA[name]["words"] if not set(word) & set("([") and word not in keep]


def tagged(sentence: str) -> tuple[str, dict[int, Word]]:
    """A sentence written as ``word/tag word/tag``, with its words by where they begin."""
    text, words = "", {}
    for piece in sentence.split():
        word, tag = piece.rsplit("/", 1)
        words[len(text)] = Word(len(text), len(text) + len(word), tag)
        text += word
    return text, words


NOTHING = Spoken()


def label_of(sentence: str, spoken: Spoken = NOTHING) -> Label:
    """The label of the last quantity of a tagged sentence of one clause."""
    text, words = tagged(sentence)
    quantity = find_quantities(text, (), list(words.values())).quantities[-1]
    return read_label(text[: quantity.start], quantity, spoken, text, len(text), words)


@pytest.mark.parametrize(
    ("left", "label"),
    [
        ("其中区级配套资金达", "区级配套资金"),
        ("全市进出口贸易总值", "进出口贸易总值"),
        ("截至目前，全县累计建成公路里程", "建成公路里程"),
        ("其他支出", "其他支出"),
        ("计划生育服务站", "计划生育服务站"),
        ("粮食产量稳定在", "粮食产量"),
        ("新建普通高中", "新建普通高中"),
        ("公共服务支出", "公共服务支出"),
        ("存在隐患", "存在隐患"),
        ("农户", "农户"),
        ("坚持将新增财力", "新增财力"),
        ("大将军陵园", "大将军陵园"),
        ("抓好以下工作", "工作"),
        ("限额以下单位零售额", "限额以下单位零售额"),
        ("实现了脱贫人口", "脱贫人口"),
        ("建成了文化广场", "建成文化广场"),
        ("了解情况", "了解情况"),
        ("加大对薄弱学校", "薄弱学校"),
        ("加大对口帮扶", "加大对口帮扶"),
        ("五年落实资金", "落实资金"),
        ("三年行动计划项目", "三年行动计划项目"),
        ("本科上线率五年", "本科上线率"),
        ("平均连续三年", "平均连续三年"),
        ("补贴标准按", "补贴标准"),
        ("养老金标准上调至", "养老金标准"),
        ("或养羊", "养羊"),
        ("《条例", "条例"),
        ("《条例》条数", "《条例》条数"),
        ("服务热线受理3万件、救助500人、帮助残疾家庭改造70户、城乡供养标准", "城乡供养标准"),
        ("35千伏、110千伏线路", "35千伏、110千伏线路"),
        ("", ""),
    ],
)
def test_clean(left, label):
    assert clean(left) == label


@pytest.mark.parametrize("left", ["其中", "全市进出口总值达到", "“双百”工程资金", "”的", "，、"])
def test_cleaning_twice_changes_nothing(left):
    assert clean(clean(left)) == clean(left)


@pytest.mark.parametrize(
    ("left", "label"),
    [
        ("实现增加值", "增加值"),
        ("完成投资", "投资"),
        ("投入", "投入"),
        ("总投资", "总投资"),
        ("获得", "获得"),
        ("贡献率", "贡献率"),
    ],
)
def test_clean_amount(left, label):
    assert clean_amount(left) == label


@pytest.mark.parametrize(
    ("label", "head", "subject"),
    [
        ("西瓜种植面积", "产量", "西瓜"),
        ("规上工业增加值", "增速", "规上工业增加值"),
        ("脱贫户数", "比重", "脱贫"),
        ("人口自然增长率", "增速", "人口自然增长率"),
    ],
)
def test_stem(label, head, subject):
    assert stem(label, head) == subject


@pytest.mark.parametrize(
    ("head", "subject", "label"),
    [
        ("产值", "西瓜种植面积", "西瓜产值"),
        ("增速", "工业投资", "工业投资增速"),
        ("", "粮食产量", "粮食产量"),
        ("油料产量", "粮食产量", "油料产量"),
        ("产值", "", "产值"),
    ],
)
def test_with_subject(head, subject, label):
    assert with_subject(head, subject) == label


@pytest.mark.parametrize(
    ("label", "dimension", "done"),
    [
        ("行政村", "counts", "行政村数"),
        ("脱贫户数", "persons", "脱贫人数"),
        ("外出就业人数", "persons", "外出就业人数"),
        ("搬迁", "households", "搬迁户数"),
        ("巡查", "events", "巡查次数"),
        ("常住人口", "persons", "常住人口"),
        ("过渡期", "time", "过渡期"),
        ("", "counts", ""),
    ],
)
def test_counted(label, dimension, done):
    assert counted(label, dimension) == done


def test_small_cleaners():
    assert without_rate("地方投资增速") == "地方投资"
    assert without_rate("人口自然增长率") == "人口自然增长率"
    assert tail_piece("莲花湖、运动公园等") == ""
    assert tail_piece("组建") == "组建"


# read_label: one row a way of saying.


@pytest.mark.parametrize(
    ("sentence", "text", "measure", "sign"),
    [
        ("粮食/n 产量/n 达/v 32.5万吨/m", "粮食产量", "level", 1),
        ("城镇化率/n 为/v 48.6%/m", "城镇化率", "rate", 1),
        ("工业/n 增加值/n 同比/v 增长/v 8.6%/m", "工业增加值", "growth", 1),
        ("工业/n 增加值/n 下降/v 8.6%/m", "工业增加值", "growth", -1),
        ("税收/n 减少/v 3亿元/m", "税收", "change", -1),
        ("城镇化率/n 提高/v 1.2个百分点/m", "城镇化率", "change", 1),
        ("工业/n 增速/n 回落/v 1.2个百分点/m", "工业增速", "change", -1),
        ("粮食/n 总产/n 居/v 全省/n 第5位/m", "粮食总产排名", "rank", 1),
        ("引进/v 企业/n 12家/m", "引进企业数", "level", 1),
        ("排查/v 房屋/n 5200栋/m", "排查房屋数", "level", 1),
        ("净增/v 规上/n 企业/n 12家/m", "规上企业净增", "change", 1),
        ("收购/v 价格/n 0.6元/斤/m", "收购价格", "level", 1),
        ("经济/n 增速/n 为/v 8%/m", "经济增速", "growth", 1),
    ],
)
def test_noun_before(sentence, text, measure, sign):
    label = label_of(sentence)
    assert (label.text, label.measure, label.sign, label.doubt) == (text, measure, sign, "")


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("建成/v 24个/m 公园/n", "建成公园数"),
        ("5家/m 浙江/LOC 企业/n 落地/v 本县/n", "落地本县的浙江企业数"),
        ("设立/v 5年/m 过渡期/n", "过渡期"),
        ("800人/m 以上/f 安置/vn 社区/n", "安置社区人数"),
    ],
)
def test_noun_after(sentence, text):
    text_, words = tagged(sentence)
    quantity = find_quantities(text_, (), list(words.values())).quantities[0]
    label = read_label(text_[: quantity.start], quantity, Spoken(), text_, len(text_), words)
    assert label.text == text


SPOKEN = Spoken(level="西瓜种植面积", last="西瓜种植面积", by_dimension={"area": "西瓜种植面积"})


@pytest.mark.parametrize(
    ("sentence", "text", "doubt"),
    [
        ("同比/v 增长/v 8.6%/m", "西瓜种植面积", ""),
        ("产量/n 60万吨/m", "西瓜产量", ""),
        ("12家/m", "西瓜种植面积", "topic carried"),
    ],
)
def test_what_was_spoken_of_is_carried(sentence, text, doubt):
    label = label_of(sentence, SPOKEN)
    assert label.text.startswith(text)
    assert label.doubt in {doubt, ""}


@pytest.mark.parametrize("sentence", ["增长/v 8.6%/m", "12家/m", "35亿元/m", "居/v 第5位/m"])
def test_without_a_word_the_label_is_in_doubt(sentence):
    label = label_of(sentence)
    assert label.doubt == "no label"


def test_a_chain_keeps_its_label():
    spoken = Spoken(level="脱贫户数", last="脱贫户数")
    assert label_of("20350人/m", spoken).text == "脱贫人数"


@pytest.mark.parametrize(
    ("sentence", "text"),
    [("延长/v 至/v 5个月/m", "服务时间"), ("延长/v 服务/vn 5个月/m", "延长服务")],
)
def test_what_a_time_becomes_keeps_its_label(sentence, text):
    assert label_of(sentence, Spoken(level="服务时间", last="服务时间")).text == text


@pytest.mark.parametrize(("last", "measure"), [("优良天数", "change"), ("服务期", "level")])
def test_days_change_where_days_were_spoken_of(last, measure):
    label = label_of("增加/v 16天/m", Spoken(level=last, last=last))
    assert label.measure == measure


def test_a_number_further_on_is_no_chain():
    spoken = Spoken(level="脱贫户数", last="脱贫户数", adjacent=False)
    label = label_of("20350人/m", spoken)
    assert (label.rule, label.doubt) == ("label.topic", "topic carried")


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("造成/v 6人/m 死亡/v", "造成死亡人数"),
        ("38万人/m 参加/v 医疗/n 保险/n 试点/vn", "参加医疗保险试点人数"),
        ("15名/m 帮扶/v 责任人/n 入户/v", "入户的帮扶责任人数"),
        ("连续/a 4年/m 荣获/v 先进市/n", "连续荣获先进市年数"),
        ("堤坝/n 、/w 湖泊/n 3类/m 工程/n", "工程数"),
        ("竣工/v 、/w 新建/v 3处/m 水库/n", "新建水库数"),
        ("对外/vn 提供/v 的/u 3处/m 场地/n", "对外提供的场地数"),
        ("审批/vn 时间/n 压缩/v 至/v 3个工作日/m 内/f", "审批时间"),
        ("有关/vn 单位/n 已/d 准备/v 220个/m 库点/n", "准备库点数"),
        ("已/d 准备/v 220个/m 库点/n", "准备库点数"),
        ("新建/v 两所/m 小学/n 、/w 一所/m 初中/n", "新建小学数"),
        ("新建/v 两所/m 一流/m 小学/n 和/c 初中/n", "新建一流小学和初中数"),
        ("300个/m 重点县/n 单产/n 提升/v 对/p 丰收/vn 的/u 贡献率/n 达/v", "重点县数"),
    ],
)
def test_counts(sentence, text):
    text_, words = tagged(sentence)
    quantity = find_quantities(text_, (), list(words.values())).quantities[0]
    label = read_label(text_[: quantity.start], quantity, Spoken(), text_, len(text_), words)
    assert label.text == text


@pytest.mark.parametrize(
    ("sentence", "spoken", "text"),
    [
        ("民间/n 投资/n 占/v 26%/m", NOTHING, "民间投资占比"),
        ("占/v 35%/m", Spoken(level="专利申请数"), "专利申请占比"),
        ("折/v 9亿美元/m", Spoken(level="外资额", last="外资额"), "外资额"),
        ("较差/a 的/u 占/v 4%/m", Spoken(level="水质好的断面占比"), "较差的断面占比"),
        ("农村/n 32%/m", Spoken(by_dimension={"ratio": "城镇参保率"}), "农村参保率"),
        ("农村/n 人口/n 32%/m", Spoken(by_dimension={"ratio": "城镇参保率"}), "农村人口"),
        ("不良/a 贷款率/n 由/p 峰值/n 时/n 的/u 9%/m", NOTHING, "不良贷款率"),
        ("行动/vn 自由/a 32%/m", NOTHING, "行动自由"),
        ("低保/n 标准/n 由/p 每人/r 每月/r 480元/m", NOTHING, "低保标准"),
        ("累计/v 投入/v 9亿元/m", NOTHING, "投入资金"),
        ("到位/v 资金/n 9亿元/m", NOTHING, "到位资金"),
        ("到位/v 资金/n 9亿元/m", Spoken(level="扶贫项目数"), "扶贫项目资金"),
        ("投资/v 9亿元/m", NOTHING, "投资"),
        ("总量/n 突破/v 9亿元/m", Spoken(level="地区生产总值"), "地区生产总值总量"),
    ],
)
def test_amounts(sentence, spoken, text):
    assert label_of(sentence, spoken).text == text


def test_a_subject_of_an_earlier_sentence_is_a_doubt():
    near, far = Spoken(level="西瓜种植面积"), Spoken(level="西瓜种植面积", age=1)
    assert label_of("产值/n 9亿元/m", near).doubt == ""
    assert label_of("产值/n 9亿元/m", far).doubt == "topic carried"


def test_elliptical():
    assert elliptical("下降的为", "价格上涨的城市个数") == "下降的城市个数"
    assert elliptical("下降的为", "城市个数") == ""
    assert elliptical("下降", "价格上涨的城市个数") == ""


def test_fresh_total():
    assert fresh_total("净增企业户数") == "企业户数"
    assert fresh_total("新增") == "新增"
    assert fresh_total("创新企业数") == "创新企业数"


def test_money_takes_its_purpose():
    text, words = tagged("投入/v 3600万元/m 用于/v 农村/n 饮水/n 工程/n 建设/vn")
    quantity = find_quantities(text).quantities[0]
    label = read_label("投入", quantity, Spoken(), text, len(text), words)
    assert label.text == "农村饮水工程建设资金"


def test_completion_of_a_budget():
    spoken = Spoken(level="财政收入", last="财政收入")
    label = label_of("占/v 年初/t 预算/n 的/u 86.5%/m", spoken)
    assert label.measure == "rate"
    assert label.text.startswith("财政收入")


def test_a_budget_is_a_plan():
    spoken = Spoken(level="财政收入", last="财政收入")
    label = label_of("完成/v 年初预算/n 9亿元/m", spoken)
    assert label.target
    assert label.text == "财政收入年初预算"


@pytest.mark.parametrize(
    ("text", "measure", "key"),
    [("共35户", "level", "户"), ("占35%", "rate", "ratio"), ("居第3位", "rank", None),
     ("收入35元", "level", "money")],
)  # fmt: skip
def test_measure_and_key_of_a_quantity(text, measure, key):
    quantity = find_quantities(text).quantities[0]
    assert measure_of(quantity) == measure
    assert key is None or spoken_key(quantity) == key


# Noun phrases


@pytest.mark.parametrize(
    ("sentence", "noun", "predicate", "threshold"),
    [
        ("5家/m 浙江/LOC 企业/n 落地/v 本县/n", "浙江企业", "落地本县", False),
        ("12项/m 制度/n", "制度", "", False),
        ("800人/m 以上/f 的/u 安置/vn 社区/n", "安置社区", "", True),
        ("800人/m 左右/f", "", "", False),
        ("12家/m 。/w", "", "", False),
        ("3个/m 市级/n 和/c 县级/n 园区/n", "市级和县级园区", "", False),
    ],
)
def test_following_phrase(sentence, noun, predicate, threshold):
    text, words = tagged(sentence)
    phrase = following_phrase(text, words[0].end, len(text), words)
    assert (phrase.noun, phrase.predicate, phrase.threshold) == (noun, predicate, threshold)
    assert phrase.end <= len(text)


def test_a_phrase_ends_at_its_limit():
    text, words = tagged("12项/m 制度/n 方案/n")
    assert following_phrase(text, 3, 5, words).noun in {"制度", ""}


def test_clause_subject():
    text, words = tagged("西瓜/n 产业/n 发展/v 良好/a ，/w")
    assert clause_subject(text, 0, len(text), words) == "西瓜产业"
    text, words = tagged("扎实/d 推进/v ，/w")
    assert clause_subject(text, 0, len(text), words) == ""


# Lists


def deal(text: str, first: Label) -> list[Label]:
    quantities = find_quantities(text).quantities
    labels = [first, *[Label("", "level", "label.none")] * (len(quantities) - 1)]
    return distribute(text, quantities, labels, [0] * len(quantities))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("小麦、玉米产量分别达15万吨、12万吨", ["小麦产量", "玉米产量"]),
        ("住院和门诊报销比例分别为70%和60%", ["住院报销比例", "门诊报销比例"]),
        ("早稻和晚稻最低收购价格分别为12元和13元", ["早稻最低收购价格", "晚稻最低收购价格"]),
        ("一二产业增加值分别为12亿元、30亿元", ["第一产业增加值", "第二产业增加值"]),
    ],
)
def test_items_are_dealt_out(text, names):
    dealt = deal(text, Label("产量", "level", "label.amount"))
    assert [label.text for label in dealt] == names
    assert {label.doubt for label in dealt} == {""}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("城乡居民收入分别达3万元、2万元", ["城镇居民收入", "农村居民收入"]),
        ("存、贷款余额分别为9亿元和7亿元", ["存款余额", "贷款余额"]),
        ("一般预算收入和支出分别为9亿元和7亿元", ["一般预算收入", "一般预算支出"]),
        ("养老、医疗保险分别新增3万人和2万人", ["新增养老保险人数", "新增医疗保险人数"]),
        ("农业、服务业增加值分别为9亿元、7亿元", ["农业增加值", "服务业增加值"]),
        ("教育、环境保护和治理业投资分别为9亿元、7亿元", ["教育投资", "环境保护和治理业投资"]),
    ],
)
def test_pairs_and_kinds_are_dealt_out(text, names):
    dealt = deal(text, Label("", "level", "label.amount"))
    assert [label.text for label in dealt] == names


def test_a_pair_is_of_two_and_no_list_goes_on_behind_a_comma():
    dealt = deal("城乡居民收入分别达3万元、2万元、1万元", Label("收入", "level", "label.amount"))
    assert {label.doubt for label in dealt} == {"list of another length"}
    dealt = deal("城乡居民收入分别达3万元、2万元，10户", Label("收入", "level", "label.amount"))
    assert [label.text for label in dealt][:2] == ["城镇居民收入", "农村居民收入"]
    assert dealt[2].text == ""


def test_a_list_of_another_length_is_in_doubt():
    dealt = deal(
        "小麦、玉米产量分别达15万吨、12万吨和9万吨", Label("产量", "level", "label.amount")
    )
    assert {label.doubt for label in dealt} == {"list of another length"}


def test_growths_go_with_the_levels_before_them():
    text = "小麦15万吨，玉米12万吨，同比分别增长2.3%和4.1%"
    quantities = find_quantities(text).quantities
    change = Label("玉米产量", "growth", "label.change")
    labels = [
        Label("小麦产量", "level", "label.amount"),
        Label("玉米产量", "level", "label.amount"),
        change,
        change,
    ]
    dealt = distribute(text, quantities, labels, [0, 7, 14, 14])
    assert [label.text for label in dealt] == ["小麦产量", "玉米产量"] * 2
    assert [label.measure for label in dealt] == ["level", "level", "growth", "growth"]


@pytest.mark.parametrize(
    ("label", "names", "doubt"),
    [
        ("三次产业结构", ["第一产业占比", "第二产业占比", "第三产业占比"], ""),
        ("三次产业结构优化", ["第一产业占比", "第二产业占比", "第三产业占比"], ""),
        ("三次产业之比", ["第一产业占比", "第二产业占比", "第三产业占比"], ""),
        ("粮、经、饲比例", ["粮占比", "经占比", "饲占比"], ""),
        ("种植结构", ["种植结构"] * 3, "parts of a ratio not named"),
    ],
)
def test_shares(label, names, doubt):
    text = "比例为15.2:34.3:50.5"
    quantities = find_quantities(text).quantities
    done = share_labels(text, quantities, [Label(label, "rate", "label.amount")] * 3)
    assert [row.text for row in done] == names
    assert {row.doubt for row in done} == {doubt}


def test_a_number_takes_the_noun_behind_the_next():
    text = "帮扶790户、2568名群众"
    quantities = find_quantities(text).quantities
    labels = [
        Label("", "level", "label.topic", doubt="no label"),
        Label("群众人数", "level", "label.noun-after", listed=True),
    ]
    done = lend_back(text, quantities, labels)
    assert [label.text for label in done] == ["群众户数", "群众人数"]
    assert done[0].doubt == ""


@pytest.mark.parametrize(
    ("text", "here", "later", "word"),
    [
        (
            "推进10个亿元以上项目",
            "推进数",
            Label("项目投资额", "level", "label.threshold", noun="项目"),
            "推进项目数",
        ),
        (
            "建成2个国家级、10个省级社区",
            "建成数",
            Label("省级社区数", "level", "label.noun-after", listed=True, noun="省级社区"),
            "建成国家级社区数",
        ),
        (
            "新增企业2个、新增岗位10个",
            "新增企业数",
            Label("新增岗位数", "level", "label.noun-before"),
            "新增企业数",
        ),
    ],
)
def test_a_bare_verb_takes_the_noun_behind_the_next(text, here, later, word):
    quantities = find_quantities(text).quantities[:2]
    done = lend_back(text, quantities, [Label(here, "level", "label.noun-before"), later])
    assert done[0].text == word


# The data: every list by its own example and refusal, every word reachable.


@pytest.mark.parametrize("name", ["leading", "scope", "trailing"])
def test_cleaned_lists(name):
    assert clean(DATA[name]["example"]) != DATA[name]["example"]
    assert clean(DATA[name]["refusal"]) == DATA[name]["refusal"]


def test_leading_verbs():
    assert clean_amount(DATA["leading_verbs"]["example"]) == DATA["leading_verbs"]["refusal"]


@pytest.mark.parametrize("name", ["change_up", "change_down"])
def test_change_lists(name):
    pattern = label_words().change
    assert pattern.search(DATA[name]["example"])
    assert not pattern.search(DATA[name]["refusal"])
    down = pattern.search(DATA[name]["example"])["verb"] in label_words().down
    assert down == (name == "change_down")


def test_comparison():
    pattern = label_words().change
    assert pattern.search(DATA["comparison"]["example"])["base"]
    assert not pattern.search(DATA["comparison"]["refusal"])["base"]


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("measure_heads", "measure_head"), ("flow", "flow"), ("turnover", "turnover")],
)
def test_searched_lists(name, pattern):
    found = getattr(label_words(), pattern)
    assert found.search(DATA[name]["example"])
    assert not found.search(DATA[name]["refusal"])


def test_bare_heads():
    found = label_words().bare_head
    assert found.fullmatch(DATA["bare_heads"]["example"])
    assert not found.fullmatch(DATA["bare_heads"]["refusal"])


def test_every_list_is_tested():
    tested = {"leading", "scope", "trailing", "leading_verbs", "change_up", "change_down",
              "comparison", "measure_heads", "flow", "turnover", "bare_heads", "pairs", "classes",
              "divisions", "bracket_topics", "shared_verbs",
              "counted_items", "changed_to"}  # fmt: skip
    assert tested == set(DATA)


def bracketed(sentence: str) -> str:
    """The item whose change stands in the last bracket of a sentence."""
    bracket = sentence.rindex("（") + 1
    return bracketed_item(sentence, 0, bracket, "增长")


@pytest.mark.parametrize("topic", DATA["bracket_topics"]["words"])
def test_an_item_in_a_list_of_changes_takes_what_is_measured(topic):
    example, refusal = DATA["bracket_topics"]["example"], DATA["bracket_topics"]["refusal"]
    assert bracketed(example.replace("产量", topic)) == f"啤酒{topic}"
    assert bracketed(refusal) == "啤酒"


@pytest.mark.parametrize("word", plain("leading") + plain("scope"))
def test_every_leading_word_goes(word):
    assert clean(word + "粮食产量") == "粮食产量"


@pytest.mark.parametrize("word", plain("leading_verbs"))
def test_every_leading_verb_goes(word):
    assert clean_amount(word + "粮食产量") == "粮食产量"


@pytest.mark.parametrize("word", plain("trailing"))
def test_every_trailing_word_goes(word):
    assert clean("粮食产量" + word) == "粮食产量"


@pytest.mark.parametrize("word", plain("change_up") + plain("change_down"))
def test_every_word_of_change_is_read(word):
    found = label_words().change.search("粮食产量" + word)
    assert found["verb"] == word
    assert (word in label_words().down) == (word in DATA["change_down"]["words"])


@pytest.mark.parametrize("word", plain("measure_heads"))
def test_every_measure_head_is_read(word):
    assert label_words().measure_head.search("大蒜" + word)[0].endswith(word)


@pytest.mark.parametrize("word", plain("bare_heads"))
def test_every_bare_head_is_read(word):
    assert label_words().bare_head.fullmatch(word)


@pytest.mark.parametrize(
    ("before", "sentence", "text"),
    [
        ("食品加工业增加值", "纺织业/n 增长/v 5.5%/m", "纺织业增加值"),
        ("国有企业营业收入", "私营企业/n 下降/v 2%/m", "私营企业营业收入"),
        ("食品加工业增加值", "粮食产量/n 增长/v 5.5%/m", "粮食产量"),  # measures something itself
        ("粮食产量", "纺织业/n 增长/v 5.5%/m", "纺织业"),  # no sibling of what stood before
        ("食品加工业", "纺织业/n 增长/v 5.5%/m", "纺织业"),  # nothing to take over
    ],
)
def test_a_sibling_grows_in_what_the_one_before_it_grew_in(before, sentence, text):
    assert label_of(sentence, Spoken(level=before, last=before)).text == text


def test_a_sibling_of_an_earlier_sentence_takes_nothing_over():
    before = Spoken(level="食品加工业增加值", last="食品加工业增加值", age=1)
    assert label_of("纺织业/n 增长/v 5.5%/m", before).text == "纺织业"


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("水稻/n 产量/n 在/p 旱情/n 影响/vn 下/f 实现/v 30万吨/m", "水稻产量"),
        ("高新区/n 在/p 全省/n 考核/vn 中/f 居/v 第5位/m", "高新区排名"),
        ("审批/vn 时限/n 由/p 原来/n 的/u 30天/m", "审批时限"),
        ("播放/v 时长/n 从/p 整改/v 前/f 的/u 最多/d 90秒/m", "播放时长"),
        ("自由/a 贸易/n 额/n 3亿元/m", "自由贸易额"),
        ("旅游/vn 收入/n 在/p 原有/v 基础/n 上/f 翻/v 一番/m", "旅游收入"),
    ],
)
def test_how_it_came_about_is_no_part_of_a_label(sentence, text):
    assert label_of(sentence).text == text


@pytest.mark.parametrize(
    ("sentence", "text", "measure"),
    [
        ("水质/n 指数/n 稳居/v 全省/n 前/f 3位/m", "水质指数排名", "rank"),
        ("慰问/v 劳模/n 3位/m", "慰问劳模人数", "level"),
    ],
)
def test_a_place_among_the_first_is_a_rank(sentence, text, measure):
    label = label_of(sentence)
    assert (label.text, label.measure) == (text, measure)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("水果/n 产出/v 7亿元/m 产值/n", "水果产值"),
        ("农业/n 公司/n 获得/v 7亿元/m 贷款/n", "贷款"),
        ("某/r 集团/n 20万千瓦/m 光伏/n 电站/n", "光伏电站装机容量"),
        ("60%/m 以上/f 的/u 行政村/n 通/v 公交/n 线路/n", "行政村通公交线路比例"),
        ("保持/v 30%/m 以上/f 的/u 速度/n", "速度"),
    ],
)
def test_what_stands_behind_an_amount(sentence, text):
    assert label_of(sentence).text == text


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("扶持/v 300人/m 创业/v", "扶持创业人数"),
        ("构建/v 以/p 五大/m 产业/n", "产业数"),
        ("向/p 全县/n 80户/m 残疾人/n 家庭/n 发放/v", "发放的残疾人家庭户数"),
    ],
)
def test_counts_behind_prepositions(sentence, text):
    assert label_of(sentence).text.removesuffix("数") == text.removesuffix("数")


def test_within_a_span_of_years_is_no_label():
    label = label_of("力争/v 在/p 3年/m 内/f 完成/v 改造/vn")
    assert (label.text, label.doubt) == ("", "no label")
    assert label_of("5年/m 过渡期/n").text == "过渡期"


def test_an_aside_stands_between_an_amount_and_its_noun():
    text, words = tagged("每人/r 每年/r 2300元/m （/w 可比价/n ）/w 的/u 农村/n 贫困/an 标准/n")
    quantity = find_quantities(text, (), list(words.values())).quantities[-1]
    end = quantity.end  # the bracket opens a clause of its own
    label = read_label(text[: quantity.start], quantity, NOTHING, text, end, words)
    assert label.text == "农村贫困标准"


def test_how_far_away():
    assert label_of("30公里/m 外/f ，/w").text == "距离"
    assert label_of("河堤/n 30公里/m ，/w").text == "河堤"


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("带动/v 贫困户/n 户均/n 年/q 增收/v 3000元/m", "贫困户户均年增收"),
        ("人均/n 增收/v 1200元/m", "人均增收"),
        ("税收/n 增收/v 1200元/m", "税收"),
    ],
)
def test_what_each_earns_more_keeps_its_verb(sentence, label):
    assert label_of(sentence).text == label
