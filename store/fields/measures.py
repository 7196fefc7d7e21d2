"""What is counted or measured: words that mean the same unit, and how much of it `万元` or `k€` is."""

import re
import unicodedata

from store.fields.spoken_numbers import POWERS

#: One line, one unit. A sign of several currencies stands with each of them.
_SAME = (
    "% percent pct per_cent percentage 百分比 百分点 个百分点 percentage_points percentage_point pp",
    "€ eur euro euros 欧元 欧",
    "$ usd us$ us_$ dollar dollars 美元 美金 美刀 刀",
    "£ gbp pound pounds 英镑 镑",
    "¥ cny rmb cn¥ yuan 元 块 块钱 元人民币 人民币 人民币元 圆 元整 圆整 元人民幣 人民幣",
    "¥ jpy yen jp¥ 円 日元 日圆",
    "chf sfr fr. 瑞郎 瑞士法郎",
    "$ hkd hk$ 港元 港币 港幣",
    "$ twd ntd nt$ 新台币 台币 新台幣",
    "$ cad ca$ c$ 加元",
    "$ aud au$ a$ 澳元",
    "$ sgd s$ 新元 新加坡元",
    "₩ krw won 韩元",
    "₹ inr rs rs. rupee rupees 卢比",
    "₽ rub 卢布",
    "zł pln zloty",
    "kr sek nok dkk",
    "r$ brl",
    "d day days 天 日 working_day working_days workday workdays business_day business_days 工作日 个工作日 天数",
    "h hr hrs hour hours 小时 个小时 小時 钟头 个钟头 工时",
    "min mins minute minutes 分钟 分鐘",
    "s sec secs second seconds 秒 秒钟",
    "w wk wks week weeks 周 星期 个星期 礼拜 个礼拜 週",
    "mo month months 月 个月 個月",
    "y yr yrs year years 年",
    "pd md mds person_day person_days man_day man_days person-day person-days man-day man-days 人天 人日 个人天",
    "pm person_month person_months man_month man_months person-months man-months 人月 个人月",
    "fte ftes",
    "people person persons heads staff employees 人 名 位 个人 口",
    "pcs pc piece pieces 件 个 個 只 枚",
    "unit units 台 部",
    "item items 项 条",
    "set sets 套",
    "time times x × 倍 次 回",
    "share shares 份",
    "shop shops store stores 家 店 家店 门店 个门店",
    "order orders 单 个订单 订单 笔",
    "page pages 页",
    "sheet sheets ticket tickets 张",
    "room rooms 间",
    "vehicle vehicles car cars 辆",
    "household households customer customers client clients 户 客户 个客户",
    "session sessions event events 场 期",
    "point points pt pts 分",
    "box boxes 箱 盒",
    "kg kgs kilo kilos kilogram kilograms 千克 公斤",
    "g gram grams 克",
    "t ton tons tonne tonnes 吨",
    "km kilometre kilometres kilometer kilometers 公里 千米",
    "m metre metres meter meters 米",
    "m2 sqm sq_m 平方米 平米 平 平方",
    "m3 cbm 立方米 方",
    "l litre litres liter liters 升",
    "kwh 千瓦时 度",
    "kw 千瓦",
    "mw 兆瓦",
    "gb",
    "mb",
    "ms millisecond milliseconds 毫秒",
    "mm 毫米",
    "cm 厘米",
)
#: Measure words that go with whatever is counted.
_ANY = frozenset({"个", "個", "units", "unit", "pcs"})
_GROUPS: dict[str, frozenset[int]] = {}
for _at, _line in enumerate(_SAME):
    for _name in _line.split():
        _name = _name.replace("_", " ")
        _GROUPS[_name] = _GROUPS.get(_name, frozenset()) | {_at}

#: Units of which there are not so and so many: money, shares, time, weight.
_SIZES = ("%", "€", "$", "£", "¥", "chf", "₩", "₹", "d", "h", "min", "w", "mo", "y", "kg", "g", "t", "km", "m", "l")
_MEASURED = {at for name in _SIZES for at in _GROUPS[name]}

_LETTERS = {
    name: power
    for power, names in (
        (2, "hundred"),
        (3, "k thousand thousands tsd tausend"),
        (5, "lakh lakhs lac"),
        (6, "m mm mn mln mio million millions millionen"),
        (7, "crore crores"),
        (9, "b bn bln mrd billion billions milliarden"),
        (12, "tn trillion"),
    )
    for name in names.split()
}
_ENGLISH = "|".join(sorted(_LETTERS, key=len, reverse=True))
#: Chinese units that begin with a word which elsewhere multiplies.
_WHOLE = r"(?!千克|千米|千瓦|百分)"


def folded(unit: str) -> str:
    """What ways of writing a unit have in common."""
    return " ".join(unicodedata.normalize("NFKC", unit).replace("\uffe5", "¥").casefold().split())


def scaled(text: str) -> tuple[int, str]:
    """The power of ten with which a unit begins, and the rest of it: `万元` (4, 元), `k€` (3, €), `days` (0, days)."""
    text = text.strip()
    chinese = re.match(f"{_WHOLE}[{''.join(POWERS)}]+", text)
    if chinese is not None:
        return sum(POWERS[each] for each in chinese[0]), text[chinese.end() :].strip()
    if text in ("T€", "TEUR"):
        return 3, text[1:]
    english = re.match(rf"({_ENGLISH})\.?(?![a-z0-9²³/])", text, re.IGNORECASE) or re.match(
        r"(k|m|bn)(?=eur|usd|gbp|cny|rmb|chf|jpy|inr|hkd)", text, re.IGNORECASE
    )
    if english is not None and english[1] != "mm":  # a million is written MM
        return _LETTERS[english[1].casefold()], text[english.end() :].strip()
    behind = re.fullmatch(r"([€$£¥₹₩])\s?(k|m|bn)", text, re.IGNORECASE)
    return (_LETTERS[behind[2].casefold()], behind[1]) if behind else (0, text)


def is_known(unit: str) -> bool:
    """A word that is known to say what is counted."""
    return folded(unit) in _GROUPS


def fits(given: str, unit: str) -> bool:
    """What was typed with a number says, or goes with, what the number counts."""
    given, unit = folded(given), folded(unit)
    if given == unit:
        return True
    if given in _ANY and not (_GROUPS.get(unit, frozenset()) & _MEASURED):
        return True
    mine, its = _GROUPS.get(given, frozenset()), _GROUPS.get(unit, frozenset())
    if mine & its:
        return True
    if not given.isascii() and (unit.startswith(given) or unit.endswith(given)):
        return True
    if not its:  # `orders a week`, `% of the shops`, `个客户/月`: the first word of it will do
        first = re.split(r"[\s/(（]", unit)[0]
        begun = _GROUPS.get(first, frozenset()) & mine
        return bool(begun) or given in (first, first.removesuffix("s")) or first == given.removesuffix("s")
    return False
