"""What a document may be called: blocked extensions in every disguise, and names that are safe wherever they are shown."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from casework.documents import names
from casework.documents.names import LONGEST_SHOWN, NameRefused, blocked_extensions, extension, judge

BLOCKED = sorted(blocked_extensions())
# Seed 002, as it lists them.
SEED = [
    "EXE",
    "PIF",
    "APPLICATION",
    "GADGET",
    "MSI",
    "MSP",
    "COM",
    "SCR",
    "HTA",
    "CPL",
    "MSC",
    "JAR",
    "BAT",
    "CMD",
    "VB",
    "VBS",
    "VBE",
    "JS",
    "JSE",
    "WS",
    "WSF",
    "WSC",
    "WSH",
    "PS1",
    "PS1XML",
    "PS2",
    "PS2XML",
    "PSC1",
    "PSC2",
    "MSH",
    "MSH1",
    "MSH2",
    "MSHXML",
    "MSH1XML",
    "MSH2XML",
    "SCF",
    "LNK",
    "INF",
    "REG",
    "DOCM",
    "DOTM",
    "XLSM",
    "XLTM",
    "XLAM",
    "PPTM",
    "POTM",
    "PPAM",
    "PPSM",
    "SLDM",
]


def test_the_list_is_the_seed() -> None:
    assert [name.lower() for name in SEED] == json.loads(
        (Path(names.__file__).parent / "data" / "extensions.json").read_text()
    )["blocked"][0]["extensions"]
    assert len(set(SEED)) == 49


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


def _bold(text: str) -> str:
    return "".join(chr(0x1D41A + ord(char) - ord("a")) if char.isalpha() else char for char in text)


def _circled(text: str) -> str:
    return "".join(chr(0x24D0 + ord(char) - ord("a")) if char.isalpha() else char for char in text)


_CYRILLIC = str.maketrans("aceopxyijshmtbkAEOPCXMTBHK", "асеорхуіјѕһмтьк" + "АЕОРСХМТВНК")

DISGUISES = {
    "plain": lambda ending: f"letter.{ending}",
    "case": lambda ending: f"letter.{ending.swapcase()}",
    "title": lambda ending: f"LETTER.{ending.title()}",
    "inner": lambda ending: f"letter.{ending}.pdf",
    "double": lambda ending: f"letter.pdf.{ending}",
    "only": lambda ending: f".{ending}",
    "trailing dots": lambda ending: f"letter.{ending}...",
    "trailing spaces": lambda ending: f"letter.{ending}   ",
    "no-break space": lambda ending: f"letter.{ending}\u00a0",
    "leading space": lambda ending: f"letter. {ending}",
    "many spaces": lambda ending: f"letter.pdf{' ' * 80}.{ending}",
    "nul before": lambda ending: f"letter.pdf\0.{ending}",
    "nul after": lambda ending: f"letter.{ending}\0.pdf",
    "line feed": lambda ending: f"letter.{ending}\n.pdf",
    "control within": lambda ending: f"letter.{ending[0]}\x07{ending[1:]}",
    "zero width": lambda ending: f"letter.{ending[0]}\u200b{ending[1:]}",
    "soft hyphen": lambda ending: f"letter.{ending[0]}\u00ad{ending[1:]}",
    "filler": lambda ending: f"letter.{ending[0]}\u3164{ending[1:]}",
    "variation": lambda ending: f"letter.{ending[0]}\ufe0f{ending[1:]}",
    "byte order mark": lambda ending: f"letter.\ufeff{ending}",
    "turned around": lambda ending: f"letter\u202efdp.{ending}",
    "isolate": lambda ending: f"letter.\u2067{ending}\u2069",
    "stream": lambda ending: f"letter.pdf:evil.{ending}",
    "data stream": lambda ending: f"letter.{ending}::$DATA",
    "path": lambda ending: f"../../letter.{ending}/x.pdf",
    "windows path": lambda ending: f"C:\\temp\\letter.{ending}",
    "semicolon": lambda ending: f"letter.{ending};.jpg",
    "escaped dot": lambda ending: f"letter%2e{ending}",
    "escaped twice": lambda ending: f"letter%252e{ending}",
    "escaped nul": lambda ending: f"letter.{ending}%00.pdf",
    "full width": lambda ending: f"letter．{_wide(ending)}",
    "one dot leader": lambda ending: f"letter․{ending}",
    "ideographic stop": lambda ending: f"letter。{ending}",
    "bold": lambda ending: f"letter.{_bold(ending)}",
    "circled": lambda ending: f"letter.{_circled(ending)}",
    "cyrillic": lambda ending: f"letter.{ending.translate(_CYRILLIC)}",
    "accent": lambda ending: f"letter.{ending}\u0301",
    "quoted": lambda ending: f'letter."{ending}"',
    "long": lambda ending: f"{'letter ' * 40}.{ending}",
    "very long": lambda ending: f"{'x' * 10_000}.{ending}",
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_every_blocked_extension_in_every_disguise(disguise: str) -> None:
    for ending in BLOCKED:
        name = DISGUISES[disguise](ending)
        assert judge(name).refused is NameRefused.EXTENSION, ascii(name)


@pytest.mark.parametrize(
    "name",
    ["inv.ехе", "inv.ЕХЕ", "inv.εxε", "inv.eхe", "inv.еxе", "a.ᴇxᴇ", "a.🅴🆇🅴", "a.🇪🇽🇪", "a.ⅿsi", "a.msı", "a.lոk", "a.рs1",
     "a.c0m", "a.lnк", "a.ꓰꓫꓰ", "a.ᎬХᎬ", "a.jꜱ", "a.vbѕ", "a.psl", "a.corn", "a.{20D04FE0-3AEA-1069-A2D8-08002B30309D}"],
)  # fmt: skip
def test_letters_that_look_like_others(name: str) -> None:
    assert judge(name).refused is NameRefused.EXTENSION


@pytest.mark.parametrize(
    ("name", "refused"),
    [("letter\u202efdp.png", "disguised"), ("letter\u202d.pdf", "disguised"), ("a.pdf::$DATA", "disguised"),
     ("a.pdf::$INDEX_ALLOCATION", "disguised"), ("", "missing"), ("   ", "missing"), ("..", "missing"), ("/", "missing"),
     ("\u200b\u2060", "missing"), ("\0", "missing")],
)  # fmt: skip
def test_hidden_and_missing(name: str, refused: str) -> None:
    assert judge(name).refused == f"name_{refused}"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("letter.pdf", "letter.pdf"),
        ("IMG_0001.HEIC", "IMG_0001.HEIC"),
        ("Carta del señor Núñez.pdf", "Carta del señor Núñez.pdf"),
        ("Factura n.º 3.pdf", "Factura n.º 3.pdf"),
        ("手紙 2026.pdf", "手紙 2026.pdf"),
        ("Письмо от 1.12.pdf", "Письмо от 1.12.pdf"),
        ("رسالة.pdf", "رسالة.pdf"),
        ("W-2 (2025) & 1099 [copy] #1, final!.pdf", "W-2 (2025) & 1099 [copy] #1, final!.pdf"),
        ("letter.PDF", "letter.PDF"),
        ("Screenshot 2026-11-22 at 10.30.11\u202fPM.png", "Screenshot 2026-11-22 at 10.30.11 PM.png"),
        ("C:\\fakepath\\letter.pdf", "letter.pdf"),
        ("/home/ana/letter.pdf", "letter.pdf"),
        ("../../etc/letter.txt", "letter.txt"),
        ("at 10:30.png", "at 10_30.png"),
        ("CON.pdf", "document_CON.pdf"),
        ("lpt1.tar.pdf", "document_lpt1.tar.pdf"),
        ("COM¹.txt", "document_COM¹.txt"),
        ("aux", "document_aux"),
        ("-rf.pdf", "rf.pdf"),
        ("=1+1.csv", "1+1.csv"),
        (".htaccess.txt", "htaccess.txt"),
        (".pdf", "document.pdf"),
        ("a\r\nContent-Type: text/html.pdf", "html.pdf"),
        ('a"b.pdf', "a_b.pdf"),
        ("a%2Fb.pdf", "a_2Fb.pdf"),
        ("50% off.pdf", "50% off.pdf"),
        ("letter.ｐｄｆ", "letter.pdf"),
        ("a\ue000b\U000e0061.pdf", "a_b.pdf"),
        ("a\ud800b.pdf", "a_b.pdf"),
        ("letter....pdf", "letter.pdf"),
    ],
)
def test_names_are_shown_safely(name: str, shown: str) -> None:
    judged = judge(name)
    assert (judged.shown, judged.refused) == (shown, None)


def test_long_names_keep_their_extension() -> None:
    for name in ("x" * 51 + ".pdf", "x" * 10_000 + ".heic", "señora " * 100 + ".docx", "手" * 300 + ".jpeg"):
        shown = judge(name).shown
        assert len(shown) <= LONGEST_SHOWN
        assert extension(shown) == name.rpartition(".")[2]
        assert len(shown.encode()) <= 255
    assert judge("a" * 46 + ".pdf").shown == "a" * 46 + ".pdf"


def test_a_cut_never_leaves_half_a_letter() -> None:
    shown = judge(unicodedata.normalize("NFD", "é" * 60) + ".pdf").shown
    assert shown == "é" * 46 + ".pdf"


def test_the_extension_of_a_shown_name() -> None:
    assert extension("letter.PDF") == "pdf"
    assert extension("letter") == ""
    assert extension("letter.рdf") == ""
