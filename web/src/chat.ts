// Makes a chat page live. What it shows comes rendered from the gateway; its own are only states, order and focus.

import { elements, page, tellZone } from "./html";
import { type Content, Outbox, type Outgoing, type Result } from "./outbox";
import { announce, element, locale, localTimes, readOut, word } from "./said";
import { forget, keep, kept } from "./store";
import { Stream } from "./stream";

const NEAR_THE_LIMIT = 300;
const DOUBLE_CLICK_MS = 700;
const TYPING_EVERY_MS = 3_000;
// Nobody presses a button for longer: whoever let it go was not heard of.
const LONGEST_PRESS_MS = 10_000;

interface Writes {
  typing: boolean;
  author: "assistant" | "agent" | null;
}

/** The place in line, in words; `position` as soon as it is known. */
interface Place {
  position?: number;
  text: string;
}

/** How this page opens its conversation. */
export interface Door {
  headers(): Record<string, string>;
  onGone(): void;
  /** Something new came that was not the person's own. */
  onNews(): void;
  /** After the page was shown anew. */
  onShown(): void;
}

export class Chat {
  #path: string;
  #door: Door;
  #outbox: Outbox;
  #stream: Stream;
  #seq = 0;
  #expects = false;
  #sentAt = -Infinity;
  #ended = false;
  #position: number | null = null;
  #toldTypingAt = -Infinity;

