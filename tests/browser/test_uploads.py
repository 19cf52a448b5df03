"""Files that go along with a message, and the letter photographed with a telephone, before a gateway that is made up."""

from __future__ import annotations

import io
import os
import random
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from playwright.async_api import FilePayload, Page, expect

from casework.clock import Clock
from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, PICTURES, Site
from tests.browser.test_accessible import NARROW, faults_of
from tests.browser.test_screenshots import MOST_BYTES
from tests.browser.uploading import MadeUp, a_file, box, choose_files, choose_photos, denise, made_up, place_of
from tests.support.record import TEXTS, HandClock

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# What a word of the page has for values before script puts them in.
_OPEN = {
    name: f"{{{name}}}" for name in ("percent", "size", "most", "name", "part", "files", "pages", "page", "before")
}
_LOCATION = {1: "N", 2: (36.0, 9.0, 57.0), 3: "W", 4: (86.0, 47.0, 4.0)}
_MADE_BY, _ORIENTATION, _GPS = 0x010F, 0x0112, 0x8825


@pytest.fixture
def clock() -> Clock | None:
    return HandClock()


def words(key: str, language: str = "en", **values: object) -> str:
    """A sentence of texts/, with its values where script puts them."""
    said = TEXTS.say(key, language, _OPEN)
    for name, value in values.items():
        said = said.replace(f"{{{name}}}", str(value))
    return said


