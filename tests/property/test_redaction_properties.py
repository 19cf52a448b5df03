"""Generated identifiers in generated surroundings never survive; redaction is stable."""

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.us import rtn

from casework.redaction import for_assistant, redact, redact_split

ZEROES = "0０٠०০𝟎𝟘"
"""Zeroes of scripts whose ten digits follow each other."""
DASHES = "-‐‑‒–—―−﹣－"
UNSEEN = ["", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"]
SEPARATORS = ["", " ", ".", "/", "_", "\u00a0", "\u2009", " - ", *DASHES]


@st.composite
def ssns(draw: st.DrawFn) -> list[str]:
    """An SSN's three groups, as the SSA hands them out."""
    area = draw(st.integers(1, 899).filter(lambda number: number != 666))
    return [f"{area:03}", f"{draw(st.integers(1, 99)):02}", f"{draw(st.integers(1, 9999)):04}"]


@st.composite
def itins(draw: st.DrawFn) -> list[str]:
    group = draw(st.sampled_from([number for number in range(70, 100) if number not in {89, 93}]))
    return [f"9{draw(st.integers(0, 99)):02}", str(group), f"{draw(st.integers(0, 9999)):04}"]


@st.composite
def eins(draw: st.DrawFn) -> list[str]:
    return [
        draw(st.sampled_from(["01", "12", "20", "35", "46", "68", "82", "99"])),
        f"{draw(st.integers(0, 9999999)):07}",
    ]


@st.composite
def cards(draw: st.DrawFn) -> list[str]:
    body = draw(st.sampled_from("456")) + "".join(map(str, draw(st.lists(st.integers(0, 9), min_size=14, max_size=14))))
    number = body + luhn.calc_check_digit(body)
    return [number[start : start + 4] for start in range(0, 16, 4)]


@st.composite
def phones(draw: st.DrawFn) -> list[str]:
    area = draw(st.integers(201, 989).filter(lambda number: number // 10 % 10 != 9 and number // 100 != 8))
    return [str(area), str(draw(st.integers(200, 999))), f"{draw(st.integers(0, 9999)):04}"]


@st.composite
def routings(draw: st.DrawFn) -> list[str]:
    body = f"{draw(st.integers(1000000, 12999999)):08}"
    return [body + rtn.calc_check_digit(body)]


@st.composite
def accounts(draw: st.DrawFn) -> list[str]:
    return ["".join(map(str, draw(st.lists(st.integers(0, 9), min_size=8, max_size=17))))]


NAMED = {
    "SSN": (
        ssns(),
        ["my ssn is {}", "SSN: {}", "mi seguro social es {}.", "social security number {} thanks", "{} is my social"],
    ),
    "ITIN": (itins(), ["my ITIN is {}", "itin {}", "mi itin: {} por favor"]),
    "EIN": (eins(), ["our EIN is {}", "employer id number {}", "el EIN de mi negocio es {}"]),
    "CARD": (cards(), ["card {}", "my visa is {} ok", "mi tarjeta es {}"]),
    "PHONE": (phones(), ["call me at {}", "my cell {}", "mi teléfono es {}", "{} is my phone"]),
    "BANK": (routings() | accounts(), ["my bank account number is {}", "routing number {}", "número de cuenta {}"]),
}
BARE = {"SSN": ssns(), "CARD": cards()}


@st.composite
def disguised(draw: st.DrawFn, groups: list[str], separator: str | None = None) -> str:
    """Groups put together as people, and their keyboards, do."""
    between = draw(st.sampled_from(SEPARATORS)) if separator is None else separator
    zero = ord(draw(st.sampled_from(ZEROES)))
    unseen = draw(st.sampled_from(UNSEEN))
    return between.join(unseen.join(chr(zero + int(digit)) for digit in group) for group in groups)


def digits(text: str) -> str:
    return "".join(str(int(character)) for character in text if character.isdecimal())


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_named_identifier_never_survives(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(NAMED)))
    strategy, sentences = NAMED[kind]
    groups = data.draw(strategy)
    text = data.draw(st.sampled_from(sentences)).format(data.draw(disguised(groups)))

    redacted = redact(text)

    assert digits(redacted.text) == "", (kind, text, redacted.text)
    assert redacted.found
    assert digits(for_assistant(text)) == ""


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_bare_ssn_or_card_never_survives(data: st.DataObject) -> None:
    groups = data.draw(BARE[data.draw(st.sampled_from(sorted(BARE)))])
    text = data.draw(disguised(groups))

    assert digits(redact(text).text) == ""


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_the_halves_of_a_named_identifier_never_survive(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["SSN", "ITIN", "EIN", "CARD", "PHONE"]))
    strategy, sentences = NAMED[kind]
    groups = data.draw(strategy)
    cut = data.draw(st.integers(1, len(groups) - 1))
    separator = data.draw(st.sampled_from(["-", " ", "."]))
    sentence = data.draw(st.sampled_from([one for one in sentences if not one.startswith("{}")]))
    previous = sentence.partition("{}")[0] + separator.join(groups[:cut]) + data.draw(st.sampled_from(["", separator]))
    current = separator.join(groups[cut:])

    both = redact_split(previous, current)

    assert both is not None, (previous, current)
    assert digits(both[0].text + both[1].text) == "", (previous, current, both)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_an_address_never_survives(data: st.DataObject) -> None:
    local = data.draw(st.from_regex(r"[a-z]{2,8}([._+][a-z0-9]{2,6}){0,2}", fullmatch=True))
    domain = data.draw(st.from_regex(r"[a-z]{3,9}\.(com|org|net|gov|edu|mx)", fullmatch=True))
    text = data.draw(st.sampled_from(["write to {}", "{}", "mi correo es {}.", "<{}>", "({}), please"])).format(
        f"{local}@{domain}"
    )

    assert local not in redact(text).text.replace("write", "").replace("correo", "").replace("please", "")
    assert "@" not in redact(text).text


PIECES = st.one_of(
    st.text(max_size=8),
    st.text(alphabet="0123456789-./ ()+", min_size=1, max_size=24),
    st.sampled_from(
        [
            "my ssn is",
            "account",
            "call",
            "born",
            "on",
            "$",
            "in 2022",
            "Form",
            "dob",
            "cuenta",
            "EXTERNAL:",
            "/",
            "[SSN]",
            "[NUMBER]",
            "@gmail.com",
            "ana",
            *["one two three", "code", "weeks", "owe", "7K3M9QXW2T", "\u200b", "3/15/1985", "123-45-6789", "123456789"],
        ]
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=9).map(" ".join), st.sampled_from([None, "submitted_on"]))
def test_doing_it_twice_changes_nothing(text: str, asks: str | None) -> None:
    once = redact(text, asks=asks)
    again = redact(once.text, asks=asks)
    assert again.text == once.text
    assert again.found == ()

    sent = for_assistant(text, asks=asks)
    assert for_assistant(sent, asks=asks) == sent
    assert not sent.startswith(("/", "EXTERNAL:"))
    assert sent == sent.lstrip()


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.characters(blacklist_categories=["Nd", "Nl", "No"]), max_size=60).filter(
        lambda text: "@" not in text
    )
)
def test_text_without_digits_and_at_signs_stays(text: str) -> None:
    assert redact(text).text == text
