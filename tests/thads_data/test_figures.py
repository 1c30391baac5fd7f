from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thads_data import figures

D = Decimal
counts = st.integers(0, 10**7)
money = st.integers(0, 10**16)
targets = st.integers(0, 10_000).map(figures.from_hundredths)


def rate(done: int, enforceable: int) -> Decimal:
    exact = figures.rate(done, enforceable)
    assert exact is not None
    return figures.shown(exact)


def part(share: str, whole: str) -> Decimal:
    """What per cent one shown number is of another."""
    return figures.shown(100 * Fraction(share) / Fraction(whole))


# handbook §6.4, by its numbers: what is computed, and what the documents print.
CHECKS: list[tuple[str, Callable[[], object], object]] = [
    ("1 target", lambda: part("68.31", "81.27"), D("84.05")),
    ("1 of the target", lambda: part("68.31", "84.05"), D("81.27")),
    ("2 target, within 0,01", lambda: abs(part("36.78", "70.59") - D("52.10")) <= D("0.01"), True),
    ("2 of the target, within 0,01", lambda: abs(part("36.78", "52.10") - D("70.59")) <= D("0.01"), True),
    ("3 points", lambda: figures.points(D("68.31"), D("-3.71")), D("72.02")),
    ("4 cases of 1 to 5 years", lambda: 340 - 81, 259),
    ("4 money of 1 to 5 years", lambda: 39_936_678_000 - 10_146_367_000, 29_790_311_000),
    ("4 share of cases", lambda: rate(81, 340), D("23.82")),
    ("4 share of money", lambda: rate(10_146_367_000, 39_936_678_000), D("25.41")),
    ("4 mean", lambda: round(Fraction(39_936_678_000, 340)), 117_460_818),
    ("5 papers", lambda: 4 + 9 + 1, 14),
    ("6 rate", lambda: rate(18_440, 21_665), D("85.11")),
    ("6 target", lambda: figures.points(rate(18_440, 21_665), D("1.86")), D("83.25")),
    ("6 year before", lambda: figures.points(rate(18_440, 21_665), D("4.01")), D("81.10")),
    ("7 rate", lambda: rate(2_073_278_953_000, 4_450_553_771_000), D("46.58")),
    ("7 target", lambda: figures.points(D("46.58"), D("0.13")), D("46.45")),
    ("7 year before", lambda: figures.points(D("46.58"), D("-0.93")), D("47.51")),
    ("8 administrative", lambda: (rate(32, 59), 59 - 32), (D("54.24"), 27)),
    ("9 growth", lambda: figures.growth(382_058, 348_490), D("9.63")),
    ("9 then", lambda: 382_058 - 33_568, 348_490),
    ("10 points", lambda: figures.points(D("66.53"), D("2.18")), D("64.35")),
    ("10 enforceable", lambda: round(Fraction(382_058) / Fraction("0.6653")), 574_264),
    ("11 then", lambda: 70_278_705_371 - 18_111_946_392, 52_166_758_979),
    ("11 growth", lambda: figures.growth(70_278_705_371, 52_166_758_979), D("34.72")),
    ("12 points", lambda: figures.points(D("32.45"), D("2.98")), D("29.47")),
    ("12 enforceable", lambda: round(Fraction(70_278_705_371) / Fraction("0.3245") / 10**6), 216_575),
    *(
        (f"13 points of {shown}", lambda shown=shown: figures.points(D(shown), D("84.05")), D(points))
        for shown, points in (
            ("73.45", "-10.60"),
            ("74.32", "-9.73"),
            ("78.91", "-5.14"),
            ("80.15", "-3.90"),
            ("79.07", "-4.98"),
        )
    ),
    *(
        (f"14 points of {shown}", lambda shown=shown: figures.points(D(shown), D("52.08")), D(points))
        for shown, points in (
            ("28.26", "-23.82"),
            ("39.65", "-12.43"),
            ("40.23", "-11.85"),
            ("40.80", "-11.28"),
            ("39.28", "-12.80"),
        )
    ),
    ("15 above", lambda: figures.points(D("52.50"), D("52.08")), D("0.42")),
    ("15 nothing short", lambda: figures.short(883_516_902_000, 1_682_889_338_000, D("52.08")), 0),
    ("16 rate", lambda: rate(8_603, 10_880), D("79.07")),
    ("16 short", lambda: figures.short(8_603, 10_880, D("84.05")), 542),
    ("16 short is rounded up", lambda: figures.short(8_606, 10_884, D("84.05")), 543),
    ("17 days", lambda: (date(2025, 9, 30) - date(2025, 9, 12)).days, 18),
    ("17 a day", lambda: figures.needed_a_day(542, 15), 37),
    ("17 a working day", lambda: figures.needed_a_day(542, 11), 50),
    ("18 chain", lambda: (299_096 + 636_950, 936_046 - 12_004 - 501), (936_046, 923_541)),
    ("19 chain", lambda: (290_524 + 446_223, 579_413 + 148_814), (736_747, 728_227)),
    ("19 rate", lambda: rate(369_372, 579_413), D("63.75")),
    ("19 carried over", lambda: (728_227 - 369_372, 579_413 - 369_372), (358_855, 210_041)),
    ("19 enforceable of all", lambda: rate(579_413, 728_227), D("79.56")),
    ("20 chain", lambda: (53_640 - 368 - 6, 53_266 - 34_110 - 17_034), (53_266, 2_122)),
    ("20 shares", lambda: (rate(34_110, 53_266), rate(17_034, 53_266)), (D("64.04"), D("31.98"))),
    ("20 rate", lambda: rate(21_468, 34_110), D("62.94")),
    ("21 chain", lambda: (79_177 - 580 - 4, 54_681 + 23_912), (78_593, 78_593)),
    ("21 rate", lambda: rate(26_515, 54_681), D("48.49")),
    ("22 rates", lambda: (rate(620_657, 739_974), rate(116_531, 224_775)), (D("83.88"), D("51.84"))),
    ("23 rate", lambda: rate(577_876, 685_898), D("84.25")),
    ("23 points of cases", lambda: figures.points(D("84.25"), D("83.90")), D("0.35")),
    ("23 points of money", lambda: figures.points(D("56.13"), D("51.90")), D("4.23")),
    ("24 a trap: sources mixed", lambda: figures.points(D("84.27"), D("83.90")), D("0.37")),
    ("25 cases", lambda: figures.points(D("85.70"), D("1.65")), D("84.05")),
    ("25 money", lambda: figures.points(D("62.10"), D("10.07")), D("52.03")),
    ("26 cases", lambda: rate(4_918, 5_422), D("90.70")),
    ("26 money", lambda: rate(102_990_477, 163_702_787), D("62.91")),
    ("26 above", lambda: figures.points(rate(4_918, 5_422), D("73.00")), D("17.70")),
    ("27 cases", lambda: (rate(1_190, 1_432), rate(1_054, 1_191)), (D("83.10"), D("88.50"))),
    ("27 rounded inputs do not close", lambda: part("80.7", "174.7"), D("46.19")),
]