def photo(
    lines: int = 40, wide: int = 1200, high: int = 1600, blur: float = 0, light: float = 1, turned: int = 1
) -> bytes:
    """A photograph of a letter, with where it was taken."""
    sheet = Image.new("RGB", (wide, high), (250, 250, 245))
    draw = ImageDraw.Draw(sheet)
    for line in range(lines):
        y = 60 + line * (high - 120) // max(1, lines)
        for word in range(14):
            left = 60 + word * (wide - 120) // 14
            draw.rectangle((left, y, left + (wide // 14) * 0.7, y + high // 160), fill=(20, 20, 30))
    if blur:
        sheet = sheet.filter(ImageFilter.GaussianBlur(blur))
    if light != 1:
        sheet = sheet.point([round(value * light) for value in range(256)] * 3)
    exif = Image.Exif()
    exif[_MADE_BY], exif[_ORIENTATION] = "A telephone", turned
    exif.get_ifd(_GPS).update(_LOCATION)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def a_photo(name: str = "IMG_20261122_101502.jpg", **how: Any) -> FilePayload:
    return a_file(name, photo(**how), "image/jpeg")


async def _opened(site: Site, language: str = "en", **options: Any) -> tuple[Page, MadeUp, list[dict[str, list[str]]]]:
    context = await denise(site, language, **options)
    page = await context.new_page()
    gateway = await made_up(page)
    return page, gateway, await box(site, page, language)


async def test_what_was_chosen_goes_along_with_the_message(site: Site) -> None:
    page, gateway, posted = await _opened(site)
    await choose_files(page, a_file("notice.pdf"), a_file("pay stub.pdf", b"y" * 3_000_000))
    files = page.locator(".file")
    await expect(files).to_have_count(2)
    await expect(page.locator(".file.ready")).to_have_count(2)
    await expect(files.nth(1)).to_contain_text("2.9 MB")
    await expect(page.locator("[data-total]")).to_contain_text("2.9 MB")
    await page.locator("#text").fill("Here they are")
    await page.locator("#send").click()
    await expect(page.get_by_text("Sent.")).to_be_visible()
    assert posted[0]["document"] == sorted(gateway.uploads)
    assert "file" not in posted[0]


async def test_files_that_would_be_refused_are_told_before_anything_goes_out(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    await choose_files(page, a_file("invoice.PDF.Exe. "), a_file("notice.pdf"))
    refused = page.locator(".file.refused")
    await expect(refused).to_contain_text(words("page-uploads-word-blocked", part=".exe"))
    await expect(page.locator(".file.ready")).to_have_count(1)
    assert len(gateway.uploads) == 1
    await page.evaluate("document.querySelector('[data-uploads]').dataset.mostBytes = '5000'")
    await choose_files(page, a_file("long.pdf", b"z" * 5_001), a_file("rest.pdf", b"r" * 4_000))
    await expect(page.locator(".file.refused").nth(1)).to_contain_text("4.9 kB")
    await expect(page.locator(".file.refused").nth(2)).to_contain_text("5.9 kB")
    assert len(gateway.uploads) == 1


async def test_the_same_file_is_taken_once(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    # The time of its last change belongs to a file, so it has to be one file, not two of the same content.
    async with page.expect_file_chooser() as asked:
        await page.locator("[data-choose]").click()
    chooser = await asked.value
    await chooser.set_files([a_file("notice.pdf")])
    await expect(page.locator(".file.ready")).to_have_count(1)
    twice = """() => {
      const container = document.querySelector("[data-uploads]");
      const file = new File(["same"], "once.pdf", { lastModified: 1 });
      for (const at of [0, 1]) {
        const data = new DataTransfer();
        data.items.add(file);
        container.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
      }
    }"""
    await page.evaluate(twice)
    await expect(page.locator("[data-uploads-error]")).to_contain_text("once.pdf")
    await expect(page.locator(".file")).to_have_count(2)
    await expect(page.locator(".file.ready")).to_have_count(2)
    assert len(gateway.uploads) == 2


async def test_what_the_check_says_is_told_in_words(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    gateway.states = [
        {"state": "quarantined"},
        {"state": "rejected", "verdict": "infected", "message": "There is a virus in this file."},
    ]
    await choose_files(page, a_file("notice.pdf"))
    await expect(page.locator(".file.checking")).to_contain_text(words("page-uploads-word-checking"))
    await expect(page.locator("input[name=document]")).to_have_count(1)
    await expect(page.locator(".file.refused")).to_contain_text("There is a virus in this file.")
    await expect(page.locator("input[name=document]")).to_have_count(0)
    gateway.states = [{"state": "unscannable", "verdict": "encrypted_pdf"}]
    await choose_files(page, a_file("locked.pdf"))
    await expect(page.locator(".file.held")).to_contain_text(words("page-uploads-word-held"))
    # What staff decide on goes along; what can't be taken is removed first.
    await page.locator("#send").click()
    await expect(page.locator("[data-uploads-error]")).to_have_text(words("page-uploads-word-trouble"))
    await expect(page.locator("[data-uploads-error]")).to_be_focused()
    await choose_files(page, a_file("program.exe"))
    await page.locator("#send").click()
    await expect(page.locator("[data-uploads-error]")).to_have_text(words("page-uploads-word-trouble-several"))


async def test_a_refusal_of_the_gateway_is_said_in_its_own_words_and_can_be_tried_again(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    problem = {"code": "documents_waiting", "detail": "Too many files are waiting."}
    gateway.refuse["POST"] = [(413, problem)]
    await choose_files(page, a_file("notice.pdf"))
    file = page.locator(".file")
    await expect(file).to_contain_text("Too many files are waiting.")
    await page.locator("#send").click()
    await expect(page.locator("[data-uploads-error]")).to_have_text(words("page-uploads-word-trouble"))
    retry = file.get_by_role("button", name=words("page-uploads-retry"))
    await retry.click()
    await expect(page.locator(".file.ready")).to_have_count(1)
    await expect(page.locator("[data-uploads-error]")).to_be_hidden()


async def test_short_troubles_heal_by_themselves(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    gateway.refuse["POST"] = [(503, {"code": "unavailable"}), (500, {})]
    gateway.refuse["PATCH"] = [(423, {}), (409, {})]
    await choose_files(page, a_file("notice.pdf", b"n" * 9_000_000))
    await expect(page.locator(".file.ready")).to_have_count(1, timeout=20_000)
    assert len(gateway.uploads) == 1


async def test_whoever_is_signed_out_is_told_so_and_goes_on_afterwards(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    gateway.refuse["PATCH"] = [(401, {"code": "not_signed_in"})]
    await choose_files(page, a_file("notice.pdf"))
    await expect(page.locator(".file.failed")).to_contain_text(words("page-uploads-word-signed-out"))
    await page.locator(".file [data-act=go]").click()
    await expect(page.locator(".file.ready")).to_have_count(1)
    assert [request for request in gateway.requests if request[0] == "POST"] == [("POST", "uploads")]


async def test_nothing_is_sent_without_the_files_that_were_chosen(site: Site) -> None:
    page, gateway, posted = await _opened(site)
    gateway.holds = True
    await choose_files(page, a_file("notice.pdf"))
    await expect(page.locator(".file.going")).to_be_visible()
    await page.locator("#send").click()
    await expect(page.locator("[data-uploads-error]")).to_have_text(words("page-uploads-word-unfinished"))
    await page.locator(".file [data-act=remove]").click()
    await expect(page.locator(".file")).to_have_count(0)
    await expect(page.locator("[data-choose]")).to_be_focused()
    await expect(page.locator("[data-uploads-error]")).to_be_hidden()
    assert gateway.uploads == {}
    await choose_photos_of(page, a_photo())
    await page.locator("#send").click()
    await expect(page.locator("[data-uploads-error]")).to_have_text(words("page-uploads-word-letter-open"))
    await page.locator("[data-letter-discard]").click()
    await page.locator("#send").click()
    await expect(page.get_by_text("Sent.")).to_be_visible()
    assert "document" not in posted[0]


async def choose_photos_of(page: Page, *photos: FilePayload) -> None:
    """Opens the letter, if it isn't open, and chooses photographs for it."""
    if await page.locator("section.letter").is_hidden():
        await page.locator("[data-photograph]").click()
    count = await page.locator(".page").count()
    await choose_photos(page, *photos)
    await expect(page.locator(".page")).to_have_count(count + len(photos))
    await expect(page.locator("[data-preparing]")).to_be_hidden()


async def test_a_telephone_asks_before_much_goes_out(site: Site) -> None:
    page, gateway, _ = await _opened(site, has_touch=True, is_mobile=True)
    await expect(page.locator("[data-drop-words]")).to_be_hidden()
    await choose_files(page, a_file("film.pdf", b"f" * 26_000_000))
    await expect(page.locator("[data-metered]")).to_contain_text("25 MB")
    assert gateway.uploads == {}
    await page.locator("[data-start]").click()
    await expect(page.locator(".file.ready")).to_have_count(1)
    await page.locator("[data-photograph]").click()
    async with page.expect_file_chooser() as asked:
        await page.locator("[data-camera]").click()
    assert await (await asked.value).element.get_attribute("capture") == "environment"


async def test_pages_are_turned_put_in_order_and_made_into_one(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    await choose_photos_of(page, a_photo("1.jpg"), a_photo("2.jpg", lines=9), a_photo("3.jpg", wide=3000, high=4000))
    second = page.locator(".page").nth(1)
    await second.locator("[data-act=turn-right]").click()
    await expect(second.locator("[data-act=turn-right]")).to_be_focused()
    thumb = await second.locator("canvas").evaluate("at => [at.width, at.height]")
    assert thumb[0] > thumb[1]
    await page.locator(".page").nth(2).locator("[data-act=up]").click()
    await page.locator(".page").nth(1).locator("[data-act=up]").click()
    # At the top there is no way further up: the focus goes to the button beside.
    await expect(page.locator(".page").nth(0).locator("[data-act=down]")).to_be_focused()
    await page.locator(".page").nth(0).locator("[data-act=turn-left]").click()
    await page.locator("#letter-name").fill("Notice CP2000")
    await page.locator("[data-letter-add]").click()
    await expect(page.locator(".file.ready")).to_contain_text("Letter.pdf")
    [assembled] = gateway.assembled
    assert assembled["name"] == "Notice CP2000.pdf"
    assert assembled["place"].startswith("matter:")
    # In the order they were uploaded: the third photograph went first.
    assert assembled["pages"] == [
        {"id": f"{0:043}", "turned": 270},
        {"id": f"{1:043}", "turned": 0},
        {"id": f"{2:043}", "turned": 90},
    ]
    assert all("IMG" not in upload["name"] for upload in gateway.uploads.values())


async def test_what_may_be_hard_to_read_is_said_and_nothing_else(site: Site) -> None:
    page, _, _ = await _opened(site)
    await choose_photos_of(
        page,
        a_photo("sharp.jpg"),
        a_photo("blurred.jpg", blur=9),
        a_photo("dark.jpg", light=0.3),
        a_photo("small.jpg", wide=600, high=800),
        a_photo("nearly empty.jpg", lines=3),
        a_photo("empty.jpg", lines=0),
    )
    said = await page.locator(".page").evaluate_all(
        "pages => pages.map(page => page.querySelector('[data-warned]:not([hidden])')?.textContent ?? '')"
    )
    assert said == ["", *(words(f"page-uploads-word-{why}") for why in ("blurred", "dark", "small")), "", ""]


async def test_photographs_apart_are_a_document_each_as_they_were_turned(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    await choose_photos_of(page, a_photo("roof.before.jpg"), a_file("IMG_2.HEIC", b"not to be decoded", ""))
    await page.locator(".page").nth(0).locator("[data-act=turn-right]").click()
    await page.locator("[data-letter-apart]").click()
    await expect(page.locator(".file.ready")).to_have_count(2)
    assert sorted((each["name"], [one["turned"] for one in each["pages"]]) for each in gateway.assembled) == [
        ("IMG_2.pdf", [0]),
        ("roof.before.pdf", [90]),
    ]


async def test_a_photograph_that_cant_be_shown_is_a_page_all_the_same(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    await choose_photos_of(page, a_file("IMG_1.HEIC", b"not to be decoded", ""), a_photo())
    await expect(page.locator(".page").first).to_contain_text(words("page-uploads-word-unseen"))
    await page.locator(".page .seen").first.click()
    await expect(page.locator(".close-look")).to_contain_text(words("page-uploads-word-unseen"))
    await page.keyboard.press("Escape")
    await page.locator("[data-letter-add]").click()
    await expect(page.locator(".file.ready")).to_have_count(1)
    assert next(iter(gateway.uploads.values()))["length"] == len(b"not to be decoded")


async def test_a_large_look_shows_each_page_by_keyboard(site: Site) -> None:
    page, _, _ = await _opened(site)
    await choose_photos_of(page, a_photo("1.jpg"), a_photo("2.jpg", blur=9))
    await page.locator(".page .seen").first.focus()
    await page.keyboard.press("Enter")
    heading = page.locator("#close-look-heading")
    sheet = page.locator(".sheet")
    await expect(sheet).to_be_focused()
    await page.keyboard.press("PageDown")
    await expect(heading).to_have_text(_page(2, 2))
    await expect(page.locator(".close-look [data-warned]")).to_be_visible()
    await page.keyboard.press("PageUp")
    await expect(heading).to_have_text(_page(1, 2))
    await page.get_by_role("button", name=words("page-uploads-larger"), exact=True).click()
    assert await sheet.evaluate("at => at.scrollWidth > at.clientWidth")
    await page.keyboard.press("Escape")
    await expect(page.locator(".page .seen").first).to_be_focused()


def _page(page: int, pages: int, language: str = "en") -> str:
    return words("page-uploads-word-page", language, page=page, pages=pages)


async def test_what_the_browser_keeps_names_nobody_and_nothing(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    gateway.holds = True
    await choose_files(page, a_file("diagnosis of Denise.pdf"))
    await expect(page.locator(".file.going")).to_be_visible()
    await page.wait_for_function("() => Object.keys(localStorage).length === 1")
    kept = await page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert not any(word in kept.lower() for word in ("denise", "diagnosis", "pdf", "matter", "8123457"))
    await page.get_by_role("button", name=words("page-sign-out")).click()
    await page.wait_for_url("**/sign-out*")
    assert await page.evaluate("Object.keys(localStorage).length") == 0


async def test_whoever_leaves_leaves_no_trace_and_is_not_asked_back(site: Site) -> None:
    page, gateway, _ = await _opened(site)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    gateway.holds = True
    await choose_files(page, a_file("notice.pdf"))
    await page.wait_for_function("() => Object.keys(localStorage).length === 1")
    await page.get_by_role("button", name=words("page-leave")).click()
    await page.wait_for_url("**/away")
    await page.goto(site.url)
    assert await page.evaluate("Object.keys(localStorage).length") == 0
    assert asked == []


async def test_by_keyboard_alone(site: Site) -> None:
    page, _, posted = await _opened(site)
    # Heard from the start: a key is quicker than a listener that is only just added.
    page.on("filechooser", lambda _: None)

    async def to(selector: str) -> None:
        for _ in range(60):
            if await page.locator(selector).first.evaluate("at => at === document.activeElement"):
                return
            await page.keyboard.press("Tab")
        raise AssertionError(f"no way to {selector} by Tab")

    await page.locator("#text").focus()
    await to("[data-choose]")
    async with page.expect_file_chooser() as asked:
        await page.keyboard.press("Enter")
    await (await asked.value).set_files([a_file("one.pdf"), a_file("two.pdf", b"2")])
    await expect(page.locator(".file.ready")).to_have_count(2)
    await to(".file [data-act=remove]")
    await page.keyboard.press("Enter")
    await expect(page.locator(".file")).to_have_count(1)
    await expect(page.locator(".file [data-act=remove]")).to_be_focused()
    await page.locator("#text").focus()
    await to("[data-photograph]")
    await page.keyboard.press("Space")
    await expect(page.locator("section.letter")).to_be_focused()
    await to("[data-photos]")
    async with page.expect_file_chooser() as asked:
        await page.keyboard.press("Enter")
    await (await asked.value).set_files([a_photo("1.jpg"), a_photo("2.jpg", lines=8)])
    await expect(page.locator(".page")).to_have_count(2)
    await expect(page.locator("[data-preparing]")).to_be_hidden()
    await to(".page [data-act=down]")
    await page.keyboard.press("Enter")
    await to("#letter-name")
    await page.keyboard.press("Enter")
    await expect(page.locator(".file.ready")).to_have_count(2)
    await to("#send")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Sent.")).to_be_visible()
    assert len(posted[0]["document"]) == 2


async def test_those_who_cant_see_it_come_hear_it(site: Site) -> None:
    page, _, _ = await _opened(site)
    await page.evaluate("""() => {
      window.said = [];
      const region = document.querySelector("[data-said]");
      new MutationObserver((all) => { for (const one of all) for (const node of one.addedNodes)
        window.said.push(node.textContent); }).observe(region, { childList: true });
    }""")
    await choose_files(page, a_file("notice.pdf", b"n" * 200_000))
    await expect(page.locator(".file.ready")).to_have_count(1)
    said = [sentence.replace("\u2068", "").replace("\u2069", "") for sentence in await page.evaluate("window.said")]
    keys = ("added", "done", "ready")
    assert said == [words(f"page-uploads-word-said-{key}", name="notice.pdf") for key in keys]


@LANGUAGES
async def test_axe_finds_nothing_and_narrow_pages_lose_nothing(site: Site, language: str) -> None:
    page, gateway, _ = await _opened(site, language, viewport=NARROW)
    found: dict[str, object] = {"empty": await faults_of(page)}
    await page.locator("[data-photograph]").click()
    found["tips"] = await faults_of(page)
    await choose_photos_of(page, a_photo(), a_photo("b.jpg", blur=9), a_file("c.heic", b"?", "image/heic"))
    found["pages"] = await faults_of(page)
    await page.locator(".page .seen").nth(1).click()
    await expect(page.locator(".close-look")).to_be_visible()
    found["a look"] = await faults_of(page)
    await page.locator(".close-look [data-act=close]").click()
    gateway.holds = True
    await page.locator("[data-letter-add]").click()
    await choose_files(page, a_file("notice" * 12 + ".pdf"), a_file("virus.pdf.exe"), a_file("third.pdf"))
    await expect(page.locator(".file.going")).to_have_count(2)
    await page.locator("#send").click()
    found["files"] = await faults_of(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


async def test_without_script_the_form_takes_files_as_it_is(site: Site) -> None:
    context = await denise(site, java_script_enabled=False)
    page = await context.new_page()
    posted = await box(site, page)
    await page.locator("#uploads-files").set_input_files([a_file("notice.pdf"), a_file("two.pdf", b"2")])
    await expect(page.locator("[data-uploads-live]")).to_be_hidden()
    await page.locator("#send").click()
    assert len(posted[0]["file"]) == 2


def letter_photo(page: int, turned: bool = False) -> bytes:
    """A made-up letter on a table, as a telephone sees it."""
    table = Image.new("RGB", (1500, 2000), (74, 62, 54))
    sheet = Image.new("RGB", (1200, 1600), (252, 251, 246))
    draw = ImageDraw.Draw(sheet)
    draw.text((90, 90), "Sample Tax Agency", fill=(20, 40, 90), font=ImageFont.load_default(54))
    draw.text((90, 190), f"Notice 00-EXAMPLE, page {page} of 3", fill=(30, 30, 30), font=ImageFont.load_default(36))
    rows = random.Random(page)
    for line in range(24 - 6 * (page == 3)):
        left = 90
        while left < 1000 + rows.randint(0, 60):
            wide = rows.randint(30, 120)
            draw.rectangle((left, 320 + line * 48, left + wide, 334 + line * 48), fill=(60, 60, 66))
            left += wide + 16
    table.paste(sheet.rotate(1.5, expand=False, fillcolor=(74, 62, 54)), (150, 200))
    if turned:
        table = table.transpose(Image.Transpose.ROTATE_90)
    out = io.BytesIO()
    table.save(out, "JPEG", quality=88)
    return out.getvalue()


@PICTURES
async def test_pictures(site: Site, tmp_path: Path, language: str, width: str) -> None:
    folder = Path(os.environ.get("TAS_SCREENSHOTS") or tmp_path)
    touched = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    context = await denise(site, language, **(touched if width == "phone" else {"viewport": DESKTOP}))
    page = await context.new_page()
    gateway = await made_up(page)
    await page.goto(f"{site.url}/portal/matters/{(await place_of(site)).partition(':')[2]}/messages/new")

    async def keep(name: str, at: str) -> None:
        path = folder / f"{name}-{language}-{width}.png"
        await page.mouse.move(1, 1)
        # Beneath the line that stays in view.
        await page.locator(at).first.evaluate("at => window.scrollTo(0, at.getBoundingClientRect().top + scrollY - 70)")
        await page.wait_for_timeout(300)
        await page.screenshot(path=path, animations="disabled")
        assert path.stat().st_size < MOST_BYTES

    await page.locator("[data-photograph]").click()
    await keep("letter-tips", "[data-drop]")
    photos = [a_file(f"{number}.jpg", letter_photo(number, number == 2), "image/jpeg") for number in (1, 2, 3)]
    await choose_photos_of(page, *photos)
    await page.locator(".page").nth(1).locator("[data-act=turn-right]").click()
    await keep("letter-pages", "[data-pages]")
    await page.locator(".page .seen").first.click()
    await expect(page.locator(".close-look")).to_be_visible()
    await keep("letter-look", "[data-pages]")
    await page.keyboard.press("Escape")
    await page.locator("[data-letter-add]").click()
    await expect(page.locator(".file.ready")).to_have_count(1)
    gateway.holds = True
    await choose_files(page, a_file("W-2.pdf", b"w" * 900_000), a_file("setup.exe"))
    await expect(page.locator(".file.going")).to_have_count(1)
    await keep("uploads", "[data-drop]")
