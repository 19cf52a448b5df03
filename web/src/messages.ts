// Where a message is written: a draft is kept by itself, and each file that has arrived can be said to be a paper that was
// asked for. Without script the same form brings its files along and keeps a draft by a button.

import { described } from "./transfer";

const KEPT_AFTER_MS = 800;
const AGAIN_AFTER_MS = 5_000;

class Letter {
  #form: HTMLFormElement;
  #kept: string;
  #timer = 0;
  #sent = false;
  /** Which paper each document was said to be, by the name of its field: it outlives the line that says so. */
  #papers = new Map<string, string>();

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#readPapers();
    // Files go before the form does: what is left of it is short, and is kept if the session has run out meanwhile.
    form.enctype = "application/x-www-form-urlencoded";
    form.action = form.dataset["letter"] ?? "";
    for (const plain of form.querySelectorAll<HTMLElement>("[data-answers-plain]")) plain.remove();
    this.#kept = this.#content;
    form.addEventListener("input", () => {
      this.#readPapers();
      this.#soon(KEPT_AFTER_MS);
    });
    form.addEventListener("submit", () => {
      this.#sent = true;
      clearTimeout(this.#timer);
    });
    form.addEventListener("uploads-changed", (event) => {
      void this.#answers((event as CustomEvent).detail.documents);
      // Which files were put in here is known by the draft alone: no other thread offers them as its own.
      this.#soon(0);
    });
    // Back from where it led: what was typed is there again.
    window.addEventListener("pageshow", () => (this.#sent = false));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.#keep(true);
    });
    void this.#answers(this.#documents);
    const failed = form.querySelector<HTMLElement>("#error");
    failed?.focus();
  }

  get #documents(): string[] {
    return new FormData(this.#form).getAll("document").map(String);
  }

  get #content(): string {
    const words = new FormData(this.#form);
    const documents = words.getAll("document").map(String);
    const papers = documents.map((id) => [id, this.#papers.get(`for-${id}`) ?? ""] as const);
    return JSON.stringify({
      subject: words.get("subject") ?? "",
      text: words.get("text") ?? "",
      documents,
      answers: Object.fromEntries(papers.filter(([, paper]) => paper)),
    });
  }

  #readPapers(): void {
    const selects = this.#form.querySelectorAll<HTMLSelectElement>("[data-answers-of] select");
    for (const { name, value } of selects) this.#papers.set(name, value);
  }

  #soon(after: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#keep(), after);
  }

  /** Keeps what was typed on the server, where another device finds it. */
  async #keep(leaving = false): Promise<void> {
    const content = this.#content;
    if (this.#sent || content === this.#kept) return;
    const csrf = this.#form.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
    try {
      const answer = await fetch(this.#form.dataset["drafts"] ?? "", {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
        body: content,
        keepalive: leaving,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#kept = content;
      this.#say("saved");
    } catch {
      this.#say("unsaved");
      if (!leaving) this.#soon(AGAIN_AFTER_MS);
    }
  }

  #say(how: "saved" | "unsaved"): void {
    const state = this.#form.querySelector("#draft-state");
    if (state) state.textContent = this.#form.dataset[how] ?? "";
  }

  /** A line for each file: which paper it is. What was chosen stays chosen. */
  async #answers(documents: string[]): Promise<void> {
    const box = this.#form.querySelector<HTMLElement>("[data-answers]");
    const template = box?.querySelector("template");
    const list = box?.querySelector("[data-answers-of]");
    if (!box || !template || !list) return;
    box.hidden = documents.length === 0;
    const wanted = new Set(documents.map((id) => `for-${id}`));
    for (const select of list.querySelectorAll("select")) {
      if (!wanted.delete(select.name)) select.closest("p")?.remove();
    }
    for (const name of wanted) {
      const line = template.content.cloneNode(true) as DocumentFragment;
      const [select, label] = [line.querySelector("select"), line.querySelector("label")];
      if (!select || !label) continue;
      [select.id, select.name, label.htmlFor] = [name, name, name];
      select.value = this.#papers.get(name) ?? "";
      list.append(line);
      const found = await described(name.slice("for-".length));
      const of = label.querySelector("[data-of]");
      if (of && found) of.textContent = found.name;
    }
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-letter]")) new Letter(form);
