"""Numbers that stay: years, amounts, durations, shares, forms, notices and sections, and public telephone numbers."""

import re

from casework.redaction.fold import Folded
from casework.redaction.words import PUBLIC_PHONES

_FORM_NUMBERS = (
    "706 709 720 843 911 940 941 943 944 945 966 990 1040 1041 1042 1065 1094 1095 1096 1097 1098 1099 1116 1120 "
    "1127 1138 1139 1310 2106 2120 2159 "
    "2210 2220 2290 2439 2441 2553 2555 2678 2848 3115 3468 3520 3800 3903 3911 3949 4070 4136 4137 4180 4255 4361 "
    "4422 4506 4549 4562 4564 4598 4669 "
    "4684 4797 4810 4835 4852 4868 4952 4972 5213 5227 5329 5405 5471 5472 5495 5498 5500 5695 5884 6198 6251 6252 "
    "6765 6781 7004 7200 7202 8027 "
    "8275 8282 8283 8288 8300 8332 8379 8396 8453 8508 8582 8586 8594 8606 8609 8615 8697 8702 8809 8812 8814 8815 "
    "8818 8821 8822 8824 8826 8829 8832 8833 "
    "8834 8838 8839 8840 8843 8844 8846 8849 8853 8854 8857 8858 8859 8862 8863 8865 8866 8867 8868 8869 8874 8876 "
    "8878 8879 8880 8881 8882 8885 8886 "
    "8888 8889 8892 8898 8899 8903 8908 8910 8911 8915 8917 8919 8925 8926 8928 8932 8933 8936 8937 8938 8940 8941 "
    "8944 8948 8949 8952 8955 8957 8958 8959 "
    "8960 8962 8963 8965 8966 8971 8974 8978 8979 8985 8986 8988 8990 8991 8992 8993 8994 8995 8996 9325 9423 9452 "
    "9465 12009 12153 12203 12256 12277 "
    "13614 13711 13844 13976 14039 14135 14157 14242 14446 14568 14654 15080 15103 15110 15111 15227 15230 15288 "
    "2725 886"
)
# A form's number in the middle of other digits is part of a longer number; a year may follow it.
_NO_MORE_DIGITS = r"(?!\s\d(?!\d{3}(?!\d)(?!\s?\d)))"
_BEGINS_WITH_DIGITS = re.compile(
    r"(?=[\d$\u20ac\u00a3\u00a5])(?:"
    # Amounts: with a currency's mark or word, a share, or groups of thousands.
    r"(?P<amount>[$\u20ac\u00a3\u00a5]\s{0,2}\d[\d,.']{0,14}(?<=\d)(?:k|m|\s?(?:mil|million(?:es)?|thousand|"
    r"grand))?(?![a-z\d])"
    r"|(?<![\d.,-])\d[\d,.']{0,14}(?<=\d)(?:\s?[$\u20ac%](?!\s?\d)|k(?![a-z])|\s?(?:usd|dollars?|bucks|dolares|"
    r"dolar|pesos|cents|centavos|percent|por ciento|grand|thousand|mil(?:lion(?:es)?|es)?|pavos)(?![a-z]))"
    r"|(?<![\d.,-])\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,2})?(?![\d,-])"
    r"|(?<![\d.,-])\d{1,3}(?:\.\d{3}){1,3},\d{2}(?![\d.-]))"
    # Durations and counts of time.
    r"|(?P<duration>(?<![\d.,-])\d{1,5}(?:\s?(?:-|to|or|a|o|y)\s?\d{1,5})?[\s-]{0,2}(?:(?:business|calendar|"
    r"working) )?(?:seconds?|secs?|segundos?|min(?:ute|uto)?s?|hours?|hrs?|horas?|days?|dias?|weeks?|wks?|semanas?|"
    r"months?|mos|mes(?:es)?|"
    r"years?|yrs?|anos?|quarters?|trimestres?|times?|veces|pages?|paginas?|miles?|millas|people|personas|employees|"
    r"empleados)(?![a-z]))"
    # Forms that are known by their number alone.
    rf"|"
    rf"(?P<form>(?<![\d.,/-])(?<!\d\s)(?:{'|'.join(_FORM_NUMBERS.split())})(?![\d/])(?!-\d)(?!\.\d){_NO_MORE_DIGITS}(?:-?[a-z]{{1,4}}(?![a-z]))?"
    r"|(?<![\d.,/-])\d{3,4}[a-z](?![a-z\d]))"
    # Years, ranges of years and tax periods.
    r"|(?P<year>(?<!\d)(?<!\d[./-])(?:19|20)\d\d(?:\s?(?:-|/|to|thru|through|a|al)\s?(?:(?:19|20)\d\d|"
    r"\d\d))?(?:'?s)?(?!\d)(?![/.-]\d)"
    r"|(?<![\d.,/-])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/-]))"
    # Times of day.
    r"|(?P<time>(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r")"
)
_BEGINS_WITH_A_WORD = re.compile(
    # Forms, letters, notices, publications, sections.
    r"(?<![a-z])(?:forms?|formas?|formularios?|formulas?|letters?|cartas?|ltr|notices?|avisos?|notificacion(?:es)?|"
    r"pub(?:lication|licacion|s)?|schedules?|anexo|sections?|seccion|sec|irc|usc|line|linea|box|casilla|"
    r"irm|rev(?:enue)?\.? ?proc(?:edure)?|rev(?:enue)?\.? ?rul(?:ing)?|cp|lt|lp|tc|code|codigo de transaccion|p|w|"
    r"f|pcc|title|chapter|capitulo|room|step)"
    r"\s?(?:numbers?|numero|no|num)?\.?\s?[#:-]?\s?\d{1,5}(?:[.-]\d{1,4}){0,5}(?!\d)(?![-./]\d{2})"
    + _NO_MORE_DIGITS
    + r"(?:\s?-?[a-z]{1,4}(?![a-z])){0,2}"
)
_PHONE = re.compile(r"(?<!\d)(?:\+?1[\s.-]{0,2})?\(?(\d{3})\)?[\s.-]{0,3}(\d{3})[\s.-]{0,2}(\d{4})(?!\d)")


def find_kept(folded: Folded, *, alone: bool) -> list[tuple[int, int]]:
    """Give the places of numbers that stay, in the order of the text.

    Args:
        folded: The view.
        alone: Whether what is known by its digits alone counts as well: years, times, the numbers of forms. They don't
            while identifiers are sought, because they may be part of one.
    """
    if not any(map(str.isdigit, folded.text)):
        return []
    kept = [
        match.span()
        for match in _BEGINS_WITH_DIGITS.finditer(folded.text)
        if alone or match.lastgroup not in {"year", "time", "form"}
    ]
    kept += [match.span() for match in _BEGINS_WITH_A_WORD.finditer(folded.text)]
    kept += [match.span() for match in _PHONE.finditer(folded.text) if "".join(match.groups()) in PUBLIC_PHONES]
    return sorted(kept)