@pytest.mark.parametrize(("compute", "printed"), [pytest.param(*rest, id=name) for name, *rest in CHECKS])
def test_the_figures_of_the_documents_come_out(compute: Callable[[], object], printed: object) -> None:
    assert compute() == printed


def test_every_one_of_the_27_checks_is_here() -> None:
    assert {int(name.split()[0]) for name, *_ in CHECKS} == set(range(1, 28))


@given(counts, counts)
@example(1, 8)
def test_a_rate_is_rounded_half_up_and_by_at_most_half_a_hundredth(done: int, enforceable: int) -> None:
    exact = figures.rate(done, enforceable)
    if exact is None:
        assert enforceable == 0
        return
    error = Fraction(figures.shown(exact)) - exact
    assert -Fraction(1, 200) < error <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("0.005", "0.01"), ("0.0049999", "0.00"), ("-0.005", "-0.01"), ("66.665", "66.67"), ("100", "100.00")],
)
def test_halves_are_rounded_away_from_nothing(exact: str, shown: str) -> None:
    assert str(figures.shown(Fraction(exact))) == shown


@given(money, money, targets)
def test_short_is_the_least_that_reaches_the_target(done: int, enforceable: int, target: Decimal) -> None:
    short = figures.short(done, enforceable, target)
    wanted = Fraction(target) * enforceable / 100
    assert short >= 0
    assert done + short >= wanted
    assert short == 0 or done + short - 1 < wanted


