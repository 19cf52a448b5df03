// Makes the advocates' workspace live: one stream tells that something is new, and what is new comes rendered from the
// gateway. Without it the same pages work by forms.

import { Alarm } from "./alarm";
import { renew, stayOnDuty } from "./duty";
import { elements } from "./html";
import { Reply } from "./reply";
import { announce, element, localTimes, readOut, word } from "./said";
import { watchSession } from "./session";
import { forget, keep, kept } from "./store";
import { Stream } from "./stream";

const SOON_MS = 250;
const LOOK_EVERY_MS = 30_000;
const AGAIN_AFTER_MS = 5_000;
const TYPING_SHOWS_MS = 7_000;

class Workspace {
  #main: HTMLElement;
  #chat: string;
  #cursor: string;
  #alarm = new Alarm(document.getElementById("session")?.dataset["person"] ?? "");
  #reply: Reply | null = null;
  #busy = false;
  #again = false;
  #gone = false;
  #timer = 0;
  #typingTimer = 0;

  constructor(main: HTMLElement) {
    this.#main = main;
    this.#chat = main.dataset["chat"] ?? "";
    this.#cursor = main.dataset["cursor"] ?? "";
  }

  start(): void {
    for (const only of document.querySelectorAll<HTMLElement>("[data-live]")) only.hidden = false;
    for (const plain of document.querySelectorAll<HTMLElement>("[data-plain]")) plain.hidden = true;
    localTimes(document);
    if (document.getElementById("reply")) {
      this.#reply = new Reply(this.#chat, this.#main.dataset["api"] ?? "", {
        headers: () => this.#headers(),
        seq: () => Number(this.#main.dataset["seq"]),
        refresh: () => void this.#refresh(),
        gone: (sentence) => this.#leave(sentence),
      });
    }
    if (document.getElementById("note-form")) this.#watchNote();
    const fold = document.querySelector<HTMLDetailsElement>("details.fold");
    if (fold && window.matchMedia("(max-width: 63.99rem)").matches) fold.open = false;
    this.#showLatest();
    this.#keepTheEnd();
    this.#count();
    this.#alarm.show(this.#waits);
    document.addEventListener("keydown", (event) => this.#pressed(event));
    setInterval(() => this.#count(), 1_000);
    setInterval(() => void this.#refresh(), LOOK_EVERY_MS);
    this.#follow();
  }

  #headers(): Record<string, string> {
    return { "X-CSRF-Token": this.#main.dataset["csrf"] ?? "" };
  }

  // On duty, and connected

  #follow(): void {
    const stream = new Stream({
      url: () => "/api/v1/desk/events",
      headers: () => ({}),
      seq: () => this.#cursor,
      onMessage: (message) => {
        this.#cursor = message.cursor ?? this.#cursor;
        if (message.event === "typing") this.#showTyping(message.data);
        else if (message.event === "desk") this.#soon();
        else void this.#refresh();
        return Promise.resolve();
      },
      onConnected: () => void this.#connected(),
      onLost: () => this.#lost(),
      // Signed out, perhaps in another tab: the page says so by itself, and goes on if the same person comes back.
      onGone: () => setTimeout(() => this.#follow(), AGAIN_AFTER_MS),
    });
    stream.start();
  }

  async #connected(): Promise<void> {
    const line = element("connection");
    if (!line.hidden) {
      line.hidden = true;
      announce(word("online"));
      await renew();
    }
    await this.#refresh();
  }

  #lost(): void {
    const line = element("connection");
    if (!line.hidden) return;
    line.hidden = false;
    line.textContent = word("offline");
    announce(word("offline"));
  }

