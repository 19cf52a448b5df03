"""Write casework/safety/data/own_words.txt: real words that look like a slip for a word of a phrase.

Needs ``pyspellchecker`` (MIT; its word counts come from subtitles), which the product itself does not. Run it after
changing phrases: ``python -m benchmarks.own_words``.
"""

import gzip
import json
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from casework.safety.phrases import vocabulary_of
from casework.safety.reading import Misspellings, plain_word, without_accents

DATA = Path(__file__).resolve().parent.parent / "casework" / "safety" / "data"
FEWEST_TIMES_SEEN = {"en": 400, "es": 120}
"""Below, the counts hold more slips than words."""
NOT_IN_SUBTITLES = [
    "eitc",
    "actc",
    "ctc",
    "fica",
    "futa",
    "suta",
    "irs",
    "irm",
    "irc",
    "tas",
    "cdp",
    "oic",
    "ncc",
    "cnc",
    "wmar",
    "efile",
    "efiled",
    "refile",
    "fafsa",
    "itin",
    "ein",
    "ptin",
    "caf",
    "medicaid",
    "medicare",
    "wisp",
    "zelle",
    "venmo",
    "turbotax",
    "taxslayer",
    "freetaxusa",
    "hsa",
    "ira",
    "roth",
    "rmd",
    "nol",
    "qbi",
    "dui",
    "fbar",
    "fatca",
    "llc",
    "esop",
    "reembolso",
    "hicieron",
    "planilla",
    "escrow",
    "garnish",
    "levied",
    "lien",
    "liens",
    "payroll",
    "withholding",
    "overpayment",
    "underpayment",
]


def words() -> Iterator[str]:
    """Give the words of both languages that are seen often enough, as messages are read."""
    for language, times in FEWEST_TIMES_SEEN.items():
        packed = resources.files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
        counts: dict[str, int] = json.loads(gzip.decompress(packed))
        yield from (
            plain_word(without_accents(word)) for word, count in counts.items() if count >= times and word.isalpha()
        )
    yield from map(plain_word, NOT_IN_SUBTITLES)


def main() -> None:
    """Write the file: only words that would otherwise be taken for others."""
    phrases = tomllib.loads((DATA / "phrases.toml").read_text(encoding="utf-8"))
    misspellings = Misspellings(vocabulary_of(phrases), (), ())
    own = sorted({word for word in words() if misspellings.meant(word) != (word,)})
    (DATA / "own_words.txt").write_text("\n".join(own) + "\n", encoding="utf-8")
    print(len(own), "words")


if __name__ == "__main__":
    main()