@given(counts, st.integers(1, 250), st.sampled_from([1, figures.MONEY_STEP]))
def test_what_is_needed_a_day_is_the_least_round_amount_that_is_enough(
    short: int, days: int, step: int
) -> None:
    needed = figures.needed_a_day(short, days, step)
    assert needed is not None
    assert needed % step == 0
    assert needed * days >= short > (needed - step) * days or short == needed == 0


def test_nothing_can_be_needed_a_day_when_no_day_is_left() -> None:
    assert figures.needed_a_day(5, 0) is None
    assert figures.needed_a_day(0, 0) is None
    assert figures.needed_a_day(1, 3, figures.MONEY_STEP) == 100_000


def test_nothing_enforceable_has_no_rate_and_nothing_before_no_growth() -> None:
    assert figures.rate(0, 0) is None
    assert figures.short(0, 0, D("84.05")) == 0
    assert figures.growth(5, 0) is None
    assert figures.growth(1, 3) == D("-66.67")


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        (date(2025, 9, 12), 1, date(2024, 9, 12)),
        (date(2025, 9, 12), 0.5, date(2025, 3, 12)),
        (date(2025, 9, 12), 1.5, date(2024, 3, 12)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2025, 8, 31), 0.5, date(2025, 2, 28)),
        (date(2025, 1, 31), Fraction(1, 12), date(2024, 12, 31)),
        (date(2025, 9, 12), 0, date(2025, 9, 12)),
        (date(2025, 9, 12), 5000, date.min),
        (date(2025, 9, 12), 10**9, date.min),
    ],
)
def test_the_same_day_years_before(day: date, years: float, before: date) -> None:
    assert figures.years_before(day, years) == before


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_bands_of_age_part_all_cases(decided: date, as_of: date) -> None:
    edges = [figures.years_before(as_of, years) for years in (1, 3, 5)]
    bands = [
        decided >= edges[0],
        edges[1] <= decided < edges[0],
        edges[2] <= decided < edges[1],
        decided < edges[2],
    ]
    assert sum(bands) == 1


def test_days_before_never_fall_off_the_calendar() -> None:
    assert figures.days_before(date(2025, 9, 12), 30) == date(2025, 8, 13)
    assert figures.days_before(date(2025, 9, 12), 10**9) == date.min


@given(money, money.filter(bool), money, money.filter(bool))
@example(10**16, 10**16 + 1, 10**16 - 1, 10**16)
def test_the_order_of_rates_is_the_exact_one(done: int, of: int, other: int, of_other: int) -> None:
    exact, another = Fraction(done, of), Fraction(other, of_other)
    assert (figures.order(done, of) < figures.order(other, of_other)) == (exact < another)
    assert (figures.order(done, of) == figures.order(other, of_other)) == (exact == another)


@given(counts, counts)
@example(1, 8)
def test_a_rate_is_shown_as_the_exact_one_rounded(done: int, enforceable: int) -> None:
    exact = figures.rate(done, enforceable)
    shown = figures.shown_rate(done, enforceable)
    assert str(shown) == str(None if exact is None else figures.shown(exact))


@given(st.dictionaries(st.integers(), st.integers()))
def test_a_rank_is_one_more_than_how_many_are_higher(orders: dict[int, int]) -> None:
    assert figures.ranks(orders) == {
        key: 1 + sum(other > value for other in orders.values()) for key, value in orders.items()
    }
