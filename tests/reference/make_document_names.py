"""Writes tests/corpora/document_names.jsonl; the file is what counts, this says how its regular part came to be.

`python -m tests.reference.make_document_names` from the top of the repository.

What was decided where the rule of seed 002 is silent (a part is what stands between dots; the first is the base name):

* A part counts as blocked when it is one of the 49 extensions after folding what a device, a font or a person's eye folds:
  case, compatibility forms, combining and enclosing marks, characters without a width, spaces at its ends, letters of other
  scripts that look the same, look-alikes of the dot, control characters, and what stands behind a colon (a stream).
* It has to be the whole part: `amazon.com receipt.pdf` and `Node.js notes.pdf` are harmless, `amazon.com.pdf` is not.
* The base name is free: `com.pdf`, `reg.docx` and `exe` are harmless. A name that begins with a dot has an empty base name.
* Percent signs are literal: nothing between the person and the shown name decodes them.
* Names that a device keeps for itself (CON, NUL, LPT1) are made safe, not refused: somebody's letter may be called so.
* A path is cut to its last name: browsers have sent whole paths.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parents[1] / "corpora" / "document_names.jsonl"

BLOCKED = (
    "EXE PIF APPLICATION GADGET MSI MSP COM SCR HTA CPL MSC JAR BAT CMD VB VBS VBE JS JSE WS WSF WSC WSH PS1 PS1XML PS2 "
    "PS2XML PSC1 PSC2 MSH MSH1 MSH2 MSHXML MSH1XML MSH2XML SCF LNK INF REG DOCM DOTM XLSM XLTM XLAM PPTM POTM PPAM PPSM SLDM"
).split()
assert len(set(BLOCKED)) == 49

CYRILLIC = {
    "a": "\u0430", "c": "\u0441", "e": "\u0435", "i": "\u0456", "j": "\u0458", "o": "\u043e", "p": "\u0440",
    "s": "\u0455", "x": "\u0445", "h": "\u04bb", "d": "\u0501", "w": "\u051d", "l": "\u04cf",
}
CAPITALS_OF_OTHERS = {
    "A": "\u0391", "B": "\u0412", "C": "\u0421", "E": "\u0395", "H": "\u041d", "I": "\u0406", "J": "\u0408", "K": "\u039a",
    "L": "\u216c", "M": "\u041c", "N": "\u039d", "O": "\u041e", "P": "\u0420", "S": "\u0405", "T": "\u03a4", "X": "\u03a7",
}  # fmt: skip


def fullwidth(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def bold(text: str) -> str:
    """Mathematical bold letters and digits."""
    out = ""
    for c in text:
        if c.islower():
            out += chr(0x1D41A + ord(c) - ord("a"))
        elif c.isupper():
            out += chr(0x1D400 + ord(c) - ord("A"))
        elif c.isdigit():
            out += chr(0x1D7CE + int(c))
    return out


def circled(text: str) -> str:
    return "".join(chr(0x24D0 + ord(c) - ord("a")) if c.islower() else chr(0x2460 + int(c) - 1) for c in text)


def replaced(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(c, c) for c in text)


def mixed(text: str) -> str:
    return "".join(c.upper() if at % 2 else c.lower() for at, c in enumerate(text))


def refused() -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for at, upper in enumerate(BLOCKED):
        e = upper.lower()
        rows += [
            (f"letter.{e}", f".{upper} is on the list of seed 002"),
            (f"Notice CP14.{mixed(e)}", f".{upper} in mixed case"),
            (f"W-2 2024.{upper}.pdf", f".{upper} before a harmless last extension"),
        ]
        # A turn of disguises, so that each extension meets six and each disguise many extensions.
        disguises = [
            (f"scan.pdf.{e}", f".{upper} behind a harmless extension"),
            (f"scan.{e}.", f".{upper} and a dot that Windows drops"),
            (f"scan.{e}   ", f".{upper} and spaces that Windows drops"),
            (f"scan.{e} . . .", f".{upper} and dots and spaces that Windows drops"),
            (f"scan\uff0e{fullwidth(e)}", f".{upper} in full width, its dot too"),
            (f"scan.{bold(e)}", f".{upper} in mathematical bold"),
            (f"scan.{circled(e)}", f".{upper} in circles"),
            (f"scan.{e[:1]}\u200b{e[1:]}", f".{upper} with a zero-width space within"),
            (f"scan.{e}\u200d", f".{upper} with a zero-width joiner behind"),
            (f"scan.\ufeff{e}", f".{upper} with a byte order mark before"),
            (f"scan.{e[:1]}\u00ad{e[1:]}.pdf", f".{upper} with a soft hyphen within, then .pdf"),
            (f"scan\u202efdp.{e}", f".{upper} shown the other way round by a right-to-left override"),
            (f"scan.\u202d{e}\u202c", f".{upper} within a left-to-right override"),
            (f"scan.\u2066{e}\u2069.pdf", f".{upper} isolated, then .pdf"),
            (f"scan.{e}::$DATA", f".{upper} named by its data stream"),
            (f"scan.{e}:letter.pdf", f".{upper} with a stream that has a harmless name"),
            (f"scan.pdf:hidden.{e}", f"a stream called .{upper} on a harmless name"),
            (f"scan.{e}\x00.pdf", f".{upper} cut off by NUL where C reads it"),
            (f"scan.pdf\x00.{e}", f".{upper} behind NUL"),
            (f"scan.{e}\n", f".{upper} and a line break"),
            (f"scan.{e}\u00a0.pdf", f".{upper} and a no-break space, then .pdf"),
            (f"..\\..\\Startup\\scan.{e}", f".{upper} behind a Windows path"),
            (f"/var/www/scan.{e}", f".{upper} behind a path"),
            (f"scan.{e[0]}\u0301{e[1:]}", f".{upper} with an accent on its first letter"),
            (f"scan.{e}\u20dd", f".{upper} with an enclosing circle"),
            (f"scan\u2024{e}", f".{upper} behind a one dot leader"),
            (f"scan\u3002{e}", f".{upper} behind an ideographic full stop"),
            (f"scan.pdf{' ' * 120}.{e}", f".{upper} pushed out of sight by spaces"),
            (f"{'a very long name ' * 20}.{e}", f".{upper} behind a name of 340 characters"),
            (f".{e}", f".{upper} with an empty base name"),
        ]
        rows += [disguises[(at * 5 + turn) % len(disguises)] for turn in range(5)]

    for upper in ("EXE", "COM", "SCR", "PIF", "JS", "JSE", "PS1", "XLSM", "DOCM", "PPSM", "HTA", "MSI", "CPL", "MSC"):
        cyrillic = replaced(upper.lower(), CYRILLIC)
        capitals = replaced(upper, CAPITALS_OF_OTHERS)
        rows += [
            (f"hoja.{cyrillic}", f"{upper} with every Cyrillic letter that looks the same"),
            (f"hoja.{capitals}.pdf", f"{upper} with Greek and Cyrillic capitals, then .pdf"),
        ]
    rows += [
        # Letters of other scripts.
        ("factura.\u0435\u0445\u0435", "exe in Cyrillic letters"),
        ("factura.ex\u0435", "exe with one Cyrillic letter"),
        ("FACTURA.\u0395\u03a7\u0395", "EXE in Greek capitals"),
        ("factura.\u0458\u0455", "js in Cyrillic letters"),
        ("factura.\u0458\u0455.pdf", "js in Cyrillic letters, then .pdf"),
        ("factura.\u0441\u043em", "com with Cyrillic c and o"),
        ("factura.c\u0585m", "com with an Armenian o"),
        ("factura.c\u03bfm", "com with a Greek o"),
        ("factura.\u0455\u0441r", "scr with Cyrillic s and c"),
        ("factura.\u217fsi", "msi with the Roman numeral for a thousand"),
        ("factura.e\u2179e", "exe with the Roman numeral ten"),
        ("factura.\u212fxe", "exe with a script small e"),
        ("factura.LN\u212a", "LNK with the Kelvin sign"),
        ("factura.j\u017f", "js with a long s"),
        ("factura.v\u1d47\u02e2", "vbs with raised letters"),
        ("factura.\u1d49\u02e3\u1d49", "exe in raised letters"),
        ("factura.P\u0130F", "PIF with a dotted capital I"),
        ("factura.p\u0131f", "pif with a dotless i"),
        ("factura.\u0237s", "js with a dotless j"),
        ("factura.ps\u00b9", "ps1 with a raised one"),
        ("factura.ps\uff11", "ps1 with a full-width one"),
        ("factura.ps\u0661", "ps1 with an Arabic-Indic one"),
        ("factura.p\u0455\u00b2", "ps2 with Cyrillic s and a raised two"),
        ("factura.\u1e8b\u013cs\u1e41", "xlsm with accents in one piece"),
        ("factura.d\u00f6cm", "docm with an umlaut in one piece"),
        ("factura.\u0501\u043ecm", "docm with Cyrillic d and o"),
        ("factura.ja\u1d3f", "jar with a raised capital R"),
        ("factura.\U0001d4ff\U0001d4eb\U0001d4fc", "vbs in mathematical script"),
        ("factura.\U0001d68e\U0001d6a1\U0001d68e", "exe in typewriter letters"),
        ("factura.\U0001f135\U0001f135\U0001f135.ba\U0001d42d", "bat with a bold t behind a part of squares"),
        # The dot.
        ("factura\ufe52exe", "a small full stop"),
        ("factura\uff61exe", "a half-width ideographic full stop"),
        ("factura\u2026exe", "an ellipsis is three dots"),
        ("factura\u2025js", "a two dot leader is two dots"),
        ("factura\ua4f8exe", "a Lisu letter that looks like a dot"),
        ("factura\u06d4exe", "an Arabic full stop"),
        ("factura\u0701exe", "a Syriac stop that looks like a dot"),
        ("factura.\u2024.exe.pdf", "dots of two kinds"),
        # Nothing to see.
        ("factura.e\u2060x\u2060e", "word joiners"),
        ("factura.e\u034fxe", "a grapheme joiner"),
        ("factura.e\u180exe", "a Mongolian vowel separator"),
        ("factura.e\ufe0fxe", "a variation selector"),
        ("factura.e\u115fxe", "a Hangul filler"),
        ("factura.exe\u3164", "a Hangul filler at the end"),
        ("factura.\u2800exe", "a Braille blank"),
        ("factura.e\U000e0020xe", "a tag character"),
        ("factura.e\U000e0100xe", "a variation selector of the second kind"),
        ("factura.e\u061cxe", "an Arabic letter mark"),
        ("factura.\u200eexe", "a left-to-right mark"),
        ("factura.exe\u200f", "a right-to-left mark"),
        ("factura.e\u2062x\u2063e", "invisible times and separator"),
        ("factura.exe\u2028", "a line separator"),
        ("factura.e\x7fxe", "a delete character"),
        ("factura.e\x08xe", "a backspace"),
        ("factura.exe\x1b", "an escape at the end"),
        ("factura.exe\x85", "a next line character"),
        ("factura.exe\ufff9", "an annotation anchor"),
        # Overrides.
        ("contrato\u202excod.exe", "shown as contratoexe.docx"),
        ("foto\u202egpj.scr", "shown as fotorcs.jpg"),
        ("\u202egnp.reg", "an override at the start"),
        ("ann\u2067fdp.exe\u2069", "a right-to-left isolate"),
        ("ann\u202bfdp.js", "a right-to-left embedding"),
        ("carta.\u202eexe\u202c.pdf", "an override round the part"),
        # Streams, paths, spaces.
        ("factura.exe:Zone.Identifier", "a stream that browsers write"),
        ("factura.exe::$INDEX_ALLOCATION", "another stream type"),
        ("factura.exe:", "a colon behind"),
        ("factura.js:$DATA.pdf", "a stream and a harmless end"),
        ("C:\\Users\\Ana\\factura.exe", "a whole path"),
        ("C:factura.exe", "a drive"),
        ("\\\\server\\share\\factura.bat", "a share"),
        ("file:///C:/factura.lnk", "an address"),
        ("..%2f..%2ffactura.exe", "percent signs are literal, .exe is not"),
        ("factura.pdf%00.exe", "percent signs are literal, .exe is not"),
        ("factura.exe/", "a slash behind"),
        ("factura.exe\\", "a backslash behind"),
        ("factura. exe", "a space before the part"),
        ("factura .exe", "a space before the dot"),
        ("factura.\texe", "a tab before the part"),
        ("factura.exe\u3000", "an ideographic space"),
        ("factura.exe\u2003.pdf", "an em space, then .pdf"),
        ("factura.exe\r\n.pdf", "a line break, then .pdf"),
        ("factura..exe", "two dots"),
        ("factura.exe..pdf", "two dots behind"),
        ("..exe", "nothing but dots before"),
        (" .exe", "a space and a dot before"),
        ("...js...", "dots all round"),
        # The rule itself, where it is hard on an honest name.
        ("statement.com.pdf", "com stands as a whole part: the rule of the house is on every part; the sender renames it"),
        ("amazon.com", "a web address is a .COM program to Windows"),
        ("paypal.com.jpg", "com as a whole part"),
        ("1040.js.pdf", "js as a whole part, also where it is somebody's initials"),
        ("carta.Inf.docx", "inf as a whole part"),
        ("taxes.bat.backup.2023.pdf", "in the middle of many parts"),
        ("a.b.c.d.e.f.g.h.vbs.i.j", "deep within"),
        ("presupuesto.reg.reg.reg", "several times"),
        ("CON.exe", "a reserved name doesn't excuse it"),
        ("carta.pdf.EXE.gz", "before an archive's extension"),
        ("libro.xlsm.xlsx", "a macro workbook renamed by adding"),
        ("carta.docm.docx.pdf", "a macro document renamed by adding twice"),
        ("💰.exe", "an emoji as base name"),
        ("письмо.exe", "a base name in Russian"),
        ("信.js", "a base name in Chinese"),
        ("رسالة.exe", "a base name in Arabic, which turns the order of what is shown"),
        ("carta.exe.\u202e", "an override behind the last dot"),
        ("x" * 255 + ".exe", "as long as a file system allows and longer"),
        ("x" * 10_000 + ".jar", "ten thousand characters"),
        ("x.exe" + ".x" * 2_000, "two thousand parts behind"),
        ("x." * 2_000 + "cmd", "two thousand parts before"),
        ("factura.exe" + " " * 5_000 + ".pdf", "five thousand spaces before the harmless end"),
        ("factura.exe" + "\u200b" * 1_000, "a thousand characters without width"),
        ("factura.e" + "\u0301" * 300 + "xe", "three hundred accents on one letter"),
    ]
    return rows


PLAIN = """
W-2.2024.pdf|dots in a form's name
W-2 2023 (Walmart).pdf|an employer in brackets
1099-G_2024_EDD.pdf|a form
1099.INT.Wells.Fargo.2023.pdf|int is not inf
Form 1040-X amended 2021.pdf|a form
Form 911 signed.pdf|a form
Form 2848 POA - J. Smith.pdf|an initial
Form.8822.change.of.address.pdf|dots for spaces
f1040 (1).pdf|a second download
IRS letter CP2000, page 1 of 6.jpg|a letter's pages
CP05 notice 2024-03-11.heic|a telephone's photograph
IMG_0001.JPG|a camera's name
IMG_20241122_093015.jpg|a telephone's name
IMG-20240312-WA0007.jpeg|a messenger's name
PXL_20240510_181523412.MP.jpg|a telephone's motion photograph
DSC00412.JPG|a camera's name
Screenshot_20240131-121314_Chrome.png|a telephone's screenshot
Scan 12 Mar 2024.pdf|a scan
Scan_0001.tif|a scan
Adobe Scan Jan 5, 2024.pdf|a scanning program's name
CamScanner 03-14-2024 10.22.pdf|a time with a dot
Document (3).pdf|many documents
St. John's letter.pdf|an abbreviation and an apostrophe
Dr. Patel's statement.docx|a title
Mr. & Mrs. O'Brien - joint return.pdf|titles, an ampersand
Smith, John Jr..pdf|two dots that mean nothing
J.P. Morgan 1099-B.pdf|initials of a bank
J.R. Ewing & Sons, Inc. payroll Q3.xlsx|abbreviations
U.S. Bank statement June.pdf|initials
amazon.com receipt.pdf|com is not the whole part
Node.js notes.pdf|js is not the whole part
Payment from irs.gov site.png|an address within
www.irs.gov.pdf|an address whose parts are harmless
statement.community credit union.pdf|community is not com
bank.company letter.pdf|company is not com
letter.common.pdf|common is not com
my.information.pdf|information is not inf
notes.info.txt|info is not inf
exercise.executive.summary.pdf|executive is not exe
medical.register.pdf|register is not reg
birth.registry.pdf|registry is not reg
scraps.scrapbook.pdf|scrapbook is not scr
data.json|json is not js
events.jsonl|jsonl is not js
budget.jsx.txt|jsx is not js
battery.bath.receipt.pdf|bath is not bat
house.batch2.pdf|batch2 is not bat
taxes.cmdr.pdf|cmdr is not cmd
photos.linked.pdf|linked is not lnk
photo.jarred.jpg|jarred is not jar
memo.wsj.pdf|wsj is not ws
msg.mshift.txt|mshift is not msh
proof.pst.pdf|pst is not ps1
notes.ps.txt|ps is not ps1
rent.2024.01.pdf|a date with dots
rent.01.02.2024.pdf|a date with dots
2024.11.22 hardship letter.docx|a date with dots before
10.33.45.png|a time with dots
$1,204.17 refund.pdf|a sum
Refund $3.512,40.pdf|a sum the other way
v1.0.2 final FINAL.docx|versions
letter - final (2) - Copy.docx|copies
Copy of Copy of budget.xlsx|copies
com.pdf|the base name is free
exe|the base name is free and has no extension
reg.docx|the base name is free
js.txt|the base name is free
inf.csv|the base name is free
bat photo.jpg|the base name is free
COM.letter.pdf|the base name is free
application.pdf|the base name is free
Application for extension.pdf|the base name is free
gadget receipt.jpg|the base name is free
README|no extension
letter|no extension
Letter to TAS|no extension
eviction notice!!.jpg|exclamation marks
what the IRS sent me.jpg|plain words
PLEASE READ FIRST.pdf|capitals
shutoff_notice_electric.pdf|underscores
paystub-2024-10-15.pdf|hyphens
pay stub 10.15.24.pdf|a date with dots
lease agreement signed.pdf|plain words
bank levy letter (Chase) #4417.pdf|a number sign
911 form + attachments.zip|a plus sign
all documents.zip|an archive
backup.tar.gz|two harmless extensions
household budget.xlsx|a workbook
household budget.xls|an old workbook
budget.ods|an open workbook
letter.odt|an open document
letter.rtf|rich text
letter.doc|an old document
letter.pages|an Apple document
slides.pptx|slides
transactions.csv|a table
notes.txt|text
scan.tiff|a picture
scan.bmp|a picture
photo.webp|a picture
photo.heif|a picture
voicemail.m4a|a recording
message.eml|a mail
message.msg|a mail, which is not msh
return.xml|data
my tax's.pdf|an apostrophe
Mother's & father's docs.pdf|apostrophes
50% garnishment.pdf|a percent sign that is one
100%.pdf|a percent sign that is one
Letter%20of%20May.pdf|percent signs are literal
a.pdf|one letter
1.pdf|one digit
é.pdf|one letter with an accent
carta del IRS (página 1).jpg|Spanish
carta del IRS (página 2).jpg|Spanish
Carta de desalojo.pdf|Spanish
Aviso CP14 - señora Núñez.pdf|Spanish
declaración 2023.pdf|Spanish
Declaración.de.impuestos.2023.pdf|dots for spaces
notificación de embargo.pdf|Spanish
recibo de luz marzo.jpg|Spanish
recibo.de.la.luz.pdf|dots for spaces
contrato de alquiler ñandú 4º B.pdf|ordinals
Año 2022 - Formulario 1040.pdf|Spanish
pingüino.png|a diaeresis
¿Por qué no llega mi reembolso?.txt|Spanish question marks
¡URGENTE! corte de agua.jpg|Spanish exclamation marks
acta de nacimiento José María.pdf|Spanish
identificación (frente).jpg|Spanish
identificación (reverso).jpg|Spanish
compra.comprobante.pdf|comprobante is not com
informe.registro.civil.pdf|registro is not reg
datos.informe.pdf|informe is not inf
Sra. Gómez - carta médica.pdf|a title
Dra. Inés Peña.docx|a title
Cía. Hnos. López, S.A. de C.V..pdf|abbreviations
Núm. 12.pdf|an abbreviation
1a. página.jpg|an abbreviation
EE.UU. y México.pdf|an abbreviation with dots
Ma. del Carmen.pdf|an abbreviation
talón de cheque 15-oct-2024.pdf|Spanish
Estado de cuenta (Banco Popular).pdf|Spanish
poder notarial.pdf|Spanish
presupuesto familiar.xlsx|Spanish
fotos de la carta.zip|Spanish
Mi caso, por favor léalo.docx|Spanish
reembolso 3.512,40.pdf|a sum
W2 de mi esposo.jpeg|Spanish
hoja1.csv|Spanish
col·legi.pdf|a Catalan middle dot is a letter's part
lettre de l'IRS été 2023.pdf|French
Bescheid für Müller.pdf|German
lèt IRS la.pdf|Haitian Creole
Thư từ sở thuế.pdf|Vietnamese
Список документов.pdf|Russian
письмо из налоговой.jpg|Russian
справка о доходах.docx|Russian
税务局的信.pdf|Chinese
稅單 2023年.jpg|Chinese
国税庁からの手紙.pdf|Japanese
국세청 편지.pdf|Korean
رسالة من مصلحة الضرائب.pdf|Arabic
مکتوب.jpg|Persian
מכתב ממס הכנסה.pdf|Hebrew
कर पत्र.pdf|Hindi
จดหมาย.pdf|Thai
επιστολή.pdf|Greek
Αίτηση 2024.docx|Greek
""".strip()


def accepted() -> list[tuple[str, str, bool]]:
    """Each with whether it has to be shown as it is."""
    rows = []
    for line in PLAIN.splitlines():
        name, why = line.rsplit("|", 1)
        rows.append((name, why, not set(name) & set('<>:"|?*') and ".." not in name and "%" not in name))
    decomposed = [name for name in ("declaración 2022.pdf", "señora Núñez.pdf", "국세청.pdf", "été.jpg")]
    rows += [(unicodedata.normalize("NFD", name), "as macOS decomposes it", True) for name in decomposed]
    for reserved in ("CON", "con", "PRN", "AUX", "NUL", "COM1", "LPT1", "COM9", "Lpt3", "CONIN$", "CONOUT$", "COM\u00b9", "LPT\u00b2"):
        rows.append((f"{reserved}.pdf", "a name that Windows keeps for itself is made safe", False))
    rows += [
        ("NUL", "a name that Windows keeps for itself is made safe", False),
        ("aux", "a name that Windows keeps for itself is made safe", False),
        ("con .pdf", "reserved also with a space behind", False),
        ("nul.tar.gz", "reserved also before two extensions", False),
        ("letter.com1.pdf", "com1 is not com", False),
        ("Screen Shot 2024-01-02 at 10:33.png", "a colon in a time", False),
        ("rent/2024.pdf", "a slash in a name", False),
        ("W-2 w/ corrections.pdf", "a slash in a name", False),
        ("C:\\Users\\María\\Documents\\carta.pdf", "a whole path", False),
        ("/home/ana/fotos/carta.jpg", "a whole path", False),
        ("C:\\fakepath\\letter.pdf", "what browsers put before the name", False),
        ('the "real" letter.pdf', "quotation marks", False),
        ("<final>.pdf", "angle brackets", False),
        ("why?.pdf", "a question mark", False),
        ("*important*.pdf", "asterisks", False),
        ("before | after.jpg", "a bar", False),
        ("<script>alert(1)<_script>.pdf", "markup is text", False),
        ("'; DROP TABLE documents; --.pdf", "what people type is text", False),
        ("${jndi:ldap:__x}.pdf", "what people type is text", False),
        ("=1+1.csv", "what people type is text", False),
        ("-rf.pdf", "a hyphen before", False),
        ("~$letter.docx", "what Word leaves behind", False),
        ("._letter.pdf", "what macOS leaves behind: no dot before when shown", False),
        (".pdf", "an empty base name before a harmless extension", False),
        (".hidden letter.pdf", "no dot before when shown", False),
        ("..letter.pdf", "no dots before when shown", False),
        (" letter.pdf", "a space before", False),
        ("letter.pdf ", "a space behind", False),
        ("letter.pdf.", "a dot behind", False),
        ("letter.pdf...", "dots behind", False),
        ("letter .pdf", "a space before the dot", False),
        ("letter  of   May.pdf", "several spaces", False),
        ("letter\tof May.pdf", "a tab", False),
        ("letter\nof May.pdf", "a line break", False),
        ("letter\r\nSet-Cookie: a=b.pdf", "a line break must not get into a header", False),
        ("letter\x07.pdf", "a control character", False),
        ("letter\x1b[31mred.pdf", "a terminal's escape", False),
        ("\u200fמכתב.pdf", "a right-to-left mark before Hebrew", False),
        ("نامه\u200cها.pdf", "a non-joiner that Persian needs", False),
        ("👩\u200d👧 family.jpg", "an emoji of several", False),
        ("❤\ufe0f.jpg", "an emoji with a selector", False),
        ("🧾 receipt 🧾.pdf", "emojis", False),
        ("carta\u00a0del IRS.pdf", "a no-break space", False),
        ("\ufeffletter.pdf", "a byte order mark before", False),
        ("ｌｅｔｔｅｒ．ｐｄｆ", "full width, as a Japanese keyboard writes it", False),
        ("ﬁnal.pdf", "a ligature", False),
        ("Z" + "\u0301" * 60 + "algo.pdf", "sixty accents on one letter", False),
        ("a" * 100 + ".pdf", "longer than 50", False),
        ("a" * 46 + ".pdf", "50 exactly", True),
        ("a" * 47 + ".pdf", "51", False),
        ("ñ" * 60 + ".docx", "longer than 50, each letter two bytes", False),
        ("信" * 80 + ".pdf", "longer than 50, each letter three bytes", False),
        ("👩\u200d👧" * 40 + ".jpg", "longer than 50, each emoji three characters", False),
        ("a" * 10_000 + ".pdf", "ten thousand characters", False),
        ("letter to the taxpayer advocate about my refund of 2022, third attempt.pdf", "longer than 50", False),
        ("carta al Servicio del Defensor del Contribuyente sobre mi reembolso.pdf", "longer than 50", False),
        ("a" * 60, "longer than 50 without an extension", False),
        ("a" * 10 + "." + "b" * 100, "an extension longer than 50", False),
        ("a." * 100 + "pdf", "a hundred parts", False),
    ]
    # Cut to 50 characters, none of these may become what they are not.
    for size in range(36, 48):
        word = ("exercise", "company", "register", "information", "battery", "jsonfile")[size % 6]
        rows.append(("a" * size + f".{word} of rights.pdf", f"cut to 50, .{word} must not become an extension of the list", False))
        rows.append(("a" * size + f".{word}", f"cut to 50, .{word} must not become an extension of the list", False))
    return rows


# Nobody needs these, and some program somewhere may read them the other way: refused by decision.
DECIDED = (
    ("invoice%2Eexe", "percent escapes are undone as a server or a browser may: it ends in .exe"),
    ("letter.%65xe", "percent escapes are undone as a server or a browser may: it ends in .exe"),
    ("letter\u202e2024.pdf", "no keyboard makes an override: it turns around what follows"),
)


def main() -> None:
    rows = [{"name": name, "refused": True, "why": why} for name, why in (*refused(), *DECIDED)]
    for name, why, same in accepted():
        row: dict[str, object] = {"name": name, "refused": False, "why": why}
        if same:
            row["shown"] = unicodedata.normalize("NFC", name)
        rows.append(row)
    seen: set[object] = set()
    unique = [row for row in rows if not (row["name"] in seen or seen.add(row["name"]))]  # type: ignore[func-returns-value]
    # What is refused stands escaped: a line of this file must not itself deceive who reads it.
    TARGET.write_text("".join(json.dumps(row, ensure_ascii=bool(row["refused"]) or not str(row["name"]).isprintable()) + "\n" for row in unique))
    harmless = sum(not row["refused"] for row in unique)
    print(f"{len(unique)} names, {len(unique) - harmless} refused, {harmless} harmless")


if __name__ == "__main__":
    main()
