"""Every county is the place of its own bulletin, however short its name."""

from collections import Counter
from hashlib import sha256

import pytest

from extractors.gazetteer import load_gazetteer
from extractors.place_hits import WordGrid, division_hits
from extractors.place_words import load_place_words
from extractors.places import find_places
from pipeline.model import Origin, SourceText, Tagging
from pipeline.structure import structure

SAMPLE = 40  # every so many of the longer names
FRAMES = {
    "report": "{name}人民政府2023年工作报告\n\n2023年，全{kind}粮食总产量达到11.27万吨。\n",
    "statistics": "{name}统计局\n2023年国民经济和社会发展统计公报\n\n全{kind}产粮11.27万吨。\n",
    "notice": "{name}人民政府办公室关于2023年工作情况的通报\n\n全{kind}建成大棚320座。\n"
    "宕昌县沙湾镇投入资金120万元。\n{name}人民政府办公室\n2024年1月18日\n",
    "budget": "关于{name}2023年财政预算执行情况的报告\n\n{name}财政局\n\n全{kind}收入3.2亿元。\n",
    "yearbook": "{name}年鉴2023\n\n粮食生产 2023年，全{kind}粮食总产量达到11.27万吨。\n",
    "signature": "关于2023年工作情况的通报\n\n全{kind}建成大棚320座。\n"
    "{name}人民政府\n2024年1月18日\n",
    "news": "乡村振兴结出硕果\n\n本报讯 2023年，{name}粮食总产量达到11.27万吨。\n",
}
VERBS = frozenset({"兴县", "献县"})  # to the tagger: 工业兴县


def counties():
    """The counties of today whose name is theirs alone: all of two characters, a sample of more."""
    rows = [d for d in load_gazetteer().divisions.values() if d.level == "county" and not d.until]
    names = Counter(d.name for d in rows)
    own = [d for d in rows if names[d.name] == 1]
    short = [d for d in own if len(d.name) == 2]
    return short + [d for d in own if len(d.name) > 2][::SAMPLE]


def document(text):
    return structure(SourceText("d", "d.txt", text, "utf-8", sha256(text.encode()).hexdigest()))


def own_places(texts, reader):
    """For each text the place of its article, else the first that is named in it."""
    documents = [document(text) for text in texts]
    for each, tagging in zip(documents, reader.tagger.tag_documents(documents), strict=True):
        found = find_places(each, tagging, load_gazetteer())
        place = found.article_places.get(0)
        yield place.value if place else next((m.path for m in found.mentions), "")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_county_is_the_place_of_its_bulletin(reader, frame):
    rows = counties()
    texts = [FRAMES[frame].format(name=d.name, kind=d.name[-1]) for d in rows]
    found = dict(zip((d.path for d in rows), own_places(texts, reader), strict=True))
    missed = {path: place for path, place in found.items() if place != path}
    if frame == "news":
        words = load_place_words()
        everyday = words.common | words.common_full | VERBS
        assert set(missed.values()) <= {""}
        assert not [path for path in missed if not path.endswith(tuple(everyday))]
    else:
        assert missed == {}


@pytest.mark.parametrize("name", ["城北区", "市北区", "南岸区"])
def test_a_district_whose_name_is_an_everyday_word(reader, name):
    frames = [frame for key, frame in FRAMES.items() if key != "news"]
    places = list(own_places([f.format(name=name, kind="区") for f in frames], reader))
    assert all(place.endswith(name) for place in places)


@pytest.mark.parametrize(
    "text",
    [
        "全县建成大棚，各县都有，该县领先，本县居前，外县来学，邻县跟进。",
        "建成国家级示范县，成为贫困县退出的标杆，示范县人民政府受表彰。",
        "统筹市和县的发展，市和县人民政府分担。",
        "召开县委常委会，提高县域经济，建成县级医院，安徽县域商业。",
        "和县（市、区）一起，成县级单位。",
        "老城区2023年改造，城区道路，郊区蔬菜。",
    ],
)
def test_words_that_hold_a_name_of_two_characters(reader, text):
    tagging = reader.tagger.tag_documents([document("标题\n\n" + text)])[0]
    whole = document("标题\n\n" + text)
    grid = WordGrid(tagging, whole.text)
    hits = division_hits(whole.text, load_gazetteer(), load_place_words(), grid)
    assert [h.name for h in hits if h.strength == "full"] == []


@pytest.mark.parametrize(
    "line",
    ["示范县名单", "关于和县级单位的通知", "提高县域经济", "市和县人民政府", "成县域经济的支柱"],
)
def test_headlines_that_hold_a_name_of_two_characters(line):
    hits = division_hits(line, load_gazetteer(), load_place_words(), WordGrid(Tagging()))
    assert [h.name for h in hits if h.strength == "full"] == []


def test_namesakes_are_left_open_unless_the_text_settles_them(reader):
    title = "鼓楼区人民政府2023年工作报告\n\n2023年，全区粮食总产量达到11.27万吨。"
    open_one, settled = (document(title + more) for more in ("", "开封市召开会议。"))
    tagged = reader.tagger.tag_documents([open_one, settled])
    found = find_places(open_one, tagged[0], load_gazetteer())
    assert found.article_places == {}
    assert "河南省开封市鼓楼区" in found.issues[0].message
    assert found.issues[0].kind == "ambiguous_place"
    found = find_places(settled, tagged[1], load_gazetteer())
    assert found.article_places[0].value == "河南省开封市鼓楼区"


def test_a_place_named_in_passing_is_in_doubt(reader):
    text = "工作情况\n\n2023年，全县建成大棚320座。\n宕昌县沙湾镇投入资金120万元。"
    source = SourceText("d", "d.txt", text, "utf-8", "")
    reading = reader.read(source)
    assert reading.document.articles[0].place.origin is Origin.INFERRED
    first, second = reading.figures
    assert first.doubt == "place named in passing" and first.place == ("甘肃省陇南市宕昌县",)
    assert "passing" not in second.doubt


def test_a_title_goes_before_a_place_of_the_text(reader):
    text = "岷县人民政府办公室通报\n\n2023年，全县建成大棚320座。\n宕昌县沙湾镇投入120万元。"
    first, _ = reader.read(SourceText("d", "d.txt", text, "utf-8", "")).figures
    assert (first.place, first.doubt) == (("甘肃省定西市岷县",), "")


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("岷政办发〔2024〕3号", "甘肃省定西市岷县"),
        ("昌政发〔2024〕3号", ""),
        ("国办发〔2024〕3号", ""),
    ],
)
def test_the_number_of_a_document_tells_its_place(reader, number, place):
    text = f"关于帮扶工作的通报\n{number}\n\n建成大棚320座。岷县派出20人，宕昌县派出30人。"
    found = reader.read(SourceText("d", "d.txt", text, "utf-8", "")).document.articles[0].place
    assert (found.value if found else "") == place


def test_a_label_without_its_county(reader):
    text = "乡村振兴\n\n2023年，岷县粮食总产量达到11.27万吨。"
    (figure,) = reader.read(SourceText("d", "d.txt", text, "utf-8", "")).figures
    assert (figure.indicator, figure.place) == ("粮食总产量", ("甘肃省定西市岷县",))
