// The box that the person's answer is written in: a draft that outlives the browser, ready texts, and one send at a time.

import { elements } from "./html";
import { announce, element, word } from "./said";
import { forget, keep, kept } from "./store";

const DRAFT_AFTER_MS = 400;
const SEARCH_AFTER_MS = 120;
const TYPING_EVERY_MS = 3_000;
const GIVE_UP_MS = 15_000;
const LONGEST_SEARCH = 60;

export interface Around {
  /** What goes along with each request. */
  headers(): Record<string, string>;
  /** The last event that is shown. */
  seq(): number;
  /** Something was said or missed: what is new is to be fetched. */
  refresh(): void;
  /** The chat isn't theirs any longer. */
  gone(sentence: string): void;
}

interface Problem {
  code?: string;
  detail?: string;
}

export class Reply {
  #api: string;
  #path: string;
  #around: Around;
  #box = element<HTMLTextAreaElement>("reply");
  #form = element<HTMLFormElement>("compose");
  #error = element("reply-error");
  #state = element("draft-state");
  #gaps: string[];
  #key: string;
  #draftTimer = 0;
  #searchTimer = 0;
  #saving: Promise<void> = Promise.resolve();
  #saved: string;
  #typedAt = -Infinity;
  #sending = false;
  #sent: { text: string; client_id: string } = { text: "", client_id: "" };

