"""Numerals as text: Arabic, grouped, Chinese and mixed, to exact decimals."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}

# A comma groups only where three digits follow each, as in 36,249 or 1,100.
ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:[.·]\d+)?)"


def arabic(text: str) -> Decimal:
    """The value of a number in digits; group commas are dropped, ``·`` is an old decimal point.

    >>> arabic("36,249"), arabic("1624170.29"), arabic("3·5")
    (Decimal('36249'), Decimal('1624170.29'), Decimal('3.5'))
    """
    return Decimal(text.replace(",", "").replace("，", "").replace("·", "."))


def multiplier(text: str) -> Decimal:
    """The factor that a run of 百 千 万 亿 stands for.

    >>> multiplier("万亿"), multiplier("百万"), multiplier("")
    (Decimal('1000000000000'), Decimal('1000000'), Decimal('1'))
    """
    factor = 1
    for character in text:
        factor *= PLACES.get(character) or MYRIADS[character]
    return Decimal(factor)


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral, ``None`` where it is not one.

    A head without digit counts once (百万 is 1,000,000); a digit after a place without a
    place of its own stands for the next lower one (两万三 is 23,000); digits in a row are
    read off one by one (二〇二五).

    >>> chinese("四万"), chinese("一千五百"), chinese("两万三千五"), chinese("百万")
    (Decimal('40000'), Decimal('1500'), Decimal('23500'), Decimal('1000000'))
    >>> chinese("二〇二五"), chinese("十七"), chinese("三十五点六"), chinese("一万亿")
    (Decimal('2025'), Decimal('17'), Decimal('35.6'), Decimal('1000000000000'))
    >>> chinese("五六") is None
    True
    """
    whole, point, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return value
    return value + Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))


def _whole(text: str) -> Decimal | None:
    if len(text) > 1 and all(c in DIGITS for c in text):
        # 二〇二五 is read off; 五六 (five or six) is a range, which the caller reads
        return Decimal("".join(str(DIGITS[c]) for c in text)) if len(text) >= 3 else None
    total = section = 0
    digit: int | None = None
    last_place = 1
    for character in text:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            continue
        if character in PLACES:
            last_place = PLACES[character]
            section += (1 if digit is None else digit) * last_place
        else:
            myriad = MYRIADS[character]
            head = section + (digit or 0)
            if head:
                total, section = (total + head * myriad, 0)
            else:  # 万亿, or a bare 万 at the head
                total = (total or 1) * myriad
            last_place = myriad
        digit = None
    if digit and last_place >= 100 and not text.endswith(("零" + text[-1], "〇" + text[-1])):
        digit *= last_place // 10
    return Decimal(total + section + (digit or 0))