  #showTyping(data: string): void {
    const { conversation, typing } = JSON.parse(data) as { conversation: string; typing: boolean };
    if (conversation !== this.#chat) return;
    element("typing").hidden = !typing;
    clearTimeout(this.#typingTimer);
    // The word that they stopped may get lost with a connection.
    if (typing) this.#typingTimer = setTimeout(() => (element("typing").hidden = true), TYPING_SHOWS_MS);
  }

  // What is new

  #soon(): void {
    if (!this.#timer) {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        void this.#refresh();
      }, SOON_MS);
    }
  }

  async #refresh(): Promise<void> {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#fetch();
      }
    } catch {
      // The stream comes back and says again that there is something.
    } finally {
      this.#busy = false;
    }
  }

  async #fetch(): Promise<void> {
    const { seq, note, news } = this.#main.dataset;
    const open = this.#chat && !this.#gone;
    const address = open ? `${news}?after=${seq}&notes=${note}` : "/desk/news";
    const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
    if ([404, 409].includes(answer.status) && open) {
      this.#leave(word("gone"));
      this.#again = true;
    }
    if (answer.ok) await this.#take(elements(await answer.text()));
  }

  async #take(fresh: Element[]): Promise<void> {
    const near = this.#nearTheEnd();
    const news: Element[] = [];
    for (const part of fresh) {
      localTimes(part);
      if (part.localName === "li") {
        if (this.#put(part as HTMLElement)) news.push(part);
      } else if (part.id === "lists") this.#replaceLists(part as HTMLElement);
      else if (part.id === "seen") this.#seen(part as HTMLDataElement);
      else if (part.id === "chat-head" && (part as HTMLElement).dataset["mode"] !== this.#main.dataset["mode"]) {
        await this.#anew();
        return;
      } else this.#replace(part as HTMLElement);
    }
    if (news.length > 0) {
      if (near) this.#showLatest();
      element("typing").hidden = true;
    }
    for (const entry of news.filter((one) => one.matches(".you, .note"))) announce(readOut(entry));
  }

  #seen(part: HTMLDataElement): void {
    this.#main.dataset["seq"] = part.value;
    this.#main.dataset["note"] = part.dataset["note"] ?? "0";
    for (const expected of document.querySelectorAll<HTMLInputElement>(".talk form input[name=expected_seq]")) {
      expected.value = part.value;
    }
  }

  /** Puts an item where it belongs: by what had been said when it was written. Whether it is new. */
  #put(fresh: HTMLElement): boolean {
    const shown = document.getElementById(fresh.id);
    if (shown) {
      shown.replaceWith(fresh);
      return false;
    }
    const transcript = element("transcript");
    const place = (entry: HTMLElement) => Number(entry.dataset["at"]) + Number(entry.dataset["note"]) / 1e6;
    const next = [...transcript.children].find((entry) => place(entry as HTMLElement) > place(fresh));
    transcript.insertBefore(fresh, next ?? null);
    return true;
  }

  /** Takes the place of the part with the same id, unless somebody is busy in it. */
  #replace(fresh: HTMLElement): void {
    const old = document.getElementById(fresh.id);
    if (!old) return;
    const same = fresh.dataset["version"] !== undefined && fresh.dataset["version"] === old.dataset["version"];
    const busy = old.querySelector("details[open]") !== null || old.contains(document.activeElement);
    if (!same && !busy) old.replaceWith(fresh);
  }

  #replaceLists(fresh: HTMLElement): void {
    const old = element("lists");
    const focused = old.contains(document.activeElement) ? document.activeElement?.id : "";
    const before = old.dataset;
    const offers = (fresh.dataset["offers"] ?? "").split(" ").filter(Boolean);
    const offered = offers.some((chat) => !(before["offers"] ?? "").includes(chat));
    const grew = (name: string) => Number(fresh.dataset[name]) > Number(before[name]);
    const elsewhere = grew("others") || (grew("unread") && (document.hidden || !document.hasFocus()));
    old.replaceWith(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.#count();
    this.#alarm.show(this.#waits);
    const waitsLong = grew("long") && fresh.dataset["duty"] === "available";
    const missed = fresh.dataset["duty"] === "missed" && before["duty"] !== "missed";
    if (offered || elsewhere || waitsLong) this.#alarm.ring();
    if (missed) announce(element("duty").querySelector("strong")?.textContent ?? "");
    else if (offered) announce(`${word("new-offer")} ${fresh.querySelector("[data-seconds]")?.textContent ?? ""}`);
    else if (elsewhere) announce(word("new-message"));
    else if (waitsLong) announce(word("long-wait"));
  }

  get #waits(): number {
    const { unread, offers } = element("lists").dataset;
    return Number(unread) + (offers ?? "").split(" ").filter(Boolean).length;
  }

  /** How long an offer holds: counted here from when it was told, by a clock that goes on in sleep. */
  #count(): void {
    for (const line of document.querySelectorAll<HTMLElement>("[data-seconds]")) {
      line.dataset["until"] ??= String(Date.now() + 1_000 * Number(line.dataset["seconds"]));
      const left = Math.max(0, Math.ceil((Number(line.dataset["until"]) - Date.now()) / 1_000));
      line.textContent = word("until").replace("0", String(left));
    }
  }

  /** The chat isn't theirs any longer: what was typed stays in sight. */
  #leave(sentence: string): void {
    if (this.#gone) return;
    this.#gone = true;
    const line = element("gone");
    line.hidden = false;
    line.textContent = sentence;
    announce(sentence);
    this.#reply?.close();
  }

  /** Another page of the same chat: it was taken in another tab, or ended. */
  async #anew(): Promise<void> {
    if (this.#main.dataset["mode"] === "mine" && this.#reply?.typed) this.#leave(word("gone"));
    else {
      await this.#reply?.leave();
      location.reload();
    }
  }

  // Notes

  #watchNote(): void {
    const form = element<HTMLFormElement>("note-form");
    const box = element<HTMLTextAreaElement>("note");
    const key = `note ${this.#chat}`;
    if (!box.value) box.value = kept(key) ?? "";
    box.addEventListener("input", () => keep(key, box.value));
    let sent = { text: "", client_id: "" };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = box.value;
      if (sent.text !== text) sent = { text, client_id: crypto.randomUUID() };
      void this.#keepNote(sent).then((sentence) => {
        const line = element("note-error");
        line.hidden = !sentence;
        line.textContent = sentence;
        announce(sentence || word("noted"));
        if (sentence) return;
        box.value = "";
        sent = { text: "", client_id: "" };
        forget(key);
        void this.#refresh();
      });
    });
  }

  /** Why it could not be kept; empty if it was. */
  async #keepNote(content: object): Promise<string> {
    try {
      const answer = await fetch(`${this.#main.dataset["api"]}/notes`, {
        method: "POST",
        headers: { ...this.#headers(), "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(content),
      });
      if (answer.ok) return "";
      return ((await answer.json()) as { detail?: string }).detail ?? word("not-sent");
    } catch {
      return word("not-sent");
    }
  }

  // Keys, and where the advocate reads

  #pressed(event: KeyboardEvent): void {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select") !== null;
    if (event.key === "?" && !typing && this.#alarm.on("keys")) {
      const keys = element<HTMLDetailsElement>("keys");
      keys.open = true;
      keys.querySelector("summary")?.focus();
      event.preventDefault();
    }
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (digit) this.#open(document.querySelector<HTMLAnchorElement>(`a[data-key="${digit}"]`));
    else if (event.code === "KeyN") document.getElementById("note")?.focus();
    else if (event.code === "KeyR") this.#reply?.focus();
    else if (event.code === "KeyO") document.querySelector<HTMLElement>(".offers button")?.focus();
    else return;
    event.preventDefault();
  }

  #open(link: HTMLAnchorElement | null): void {
    if (!link) return;
    void (this.#reply?.leave() ?? Promise.resolve()).finally(() => location.assign(link.href));
  }

  /** Whoever reads the end goes on doing so when the box beneath it grows. */
  #keepTheEnd(): void {
    const transcript = document.getElementById("transcript");
    if (!transcript) return;
    let near = true;
    transcript.addEventListener("scroll", () => (near = this.#nearTheEnd()), { passive: true });
    new ResizeObserver(() => near && this.#showLatest()).observe(transcript);
  }

  #nearTheEnd(): boolean {
    const transcript = document.getElementById("transcript");
    if (!transcript) return false;
    const { scrollHeight, scrollTop, clientHeight } = transcript;
    return scrollHeight - scrollTop - clientHeight < clientHeight / 2;
  }

  #showLatest(): void {
    const transcript = document.getElementById("transcript");
    if (location.hash && document.querySelector(location.hash)?.matches("#transcript > *")) return;
    if (transcript) transcript.scrollTop = transcript.scrollHeight;
  }
}

const main = document.querySelector<HTMLElement>("main[data-news]");
if (main) new Workspace(main).start();

stayOnDuty();
watchSession();