  constructor(chat: string, api: string, around: Around) {
    this.#api = api;
    this.#path = `/desk/chats/${chat}`;
    this.#around = around;
    this.#key = `reply ${chat}`;
    this.#gaps = (this.#box.dataset["gaps"] ?? "").split("\n").filter(Boolean);
    this.#saved = this.#box.value;
    // What this tab could not bring to the gateway any more is newer than what that has.
    const unsaved = kept(this.#key);
    if (unsaved !== null && !this.#error.textContent) {
      this.#box.value = unsaved;
      this.#later();
    }
    this.#box.addEventListener("input", () => this.#typed());
    this.#box.addEventListener("keydown", (event) => this.#pressed(event));
    this.#form.addEventListener("submit", (event) => this.#submitted(event));
    window.addEventListener("pagehide", () => void this.#save(true));
    if (this.#gapIn(this.#box.value)) this.#showGaps();
  }

  /** The words of the box, kept before the page goes. */
  async leave(): Promise<void> {
    await this.#save(true);
  }

  get typed(): boolean {
    return this.#box.value.trim() !== "";
  }

  focus(): void {
    this.#box.focus();
  }

  close(): void {
    for (const button of this.#form.querySelectorAll("button")) button.disabled = true;
    this.#box.readOnly = true;
  }

  // Typing and drafts

  #typed(): void {
    keep(this.#key, this.#box.value);
    this.#later();
    this.#say("");
    const command = this.#command;
    clearTimeout(this.#searchTimer);
    if (command !== null) this.#searchTimer = setTimeout(() => void this.#search(command), SEARCH_AFTER_MS);
    else if (!element("canned-list").contains(document.activeElement)) this.#hideList();
    const now = performance.now();
    if (command === null && this.typed && now - this.#typedAt > TYPING_EVERY_MS) {
      this.#typedAt = now;
      void this.#post("POST", "/typing", {}).catch(() => undefined);
    }
  }

  /** What is looked for, if the box holds "/" and words. */
  get #command(): string | null {
    const { value } = this.#box;
    return value.startsWith("/") && value.length <= LONGEST_SEARCH && !value.includes("\n") ? value.slice(1) : null;
  }

  #later(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => void this.#save(false), DRAFT_AFTER_MS);
  }

  async #save(leaving: boolean): Promise<void> {
    clearTimeout(this.#draftTimer);
    const text = this.#box.value;
    if (text === this.#saved || this.#sending) return;
    await this.#saving;
    this.#saving = this.#post("PUT", "/draft", { text }, leaving).then(
      (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        this.#saved = text;
        if (kept(this.#key) === text) forget(this.#key);
        this.#state.textContent = text.trim() ? word("draft-kept") : "";
      },
    ).catch(() => {
      this.#state.textContent = word("draft-not-kept");
    });
    await this.#saving;
  }

  // Sending

  #submitted(event: SubmitEvent): void {
    event.preventDefault();
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    if (button?.name === "use") this.#insert(button.dataset["text"] ?? "");
    else if (button?.dataset["canned"] !== undefined) {
      void this.#search(element<HTMLInputElement>("words-of").value).then(() => this.#list?.querySelector("button")?.focus());
    } else void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    if (this.#command !== null) {
      // A search that found nothing, or that was not waited for, is no reply.
      this.#say(word("still-search"));
      this.focus();
      return;
    }
    const text = this.#box.value;
    const gap = this.#gapIn(text);
    if (gap) {
      this.#select(gap);
      this.#say(`${word("gaps")} ${this.#gapsIn(text).join(", ")}`);
      return;
    }
    this.#sending = true;
    clearTimeout(this.#draftTimer);
    // A draft on its way would be kept after the reply is gone.
    await this.#saving;
    if (this.#sent.text !== text) this.#sent = { text, client_id: crypto.randomUUID() };
    this.#box.readOnly = true;
    this.#say("");
    this.#state.textContent = word("sending");
    try {
      const content = { client_id: this.#sent.client_id, text, expected_seq: this.#around.seq() };
      const answer = await this.#post("POST", "/messages", content);
      if (answer.ok) this.#done();
      else await this.#refused(answer);
    } catch {
      this.#say(word("not-sent"));
    } finally {
      this.#sending = false;
      this.#box.readOnly = false;
      if (this.#state.textContent === word("sending")) this.#state.textContent = "";
    }
  }

  #done(): void {
    this.#box.value = "";
    this.#saved = "";
    this.#sent = { text: "", client_id: "" };
    forget(this.#key);
    announce(word("sent"));
    this.#box.focus();
    this.#around.refresh();
  }

  async #refused(answer: Response): Promise<void> {
    const problem = (await answer.json().catch(() => ({}))) as Problem;
    this.#later();
    if (problem.code === "chat_not_yours" || answer.status === 404) {
      this.#around.gone(problem.detail ?? word("gone"));
    } else if (problem.code === "reply_stale") {
      this.#say(problem.detail ?? word("stale"));
      this.#around.refresh();
    } else if (answer.status >= 500 || answer.status === 429 || answer.status === 401) {
      this.#say(`${word("not-sent")} ${problem.detail ?? ""}`);
    } else this.#say(problem.detail ?? word("not-sent"));
  }

  #post(method: string, act: string, content: object, leaving = false): Promise<Response> {
    return fetch(`${this.#api}${act}`, {
      method,
      headers: { ...this.#around.headers(), "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(content),
      keepalive: leaving,
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
  }

  #say(sentence: string): void {
    this.#error.hidden = !sentence;
    this.#error.textContent = sentence;
    if (sentence) {
      this.#box.setAttribute("aria-invalid", "true");
      announce(sentence);
    } else this.#box.removeAttribute("aria-invalid");
  }

  // Ready texts

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.#send();
    } else if (event.key === "Enter" && this.#command !== null) {
      event.preventDefault();
      clearTimeout(this.#searchTimer);
      void this.#search(this.#command).then(() => {
        const first = this.#list?.querySelector<HTMLButtonElement>("button");
        if (first) this.#insert(first.dataset["text"] ?? "");
      });
    } else if (event.key === "ArrowDown" && this.#list) {
      event.preventDefault();
      this.#list.querySelector("button")?.focus();
    } else if (event.key === "Escape" && this.#list) this.#hideList();
  }

  get #list(): HTMLElement | null {
    const list = element("canned-list");
    return list.hidden ? null : list;
  }

  #hideList(): void {
    element("canned-list").hidden = true;
  }

  async #search(words: string): Promise<void> {
    try {
      const answer = await fetch(`${this.#path}/canned`, {
        method: "POST",
        headers: { ...this.#around.headers(), Accept: "text/html" },
        body: new URLSearchParams({ words, part: "1" }),
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      const [list] = answer.ok ? elements(await answer.text()) : [];
      if (!list) return;
      list.addEventListener("keydown", (event) => this.#moved(event as KeyboardEvent));
      element("canned-list").replaceWith(list);
    } catch {
      // Without a connection there is none; the box is as it was.
    }
  }

  /** Arrows go through the list, Escape goes back to the box. */
  #moved(event: KeyboardEvent): void {
    const buttons = [...element("canned-list").querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "ArrowDown") buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? buttons[at - 1] : this.#box)?.focus();
    else if (event.key === "Escape") {
      this.#hideList();
      this.#box.focus();
    } else return;
    event.preventDefault();
  }

  #insert(text: string): void {
    const before = this.#command === null ? this.#box.value.trimEnd() : "";
    this.#box.value = [before, text].filter(Boolean).join("\n");
    this.#hideList();
    this.#box.focus();
    keep(this.#key, this.#box.value);
    this.#later();
    this.#showGaps();
  }

  #gapsIn(text: string): string[] {
    return this.#gaps.filter((gap) => text.toLowerCase().includes(gap.toLowerCase()));
  }

  #gapIn(text: string): string | undefined {
    const at = (gap: string) => text.toLowerCase().indexOf(gap.toLowerCase());
    return this.#gapsIn(text).sort((one, other) => at(one) - at(other))[0];
  }

  /** Marks the first gap, so that what is typed next takes its place. */
  #showGaps(): void {
    const gap = this.#gapIn(this.#box.value);
    this.#state.textContent = gap ? `${word("gaps")} ${this.#gapsIn(this.#box.value).join(", ")}` : "";
    if (gap) this.#select(gap);
  }

  #select(gap: string): void {
    const at = this.#box.value.toLowerCase().indexOf(gap.toLowerCase());
    this.#box.focus();
    this.#box.setSelectionRange(at, at + gap.length);
  }
}
