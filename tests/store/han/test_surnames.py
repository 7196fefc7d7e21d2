"""Surnames are read as families read them, in the names of people only: sorted so, found so, by one syllable too."""

import pytest

from store import han
from store.search import Asker, Index
from store.search.complete import completions
from tests.store.search.conftest import Documents

#: Names, how they are sorted, what is typed for them, and what else finds them.
READ = [
    ("解晓东", "xie", "xiexiaodong", "jie"),
    ("仇和", "qiu", "qiuhe", "chou"),
    ("区大伟", "ou", "oudawei", "qu"),
    ("單曉燕", "shan", "shanxiaoyan", "dan"),
    ("查良镛", "zha", "zhaliangyong", "cha"),
    ("覃辉", "qin", "qinhui", "tan"),
    ("曾国藩", "zeng", "zengguofan", "ceng"),
    ("任正非", "ren", "renzhengfei", ""),
    ("朴树", "piao", "piaoshu", "pu"),
    ("盖叔", "ge", "geshu", "gai"),
    ("缪斯", "miao", "miaosi", "mou"),
    ("乐嘉", "yue", "yuejia", "le"),
    ("翟天临", "zhai", "zhaitianlin", "di"),
    ("尉健行", "wei", "weijianxing", "yu"),
    ("尉迟恭", "yu", "yuchigong", ""),
    ("万俟卨", "mo", "moqixie", ""),
    ("长孙无忌", "zhang", "zhangsunwuji", ""),
    ("令狐冲", "ling", "linghuchong", ""),
    ("澹台灭明", "tan", "tantaimieming", "dan"),
    ("鲜于通", "xian", "xianyutong", ""),
    ("单于飞", "chan", "chanyufei", "shan"),
    ("洗星海", "xian", "xianxinghai", "xi"),
    ("冼星海", "xian", "xianxinghai", ""),
    ("逄锦", "pang", "pangjin", ""),
    ("员半千", "yun", "yunbanqian", "yuan"),
    ("种师道", "chong", "chongshidao", "zhong"),
    ("秘伟", "bi", "biwei", "mi"),
    ("繁钦", "po", "poqin", "fan"),
    ("黑明", "he", "heming", "hei"),
    ("折可适", "she", "shekeshi", "zhe"),
    ("召伯", "shao", "shaobo", "zhao"),
    ("祭仲", "zhai", "zhaizhong", "ji"),
    ("幺美", "yao", "yaomei", ""),
    ("车晓", "che", "chexiao", "ju"),
    ("卜算", "bu", "busuan", "bo"),
    ("晟明", "cheng", "chengming", "sheng"),
    ("乜文", "nie", "niewen", "mie"),
    ("能家", "nai", "naijia", "neng"),
    ("隗明", "wei", "weiming", "kui"),
    ("宿飞", "su", "sufei", "xiu"),
    ("重阳", "chong", "chongyang", "zhong"),
    ("角谷", "jue", "juegu", "jiao"),
]


@pytest.mark.parametrize(("name", "syllable", "whole", "otherwise"), READ)
def test_a_surname_is_sorted_and_found_by_its_own_reading(name: str, syllable: str, whole: str, otherwise: str):
    assert han.spelt_name(name).startswith(f"{syllable}\x01")
    documents = Documents()
    documents.add("person", name=name)
    documents.add("person", name="李四")
    index = Index(documents).build()
    for typed in filter(None, (whole[: len(syllable)], whole, whole[:-1], otherwise)):
        hits = index.search(typed)
        assert [hit.id for hit in hits] == ["PN-1"], typed
        assert hits[0].spans
    assert index.names.meant("person", whole) == [1]


def test_the_reading_of_the_character_comes_behind_those_who_are_called_so():
    documents = Documents()
    for name in ("介子推", "王解", "解晓东", "谢安"):
        documents.add("person", name=name)
    index = Index(documents).build()
    assert {hit.title for hit in index.search("xie")[:2]} == {"解晓东", "谢安"}
    found = [hit.title for hit in index.search("jie")]
    assert (found[0], found[-1]) == ("介子推", "解晓东")
    assert index.names.meant("person", "xiexiaodong") == [3]
    assert index.names.meant("person", "jieziti") == []
    assert [each.shown for each in completions("owner:xiex", index, Asker("ana"))] == ["owner:解晓东"]


def test_only_the_surname_of_a_person_is_read_so():
    assert han.surname("王小解") == {}
    assert han.surname("sarah 解") == {6: ("xie",)}
    assert han.surname("老仇") == {1: ("qiu",)}
    assert han.spelt("解决") < han.spelt("今天") < han.spelt_name("解决")
    documents = Documents()
    documents.add("action", title="秘密会议")
    documents.add("department", name="查账部")
    index = Index(documents).build()
    assert [hit.id for hit in index.search("mimi")] == ["A-1"]
    assert [hit.id for hit in index.search("chazhang")] == ["DP-1"]
    assert index.search("bimi") == []


def test_what_begins_with_a_character_of_two_readings_is_found_by_either_syllable():
    documents = Documents()
    documents.add("action", title="重新设计会员卡")
    index = Index(documents).build()
    assert [hit.id for hit in index.search("chong")] == ["A-1"]
    assert [hit.id for hit in index.search("zhong")] == ["A-1"]
