// Files that go along with a message. Whatever page has a `[data-uploads]` in its form gets this (templates/uploads.html).
//
// Each file is uploaded at once; the form gets a hidden `document` for each that has arrived. The page around hears
// `uploads-changed` when that changes, and says `uploads-sent` when it has sent them without leaving. What is under way
// belongs to its place, not to the page's elements: a page that is shown anew, in another language perhaps, goes on with it.

import { Letter, type LetterPage, act, part } from "./letter";
import { kindOf } from "./photo";
import { type Begun, Remembered } from "./remembered";
import { forgetUploads } from "./store";
import {
  Assembly,
  type Described,
  type Failure,
  type Gateway,
  type Listener,
  Transfer,
  described,
  forget,
  idOf,
} from "./transfer";
import { Words, blockedPart, isolated, percent, shownName, size } from "./upload_words";

const AT_ONCE = 2;
// More than this isn't sent over a telephone's line without asking.
const ASKS_FROM_BYTES = 25_000_000;
const SAID_EVERY_MS = 5_000;
const SAID_FOR_MS = 1_500;
const LOOK_AFTER_MS = [1_000, 1_000, 2_000, 3_000, 5_000, 10_000, 15_000];
const SLOW_AFTER_LOOKS = 10;
const MILESTONES = [25, 50, 75];

type State =
  | "asks"
  | "waits"
  | "going"
  | "paused"
  | "cut"
  | "again"
  | "making"
  | "failed"
  | "checking"
  | "ready"
  | "held"
  | "refused";

/** What brings a file to the gateway. */
interface Job {
  start(): void;
  pause(): void;
  cancel(): void;
}

/** Which states may still become a document of the message, and what the button beside them does. */
const UNFINISHED: readonly State[] = ["asks", "waits", "going", "paused", "cut", "again", "making"];
const ARRIVED: readonly State[] = ["checking", "ready", "held"];
const BUTTON: Partial<Record<State, string>> = {
  going: "pause",
  cut: "pause",
  paused: "resume",
  failed: "retry",
  again: "choose-again",
};

class Item {
  name: string;
  readonly bytes: number;
  state: State = "waits";
  job: Job | null = null;
  sent = 0;
  /** The document it has become, or is becoming. */
  id: string | null = null;
  url: string | null = null;
  key: string | null = null;
  failure: Failure | null = null;
  sentence = "";
  looks = 0;
  timer = 0;
  saidAt = Date.now();
  milestone = 0;
  entry: HTMLElement | null = null;

  constructor(name: string, bytes: number) {
    this.name = name;
    this.bytes = bytes;
  }
}

class Uploads {
  #container: HTMLElement;
  #words: Words;
  #items: Item[] = [];
  #letter: Letter | null = null;
  #remembered: Promise<Remembered | null>;
  #picker = document.createElement("input");
  #taking: Promise<void> = Promise.resolve();
  /** The error line says why the message can't go yet: it goes when that is mended. */
  #saysToWait = false;
  #forms = new WeakSet<HTMLFormElement>();

