"""What an import says of a file: counts, what was refused and why, and why a file cannot be loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handlers import wording
from handlers.words import Words
from thads_data.imports.report import ImportProblem, Refused, RefusedWords, Report, Warned

# What a phone's screen can hold; the file of refused rows has all of them.
SHOWN = 5
_MB = 1024 * 1024

Params = Mapping[str, Any]
Sentence = Callable[[Words, Params], str]


def report_lines(report: Report, say: Words) -> list[str]:
    """The report of one file, the outcome first."""
    if report.same:
        return [say("File này đã được nhập trước đó với đúng nội dung này: không có gì thay đổi.")]
    return [_outcome(report, say), _counts(report, say), *_warnings(report, say), *_refused(report, say)]


def problem_text(problem: ImportProblem, say: Words) -> str:
    """Why the file cannot be loaded: what is wrong, where, and what to do."""
    sentence = _PROBLEMS[problem.reason](say, problem.params)
    return say("{sentence} Chưa có gì thay đổi.", sentence=sentence)


def refused_words(say: Words) -> RefusedWords:
    """How the file of refused cells is worded."""
    titles = (say("Dòng"), say("Cột"), say("Giá trị"), say("Lý do"))
    return RefusedWords(titles, lambda refused: reason_text(refused, say))


def reason_text(refused: Refused, say: Words) -> str:
    """Why one cell was refused, and what it should be."""
    return _REASONS[refused.reason](say, refused.params)


def kind_name(kind: str, say: Words) -> str:
    """What a kind of file is called."""
    return {
        "units": say("đơn vị"),
        "staff": say("cán bộ"),
        "targets": say("chỉ tiêu"),
        "cases": say("sổ thụ lý"),
        "statistics": say("thống kê"),
    }.get(kind, kind)


def _outcome(report: Report, say: Words) -> str:
    kind = kind_name(report.kind, say)
    if report.dry_run:
        return say("Chạy thử file {kind} {name}: chưa có gì thay đổi.", kind=kind, name=report.file_name)
    if not report.applied:
        return say(
            "Không nhập file {kind} {name}: có {count} dòng bị từ chối, chưa có gì thay đổi.",
            kind=kind,
            name=report.file_name,
            count=wording.count(say, report.refused_rows),
        )
    if report.history:
        return say(
            "Đã nhập file {kind} {name} làm số liệu lịch sử: đã có sổ mới hơn ngày {day}.",
            kind=kind,
            name=report.file_name,
            day=_day(report.as_of, say),
        )
    if report.as_of is not None:
        return say(
            "Đã nhập file {kind} {name}, số liệu đến {day}.",
            kind=kind,
            name=report.file_name,
            day=_day(report.as_of, say),
        )
    return say("Đã nhập file {kind} {name}.", kind=kind, name=report.file_name)


def _day(day: date | None, say: Words) -> str:
    return wording.day(say, day) if day is not None else ""


def _counts(report: Report, say: Words) -> str:
    counts = report.counts
    return say(
        "{rows} dòng: {new} mới, {changed} thay đổi, {unchanged} giữ nguyên; "
        "{missing} có trước đây không còn trong file.",
        rows=wording.count(say, report.rows),
        new=wording.count(say, counts.new),
        changed=wording.count(say, counts.changed),
        unchanged=wording.count(say, counts.unchanged),
        missing=wording.count(say, counts.missing),
    )


def _warnings(report: Report, say: Words) -> list[str]:
    lines = [say("Lưu ý: {warning}", warning=_warning(warned, say)) for warned in report.warnings[:SHOWN]]
    more = len(report.warnings) - SHOWN
    return [*lines, say("… và {count} lưu ý khác.", count=wording.count(say, more))] if more > 0 else lines


def _warning(warned: Warned, say: Words) -> str:
    sentence = _WARNINGS[warned.reason](say, {**warned.params, "count": warned.count})
    if warned.row is None:
        return sentence
    return say("{sentence} (dòng {row})", sentence=sentence, row=warned.row)


def _refused(report: Report, say: Words) -> list[str]:
    if not report.refused_rows:
        return []
    lines = [say("{count} dòng bị từ chối:", count=wording.count(say, report.refused_rows))]
    lines += [refused_line(refused, say) for refused in report.refused[:SHOWN]]
    more = report.refused_cells - len(report.refused[:SHOWN])
    return [*lines, say("… và {count} ô khác.", count=wording.count(say, more))] if more else lines


def refused_line(refused: Refused, say: Words) -> str:
    """One refused cell on one line."""
    return say(
        "Dòng {row}, cột “{column}”, giá trị “{value}”: {reason}",
        row=refused.row,
        column=refused.column,
        value=refused.value,
        reason=reason_text(refused, say),
    )


_REASONS: Mapping[str, Sentence] = {
    "missing_value": lambda say, p: say("ô này bắt buộc phải có giá trị."),
    "not_a_date": lambda say, p: say("không phải ngày; hãy ghi dạng dd/mm/yyyy, ví dụ 12/09/2025."),
    "no_such_day": lambda say, p: say("ngày này không có trong lịch; hãy sửa lại."),
    "not_a_number": lambda say, p: say("không phải số; hãy ghi số nguyên, ví dụ 39.936.678.000."),
    "negative": lambda say, p: say("số âm; ở đây chỉ nhận số từ 0 trở lên."),
    "fraction": lambda say, p: say("số lẻ; ở đây chỉ nhận số nguyên."),
    "too_large": lambda say, p: say("số quá lớn; nhiều nhất là {most}.", most=wording.count(say, p["most"])),
    "not_a_percent": lambda say, p: say("không phải tỷ lệ phần trăm; hãy ghi dạng 84,05."),
    "too_many_decimals": lambda say, p: say("nhiều nhất hai chữ số sau dấu phẩy, ví dụ 84,05."),
    "over_100": lambda say, p: say("tỷ lệ không thể trên 100%."),
    "percent_as_fraction": lambda say, p: say("hãy ghi số phần trăm (84,05), không ghi dạng 0,8405."),
    "not_a_year": lambda say, p: say("không phải năm; hãy ghi bốn chữ số, ví dụ 2025."),
    "not_a_decision_number": lambda say, p: say("không phải số quyết định; ví dụ đúng: 45/QĐ-CTHADS."),
    "not_text": lambda say, p: say("ô có ký tự không đọc được."),
    "too_long": lambda say, p: say(
        "dài {length} ký tự; nhiều nhất {longest} ký tự.", length=p["length"], longest=p["longest"]
    ),
    "extra_cell": lambda say, p: say(
        "dòng có nhiều ô hơn tiêu đề: hãy đặt nội dung có dấu phân cách trong ngoặc kép."
    ),
    "twice": lambda say, p: say("trùng với dòng {first}; mỗi mục chỉ được có một dòng.", first=p["first"]),
    "unknown_unit": lambda say, p: say("chưa có đơn vị mang mã này; hãy nhập file đơn vị trước."),
    "unknown_person": lambda say, p: say("chưa có cán bộ mang mã này; hãy nhập file cán bộ trước."),
    "unknown_parent": lambda say, p: say("chưa có đơn vị cấp trên mang mã này."),
    "circle": lambda say, p: say("các đơn vị cấp trên nối thành vòng tròn."),
    "second_root": lambda say, p: say(
        "chỉ một đơn vị được để trống đơn vị cấp trên, và đó đã là {other}.", other=p["other"]
    ),
    "unknown_level": lambda say, p: say("cấp phải là Trung ương, Tỉnh hoặc Phòng."),
    "unknown_role": lambda say, p: say(
        "không có vai trò “{role}”; các vai trò: Chấp hành viên, Lãnh đạo phòng, Lãnh đạo tỉnh, "
        "Lãnh đạo trung ương, Quản trị.",
        role=p["role"],
    ),
    "unknown_staff_status": lambda say, p: say("trạng thái phải là Đang công tác hoặc Đã nghỉ."),
    "unknown_kind": lambda say, p: say("loại phải là Chủ động hoặc Theo yêu cầu."),
    "unknown_class": lambda say, p: say(
        "phân loại phải là Có điều kiện, Chưa có điều kiện, Hoãn, Tạm đình chỉ, Ủy thác hoặc Thu hồi."
    ),
    "unknown_status": lambda say, p: say("trạng thái phải là Đang thi hành, Thi hành xong hoặc Đình chỉ."),
    "outside_year": lambda say, p: say("ngày này đã sau năm công tác {year}.", year=p["year"]),
    "after_as_of": lambda say, p: say("ngày này sau ngày của số liệu."),
    "after_today": lambda say, p: say("ngày này chưa đến."),
    "done_over_due": lambda say, p: say("số đã thi hành lớn hơn số phải thi hành ({due}).", due=p["due"]),
    "closed_without_date": lambda say, p: say(
        "trạng thái “{status}” thì phải có ngày kết thúc.", status=p["status"]
    ),
    "open_with_date": lambda say, p: say(
        "trạng thái “{status}” thì không thể có ngày kết thúc.", status=p["status"]
    ),
    "closed_before_decided": lambda say, p: say(
        "ngày kết thúc trước ngày quyết định ({decided}).", decided=p["decided"]
    ),
    "identity": lambda say, p: _identity(say, p),
}

_WARNINGS: Mapping[str, Sentence] = {
    "unknown_column": lambda say, p: say("cột “{column}” không được dùng đến.", column=p["column"]),
    "unknown_category": lambda say, p: say(
        "nhóm án “{value}” không có trong danh mục, giữ nguyên ({count} dòng).",
        value=p["value"],
        count=wording.count(say, p["count"]),
    ),
    "unknown_step": lambda say, p: say(
        "bước “{value}” không có trong danh mục, giữ nguyên ({count} dòng).",
        value=p["value"],
        count=wording.count(say, p["count"]),
    ),
    "accounts_ended": lambda say, p: say(
        "đã ngắt {count} tài khoản của người đã nghỉ.", count=wording.count(say, p["count"])
    ),
    "older_units": lambda say, p: say(
        "{count} đơn vị đã có sổ mới hơn: phần của họ chỉ được giữ làm số liệu lịch sử.",
        count=wording.count(say, p["count"]),
    ),
    "missing_not_judged": lambda say, p: say(
        "có dòng bị từ chối không rõ là việc nào, nên {count} việc vắng mặt vẫn được tính như cũ.",
        count=wording.count(say, p["count"]),
    ),
    "identity": lambda say, p: say(
        "cột “{column}”: {sentence}", column=p["column"], sentence=_identity(say, p)
    ),
}

_IDENTITIES: Mapping[str, Callable[[Words], str]] = {
    "I1": lambda say: say("tổng số giải quyết phải bằng năm trước chuyển sang cộng mới thụ lý"),
    "I2": lambda say: say("tổng số phải thi hành phải bằng tổng số giải quyết trừ ủy thác, trừ thu hồi, hủy"),
    "I3": lambda say: say("có điều kiện cộng chưa có điều kiện không thể lớn hơn tổng số phải thi hành"),
    "I3a": lambda say: say(
        "tổng số phải thi hành phải bằng có điều kiện cộng chưa có điều kiện, hoãn, tạm đình chỉ "
        "và trường hợp khác"
    ),
    "I4": lambda say: say("số chuyển kỳ sau phải bằng tổng số phải thi hành trừ số đã xong"),
    "I5": lambda say: say("có điều kiện chuyển kỳ sau phải bằng có điều kiện trừ số đã xong"),
    "I6": lambda say: say("số đã xong (cả đình chỉ) không thể lớn hơn số có điều kiện"),
    "I6b": lambda say: say("số có điều kiện không thể lớn hơn tổng số phải thi hành"),
    "I7": lambda say: say("có điều kiện thường bằng đã xong cộng đang thi hành, chưa thi hành và hoãn"),
    "I8": lambda say: say("tỷ lệ phải bằng số đã xong chia cho số có điều kiện"),
    "I9": lambda say: say("dòng của đơn vị phải bằng tổng các dòng bên dưới"),
    "I10": lambda say: say("số lũy kế giảm so với lần thống kê trước trong năm"),
    "I11": lambda say: say("số năm trước chuyển sang khác lần thống kê trước trong năm"),
}


def _identity(say: Words, p: Params) -> str:
    """What must hold, and the two numbers that do not agree."""
    shown = (p["found"], p["expected"])
    found, expected = (wording.count(say, number) for number in shown)
    if p["id"] == "I8":
        found, expected = (f"{number // 100},{number % 100:02}%" for number in shown)
    return say(
        "{rule}: trong file là {found}, tính ra là {expected}.",
        rule=_IDENTITIES[p["id"]](say),
        found=found,
        expected=expected,
    )


_PROBLEMS: Mapping[str, Sentence] = {
    "unreadable": lambda say, p: say("Không mở được file. Hãy kiểm tra tên và đường dẫn."),
    "unknown_format": lambda say, p: say(
        "Chỉ nhận file .xlsx hoặc .csv, không nhận “.{suffix}”. Hãy lưu lại bằng Excel dạng .xlsx.",
        suffix=p["suffix"],
    ),
    "empty_file": lambda say, p: say("File trống, không có gì trong đó."),
    "csv_is_excel": lambda say, p: say(
        "File tên là .csv nhưng bên trong là Excel. Hãy đổi đuôi thành .xlsx hoặc lưu lại thành CSV UTF-8."
    ),
    "old_or_locked_excel": lambda say, p: say(
        "File Excel đời cũ (.xls) hoặc có mật khẩu. Hãy bỏ mật khẩu và lưu lại dạng .xlsx."
    ),
    "not_xlsx": lambda say, p: say(
        "File tên là .xlsx nhưng không phải file Excel. Hãy xuất lại từ phần mềm."
    ),
    "damaged_xlsx": lambda say, p: say("File Excel bị hỏng hoặc bị cắt giữa chừng. Hãy tải lại file đầy đủ."),
    "too_large": lambda say, p: say(
        "File lớn {size} MB, nhiều nhất {most} MB. Hãy chia nhỏ hoặc lưu thành .csv.",
        size=wording.count(say, p["size"] // _MB),
        most=wording.count(say, p["most"] // _MB),
    ),
    "zip_bomb": lambda say, p: say(
        "File {size} MB giải nén thành {unpacked} MB, không phải bảng tính bình thường nên không mở.",
        size=wording.count(say, max(1, p["size"] // _MB)),
        unpacked=wording.count(say, p["unpacked"] // _MB),
    ),
    "too_many_rows": lambda say, p: say(
        "File có quá {most} dòng (kể cả dòng trống). Hãy xóa các dòng trống ở cuối hoặc chia nhỏ file.",
        most=wording.count(say, p["most"]),
    ),
    "too_much_for_worker": lambda say, p: say(
        "File quá nặng hoặc bị hỏng, đọc không xong. Hãy lưu lại dạng CSV UTF-8 rồi nhập."
    ),
    "not_text": lambda say, p: say(
        "Dòng {row}: file .csv có nội dung không phải văn bản. Hãy lưu lại dạng CSV UTF-8.", row=p["row"]
    ),
    "not_utf8": lambda say, p: say(
        "Dòng {row}: chữ không ở dạng UTF-8. Trong Excel hãy lưu lại dạng “CSV UTF-8”.", row=p["row"]
    ),
    "cut_off": lambda say, p: say(
        "Dòng {row}: file bị cắt giữa chừng. Hãy tải lại file đầy đủ.", row=p["row"]
    ),
    "malformed_csv": lambda say, p: say(
        "Dòng {row}: dấu ngoặc kép đặt sai chỗ. Hãy lưu lại file bằng Excel.", row=p["row"]
    ),
    "no_header": lambda say, p: say("Dòng 1 phải là tiêu đề các cột, nhưng đang trống."),
    "missing_columns": lambda say, p: say(
        "Dòng 1: file {kind} thiếu cột {columns}. Hãy thêm cột với đúng tên đó.",
        kind=kind_name(p["kind"], say),
        columns=", ".join(f"“{column}”" for column in p["columns"]),
    ),
    "column_twice": lambda say, p: say(
        "Dòng 1: hai cột “{other}” và “{column}” cùng nghĩa. Hãy bỏ bớt một cột.",
        other=p["other"],
        column=p["column"],
    ),
    "other_kind": lambda say, p: say(
        "Đây là file {other}, không phải file {kind}. Hãy chọn đúng loại.",
        other=kind_name(p["other"], say),
        kind=kind_name(p["kind"], say),
    ),
    "no_rows": lambda say, p: say("File chỉ có tiêu đề, không có dòng số liệu nào."),
    "as_of_in_future": lambda say, p: say(
        "Ngày của sổ ({day}) chưa đến. Hãy chọn lại ngày.", day=wording.day(say, p["as_of"])
    ),
    "sum_too_large": lambda say, p: say(
        "Dòng {row}: tổng số tiền đến đây đã quá lớn. Hãy kiểm tra lại cột tiền.", row=p["row"]
    ),
}
