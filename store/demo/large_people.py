"""The makers of a large organisation: itself, departments, people, teams, and what departments have to give."""

from datetime import timedelta

from store.demo.maker import Maker
from store.engine.identity import os_user
from store.kinds import allocation as allocations
from store.kinds import department as departments
from store.kinds import person as people
from store.kinds import pulse as pulses
from store.kinds import resource as resources
from store.kinds import team as teams
from store.kinds import training as trainings
from store.kinds import workspace


def settings(make: Maker, _number: int) -> workspace.Settings:
    """The organisation itself."""
    name = make.phrases["name"][make.lang]
    return workspace.Settings(name=name, language="zh" if make.lang else "en", zone="UTC")


def department(make: Maker, number: int) -> departments.Department:
    """One of many, its name with an area once the plain ones are taken; the person of the same number leads it."""
    names, areas = make.phrases["departments"], make.phrases["areas"]
    name = names[(number - 1) % len(names)]
    area = areas[(number - 1) // len(names) % len(areas)]
    plain = number <= len(names)
    said = name[make.lang] if plain else ("" if make.lang else " ").join((area[make.lang], name[make.lang]))
    code = name[0][:3].upper() if plain else f"{name[0][:2]}{area[0][:1]}{number}".upper()
    return departments.Department(
        name=said,
        code=f"{code}{number}" if not plain else code,
        lead=f"PN-{number}" if number <= make.counts["person"] else None,
        answer_days=make.chance.randint(1, 5),
    )


def person(make: Maker, number: int) -> people.Person:
    """The first is whoever makes the example, and the admin."""
    first, last = make.chance.choice(make.phrases["first"]), make.chance.choice(make.phrases["last"])
    name = last[1] + first[1] if make.lang else f"{first[0]} {last[0]}"
    login = os_user() if number == 1 else f"{first[0].lower()}{number}"
    make.logins.append(login)
    ids = make.made["department"]
    own = ids[number - 1] if number <= len(ids) else make.one("department")
    return people.Person(name=name, login=login, department=own, role="admin" if number == 1 else "member")


def team(make: Maker, number: int) -> teams.Team:
    """Some weeks old or still to come, with three to six people."""
    start = make.chance.randint(-120, 10)
    return teams.Team(
        name=f"{make.say('squads')} {number}",
        goal=make.one("goal"),
        start=make.today + timedelta(start),
        end=make.today + timedelta(start + make.chance.randint(30, 150)),
        members={id: make.chance.randint(1, 6) * 10 for id in make.some("person", 3, 6)},
    )


def resource(make: Maker, _number: int) -> resources.Resource:
    """A pool of a department."""
    english, chinese, sort, capacity, unit, unit_chinese, per = make.chance.choice(make.phrases["resources"])
    return resources.Resource(
        name=chinese if make.lang else english,
        department=make.one("department"),
        sort=sort,
        capacity=capacity,
        unit=unit_chinese if make.lang else unit,
        per=per,
    )


def allocation(make: Maker, _number: int) -> allocations.Allocation:
    """What a goal asks of a pool, and what came of it."""
    state = make.chance.choices(("granted", "released", "asked", "declined"), (45, 25, 20, 10))[0]
    goal = make.goal(going=state in ("granted", "asked"))
    start = make.chance.randint(-150, -40) if state == "released" else make.chance.randint(-40, 60)
    return allocations.Allocation(
        title=make.say("uses"),
        resource=make.one("resource"),
        amount=make.chance.randint(1, 3),
        goal=goal,
        department=make.shared[goal][0][0] if goal and make.shared[goal][0] else None,
        start=make.today + timedelta(start),
        end=make.today + timedelta(start + make.chance.randint(5, 35)),
        state=state,
        reason=make.say("declines") if state == "declined" else "",
        over=make.say("overs") if state == "granted" and make.likely(0.1) else "",
    )


def training(make: Maker, _number: int) -> trainings.Training:
    """Held or planned; some run out."""
    offset = make.chance.randint(-500, 40)
    held = offset < 0
    return trainings.Training(
        title=make.phrase("verbs", "things"),
        departments=make.some("department", 1, 2),
        on=make.day(offset, offset),
        minutes=make.chance.choice((60, 90, 180)),
        holder=make.one("person"),
        valid_for=make.chance.choice((None, 12, 24)),
        state="held" if held else "planned",
        took_part=make.some("person", 1, 6) if held else (),
    )


def pulse(make: Maker, _number: int) -> pulses.Pulse:
    """Open: what was answered is nobody's to make up."""
    return pulses.Pulse(title=make.say("rounds"), departments=make.some("department", 1, 4), until=make.day(3, 20))
