"""What the columns of the statistics forms must agree in (handbook §1.4). Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from thads_data.imports.headers import rules

Figures = Mapping[str, int]
"""One metric of one line: cases, or đồng; ty_le in hundredths of a per cent. Empty cells are not in it."""

# What only grows from month to month within a work year (I10).
CUMULATIVE = ("uy_thac", "thu_hoi_huy", "thi_hanh_xong", "dinh_chi", "giam")
# A figure in 1.000 đồng is rounded: each term of a sum may be off by half of that.
HALF_THOUSAND = 500


@dataclass(frozen=True, slots=True)
class Broken:
    """One identity that does not hold: the column to look at, what it says, what the others make of it."""

    id: str
    key: str
    found: int
    expected: int
    hard: bool = True


def done(metric: str, figures: Figures) -> int:
    """xong*: the parts of the numerator that the line has. A file with one merged column has only that."""
    return sum(figures.get(key, 0) for key in rules()["statistics"]["numerator"][metric])


def broken(metric: str, figures: Figures, *, rounded: bool = False) -> Iterator[Broken]:
    """The identities that do not hold within one line. Those with a column missing are not judged."""
    everything = {**figures, "xong": done(metric, figures)} if "thi_hanh_xong" in figures else figures
    for name, key, parts, hard in _SUMS:
        if key in everything and all(part.lstrip("-") in everything for part in parts):
            expected = sum(_signed(everything, part) for part in parts)
            slack = HALF_THOUSAND * (len(parts) + 1) if rounded else 0
            if abs(everything[key] - expected) > slack:
                yield Broken(name, key, everything[key], expected, hard)
    yield from _in_progress(everything, HALF_THOUSAND * 5 if rounded else 0)
    yield from _orders(everything)
    yield from _rate(everything)


_SUMS: Sequence[tuple[str, str, Sequence[str], bool]] = (
    ("I1", "tong_giai_quyet", ("cu_chuyen_sang", "thu_ly_moi"), True),
    ("I2", "phai_thi_hanh", ("tong_giai_quyet", "-uy_thac", "-thu_hoi_huy"), True),
    (
        "I3a",
        "phai_thi_hanh",
        ("co_dieu_kien", "chua_co_dieu_kien", "hoan_khac", "tam_dinh_chi", "ly_do_khac"),
        True,
    ),
    ("I4", "chuyen_ky_sau", ("phai_thi_hanh", "-xong"), True),
    ("I5", "co_dieu_kien_chuyen_ky_sau", ("co_dieu_kien", "-xong"), True),
)


def _signed(figures: Figures, part: str) -> int:
    return -figures[part[1:]] if part.startswith("-") else figures[part]


def _in_progress(figures: Figures, slack: int) -> Iterator[Broken]:
    """I7, soft: what is enforceable is done, under way, or put off by request."""
    if not {"co_dieu_kien", "xong", "dang_thi_hanh"} <= figures.keys():
        return
    expected = sum(figures.get(key, 0) for key in ("xong", "dang_thi_hanh", "chua_thi_hanh", "hoan_diem_c"))
    if abs(figures["co_dieu_kien"] - expected) > slack:
        yield Broken("I7", "co_dieu_kien", figures["co_dieu_kien"], expected, hard=False)


def _orders(figures: Figures) -> Iterator[Broken]:
    """I3 and I6: parts are never more than the whole."""
    enforceable, due = figures.get("co_dieu_kien"), figures.get("phai_thi_hanh")
    if enforceable is None:
        return
    if "xong" in figures and figures["xong"] > enforceable:
        yield Broken("I6", "thi_hanh_xong", figures["xong"], enforceable)
    if due is not None and enforceable > due:
        yield Broken("I6b", "co_dieu_kien", enforceable, due)
    elif due is not None and enforceable + figures.get("chua_co_dieu_kien", 0) > due:
        yield Broken("I3", "chua_co_dieu_kien", enforceable + figures["chua_co_dieu_kien"], due)


def _rate(figures: Figures) -> Iterator[Broken]:
    """I8, to 0,01. Excel keeps 79,07% as 0,7907."""
    if "ty_le" not in figures or not figures.get("co_dieu_kien") or "xong" not in figures:
        return
    rate = hundredths(figures["xong"], figures["co_dieu_kien"])
    as_fraction = figures["ty_le"] <= 100 and abs(figures["ty_le"] * 100 - rate) <= 50
    if abs(figures["ty_le"] - rate) > 1 and not as_fraction:
        yield Broken("I8", "ty_le", figures["ty_le"], rate)


def hundredths(part: int, whole: int) -> int:
    """100 × part / whole, in hundredths, rounded half up."""
    return (part * 20_000 + whole) // (2 * whole)


def broken_sum(whole: Figures, parts: Sequence[Figures], *, rounded: bool = False) -> Iterator[Broken]:
    """I9: a unit is the sum of its executors, a province that of its offices; rates are never added."""
    slack = HALF_THOUSAND * (len(parts) + 1) if rounded else 0
    for key, found in whole.items():
        if key != "ty_le" and all(key in part for part in parts):
            expected = sum(part[key] for part in parts)
            if abs(found - expected) > slack:
                yield Broken("I9", key, found, expected)


def broken_since(before: Figures, figures: Figures) -> Iterator[Broken]:
    """I10 and I11, soft: against an earlier line of the same work year."""
    for key in CUMULATIVE:
        if figures.get(key, 0) < before.get(key, 0) and key in figures:
            yield Broken("I10", key, figures[key], before[key], hard=False)
    key = "cu_chuyen_sang"
    if key in before and key in figures and before[key] != figures[key]:
        yield Broken("I11", key, figures[key], before[key], hard=False)


def added(parts: Iterable[Figures]) -> dict[str, int]:
    """The sums of all columns that every part has."""
    found = list(parts)
    keys = set.intersection(*(set(part) for part in found)) - {"ty_le"} if found else set()
    return {key: sum(part[key] for part in found) for key in keys}
