"""Charts to look at: a dozen, of every form, in the language spoken."""

from datetime import date, timedelta

from tui.text.charts.chart import AnyChart, BarRow, Bars, Chart, Curve, Level, Strip, StripRow

LAST = date(2026, 11, 29)


def days_until(count: int, every: int = 1) -> tuple[date, ...]:
    """So many days, or ends of weeks, of which the last is always the same."""
    return tuple(LAST - timedelta(every * back) for back in range(count - 1, -1, -1))


STOCK = Curve("Stock", (4800, 4760, 4700, None, 4600, 4550, 4400, 4210, 4200, 4100, 3900, 3800, 3790, 3700))
WEEKS = days_until(12, 7)

EXAMPLES: dict[str, AnyChart] = {
    "stock": Chart("Stock", days_until(14), (STOCK,), (Level(4000, "Target"),), "pieces"),
    "answers": Chart(
        "Answers, median days",
        WEEKS,
        (
            Curve("Marketing", (3, 4, 2, 5, None, 6, 3, 2, 1, 2, 2, 1)),
            Curve("物流部", (8, 7, 7, 6, 6, 5, 6, 5, 4, 4, 3, 2)),
            Curve("Finance", (1, 1, 2, 1, 2, 2, 1, 1, 2, 1, 1, 0)),
        ),
        (Level(3, "Promised"),),
        "days",
    ),
    "profit": Chart("Profit", WEEKS, (Curve("Profit", (3, 4, 2, -5, None, -6, 3, 2, 1, -2, 0, 1)),), (), "EUR"),
    "loss": Chart("Loss", days_until(5), (Curve("Loss", (-3, -4, -2.5, -5, -1)),), (Level(0, "Even"),), "EUR", 1),
    "one": Chart("Complaints", days_until(1), (Curve("Complaints", (5,)),)),
    "same": Chart("Complaints", days_until(5), (Curve("Complaints", (7, 7, 7, 7, 7)),)),
    "huge": Chart("Turnover", days_until(330), (Curve("", tuple(1e7 + at * 3e5 for at in range(330))),)),
    "tiny": Chart("Share", days_until(4), (Curve("", (0.001, 0.0025, 0.002, 0.0005)),), (), "", 4),
    "none": Chart("Sales", days_until(4), (Curve("Sales", (None, None, None, None)),)),
    "kept": Bars(
        "Promises kept",
        (
            BarRow("Marketing", 66, "66 %, 12 of 18", ("A-1",)),
            BarRow("Logistics and the shops of the whole north", 91, "91 %", tone="good"),
            BarRow("财务部", 12, "12 %, 1 of 8", tone="bad"),
            BarRow("Nobody", 0, "0 %"),
        ),
        (Level(80, "Agreed"),),
    ),
    "change": Bars("Change", (BarRow("Marketing", -6, "-6"), BarRow("Logistics", 9.2, "+9.2"))),
    "health": Strip(
        "Health",
        WEEKS,
        (
            StripRow("G-12", "春季促销", ("green",) * 5 + ("amber",) * 4 + ("red",) * 3, "red since 15 Nov"),
            StripRow("G-14", "Loyalty card", ("",) * 3 + ("none",) * 2 + ("green",) * 7, "green"),
        ),
    ),
}
