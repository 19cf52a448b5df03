// A letter out of photographs: its pages are turned, put in order and looked at closely before anything is uploaded.

import { bitmapOf, kindOf, type Photo, photographed, turn, type Turned } from "./photo";
import { locale } from "./said";
import { size, type Words } from "./upload_words";

const PAGE = "application/x-tas-page";

export interface LetterPage extends Photo {
  file: File;
  turned: Turned;
}

/** What stands around the letter. */
export interface Around {
  words: Words;
  say(sentence: string): void;
  /** The pages are in order: they become one document of this name. */
  add(name: string, pages: LetterPage[]): void;
  /** It was opened, closed or changed. */
  changed(): void;
}

export class Letter {
  pages: LetterPage[] = [];
  open = false;
  name = "";
  #section: HTMLElement;
  #around: Around;
  #preparing: Promise<void> = Promise.resolve();
  #waiting = 0;
  #looked = 0;
  #large = false;
  #camera = picker({ capture: "environment" });
  #photos = picker({ multiple: true });

  constructor(section: HTMLElement, around: Around) {
    this.#section = section;
    this.#around = around;
    for (const input of [this.#camera, this.#photos]) {
      input.addEventListener("change", () => {
        this.take([...(input.files ?? [])]);
        input.value = "";
      });
    }
    this.#listen();
  }

  /** The page was shown anew, perhaps in another language: it goes on in the new one. */
  move(section: HTMLElement, around: Around): void {
    this.#section = section;
    this.#around = around;
    this.#listen();
    this.show(this.open);
  }

  #listen(): void {
    const click = (selector: string, act: () => void) => this.#part(selector).addEventListener("click", act);
    click("[data-camera]", () => this.#camera.click());
    click("[data-photos]", () => this.#photos.click());
    click("[data-letter-add]", () => this.#add());
    click("[data-letter-apart]", () => this.#apart());
    click("[data-letter-discard]", () => this.#discard());
    // Where there is a camera at hand, and not only a picture of one on the screen.
    this.#part("[data-camera]").hidden = !window.matchMedia("(pointer: coarse)").matches;
    this.#name.addEventListener("input", () => (this.name = this.#name.value));
    // Enter in its name adds the letter; it doesn't send the message around it.
    this.#name.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#add();
    });
    this.#dialog.addEventListener("click", (event) => this.#inDialog(event));
    this.#dialog.addEventListener("keydown", (event) => this.#pressedInDialog(event));
    this.#dialog.addEventListener("close", () => this.#pageEntry(this.#looked)?.querySelector("button")?.focus());
  }

  show(open: boolean): void {
    this.open = open;
    this.#section.hidden = !open;
    this.#render();
    this.#around.changed();
  }

  focus(): void {
    this.#section.focus();
  }

  /** Photographs become the last pages, one after the other: a telephone has little room for pictures. */
  take(files: File[]): void {
    const photos = files.filter((file) => kindOf(file) !== null);
    this.#error(photos.length < files.length ? "not-photo" : null);
    if (photos.length === 0) return;
    if (!this.open) this.show(true);
    this.#waiting += photos.length;
    this.#showPreparing();
    this.#preparing = photos.reduce(
      (before, file) =>
        before.then(async () => {
          const photo = await photographed(file);
          this.#waiting -= 1;
          if (this.open) this.pages.push({ ...photo, file, turned: 0 });
          this.#render();
        }),
      this.#preparing,
    );
    void this.#preparing.then(() => {
      this.#showPreparing();
      this.#around.changed();
      if (this.#waiting === 0 && this.open) {
        this.#around.say(this.#around.words.say("said-pages-added", { pages: this.pages.length }));
      }
    });
  }

  // What is shown

