"""Numbers as people read them: thousands parted, and in 万 and 亿."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_STEPS = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def number_of(value: object) -> Decimal | None:
    """The number in a cell, exactly as it prints; ``None`` where there is none.

    >>> number_of(17.3), number_of("382000"), number_of("约"), number_of(None)
    (Decimal('17.3'), Decimal('382000'), None, None)
    """
    if value is None or isinstance(value, bool | bytes):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def plain(number: Decimal) -> str:
    """All digits, thousands parted, no idle zeros.

    >>> plain(Decimal("98000000.0")), plain(Decimal("-0.50")), plain(Decimal("1E+3"))
    ('98,000,000', '-0.5', '1,000')
    """
    text = format(number, ",f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def short(number: Decimal) -> str:
    """In 万, 亿 or 万亿 with at most four decimals; empty below 万.

    A number that this would round has ≈ before it.

    >>> short(Decimal("450000000")), short(Decimal(9999)), short(Decimal("-23456"))
    ('4.5亿', '', '-2.3456万')
    >>> short(Decimal("123456789"))
    '≈1.2346亿'
    """
    for step, word in _STEPS:
        if abs(number) >= step:
            exact = number / step
            rounded = round(exact, 4)
            mark = "" if rounded == exact else "≈"
            return f"{mark}{plain(rounded)}{word}"
    return ""
