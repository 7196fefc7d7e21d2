"""A workspace with known relevance: goals, each with the lesson that is meant for it among those that only look so.

A lesson and its goal speak of the same thing: some of its words are the same, some are said otherwise, and the
departments are shared by many others. Decoys share the departments and words of other things, noise shares nothing.
"""

from random import Random
from typing import NamedTuple

from store.insight.fitting_lessons import Fitting, Situation
from store.kinds.lesson import Lesson

#: Things that people speak of, each in several words; of a pair the one is said by the lesson, the other by the goal.
ENGLISH = """
price list|tariff;till|cash desk;label|tag;shelf|rack;discount|rebate
supplier|vendor;contract|agreement;invoice|bill;payment|transfer;customs|duty
warehouse|depot;forklift|truck;pallet|skid;dock|ramp;inventory|count
newsletter|mailing;campaign|promotion;banner|poster;slogan|claim;agency|bureau
recruiting|hiring;interview|talk;onboarding|induction;salary|pay;trainee|apprentice
server|machine;backup|copy;password|login;firewall|network;migration|move
drawing|sketch;prototype|sample;sensor|probe;connector|plug;tolerance|margin
manual|handbook;translation|rendering;glossary|dictionary;layout|design;printer|press
budget|funds;forecast|outlook;audit|inspection;ledger|books;accrual|provision
complaint|grievance;refund|repayment;warranty|guarantee;repair|fix;hotline|phone
exhibition|fair;booth|stand;brochure|leaflet;visitor|guest;badge|pass
recipe|formula;kitchen|canteen;allergen|ingredient;hygiene|cleanliness;freezer|cooler
"""
CHINESE = """
价目表|报价单;收银机|付款台;吊牌|标签;货架|陈列架;折扣|优惠
供应商|厂家;合同|协议;发票|票据;付款|汇款;报关|清关
仓库|库房;叉车|搬运车;托盘|栈板;月台|装卸口;盘点|清点
邮件群发|电子通讯;推广活动|促销;横幅|海报;口号|广告语;代理公司|广告社
招聘启事|用人广告;面试安排|面谈;入职培训|新人引导;薪资方案|工资;实习生|见习
服务器|主机;备份策略|副本;口令规则|密码;防火墙|网络隔离;系统迁移|搬迁
图纸版本|设计图;样机评审|原型;传感器|探头;接插件|接口;公差要求|精度
说明书|手册;翻译稿|译文;术语表|词汇表;排版样式|版面;印刷厂|打印店
预算编码|经费;销售预测|展望;内部审计|检查;总账科目|账簿;计提费用|准备金
顾客投诉|抱怨;退款流程|返款;保修条款|质保;维修工单|修理;客服热线|电话
展会报名|博览会;展台搭建|摊位;宣传册|折页;参观登记|来宾;胸牌制作|证件
配方变更|组方;中央厨房|食堂;过敏原|成分;卫生检查|清洁;冷柜温度|冰柜
"""
#: What stands around the words.
FRAMES = {
    "en": (
        ("Settle the {} before the {}", "Keep {} and {} in one hand", "Ask about the {} when the {} is planned"),
        ("{} and {} for the next season", "A better {} with a new {}", "Roll out {}, then {}"),
        "The {} was late because nobody had looked at the {}; agree on the {} first.",
        "We want the {} and the {} ready by the end of the quarter, with the {} as planned.",
    ),
    "zh": (
        ("先定{}再做{}", "{}和{}由一人负责", "安排{}时先问{}"),
        ("下一季的{}与{}", "改进{}并更新{}", "推行{}，随后{}"),
        "当时没人看过{}，{}就晚了；下次先商定{}。",
        "本季度末前备好{}和{}，并按计划完成{}。",
    ),
}
#: Words of a thing that the goal says as the lesson does, where one may be said otherwise.
SAME = 0.7


class Case(NamedTuple):
    """What is asked for, and the id of the lesson that is meant."""

    situation: Situation
    meant: str


def things(language: str) -> list[list[list[str]]]:
    """Of each thing its words, each with what else it is called."""
    lines = (ENGLISH if language == "en" else CHINESE).strip().splitlines()
    return [[word.split("|") for word in line.split(";")] for line in lines]


def workspace(seed: int, language: str, goals: int = 60) -> tuple[list[Lesson], list[Case]]:
    """Lessons, and the goals with the lesson that each is to find."""
    dice, all_things = Random(f"{seed} {language}"), things(language)
    departments = [f"DP-{n}" for n in range(1, 9)]
    tags = ["season", "launch", "shops", "旺季", "发布"]
    lessons: list[Lesson] = []
    cases: list[Case] = []
    said, asked, more, why = FRAMES[language]

    def lesson(words: list[str], of: list[str], under: list[str]) -> str:
        one = Lesson(
            id=f"L-{len(lessons) + 1}",
            title=dice.choice(said).format(*words[:2]),
            text=more.format(*words[2:5]),
            departments=tuple(of),
            tags=tuple(under),
        )
        lessons.append(one)
        return one.id

    for n in range(1, goals + 1):
        own = dice.sample([word for thing in all_things for word in thing], 5)
        of, under = dice.sample(departments, 3), dice.sample(tags, dice.randrange(2))
        meant = lesson([word[0] for word in own], of[:2] if dice.random() < 0.8 else of[2:], under)
        words = [word[0] if dice.random() < SAME else word[1] for word in dice.sample(own, 5)]
        situation = Situation(
            f"G-{n}", tuple(of), tuple(under), dice.choice(asked).format(*words[:2]), why.format(*words[2:5])
        )
        cases.append(Case(situation, meant))
    for _ in range(goals * 2):  # decoys: the departments of many goals, words of everything
        words = [dice.choice(dice.choice(all_things))[0] for _ in range(5)]
        lesson(words, dice.sample(departments, 3), dice.sample(tags, dice.randrange(2)))
    return lessons, cases


def found(lessons: list[Lesson], cases: list[Case], first: int = 3) -> float:
    """The share of the goals whose lesson is among the first so many."""
    fitting = Fitting(lessons)
    hits = sum(case.meant in [id for _score, id in fitting.best(case.situation)[:first]] for case in cases)
    return hits / len(cases)
