"""Options by Chinese words: `--截止 周五` is `--due` where the verb has that, else `--by`.

The words are the labels of the fields that such options set, those of today and of before, and what people say for the
others. Loaded only where an option is not written in ASCII.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from store.errors import WrongWords
from store.records.names import fold

if TYPE_CHECKING:
    from tui.cli.call import Call

#: What each may stand for, the first that the verb has.
OPTIONS: dict[str, tuple[str, ...]] = {
    "why": ("原因", "理由", "为什么", "说明"),
    "because": ("改动原因", "修改原因"),
    "due": ("截止", "截止日期", "截止日", "到期", "期限"),
    "by": ("截止", "截止日期", "截止日", "需要日期", "期限", "最晚", "决定人"),
    "owner": ("责任人", "负责人", "由谁来做"),
    "who": ("谁", "人员", "为谁", "姓名"),
    "to": ("被请求方", "接收方", "接手人", "给", "移交给", "上报给", "向"),
    "from": ("请求方", "来自", "从", "自"),
    "move": ("改到", "移到"),
    "cancel": ("取消",),
    "restore": ("恢复",),
    "agenda": ("议程",),
    "skip": ("跳过",),
    "swap": ("对调", "互换"),
    "department": ("部门", "代表部门"),
    "goal": ("目标", "共同目标"),
    "kind": ("类型", "种类", "类别"),
    "severity": ("严重程度",),
    "next": ("下一步", "接下来"),
    "next-owner": ("下一步责任人", "下一步负责人"),
    "next-by": ("下一步期限", "下一步截止"),
    "on": ("日期", "在等", "等待", "哪天"),
    "start": ("开始", "开始日期"),
    "end": ("结束", "结束日期"),
    "for": ("用途",),
    "note": ("备注",),
    "confidence": ("信心",),
    "help-from": ("需要谁协助", "协助"),
    "benefit": ("收益",),
    "cost": ("成本",),
    "brings": ("准备的资料", "带来", "资料"),
    "waive": ("免备", "免备理由"),
    "reservation": ("保留意见",),
    "back": ("退回", "退回到"),
    "outcome": ("结果",),
    "rest": ("其余", "余项"),
    "heard": ("已征求", "已咨询", "已听取"),
    "waived": ("未征求", "未咨询", "免听"),
    "ends": ("解除的阻碍", "解除"),
    "answers": ("答复其反对", "答复"),
    "supersedes": ("取代",),
    "options": ("选项",),
    "review-on": ("回顾日期",),
    "since": ("自", "起始", "从"),
    "limit": ("最多", "条数"),
    "name": ("名称", "名字"),
    "present": ("到场",),
    "done": ("完成", "已完成"),
    "blocked": ("受阻", "阻碍"),
    "action": ("行动",),
    "drop": ("去掉",),
    "keep": ("保留",),
    "language": ("语言",),
    "lang": ("语言",),
    "workspace": ("工作区",),
}


def option_called(name: str, options: Iterable[str]) -> str | None:
    """The one of the options that a word means; None where it means none of them."""
    said = fold(name)
    known = set(options)
    return next((option for option, words in OPTIONS.items() if option in known and said in words), None)


def take_options(call: "Call", is_field: Callable[[str], bool]) -> None:
    """Of the options that are none of the verb's, those by Chinese words of it, unless they are fields."""
    fields: list[tuple[str, str | None]] = []
    known = [option.name for option in call.verb.options if option.value]
    for name, text in call.fields:
        meant = None if name.isascii() or text is None or is_field(name) else option_called(name, known)
        if meant is None or text is None:
            fields.append((name, text))
        elif meant in call.options:
            raise WrongWords("--{name} is given twice", name=meant)
        else:
            call.options[meant] = text
    call.fields = fields