  constructor(container: HTMLElement) {
    this.#container = container;
    this.#words = new Words(container);
    const person = document.getElementById("session")?.dataset["person"] ?? "";
    this.#remembered = Remembered.of(person, boxOf(container)).catch(() => null);
    this.#picker.type = "file";
    this.#picker.multiple = true;
    this.#picker.addEventListener("change", () => {
      this.#take([...(this.#picker.files ?? [])]);
      this.#picker.value = "";
    });
    window.addEventListener("beforeunload", (event) => {
      // Nobody is asked back who leaves in a hurry (device.ts hides the page first).
      if (this.#unfinished && !document.body.hidden) event.preventDefault();
    });
    this.mount(container);
    void this.#takeUpEarlier();
  }

  /** Makes the elements live, at first and whenever the page was shown anew. */
  mount(container: HTMLElement): void {
    this.#container = container;
    this.#words = new Words(container);
    container.dataset["mounted"] = "";
    this.#takeUpWaiting();
    this.#part("[data-uploads-plain]").remove();
    this.#part("[data-uploads-live]").hidden = false;
    this.#part("[data-choose]").addEventListener("click", () => this.#picker.click());
    this.#part("[data-photograph]").addEventListener("click", () => this.#photograph());
    this.#part("[data-start]").addEventListener("click", () => this.#startAll());
    container.addEventListener("uploads-sent", () => this.#wereSent());
    this.#catchDrops();
    this.#guard();
    const around = {
      words: this.#words,
      say: (sentence: string) => this.#say(sentence),
      add: (name: string, pages: LetterPage[]) => this.#addLetter(name, pages),
      changed: () => this.#changed(),
    };
    const section = this.#part("[data-letter]");
    if (this.#letter) this.#letter.move(section, around);
    else this.#letter = new Letter(section, around);
    for (const item of this.#items) item.entry = null;
    for (const item of this.#items) this.#show(item);
    this.#changed();
  }

  /** Stops everything and keeps nothing: the person has left. */
  end(): void {
    for (const item of this.#items) item.job?.pause();
    this.#items = [];
  }

  get #place(): string {
    return this.#container.dataset["place"] ?? "";
  }

  get #gateway(): Gateway {
    return {
      endpoint: this.#container.dataset["endpoint"] ?? "/api/v1/uploads",
      place: this.#place,
      // Another sign-in in another window gives the page a new token (session.ts).
      headers: () => ({ "X-CSRF-Token": this.#container.dataset["csrf"] ?? "" }),
    };
  }

  get #most(): { bytes: number; files: number; blocked: Set<string> } {
    const { mostBytes, mostFiles, blocked } = this.#container.dataset;
    return {
      bytes: Number(mostBytes ?? Infinity),
      files: Number(mostFiles ?? Infinity),
      blocked: new Set((blocked ?? "").split(" ").filter(Boolean)),
    };
  }

  get #unfinished(): boolean {
    return (this.#letter?.pages.length ?? 0) > 0 || this.#items.some((item) => UNFINISHED.includes(item.state));
  }

  // Files come

  #photograph(): void {
    const letter = this.#letter;
    if (!letter) return;
    letter.show(!letter.open || letter.pages.length > 0);
    if (letter.open) letter.focus();
  }

  /** Photographs become a letter; whatever else stays what it is. */
  #take(files: File[]): void {
    this.#error("");
    const photos = files.filter((file) => kindOf(file) !== null);
    if (photos.length > 0) {
      this.#letter?.take(photos);
      this.#letter?.focus();
    }
    for (const file of files.filter((one) => !photos.includes(one))) {
      this.#taking = this.#taking.then(() => this.#takeFile(file)).catch(() => undefined);
    }
    void this.#taking.then(() => this.#startWaiting());
  }

  async #takeFile(file: File): Promise<void> {
    const name = shownName(file.name);
    const remembered = await this.#remembered;
    const key = (await remembered?.key(file).catch(() => null)) ?? null;
    const item = new Item(name, file.size);
    item.key = key ?? [file.name, file.size, file.lastModified].join("/");
    const same = this.#items.find((one) => one.key === item.key);
    if (same && same.state !== "again") {
      this.#error(this.#words.say("same", { name: isolated(name) }));
      return;
    }
    if (same) {
      // The rest of what was begun before the tab was closed.
      same.name = name;
      this.#give(same, file, remembered, key);
      return;
    }
    const reason = this.#reasonAgainst(item);
    this.#add(item);
    if (reason) this.#refuse(item, reason);
    else this.#give(item, file, remembered, key);
  }

  #give(item: Item, file: File, remembered: Remembered | null, key: string | null): void {
    const earlier = key ? (remembered?.find(key) ?? null) : null;
    const listener = this.#listener(item);
    const begun = (of: Begun): void => {
      item.url = of.url;
      item.id = idOf(of.url);
      if (key) remembered?.keep(key, of);
    };
    const about = { name: file.name, type: file.type || "application/octet-stream" };
    item.job = new Transfer(file, about, this.#gateway, { ...listener, begun }, earlier);
    this.#set(item, this.#asksFirst(item) ? "asks" : "waits");
  }

  /** What the gateway would refuse is said before anything goes out: a kindness, no check. */
  #reasonAgainst(item: Item): string {
    const { bytes, files, blocked } = this.#most;
    const part = blockedPart(item.name, blocked);
    if (part) return this.#words.say("blocked", { part: `.${part}` });
    const kept = this.#items.filter((one) => !["refused", "failed"].includes(one.state));
    const together = kept.reduce((sum, one) => sum + one.bytes, item.bytes);
    if (item.bytes > bytes) return this.#words.say("too-big", { size: size(item.bytes), most: size(bytes) });
    if (together > bytes) return this.#words.say("too-much", { size: size(together), most: size(bytes) });
    return kept.length >= files ? this.#words.say("too-many", { files }) : "";
  }

  #refuse(item: Item, reason: string): void {
    item.sentence = reason;
    this.#set(item, "refused");
    this.#say(`${isolated(item.name)}: ${reason}`);
  }

  #asksFirst(item: Item): boolean {
    const line = (navigator as { connection?: { saveData?: boolean; type?: string } }).connection;
    const metered = line?.saveData || line?.type === "cellular" || window.matchMedia("(pointer: coarse)").matches;
    return Boolean(metered) && item.bytes - item.sent > ASKS_FROM_BYTES;
  }

  #add(item: Item): void {
    this.#items.push(item);
    this.#show(item);
    this.#say(this.#words.say("said-added", { name: isolated(item.name) }));
  }

  #addLetter(name: string, pages: LetterPage[]): void {
    const file = `${name.replace(/\.pdf$/i, "")}.pdf`;
    const item = new Item(shownName(file), pages.reduce((sum, page) => sum + page.blob.size, 0));
    const reason = this.#reasonAgainst(item);
    this.#add(item);
    if (reason) this.#refuse(item, reason);
    else {
      item.job = new LetterJob(file, pages, this.#gateway, this.#listener(item), () => this.#set(item, "making"));
      this.#set(item, this.#asksFirst(item) ? "asks" : "waits");
      this.#startWaiting();
    }
    // The pages that had the focus are gone.
    if (item.entry) act(item.entry, "remove").focus();
  }

  /** What the gateway has from earlier: whole documents, and files that have to be chosen again to go on. */
  async #takeUpEarlier(): Promise<void> {
    const remembered = await this.#remembered;
    for (const [key, begun] of remembered?.all() ?? []) {
      const id = idOf(begun.url);
      const known = this.#items.find((item) => item.id === id);
      if (known) {
        // The draft says it too: by its key it is forgotten once it is sent.
        known.key = key;
        continue;
      }
      const document = await described(id);
      if (document === undefined) continue;
      // What was sent from elsewhere belongs to its message.
      if (document === null || document.state === "erased" || document.attached) {
        remembered?.forget(key);
        continue;
      }
      const item = new Item(document.name, document.length_bytes);
      [item.key, item.id, item.url] = [key, id, begun.url];
      this.#items.push(item);
      if (document.state === "uploading") {
        item.sent = await received(begun.url);
        this.#set(item, "again");
      } else this.#told(item, document);
    }
  }

  /** What the page says was put in here; of what was uploaded elsewhere, what is ticked. */
  #takeUpWaiting(): void {
    for (const box of this.#container.querySelectorAll<HTMLInputElement>("[data-waiting] input")) this.#takeUp(box);
    this.#container.querySelector("[data-waiting]")?.remove();
    const elsewhere = this.#container.querySelector<HTMLElement>("[data-elsewhere]");
    for (const box of elsewhere?.querySelectorAll<HTMLInputElement>("input") ?? []) {
      const taken = (): void => {
        box.closest("label")?.remove();
        if (elsewhere) elsewhere.hidden = elsewhere.querySelector("input") === null;
      };
      // Begun here in this browser, though no draft says so.
      if (this.#items.some((item) => item.id === box.value)) taken();
      box.addEventListener("change", () => {
        const item = this.#takeUp(box);
        taken();
        this.#show(item);
        this.#changed();
        if (item.entry) act(item.entry, "remove").focus();
      });
    }
  }

  #takeUp(box: HTMLInputElement): Item {
    const known = this.#items.find((item) => item.id === box.value);
    if (known) return known;
    const { name, bytes } = box.dataset;
    const item = new Item(name ?? "", Number(bytes));
    item.id = box.value;
    item.url = `${this.#gateway.endpoint}/${box.value}`;
    item.state = "checking";
    this.#items.push(item);
    this.#look(item, 0);
    return item;
  }

  // Files go

  #startAll(): void {
    for (const item of this.#items.filter((one) => one.state === "asks")) this.#set(item, "waits");
    this.#startWaiting();
    this.#part("[data-choose]").focus();
  }

  #startWaiting(): void {
    const going = this.#items.filter((item) => ["going", "making"].includes(item.state)).length;
    for (const item of this.#items.filter((one) => one.state === "waits").slice(0, Math.max(0, AT_ONCE - going))) {
      this.#set(item, "going");
      item.job?.start();
    }
  }

  #listener(item: Item): Omit<Listener, "begun"> {
    return {
      progress: (bytes) => {
        item.sent = bytes;
        if (item.state === "cut") this.#set(item, "going");
        else this.#showProgress(item);
        this.#sayProgress(item);
      },
      interrupted: () => this.#wasCut(item),
      cut: (sentence) => {
        this.#wasCut(item, sentence);
        this.#startWaiting();
      },
      failed: (failure) => {
        item.failure = failure;
        this.#set(item, "failed");
        this.#say(`${isolated(item.name)}: ${this.#sentence(item)}`);
        this.#startWaiting();
      },
      done: (id) => {
        item.id = id;
        item.sent = item.bytes;
        item.url = `${this.#gateway.endpoint}/${id}`;
        item.job = null;
        this.#set(item, "checking");
        this.#say(this.#words.say("said-done", { name: isolated(item.name) }));
        this.#look(item, 0);
        this.#startWaiting();
      },
    };
  }

  #wasCut(item: Item, sentence = ""): void {
    item.sentence = sentence;
    if (item.state !== "cut") this.#say(this.#words.say("said-cut", { name: isolated(item.name) }));
    this.#set(item, "cut");
  }

  /** Asks how the check goes, ever less often. */
  #look(item: Item, afterMs?: number): void {
    clearTimeout(item.timer);
    const pause = afterMs ?? LOOK_AFTER_MS[Math.min(item.looks, LOOK_AFTER_MS.length - 1)];
    item.timer = setTimeout(async () => {
      item.looks += 1;
      const document = await described(item.id ?? "");
      if (!this.#items.includes(item) || item.state !== "checking") return;
      if (document) this.#told(item, document);
      else if (document === null) {
        item.failure = { word: "failed" };
        this.#set(item, "refused");
      } else this.#look(item);
    }, pause);
  }

  #told(item: Item, document: Described): void {
    item.name = document.name || item.name;
    item.sentence = document.message ?? "";
    const states: Partial<Record<Described["state"], State>> = {
      clean: "ready",
      unscannable: "held",
      rejected: "refused",
      erased: "refused",
    };
    const state = states[document.state] ?? "checking";
    this.#set(item, state);
    if (item.entry) part<HTMLAnchorElement>(item.entry, "a[data-look]").hidden = !canBeSeen(document);
    if (state === "checking") this.#look(item);
    else if (state === "ready") this.#say(this.#words.say("said-ready", { name: isolated(item.name) }));
    else this.#say(`${isolated(item.name)}: ${this.#sentence(item)}`);
  }

  // What is done with one

  #pressed(item: Item, pressed: string): void {
    if (pressed === "remove") this.#remove(item);
    else if (item.state === "again") this.#picker.click();
    else if (item.state === "going" || item.state === "cut") {
      item.job?.pause();
      this.#set(item, "paused");
      this.#startWaiting();
    } else {
      item.failure = null;
      item.sentence = "";
      this.#set(item, "going");
      item.job?.start();
    }
  }

  #remove(item: Item): void {
    const at = this.#items.indexOf(item);
    item.job?.cancel();
    clearTimeout(item.timer);
    if (!item.job && item.url) void forget(item.url, this.#gateway);
    this.#forget(item);
    this.#items.splice(at, 1);
    item.entry?.remove();
    this.#say(this.#words.say("said-removed", { name: isolated(item.name) }));
    this.#error("");
    this.#changed();
    this.#startWaiting();
    const next = this.#items[Math.min(at, this.#items.length - 1)]?.entry;
    if (next) act(next, "remove").focus();
    else this.#part("[data-choose]").focus();
  }

  #forget(item: Item): void {
    void this.#remembered.then((remembered) => item.key && remembered?.forget(item.key));
  }

  #wereSent(): void {
    for (const item of this.#items.filter((one) => ARRIVED.includes(one.state))) {
      clearTimeout(item.timer);
      this.#forget(item);
      item.entry?.remove();
    }
    this.#items = this.#items.filter((item) => !ARRIVED.includes(item.state));
    this.#changed();
  }

  // What is shown

  #set(item: Item, state: State): void {
    item.state = state;
    this.#show(item);
    this.#changed();
  }

  #show(item: Item): void {
    const focused = item.entry?.contains(document.activeElement) ?? false;
    const entry = (item.entry ??= this.#entry(item));
    entry.className = `file ${item.state}`;
    part(entry, ".name").textContent = item.name;
    part(entry, "[data-size]").textContent = size(item.bytes);
    for (const of of entry.querySelectorAll("[data-of]")) of.textContent = isolated(item.name);
    const button = act(entry, "go");
    const does = BUTTON[item.state];
    button.hidden = does === undefined || (item.state === "failed" && !item.job);
    if (does) part(button, "[data-label]").textContent = this.#words.say(`do-${does}`);
    const link = part<HTMLAnchorElement>(entry, "a[data-look]");
    link.href = `/documents/${item.id}/view`;
    if (item.state !== "ready") link.hidden = true;
    this.#showProgress(item);
    if (focused && (document.activeElement as HTMLElement).hidden) act(entry, "remove").focus();
  }

  #entry(item: Item): HTMLElement {
    const template = this.#part<HTMLTemplateElement>("template[data-file]");
    const entry = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
    entry.addEventListener("click", (event) => {
      const pressed = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset["act"];
      if (pressed) this.#pressed(item, pressed);
    });
    this.#part("[data-files]").append(entry);
    return entry;
  }

  #showProgress(item: Item): void {
    if (!item.entry) return;
    const bar = part<HTMLProgressElement>(item.entry, "progress");
    bar.hidden = !["going", "paused", "cut", "again"].includes(item.state);
    bar.value = item.bytes ? item.sent / item.bytes : 0;
    part(item.entry, "[data-state]").textContent = this.#sentence(item);
  }

  #sentence(item: Item): string {
    if (item.sentence) return item.sentence;
    if (item.state === "failed") {
      const { sentence, word } = item.failure ?? { word: "failed" };
      return sentence ?? this.#words.say(word);
    }
    if (item.state === "checking" && item.looks > SLOW_AFTER_LOOKS) return this.#words.say("slow");
    return this.#words.say(item.state, { percent: percent(item.sent, item.bytes) });
  }

  #changed(): void {
    const whole = this.#items.filter((item) => item.state !== "refused");
    const bytes = whole.reduce((sum, item) => sum + item.bytes, 0);
    const total = this.#part("[data-total]");
    total.hidden = whole.length === 0;
    total.textContent = this.#words.say("total", { files: whole.length, size: size(bytes) });
    const asks = this.#items.filter((item) => item.state === "asks");
    const metered = this.#part("[data-metered]");
    metered.hidden = asks.length === 0;
    const asked = asks.reduce((sum, item) => sum + item.bytes, 0);
    part(metered, "span").textContent = this.#words.say("metered", { size: size(asked) });
    this.#part("[data-photograph]").ariaExpanded = String(this.#letter?.open ?? false);
    this.#fillForm();
    if (this.#saysToWait && !this.#reasonToWait) this.#error("");
  }

  /** The form says which documents go along. */
  #fillForm(): void {
    const documents = this.#items.filter((item) => item.id && ARRIVED.includes(item.state)).map((item) => item.id ?? "");
    const fields = [...this.#container.querySelectorAll<HTMLInputElement>("input[type=hidden][name=document]")];
    if (fields.map((field) => field.value).join() === documents.join()) return;
    for (const field of fields) field.remove();
    for (const id of documents) {
      const field = document.createElement("input");
      [field.type, field.name, field.value] = ["hidden", "document", id];
      this.#container.append(field);
    }
    const detail = { documents, unfinished: this.#unfinished };
    this.#container.dispatchEvent(new CustomEvent("uploads-changed", { bubbles: true, detail }));
  }

  /** Why the message can't go yet. */
  get #reasonToWait(): "letter-open" | "unfinished" | "trouble" | "trouble-several" | null {
    if ((this.#letter?.pages.length ?? 0) > 0) return "letter-open";
    if (this.#items.some((item) => UNFINISHED.includes(item.state))) return "unfinished";
    const troubled = this.#items.filter((item) => ["failed", "refused"].includes(item.state)).length;
    if (troubled > 1) return "trouble-several";
    return troubled ? "trouble" : null;
  }

  /** Nothing is sent without the files that were chosen for it; a draft may be kept (`formnovalidate`). */
  #guard(): void {
    const form = this.#container.closest("form");
    if (!form || this.#forms.has(form)) return;
    this.#forms.add(form);
    form.addEventListener(
      "submit",
      (event) => {
        if (!this.#container.isConnected || this.#container.closest("form") !== form) return;
        const reason = this.#reasonToWait;
        if ((event.submitter as HTMLButtonElement | null)?.formNoValidate) return;
        if (!reason) {
          for (const item of this.#items) this.#forget(item);
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        this.#error(this.#words.say(reason));
        this.#saysToWait = true;
        this.#part("[data-uploads-error]").focus();
      },
      { capture: true },
    );
  }

  #error(sentence: string): void {
    this.#saysToWait = false;
    const line = this.#part("[data-uploads-error]");
    line.hidden = !sentence;
    line.textContent = sentence;
    if (sentence) this.#say(sentence);
  }

  #catchDrops(): void {
    const zone = this.#container;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    zone.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      zone.classList.add("over");
    });
    for (const end of ["dragleave", "drop"]) zone.addEventListener(end, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      const items = [...(event.dataTransfer?.items ?? [])].filter((one) => one.kind === "file");
      const folders = items.some((one) => one.webkitGetAsEntry()?.isDirectory);
      const files = items.filter((one) => !one.webkitGetAsEntry()?.isDirectory).map((one) => one.getAsFile());
      this.#take(files.filter((file) => file !== null));
      if (folders) this.#error(this.#words.say("folder"));
    });
  }

  // What is read out

  #say(sentence: string): void {
    const line = document.createElement("p");
    line.textContent = sentence;
    this.#part("[data-said]").append(line);
    setTimeout(() => line.remove(), SAID_FOR_MS);
  }

  /** A quarter, a half, three quarters; of what goes quickly, nothing. */
  #sayProgress(item: Item): void {
    const so = percent(item.sent, item.bytes);
    const milestone = MILESTONES.findLast((one) => one <= so) ?? 0;
    if (milestone <= item.milestone || Date.now() - item.saidAt < SAID_EVERY_MS) return;
    item.milestone = milestone;
    item.saidAt = Date.now();
    this.#say(this.#words.say("said-progress", { name: isolated(item.name), percent: milestone }));
  }

  #part<Kind extends HTMLElement>(selector: string): Kind {
    return part<Kind>(this.#container, selector);
  }
}

