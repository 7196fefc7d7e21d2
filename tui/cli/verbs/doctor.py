"""Look at the machine, the account, the configuration, the workspace and who gets in, and say what mends it."""

from typing import TYPE_CHECKING

from store.errors import Failed
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.served import FILES
from tui.text.refusals import told

if TYPE_CHECKING:
    from tui.cli.diagnoses.diagnosis import Diagnosis


def _doctor(call: Call) -> int:
    call.take(0)
    findings = _of_service(call) if _SERVICE.name in call.options else _of_person(call)
    # What is wrong with the configuration keeps the workspace from being found, too.
    findings = [*{told(finding.words): finding for finding in reversed(findings)}.values()][::-1]
    if call.json:
        for finding in findings:
            advice = None if finding.advice is None else t(finding.advice)
            found = {"about": finding.about, "fine": finding.fine, "message": told(finding.words), "advice": advice}
            call.output.object(found)
    else:
        rows: list[tuple[str, str]] = []
        for finding in findings:
            rows.append((t("ok") if finding.fine else "!!", told(finding.words)))
            if finding.advice is not None:
                rows.append(("", t(finding.advice)))
        call.output.table(rows)
    return 0 if all(finding.fine for finding in findings) else Failed.exit_code


def _of_person(call: Call) -> "list[Diagnosis]":
    from tui.cli.diagnoses import of_account, of_folder, of_machine

    return [
        *of_machine.program(),
        *of_machine.terminal(),
        *of_machine.locale(),
        *of_account.configuration(),
        *of_account.state(),
        *of_folder.workspace(call),
    ]


def _of_service(call: Call) -> "list[Diagnosis]":
    from tui.cli.diagnoses import of_service

    return [*of_service.service(call)]


_SERVICE = Option("service", Words("Looks at what keeps people in who are served by key: account, home, sshd, keys"))
VERBS = {
    "doctor": Verb(
        "doctor",
        Words(
            "Looks at the terminal, the locale, the configuration, the workspace and who gets in; says what mends it"
        ),
        ("concord doctor", "sudo concord doctor --service"),
        _doctor,
        (_SERVICE,),
        touches=FILES,
    )
}
