"""What is asked in the bench, by whom, and the same figure as one statement written by hand.

The statements count the register itself (`cases`), so beside the time they also check the figure.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTED = """c.gone_on IS NULL AND c.decided <= :day AND (c.status = 'open' OR c.closed_on >= :start)
    AND c.class NOT IN ('entrusted', 'withdrawn')"""
ENFORCEABLE = "(c.class = 'enforceable' OR c.status <> 'open')"
SUMS = f"""count(CASE WHEN {ENFORCEABLE} THEN 1 END), count(CASE WHEN c.status <> 'open' THEN 1 END),
    sum(CASE WHEN {ENFORCEABLE} THEN c.due END), sum(CASE WHEN {ENFORCEABLE} THEN c.done END)"""
OVER_A_YEAR = "c.class = 'enforceable' AND c.status = 'open' AND c.gone_on IS NULL AND c.decided < :year_ago"

UNIT = f"""SELECT {SUMS} FROM cases c JOIN units u ON u.id = c.unit_id JOIN units top ON top.code = :code
    WHERE {COUNTED} AND u."left" BETWEEN top."left" AND top."right" """
PERSON = (
    f"SELECT {SUMS} FROM cases c JOIN people p ON p.id = c.executor_id WHERE {COUNTED} AND p.code = :code"
)
CHILDREN = f"""SELECT child.code, {SUMS} FROM cases c JOIN units u ON u.id = c.unit_id
    JOIN units child ON u."left" BETWEEN child."left" AND child."right"
    JOIN units top ON top.id = child.parent_id AND top.code = :code
    WHERE {COUNTED} GROUP BY child.code"""
EXECUTORS = f"""SELECT p.code, {SUMS} FROM cases c JOIN people p ON p.id = c.executor_id
    JOIN units u ON u.id = c.unit_id WHERE {COUNTED} AND u.code = :code GROUP BY p.code"""
OLD_UNIT = f"""SELECT count(*), sum(c.remaining) FROM cases c JOIN units u ON u.id = c.unit_id
    JOIN units top ON top.code = :code WHERE {OVER_A_YEAR} AND u."left" BETWEEN top."left" AND top."right" """
OLD_PERSON = f"""SELECT count(*), sum(c.remaining) FROM cases c JOIN people p ON p.id = c.executor_id
    WHERE {OVER_A_YEAR} AND p.code = :code"""
OPEN_UNIT = f"""SELECT count(*), sum(c.remaining) FROM cases c JOIN units u ON u.id = c.unit_id
    JOIN units top ON top.code = :code
    WHERE {COUNTED} AND c.status = 'open' AND u."left" BETWEEN top."left" AND top."right" """
ONE_CASE = """SELECT c.class, c.status, c.due, c.done, c.remaining FROM cases c
    JOIN people p ON p.id = c.executor_id AND p.code = :code
    WHERE c.number = :number AND c.year = :year AND c.gone_on IS NULL"""


@dataclass(frozen=True, slots=True)
class Question:
    """`group` picks the bar it is held against; `sql` has :code set to `code`, by default the asker's."""

    group: str
    label: str
    asker: str
    text: str
    sql: str | None = None
    code: str = ""


QUESTIONS = (
    Question(
        "standing", "standing, executor", "P07-KV3-CHV01", "tôi còn thiếu bao nhiêu", PERSON, "P07-KV3-CHV01"
    ),
    Question("standing", "standing, office", "P07-KV3-TP", "đơn vị tôi còn thiếu bao nhiêu", UNIT, "P07-KV3"),
    Question("standing", "standing, province", "P07-TRUONG", "toàn tỉnh đạt bao nhiêu", UNIT, "P07"),
    Question("standing", "standing, country", "TW-LD", "toàn quốc đạt bao nhiêu", UNIT, "TW"),
    Question(
        "ranking",
        "ranking, executors",
        "P07-KV3-TP",
        "xếp hạng chấp hành viên phòng tôi",
        EXECUTORS,
        "P07-KV3",
    ),
    Question("ranking", "ranking, offices", "P07-TRUONG", "phòng nào thấp nhất về tiền", CHILDREN, "P07"),
    Question("ranking", "ranking, provinces", "TW-LD", "xếp hạng các tỉnh về việc", CHILDREN, "TW"),
    Question("case", "case", "P07-KV3-CHV01", "việc {case}", ONE_CASE, "P07-KV3-CHV01"),
    Question("countdown", "countdown", "P07-KV3-CHV01", "còn mấy ngày nữa hết năm công tác"),
    Question("compare", "compare, province", "P07-TRUONG", "toàn tỉnh so với cùng kỳ năm trước"),
    Question(
        "cases",
        "cases >1 year, executor",
        "P07-KV3-CHV01",
        "án trên 1 năm của tôi",
        OLD_PERSON,
        "P07-KV3-CHV01",
    ),
    Question(
        "cases", "cases >1 year, office", "P07-KV3-TP", "án trên 1 năm của phòng tôi", OLD_UNIT, "P07-KV3"
    ),
    Question("cases", "cases >1 year, province", "P07-TRUONG", "án trên 1 năm toàn tỉnh", OLD_UNIT, "P07"),
    Question(
        "cases", "cases, all open, province", "P07-TRUONG", "danh sách việc toàn tỉnh", OPEN_UNIT, "P07"
    ),
    Question("cases", "cases >1 year, country", "TW-LD", "án trên 1 năm toàn quốc", OLD_UNIT, "TW"),
    Question("talk", "whoami", "P07-KV3-CHV01", "tôi là ai"),
    Question("talk", "help", "P07-KV3-CHV01", "giúp"),
)
BARS_MS = {"standing": 10, "ranking": 10, "case": 10, "countdown": 10, "cases": 50}
"""The most that 95 of 100 turns may take at 1,000,000 cases."""