  #render(): void {
    const { words } = this.#around;
    const bytes = this.pages.reduce((sum, page) => sum + page.blob.size, 0);
    const any = this.pages.length > 0;
    this.#list.replaceChildren(...this.pages.map((page, at) => this.#entry(page, at)));
    this.#part("[data-another]").hidden = !any;
    this.#part("[data-letter-end]").hidden = !any;
    this.#part("[data-tips]").classList.toggle("seen-before", any);
    this.#part("[data-letter-size]").textContent = words.say("letter-size", {
      pages: this.pages.length,
      size: size(bytes),
    });
    if (any && !this.name) {
      const made_on = new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(new Date());
      this.name = words.say("letter-named", { made_on });
    }
    this.#name.value = this.name;
    this.#showPreparing();
  }

  #showPreparing(): void {
    const line = this.#part("[data-preparing]");
    line.hidden = this.#waiting === 0;
    line.textContent = this.#around.words.say("preparing");
    for (const button of ["[data-letter-add]", "[data-letter-apart]"]) {
      this.#part<HTMLButtonElement>(button).disabled = this.#waiting > 0;
    }
  }

  #entry(page: LetterPage, at: number): HTMLElement {
    const template = this.#part<HTMLTemplateElement>("template[data-page]");
    const entry = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
    const number = this.#number(at);
    part(entry, "[data-number]").textContent = number;
    for (const of of entry.querySelectorAll("[data-of]")) of.textContent = number;
    const canvas = part<HTMLCanvasElement>(entry, "canvas");
    if (page.thumb) turn(page.thumb, canvas, page.turned);
    canvas.hidden = page.thumb === null;
    this.#warn(entry, page);
    act(entry, "up").disabled = at === 0;
    act(entry, "down").disabled = at === this.pages.length - 1;
    entry.addEventListener("click", (event) => {
      const pressed = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset["act"];
      if (pressed) this.#pressed(pressed, page);
    });
    this.#draggable(entry, page);
    return entry;
  }

  #number(at: number): string {
    return this.#around.words.say("page", { page: at + 1, pages: this.pages.length });
  }

  #warn(within: HTMLElement, page: LetterPage): void {
    const word = page.thumb ? page.hard : "unseen";
    const line = part(within, "[data-warned]");
    line.hidden = word === null;
    line.textContent = word ? this.#around.words.say(word) : "";
  }

  #error(word: string | null): void {
    const line = this.#part("[data-letter-error]");
    line.hidden = word === null;
    line.textContent = word ? this.#around.words.say(word) : "";
    if (word) this.#around.say(line.textContent);
  }

  // What is done with a page

  #pressed(pressed: string, page: LetterPage): void {
    const at = this.pages.indexOf(page);
    if (pressed === "look") this.#lookAt(at);
    else if (pressed === "turn-left") this.#turn(at, 270);
    else if (pressed === "turn-right") this.#turn(at, 90);
    else if (pressed === "up") this.#move(at, at - 1);
    else if (pressed === "down") this.#move(at, at + 1);
    else if (pressed === "remove") this.#remove(at);
    if (["turn-left", "turn-right", "up", "down"].includes(pressed)) this.#focus(this.pages.indexOf(page), pressed);
  }

  /** The button that was pressed keeps the focus; where it does nothing any more, the one beside it. */
  #focus(at: number, pressed: string): void {
    const entry = this.#pageEntry(at);
    if (!entry) return;
    const wanted = act(entry, pressed);
    (wanted.disabled ? act(entry, pressed === "up" ? "down" : "up") : wanted).focus();
  }

  #turn(at: number, degrees: 90 | 270): void {
    const page = this.pages[at];
    if (!page) return;
    page.turned = ((page.turned + degrees) % 360) as Turned;
    this.#render();
    this.#around.say(this.#around.words.say("said-turned", { page: at + 1 }));
  }

  #move(at: number, to: number): void {
    const [page] = this.pages.splice(at, 1);
    if (!page) return;
    this.pages.splice(to, 0, page);
    this.#render();
    const moved = { before: at + 1, page: to + 1, pages: this.pages.length };
    this.#around.say(this.#around.words.say("said-moved", moved));
  }

  #remove(at: number): void {
    this.pages.splice(at, 1);
    this.#render();
    this.#around.say(this.#around.words.say("said-page-removed", { pages: this.pages.length }));
    this.#around.changed();
    const next = this.#pageEntry(Math.min(at, this.pages.length - 1));
    if (next) act(next, "remove").focus();
    else this.#part("[data-photos]").focus();
  }

  #draggable(entry: HTMLElement, page: LetterPage): void {
    entry.addEventListener("dragstart", (event) => {
      event.dataTransfer?.setData(PAGE, String(this.pages.indexOf(page)));
    });
    entry.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes(PAGE)) event.preventDefault();
    });
    entry.addEventListener("drop", (event) => {
      const from = event.dataTransfer?.getData(PAGE);
      if (!from) return;
      event.preventDefault();
      this.#move(Number(from), this.pages.indexOf(page));
    });
  }

  // Looking closely

  #lookAt(at: number): void {
    this.#looked = at;
    this.#large = false;
    this.#showLook();
    if (!this.#dialog.open) this.#dialog.showModal();
    part(this.#dialog, ".sheet").focus();
  }

  #showLook(): void {
    const page = this.pages[this.#looked];
    if (!page) return;
    part(this.#dialog, "h2").textContent = this.#number(this.#looked);
    this.#warn(this.#dialog, page);
    act(this.#dialog, "before").disabled = this.#looked === 0;
    act(this.#dialog, "after").disabled = this.#looked === this.pages.length - 1;
    const larger = act(this.#dialog, "larger");
    larger.textContent = this.#around.words.say(this.#large ? "smaller" : "larger");
    part(this.#dialog, ".sheet").classList.toggle("large", this.#large);
    const canvas = part<HTMLCanvasElement>(this.#dialog, "canvas");
    canvas.hidden = page.thumb === null;
    if (!page.thumb) return;
    turn(page.thumb, canvas, page.turned);
    // What will be sent, as sharp as it will be.
    void bitmapOf(page.blob).then((bitmap) => {
      if (bitmap && this.pages[this.#looked] === page) turn(bitmap, canvas, page.turned);
      bitmap?.close();
    });
  }

  #inDialog(event: Event): void {
    const pressed = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset["act"];
    if (pressed === "close") this.#dialog.close();
    else if (pressed === "larger") this.#large = !this.#large;
    else if (pressed === "before" || pressed === "after") this.#leaf(pressed === "after" ? 1 : -1);
    else if (pressed === "turn-left") this.#turn(this.#looked, 270);
    else if (pressed === "turn-right") this.#turn(this.#looked, 90);
    if (pressed && pressed !== "close") this.#showLook();
    // A button that does nothing any more lets the focus go.
    if (this.#dialog.open && !this.#dialog.contains(document.activeElement)) part(this.#dialog, ".sheet").focus();
  }

  #leaf(by: number): void {
    const to = this.#looked + by;
    if (to < 0 || to >= this.pages.length) return;
    this.#looked = to;
    this.#around.say(this.#number(to));
  }

  #pressedInDialog(event: KeyboardEvent): void {
    const by = { PageDown: 1, PageUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.#leaf(by);
    this.#showLook();
  }

  // What becomes of it

  #add(): void {
    if (this.#waiting > 0) return;
    if (this.pages.length === 0) {
      this.#error("empty");
      return;
    }
    const { pages, name } = this;
    this.#empty();
    this.#around.add(name.trim() || this.#around.words.say("page", { page: 1, pages: 1 }), pages);
  }

  /** Each photograph is a letter of its own: so where it was taken is gone from it as well, whatever its kind. */
  #apart(): void {
    if (this.#waiting > 0) return;
    const { pages } = this;
    this.#empty();
    for (const page of pages) this.#around.add(page.file.name.replace(/\.[^.]*$/, ""), [page]);
  }

  #discard(): void {
    this.#empty();
    this.#around.say(this.#around.words.say("said-page-removed", { pages: 0 }));
  }

  #empty(): void {
    this.pages = [];
    this.name = "";
    this.#error(null);
    this.show(false);
  }

  // Parts

  get #dialog(): HTMLDialogElement {
    return this.#part<HTMLDialogElement>("dialog[data-look]");
  }

  get #list(): HTMLElement {
    return this.#part("[data-pages]");
  }

  get #name(): HTMLInputElement {
    return this.#part<HTMLInputElement>("#letter-name");
  }

  #pageEntry(at: number): HTMLElement | null {
    return (this.#list.children[at] as HTMLElement | undefined) ?? null;
  }

  #part<Kind extends HTMLElement>(selector: string): Kind {
    return part<Kind>(this.#section, selector);
  }
}

function picker(options: { capture?: string; multiple?: boolean }): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "image/jpeg,image/png,image/heic,image/heif";
  input.multiple = options.multiple ?? false;
  if (options.capture) input.setAttribute("capture", options.capture);
  return input;
}

export function part<Kind extends HTMLElement>(within: HTMLElement, selector: string): Kind {
  return within.querySelector(selector) as Kind;
}

export function act(within: HTMLElement, name: string): HTMLButtonElement {
  return part<HTMLButtonElement>(within, `[data-act="${name}"]`);
}
