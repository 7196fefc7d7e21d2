"""An afternoon of whoever sets Concord up, as root and as sixty people: cron, an upgrade, another machine."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.readme.machine import LACKS, Machine
from tests.readme.page import SERVER, blocks, steps

pytestmark = pytest.mark.skipif(bool(LACKS), reason=f"a machine of its own for the test wants {', '.join(LACKS)}")
PEOPLE = 60
#: What cron gives to a line, beside what stands at the top of its file.
CRON = "env -i HOME=/var/backups/concord SHELL=/bin/sh LOGNAME=concord"

Make = Callable[[str], Machine]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A machine that has `concord`, a group and eva in it."""
    made: list[Machine] = []

    def one(name: str) -> Machine:
        machine = Machine(tmp_path / name)
        made.append(machine)
        machine.run("ln -s /opt/concord-0.2.0/bin/concord /usr/local/bin/concord && install -d /srv/concord")
        machine.run("groupadd acme && useradd --create-home --groups acme eva")
        return machine

    yield one
    for machine in made:
        machine.shell.close()


def test_from_nothing_to_sixty_people_an_upgrade_and_another_machine(make: Make, tmp_path: Path):
    acme = _sixty_people(make)
    _they_work_at_once_and_strangers_are_not_hurt(acme)
    _the_lines_of_cron_run_as_cron_runs_them(acme)
    _what_0_1_0_has_written_goes_on(acme)
    _a_backup_goes_on_where_accounts_are_others(acme, make, tmp_path)


def _sixty_people(make: Make) -> Machine:
    """A machine on which accounts and records come from one file."""
    machine = make("acme")
    machine.run("install -d -m 2770 -o eva -g acme /srv/concord/acme")
    machine.run("runuser -u eva -- concord init /srv/concord/acme --name Acme --group acme")
    machine.run("concord config set workspace /srv/concord/acme --machine")
    rows = "\n".join(f"Person {n},p{n},D{n % 5},member" for n in range(PEOPLE))
    machine.run(f"cat >people.csv <<END\nname,login,department,role\n{rows}\nEND")
    # As `useradd` does one by one, which waits for the disk each time.
    machine.run('tail -n +2 people.csv | awk -F, \'{print $2 ":x:::" $1 ":/:/bin/sh"}\' | newusers')
    machine.run("gpasswd --members eva,$(cut -d, -f2 people.csv | tail -n +2 | paste -sd,) acme")
    machine.run("runuser -u eva -- concord import csv - --kind person <people.csv")
    return machine


def _they_work_at_once_and_strangers_are_not_hurt(acme: Machine) -> None:
    assert len(acme.run("runuser -u p7 -- concord list person").splitlines()) == PEOPLE + 1
    acme.run('for n in 1 2 3 4 5 6; do runuser -u p$n -- concord add action "Of $n" --owner p$n & done; wait')
    assert len(acme.run("runuser -u p59 -- concord list action").splitlines()) == 6
    assert acme.run("runuser -u p1 -- concord today --brief") == "Concord today: nothing presses\n"
    acme.run("useradd --groups acme newcomer && useradd stranger")
    assert "concord" in acme.run("runuser -u newcomer -- concord today --brief")
    assert acme.run("runuser -u stranger -- concord today --brief") == ""
    code, said = acme.shell.run("runuser -u stranger -- concord list action")
    assert code != 0
    assert "/srv/concord/acme" in said
    assert "Traceback" not in said


def _the_lines_of_cron_run_as_cron_runs_them(acme: Machine) -> None:
    (block,) = [each for each in blocks(SERVER.read_text("utf-8"), "console") if "/etc/cron.d/concord <<" in each.text]
    typed = [step.typed for step in steps(block.text)]
    for line in typed:
        if not line.startswith("runuser"):
            acme.run(line)
    written = acme.run("cat /etc/cron.d/concord")
    given = " ".join(re.findall(r"^[A-Z]+=\S+$", written, re.MULTILINE))
    commands = re.findall(r"^(?:[\d*]+ +){5}(\w+) +(concord .*)$", written, re.MULTILINE)
    assert len(commands) == 3
    for who, command in commands:
        said = acme.run(f"runuser -u {who} -- {CRON} {given} /bin/sh -c '{command}'")
        assert ("--quiet" in command) == (said == "")
    assert acme.run("stat -c '%a %U' /srv/www/concord.html /var/backups/concord/*") == "644 concord\n600 concord\n"


def _what_0_1_0_has_written_goes_on(acme: Machine) -> None:
    acme.run("install -d -m 2770 -g acme /srv/concord/old && cd /srv/concord/old")
    acme.run("tar xzf /opt/concord-0.2.0/source/tests/store/fixtures/workspace-0.1.0.tar.gz")
    acme.run("chgrp -R acme . && chmod -R g+rwX . && tr -d '\\000' <journal >~/before && cd")
    acme.run("useradd --groups acme wangfang && concord init --admin wangfang /srv/concord/old")
    old = "runuser -u wangfang -- env CONCORD_WORKSPACE=/srv/concord/old concord"
    acme.run(f"{old} add action 'After the upgrade'")
    assert "Nothing is damaged" in acme.run(f"{old} check")
    assert "After the upgrade" in acme.run(f"{old} list action upgrade")
    acme.run("cmp -n $(stat -c %s before) before /srv/concord/old/journal")


def _a_backup_goes_on_where_accounts_are_others(acme: Machine, make: Make, tmp_path: Path) -> None:
    acme.run("runuser -u eva -- concord add action 'Before the move'")
    acme.run("runuser -u eva -- concord backup - >/var/backups/acme.concord")
    other = make("other")
    (tmp_path / "acme" / "var/backups/acme.concord").rename(tmp_path / "other" / "var/backups/acme.concord")
    other.run("userdel eva && useradd --groups acme otto")
    other.run("concord restore /var/backups/acme.concord /srv/concord/acme --group acme")
    other.run("concord init --admin otto /srv/concord/acme")
    otto = "runuser -u otto -- env CONCORD_WORKSPACE=/srv/concord/acme concord"
    assert "Before the move" in other.run(f"{otto} list action")
    other.run(f"{otto} edit eva --left-on today")
    assert "Nothing is damaged" in other.run(f"{otto} check")
