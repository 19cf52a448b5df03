// What every page has beside its content: leaving it at once, hiding it after a while away, larger text, reading aloud.

import { forget, forgetAll, keep, kept } from "./store";

const NEUTRAL = "/away";
const ESCAPES = 3;
const ESCAPES_WITHIN_MS = 2_000;
// So long, at most, the gateway may take to end the access before the page is replaced; it goes on by itself after that.
const END_WITHIN_MS = 1_500;
const LARGER = "larger";

/** What a page or frame does on its own account. */
export interface Surroundings {
  headers(): Record<string, string>;
  /** Ends what goes on in the page. */
  end(): void;
  /** Shows something else in place of it, for ever. */
  replace(): void;
  /** Whether this is a frame: there a form can't show that it is ours. */
  framed: boolean;
}

export function toNeutralPage(): void {
  location.replace(NEUTRAL);
}

export class Device {
  #surroundings: Surroundings;
  // Other tabs of this browser leave as well; they share its cookie.
  #tabs = new BroadcastChannel("leave");
  #left = false;
  #escapes: number[] = [];
  #usedAt = Date.now();
  #away = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#tabs.addEventListener("message", () => this.#leave());
    document.addEventListener("submit", (event) => this.#submitted(event), { capture: true });
    document.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("keydown", (event) => this.#pressed(event), { capture: true });
    for (const use of ["keydown", "pointerdown", "pointermove", "wheel", "touchmove", "input"]) {
      document.addEventListener(use, () => this.#used(), { capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => this.#look());
    window.addEventListener("pageshow", () => this.#look());
    setInterval(() => this.#look(), 1_000);
    this.dress();
  }

  /** Makes a page that was just shown as the person wants it. */
  dress(): void {
    document.documentElement.classList.toggle(LARGER, kept(LARGER) !== null);
    for (const plain of all("[data-plain]")) plain.hidden = true;
    for (const live of all("[data-live], [data-larger]")) live.hidden = false;
    for (const larger of all("[data-larger]")) larger.ariaPressed = String(kept(LARGER) !== null);
    const transcript = document.getElementById("transcript");
    for (const read of all("[data-read]")) read.hidden = !transcript || !("speechSynthesis" in window);
    this.#veil();
    const line = document.querySelector(".leave");
    if (line) new ResizeObserver(([seen]) => stand(seen)).observe(line);
  }

  /** Leaves: nothing shows from now on, nothing is kept, and the gateway ends this device's access. */
  async leave(): Promise<void> {
    if (this.#left) return;
    this.#tabs.postMessage("leave");
    const form = document.querySelector<HTMLFormElement>("form[data-leave]");
    const body = form ? new URLSearchParams(new FormData(form) as unknown as Record<string, string>) : null;
    const headers = this.#surroundings.headers();
    this.#hideAndForget();
    const ended = fetch("/leave", { method: "POST", headers, body, keepalive: true, redirect: "manual" });
    await Promise.race([ended.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, END_WITHIN_MS))]);
    this.#surroundings.replace();
  }

  /** Another tab has left, and said so to the gateway. */
  #leave(): void {
    if (this.#left) return;
    this.#hideAndForget();
    this.#surroundings.replace();
  }

  #hideAndForget(): void {
    this.#left = true;
    document.body.hidden = true;
    silence();
    this.#surroundings.end();
    // What stands in boxes a browser would put back by itself.
    for (const box of document.querySelectorAll("textarea")) box.value = "";
    forgetAll();
  }

  #submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (form.matches("[data-leave]")) {
      event.preventDefault();
      void this.leave();
    } else if (form.matches("[data-go-on]") && this.#surroundings.framed) {
      event.preventDefault();
      this.#away = false;
      this.#used();
      this.#veil();
      document.getElementById("text")?.focus();
    }
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== "Escape") {
      this.#escapes = [];
      return;
    }
    if (event.repeat) return;
    this.#escapes = [...this.#escapes, event.timeStamp].slice(-ESCAPES);
    const first = this.#escapes[0] ?? 0;
    if (this.#escapes.length === ESCAPES && event.timeStamp - first <= ESCAPES_WITHIN_MS) void this.leave();
  }

  #clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-larger]")) {
      if (kept(LARGER) === null) keep(LARGER, "1");
      else forget(LARGER);
      this.dress();
    }
    const read = event.target.closest<HTMLElement>("[data-read]");
    if (read) readAloud(read);
  }

  // Away

  get #veiled(): HTMLElement | null {
    return document.getElementById("veil");
  }

  #used(): void {
    if (!this.#look()) this.#usedAt = Date.now();
  }

  /** Whether the person has been away for so long that the chat is hidden; the clock of the day goes on in sleep, too. */
  #look(): boolean {
    const seconds = Number(this.#veiled?.dataset["seconds"] ?? Infinity);
    if (!this.#away && Date.now() - this.#usedAt >= seconds * 1_000) {
      this.#away = true;
      silence();
      this.#veil();
      document.querySelector<HTMLDialogElement>("dialog[open]")?.close();
      document.getElementById("veil-heading")?.focus();
    }
    return this.#away;
  }

  #veil(): void {
    const veil = this.#veiled;
    if (!veil) return;
    veil.hidden = !this.#away;
    document.body.classList.toggle("hidden-away", this.#away);
  }
}

/** What stays in view stands beneath this line, however many rows it takes. */
function stand(line: ResizeObserverEntry | undefined): void {
  const rows = line?.borderBoxSize[0]?.blockSize ?? 0;
  document.documentElement.style.setProperty("--leave", `${rows}px`);
}

/** The helper's last answer, or silence if it is being read. */
function readAloud(button: HTMLElement): void {
  if (speechSynthesis.speaking) {
    silence();
    return;
  }
  const entries = [...document.querySelectorAll<HTMLElement>("#transcript > li[id]")];
  const own = entries.findLastIndex((entry) => entry.classList.contains("you"));
  const lines = entries.slice(own + 1).flatMap((entry) => [...entry.querySelectorAll("p:not(.who), h2, h3, li")]);
  const speech = new SpeechSynthesisUtterance(lines.map((line) => line.textContent?.trim()).join("\n"));
  speech.lang = `${document.documentElement.lang}-US`;
  const title = button.textContent;
  button.textContent = button.dataset["stop"] ?? title;
  speech.onend = speech.onerror = () => {
    button.textContent = title;
  };
  speechSynthesis.speak(speech);
}

function silence(): void {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

function all(selector: string): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>(selector);
}
