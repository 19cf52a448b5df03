"""The symbols of a code: drawn, read back as people type and say them, and grouped to be copied by hand.

Crockford's base 32 leaves out I, L, O and U, which are misread; what is typed with I, L or O is taken for 1 and 0. The last
symbol checks the others (ISO/IEC 7064, MOD 37,36): it finds every single wrong symbol and nearly every swap.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from stdnum.iso7064 import mod_37_36

from casework.access_codes.models import Code

SYMBOLS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# A code as people write it, with room for what they put between its symbols.
MOST_TYPED_CHARACTERS: Final = 100
_GROUP: Final = 4
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def drawn(random_symbols: int) -> Code:
    """A new code of so many random symbols (5 bits each) and its check symbol.

    Drawn again where the check symbol is none of ours, and where it has letters alone or digits alone: in a sentence such a
    code could not be told from words or from a number, and must be cut out of what is sent to the assistant.
    """
    while True:
        symbols = "".join(secrets.choice(SYMBOLS) for _ in range(random_symbols))
        check = mod_37_36.calc_check_digit(symbols)
        if check in SYMBOLS and not symbols.isdigit() and not symbols.isalpha():
            return Code(symbols + check)


def read(typed: str) -> Code:
    """The code that somebody means: capitals, marks and blanks don't count, O is 0, I and L are 1.

    What is no code stays something that no code is; it is looked up like any other, so that nothing tells them apart.
    """
    plain = unicodedata.normalize("NFKC", typed[:MOST_TYPED_CHARACTERS]).upper()
    return Code("".join(filter(str.isalnum, plain)).translate(_READ_AS))


def grouped(code: Code) -> str:
    """The code in groups of four, to be copied by hand: `K7MX-3RQP-9TW2-A5C`."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