/** The pages of a letter go one after the other; then the gateway makes one document of them. */
class LetterJob implements Job {
  #name: string;
  #pages: LetterPage[];
  #gateway: Gateway;
  #listener: Omit<Listener, "begun">;
  #making: () => void;
  #ids: string[] = [];
  #urls = new Set<string>();
  #step: Job | null = null;

  constructor(
    name: string,
    pages: LetterPage[],
    gateway: Gateway,
    listener: Omit<Listener, "begun">,
    making: () => void,
  ) {
    this.#name = name;
    this.#pages = pages;
    this.#gateway = gateway;
    this.#listener = listener;
    this.#making = making;
  }

  start(): void {
    this.#step ??= this.#next();
    this.#step.start();
  }

  pause(): void {
    this.#step?.pause();
  }

  cancel(): void {
    this.#step?.cancel();
    for (const url of this.#urls) void forget(url, this.#gateway);
  }

  #next(): Job {
    const page = this.#pages[this.#ids.length];
    if (!page) {
      const pages = this.#ids.map((id, at) => ({ id, turned: this.#pages[at]?.turned ?? 0 }));
      this.#making();
      return new Assembly(this.#name, pages, this.#gateway, this.#listener);
    }
    const before = this.#pages.slice(0, this.#ids.length).reduce((sum, one) => sum + one.blob.size, 0);
    const { type } = page.blob;
    const kind = type || (kindOf(page.file) ?? "application/octet-stream");
    return new Transfer(
      page.blob,
      // What a telephone calls its photographs often tells when they were taken.
      { name: `${this.#ids.length + 1}.${kind.split("/")[1]?.replace("jpeg", "jpg")}`, type: kind },
      this.#gateway,
      {
        ...this.#listener,
        progress: (bytes) => this.#listener.progress(before + bytes),
        begun: ({ url }) => this.#urls.add(url),
        done: (id) => {
          this.#ids.push(id);
          this.#step = this.#next();
          this.#step.start();
        },
      },
    );
  }
}

function canBeSeen(document: Described): boolean {
  return document.state === "clean" && (document.pages_count ?? 0) > 0;
}

/** How much of an upload the gateway has. */
async function received(url: string): Promise<number> {
  try {
    const answer = await fetch(url, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" }, cache: "no-store" });
    return Number(answer.headers.get("Upload-Offset") ?? 0);
  } catch {
    return 0;
  }
}

/** Which box it is: a place may have several, such as those of a case's threads. */
function boxOf(container: HTMLElement): string {
  return container.dataset["box"] || (container.dataset["place"] ?? "");
}

// Each box is taken up once, however often its page is shown anew.
const boxes = new Map<string, Uploads>();

function takeUp(): void {
  for (const container of document.querySelectorAll<HTMLElement>("[data-uploads]:not([data-mounted])")) {
    const box = boxOf(container);
    const known = boxes.get(box);
    if (known) known.mount(container);
    else boxes.set(box, new Uploads(container));
  }
}

function end(): void {
  for (const uploads of boxes.values()) uploads.end();
  boxes.clear();
  forgetUploads();
}

document.addEventListener("submit", (event) => (event.target as Element).matches("[data-leave]") && end(), {
  capture: true,
});
new BroadcastChannel("leave").addEventListener("message", end);
new MutationObserver(takeUp).observe(document.body, { childList: true, subtree: true });
takeUp();