  constructor(path: string, door: Door) {
    this.#path = path;
    this.#door = door;
    this.#outbox = new Outbox(path, {
      address: () => this.#main.dataset["send"] ?? "",
      headers: () => this.#headers(),
      onSending: (message) => this.#showState(message, "sending"),
      onResult: (message, result) => this.#showResult(message, result),
    });
    this.#stream = new Stream({
      url: () => `${path}/stream?language=${document.documentElement.lang}`,
      headers: () => this.#headers(),
      seq: () => this.#seq,
      onMessage: async (message) => {
        if (message.event === "typing") this.#showTyping(JSON.parse(message.data) as Writes);
        else if (message.event === "place") this.#showPlace(JSON.parse(message.data) as Place | null);
        else if (message.event === "anew") await this.showAnew();
        else await this.#take(message.data, message.id);
      },
      onConnected: () => this.#connected(true),
      onLost: () => this.#connected(false),
      onGone: () => door.onGone(),
    });
  }

  /** From here on the page, as it is or as it is fetched, is live. */
  async start(fetched: boolean): Promise<void> {
    document.addEventListener("submit", (event) => this.#submitted(event));
    document.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("input", (event) => event.target === this.#box && this.#typed());
    if (fetched) await this.showAnew();
    else {
      this.#shown();
      this.#showLatest();
    }
    this.#stream.start();
    this.#outbox.send();
  }

  /** Ends what goes on: nothing more is shown, sent or kept. */
  end(): void {
    this.#ended = true;
    this.#stream.stop();
    this.#outbox.stop();
  }

  /** Fetches the whole page and shows it in place of this one: after a change of language, or first in a frame. */
  async showAnew(): Promise<void> {
    let fresh: Document;
    try {
      fresh = page(await this.#text(this.#path));
      await released();
      if (this.#ended) return;
    } catch {
      // The stream connects again and says again what is to be shown.
      if (!this.#ended) this.#stream.again();
      return;
    }
    const focused = document.activeElement?.id;
    const before = this.#seq;
    document.documentElement.lang = fresh.documentElement.lang;
    document.title = fresh.title;
    document.body.className = fresh.body.className;
    document.body.replaceChildren(...fresh.body.childNodes);
    this.#shown();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.#announceAfter(before);
    this.#showLatest();
  }

  get #main(): HTMLElement {
    return element("main");
  }

  get #box(): HTMLTextAreaElement | null {
    return document.querySelector<HTMLTextAreaElement>("#text");
  }

  #headers(): Record<string, string> {
    return this.#door.headers();
  }

  #shown(): void {
    this.#seq = Number(this.#main.dataset["seq"]);
    for (const only of document.querySelectorAll<HTMLElement>("[data-check]")) only.hidden = true;
    localTimes(document);
    for (const message of this.#outbox.waiting) this.#showPending(message);
    const draft = kept(this.#draft);
    if (this.#box && draft !== null && !this.#box.value) this.#box.value = draft;
    this.#count();
    const position = element("place").dataset["position"];
    this.#position = position ? Number(position) : null;
    this.#door.onShown();
  }

  get #draft(): string {
    return `draft ${this.#path}`;
  }

  // What comes from the record

  async #take(html: string, seq: number | null): Promise<void> {
    if (this.#ended) return;
    // Our own message is not shown twice: first it is known under which number it stands.
    if (html.includes('class="you')) await this.#outbox.settled();
    await released();
    if (this.#ended) return;
    const near = this.#nearTheEnd();
    const before = this.#seq;
    for (const fresh of elements(html)) {
      localTimes(fresh);
      if (fresh.localName === "li") this.#put(fresh);
      else this.#replace(fresh);
    }
    if (seq !== null) this.#seq = Math.max(this.#seq, seq);
    this.#main.dataset["seq"] = String(this.#seq);
    if (near) this.#showLatest();
    else element("below").hidden = !this.#entries().some((entry) => number(entry) > before);
    this.#announceAfter(before);
  }

  #put(fresh: Element): void {
    const shown = document.getElementById(fresh.id);
    const pending = document.querySelector(`.pending[data-seq="${number(fresh)}"]`);
    const old = shown ?? pending;
    if (old) {
      const focused = old === document.activeElement;
      old.replaceWith(fresh);
      // Of a document: its check is over, and it stays where it was sent.
      if (shown?.matches(".document")) announce(readOut(fresh));
      if (shown && pending) pending.remove();
      if (focused) focus(fresh);
      return;
    }
    const transcript = element("transcript");
    transcript.insertBefore(fresh, transcript.querySelector(".pending"));
  }

  #replace(fresh: Element): void {
    const old = document.getElementById(fresh.id);
    if (!old) return;
    const focused = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (fresh.id === "panel") this.#showBox();
    // What had the focus is gone; the next Tab goes on from where the answer stands.
    if (focused) focus(this.#entries().at(-1));
  }

  /** Nobody writes into a chat that is closed; what was typed is kept for when it goes on. */
  #showBox(): void {
    const closed = this.#owner === "closed";
    const box = element("compose");
    if (closed && box.contains(document.activeElement)) focus(this.#entries().at(-1));
    box.hidden = closed;
    const documents = document.querySelector<HTMLDetailsElement>("#documents");
    if (documents) {
      documents.hidden = closed;
      // The assistant was asked how papers are sent: the way stands open. Whoever shuts it again has done so.
      const expects = element("panel").dataset["expects"] === "1";
      if (expects && !this.#expects) documents.open = true;
      this.#expects = expects;
    }
    if (this.#owner !== "agent") element("writing").hidden = true;
    if (this.#owner !== "queued") this.#showPlace(null);
  }

  #entries(): Element[] {
    return [...element("transcript").children].filter((entry) => entry.id);
  }

  #announceAfter(seq: number): void {
    const news = this.#entries().filter((entry) => number(entry) > seq && !entry.classList.contains("you"));
    for (const entry of news) announce(readOut(entry));
    if (news.length > 0 && seq > 0) this.#door.onNews();
  }

  #showTyping({ typing, author }: Writes): void {
    const near = this.#nearTheEnd();
    element("typing").hidden = !(typing && author === "assistant");
    element("writing").hidden = !(typing && author === "agent");
    if (near && typing) this.#showLatest();
  }

  /** A new place in line is read out; that the wait got a little shorter is only shown. */
  #showPlace(place: Place | null): void {
    const near = this.#nearTheEnd();
    const line = element("place");
    line.hidden = place === null;
    line.textContent = place?.text ?? "";
    const position = place?.position ?? null;
    if (place && position !== this.#position) announce(place.text);
    this.#position = position;
    if (near && place) this.#showLatest();
  }

  #connected(connected: boolean): void {
    const line = element("connection");
    if (line.hidden === connected) return;
    line.hidden = connected;
    line.textContent = connected ? "" : word("offline");
    announce(word(connected ? "online" : "offline"));
  }

  // What the person sends

  #submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (form.method === "post" && form.closest("dialog") && !form.action.endsWith("/messages")) {
      event.preventDefault();
      this.#sentInDialog(form).catch(() => this.#error(word("offline")));
    }
    if (!form.action.endsWith("/messages")) return;
    event.preventDefault();
    const said = this.#said(form, event.submitter);
    // The second half of a double click: the box is empty by then, and a button has done its work.
    if (form.dataset["sent"] || (said === word("empty") && performance.now() - this.#sentAt < DOUBLE_CLICK_MS)) return;
    if (typeof said === "string") {
      this.#error(said, form.id === "compose");
      return;
    }
    this.#error("");
    this.#sentAt = performance.now();
    form.closest("dialog")?.close();
    form.closest("details")?.removeAttribute("open");
    const message = this.#outbox.add(said.content, said.shown);
    const entry = this.#showPending(message);
    if (form.id === "compose") {
      if (this.#box) this.#box.value = "";
      forget(this.#draft);
      this.#count();
    } else {
      form.dataset["sent"] = "1";
      element("panel").inert = true;
      focus(entry);
    }
    this.#scrollTo(entry);
    this.#outbox.send();
  }

  /** What a form says, or the reason why it says nothing. */
  #said(form: HTMLFormElement, submitter: HTMLElement | null): { content: Content; shown: string } | string {
    if (form.id === "compose") {
      const text = this.#box?.value ?? "";
      const over = text.length - this.#most;
      if (over > 0) return `${word("over")}: ${over}`;
      return text.trim() ? { content: { text }, shown: text } : word("empty");
    }
    if (submitter instanceof HTMLButtonElement && submitter.name === "choice") {
      return { content: { choice: submitter.value }, shown: chose(submitter.textContent ?? "") };
    }
    const date = form.querySelector<HTMLInputElement>("input[type=date]");
    if (date) {
      if (!date.value) return word("empty");
      const text = new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" });
      const shown = text.format(new Date(`${date.value}T00:00:00Z`));
      return { content: { text: shown }, shown };
    }
    const ticked = [...form.querySelectorAll<HTMLInputElement>("input[name=choice]:checked")];
    if (ticked.length === 0) return word("empty");
    const titles = ticked.map((box) => box.parentElement?.textContent?.trim() ?? "");
    return { content: { choice: ticked.map((box) => box.value) }, shown: chose(titles.join(", ")) };
  }

  get #most(): number {
    return Number(this.#main.dataset["most"]);
  }

  #showPending(message: Outgoing): HTMLElement {
    const entry = element<HTMLTemplateElement>("pending").content.firstElementChild?.cloneNode(true) as HTMLElement;
    entry.dataset["client"] = message.client_id;
    part(entry, ".typed").textContent = message.shown;
    element("transcript").append(entry);
    return entry;
  }

  #pendingEntry(message: Outgoing): HTMLElement | null {
    return document.querySelector<HTMLElement>(`.pending[data-client="${message.client_id}"]`);
  }

  #showState(message: Outgoing, state: "sending" | "not-sent", detail = ""): void {
    const entry = this.#pendingEntry(message);
    if (!entry) return;
    entry.classList.toggle("failed", state === "not-sent");
    part(entry, ".state").textContent = [word(state), detail].filter(Boolean).join(" ");
    part(entry, ".again").hidden = state === "sending";
  }

  #showResult(message: Outgoing, result: Result): void {
    const entry = this.#pendingEntry(message);
    if (result.kind === "sent") {
      announce(word("sent"));
      if (!entry) return;
      entry.dataset["seq"] = String(result.seq);
      part(entry, ".state").textContent = word("sent");
      const shown = document.getElementById(`e${result.seq}`);
      if (shown) this.#put(shown);
      return;
    }
    if (result.kind === "refused") {
      entry?.remove();
      this.#mayChooseAgain();
      if ("text" in message.content && this.#box) {
        this.#box.value = [message.content.text, this.#box.value].filter(Boolean).join("\n");
        this.#typed();
      }
      this.#error(result.detail ?? "", "text" in message.content);
      // A question that has passed, or a chat that was closed: what may be chosen is asked anew.
      if (result.code !== "message_too_long") void this.showAnew().then(() => this.#error(result.detail ?? ""));
      return;
    }
    this.#mayChooseAgain();
    this.#showState(message, "not-sent", result.detail || word("offline"));
    announce(`${word("not-sent")} ${result.detail || word("offline")}`);
  }

  #mayChooseAgain(): void {
    element("panel").inert = false;
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset["sent"];
  }

  #error(sentence: string, ofTheBox = false): void {
    const line = document.getElementById("error");
    if (!line) return;
    line.hidden = !sentence;
    line.textContent = sentence;
    if (sentence) announce(sentence);
    if (ofTheBox && sentence) {
      this.#box?.setAttribute("aria-invalid", "true");
      this.#box?.focus();
    } else this.#box?.removeAttribute("aria-invalid");
  }

  // The box, keys and links

  #typed(): void {
    const text = this.#box?.value ?? "";
    if (text) keep(this.#draft, text);
    else forget(this.#draft);
    this.#count();
    if (text) this.#tellTyping();
  }

  /** While an advocate has the chat, they see that an answer is being written; nothing of what it says. */
  #tellTyping(): void {
    const now = performance.now();
    if (this.#owner !== "agent" || now - this.#toldTypingAt < TYPING_EVERY_MS) return;
    this.#toldTypingAt = now;
    const address = (this.#main.dataset["send"] ?? "").replace(/messages$/, "typing");
    // Nobody waits for it, and nothing is lost with it.
    fetch(address, {
      method: "POST",
      headers: { ...this.#headers(), "Content-Type": "application/json" },
      body: "{}",
    }).catch(() => undefined);
  }

  get #owner(): string {
    return element("panel").dataset["owner"] ?? "";
  }

  #count(): void {
    const line = document.getElementById("count");
    if (!line || !this.#box) return;
    const left = this.#most - this.#box.value.length;
    line.hidden = left > NEAR_THE_LIMIT;
    line.classList.toggle("over", left < 0);
    line.textContent = line.hidden ? "" : `${word(left < 0 ? "over" : "left")}: ${Math.abs(left)}`;
  }

  #pressed(event: KeyboardEvent): void {
    if (event.target !== this.#box || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#box?.form?.requestSubmit();
  }

  #clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const entry = event.target.closest<HTMLElement>(".pending");
    if (entry && event.target.closest("[data-retry]")) this.#outbox.send();
    if (entry && event.target.closest("[data-discard]")) {
      this.#outbox.discard(entry.dataset["client"] ?? "");
      entry.remove();
      this.#box?.focus();
      this.#outbox.send();
    }
    if (event.target.closest("#below")) this.#showLatest();
    const link = event.target.closest<HTMLAnchorElement>("a[data-answers], a[data-code], a[data-download], a[data-print]");
    // A page of its own can be printed and needs no script; a frame has no cookie that opens one.
    if (link?.dataset["code"] !== undefined && document.documentElement.dataset["framed"] === undefined) return;
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const { answers, code, print } = link.dataset;
      const opened =
        answers !== undefined || code !== undefined ? this.#inDialog(link) : print !== undefined ? this.#print(link) : this.#download(link);
      opened.catch(() => this.#error(word("offline")));
    }
  }

  async #inDialog(link: HTMLAnchorElement): Promise<void> {
    this.#showInDialog(await this.#text(link.href));
    link.closest("details")?.removeAttribute("open");
    element<HTMLDialogElement>("answers").showModal();
  }

  #showInDialog(html: string): void {
    const fresh = page(html);
    element("answers-heading").textContent = fresh.querySelector("h1")?.textContent ?? "";
    const into = part(element("answers"), "[data-into]");
    into.replaceChildren(...fresh.querySelectorAll("main > :not(h1, .back)"));
    tellZone(into);
  }

  /** What such a form answers, or refuses, is shown where it stood; what leads back to the chat is there already. */
  async #sentInDialog(form: HTMLFormElement): Promise<void> {
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const answer = await this.#answer(form.action, { method: "POST", body }, [422]);
    if (answer.redirected && new URL(answer.url).pathname === this.#path) {
      form.closest("dialog")?.close();
      return;
    }
    this.#showInDialog(await answer.text());
    // What was pressed is gone: the heading is read out, and Tab goes on beneath it.
    focus(element("answers-heading"));
  }

  /** Prints what was shown, in the words of each day, while the page goes on beneath. */
  async #print(link: HTMLAnchorElement): Promise<void> {
    const fresh = page(await this.#text(link.href));
    link.closest("details")?.removeAttribute("open");
    const printed = fresh.querySelector("#transcript");
    if (!printed) return;
    localTimes(printed);
    for (const twice of [printed, ...printed.querySelectorAll("[id]")]) twice.removeAttribute("id");
    printed.classList.add("printed");
    document.querySelector(".printed")?.remove();
    element("transcript").after(printed);
    addEventListener("afterprint", () => printed.remove(), { once: true });
    print();
  }

  async #download(link: HTMLAnchorElement): Promise<void> {
    const file = URL.createObjectURL(await (await this.#answer(link.href)).blob());
    const copy = document.createElement("a");
    copy.href = file;
    copy.download = link.download;
    copy.click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
  }

  async #text(address: string): Promise<string> {
    return (await this.#answer(address)).text();
  }

  async #answer(address: string, sent: RequestInit = {}, shown: number[] = []): Promise<Response> {
    const headers = { ...this.#headers(), Accept: "text/html" };
    const answer = await fetch(address, { headers, cache: "no-store", ...sent });
    if (this.#ended) throw new Error("ended");
    if ([401, 404].includes(answer.status)) this.#door.onGone();
    if (!answer.ok && !shown.includes(answer.status)) throw new Error(String(answer.status));
    return answer;
  }

  // Where the person reads

  #nearTheEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
    return scrollHeight - scrollTop - clientHeight < clientHeight / 2;
  }

  /** Shows what the person said last and what came of it; of a long answer the beginning. */
  #showLatest(): void {
    const entries = this.#entries();
    const own = entries.findLastIndex((entry) => entry.classList.contains("you"));
    if (own >= 0) this.#scrollTo(entries[own + 1] ?? entries[own]);
  }

  /** Shows the end of the page, but never past the beginning of this. */
  #scrollTo(first: Element | undefined): void {
    element("below").hidden = true;
    const leave = document.querySelector<HTMLElement>(".leave");
    const above = leave && getComputedStyle(leave).position === "sticky" ? leave.offsetHeight : 0;
    const covered = above + element("emergency").offsetHeight + 8;
    const top = first ? first.getBoundingClientRect().top + window.scrollY - covered : Infinity;
    window.scrollTo({ top: Math.min(top, document.documentElement.scrollHeight) });
  }
}

function part(inside: Element, selector: string): HTMLElement {
  const found = inside.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function chose(title: string): string {
  return word("you-chose").replace("{}", title.trim());
}

function number(entry: Element): number {
  return Number(entry.id.slice(1));
}

/** For the person's own action alone: what they pressed is gone, so the focus goes to what came of it. */
function focus(entry: Element | undefined): void {
  if (!(entry instanceof HTMLElement)) return;
  entry.tabIndex = -1;
  entry.focus({ preventScroll: true });
}

/** What somebody is just pressing isn't taken from under their finger: the press would be lost. */
async function released(): Promise<void> {
  if (!document.querySelector("button:active")) return;
  await new Promise<void>((done) => {
    const ends = new AbortController();
    // The click comes right after what ends the press.
    const end = (): void => {
      ends.abort();
      setTimeout(done);
    };
    for (const event of ["pointerup", "pointercancel", "keyup"]) {
      document.addEventListener(event, end, { signal: ends.signal, capture: true });
    }
    setTimeout(end, LONGEST_PRESS_MS);
  });
}
