// How long a session holds: warned in time, extended without leaving the page, and nothing shown when it has ended.
//
// Times are counted from what the gateway said last, by a clock that goes on in sleep. Before it warns the page asks the
// gateway: another tab may have been used meanwhile. What was typed stays in the page; it shows again after the same person
// has signed in again, in another window.

import { forgetUploads } from "./store";

const LOOK_EVERY_MS = 1_000;

interface State {
  idle_seconds: number;
  overall_seconds: number;
  csrf: string;
  person: string;
}

export function watchSession(): void {
  const section = document.getElementById("session");
  if (section) new Watched(section);
}

class Watched {
  #section: HTMLElement;
  #warning = document.getElementById("session-warning") as HTMLDialogElement;
  #ended = document.getElementById("session-ended") as HTMLElement;
  #idleEndsAt = 0;
  #endsAt = 0;
  #warned = false;
  #asking = false;
  #over = false;

  constructor(section: HTMLElement) {
    this.#section = section;
    this.#count(Number(section.dataset["idle"]), Number(section.dataset["overall"]));
    // The line without script tells a time that another tab may have moved.
    for (const plain of section.querySelectorAll<HTMLElement>("[data-session-plain]")) plain.hidden = true;
    section.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#extend();
    });
    this.#warning.querySelector("[data-session-stay]")?.addEventListener("click", () => void this.#extend());
    document.addEventListener("submit", (event) => {
      const path = new URL((event.target as HTMLFormElement).action, location.href).pathname;
      if (path.startsWith("/sign-out")) forgetUploads();
    });
    // Closing it by Escape says as well that somebody is there.
    this.#warning.addEventListener("cancel", () => void this.#extend());
    document.addEventListener("visibilitychange", () => void this.#look());
    window.addEventListener("focus", () => void this.#look());
    setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  get #left(): number {
    return Math.max(0, Math.ceil((Math.min(this.#idleEndsAt, this.#endsAt) - Date.now()) / 1_000));
  }

  #count(idle: number, overall: number): void {
    this.#idleEndsAt = Date.now() + idle * 1_000;
    this.#endsAt = Date.now() + overall * 1_000;
  }

  async #look(): Promise<void> {
    if (this.#over) {
      // Back from another window, perhaps signed in again.
      if (document.visibilityState === "visible" && document.hasFocus()) await this.#ask("/session");
      return;
    }
    const left = this.#left;
    if (left > Number(this.#section.dataset["warned"])) return;
    if (!this.#warned || left === 0) await this.#ask("/session");
    if (this.#over || this.#left > Number(this.#section.dataset["warned"])) return;
    this.#warn();
  }

  #warn(): void {
    const seconds = this.#left;
    const timer = this.#warning.querySelector("[data-session-left]");
    if (timer) timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const overall = this.#warning.querySelector<HTMLElement>("[data-session-overall]");
    if (overall) overall.hidden = this.#idleEndsAt < this.#endsAt;
    this.#warned = true;
    if (!this.#warning.open) this.#warning.showModal();
  }

  async #extend(): Promise<void> {
    const csrf = this.#section.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
    await this.#ask("/session/extend", { method: "POST", headers: { "X-CSRF-Token": csrf } });
    if (!this.#over && this.#left > Number(this.#section.dataset["warned"])) this.#warning.close();
  }

  /** Asks the gateway. Without a connection nothing changes: the count goes on. */
  async #ask(path: string, options: RequestInit = {}): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const headers = { Accept: "application/json", ...options.headers };
      const answer = await fetch(path, { ...options, headers, cache: "no-store" });
      if (answer.status === 401) this.#end();
      else if (answer.ok) this.#told((await answer.json()) as State);
    } catch {
      if (this.#left === 0) this.#end();
    } finally {
      this.#asking = false;
    }
  }

  #told(state: State): void {
    if (state.person !== this.#section.dataset["person"]) {
      this.#end();
      const other = this.#ended.querySelector<HTMLElement>("[data-session-other]");
      if (other) other.hidden = false;
      return;
    }
    this.#count(state.idle_seconds, state.overall_seconds);
    if (this.#left > Number(this.#section.dataset["warned"])) {
      this.#warned = false;
      if (this.#warning.open) this.#warning.close();
    }
    if (this.#over) this.#goOn(state.csrf);
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#warning.open) this.#warning.close();
    document.body.classList.add("signed-out");
    this.#ended.hidden = false;
    this.#ended.focus();
  }

  /** The same person is signed in again: their page is as they left it, and its forms are the new session's. */
  #goOn(csrf: string): void {
    const earlier = this.#section.querySelector<HTMLInputElement>("input[name=csrf]")?.value;
    for (const field of document.querySelectorAll<HTMLInputElement>("input[name=csrf]")) {
      // The form that leaves the page is the browser's own, whoever is signed in.
      if (field.value === earlier) field.value = csrf;
    }
    for (const own of document.querySelectorAll<HTMLElement>("[data-csrf]")) {
      if (own.dataset["csrf"] === earlier) own.dataset["csrf"] = csrf;
    }
    this.#over = false;
    this.#warned = false;
    document.body.classList.remove("signed-out");
    this.#ended.hidden = true;
  }
}
