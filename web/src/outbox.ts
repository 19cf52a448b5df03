// What a person sends, until the gateway has it. Each keeps its client_id for ever, so sending again is harmless, and
// lies in the tab's store, so a reload or a lost connection loses nothing.

import { forget, keep, kept } from "./store";

export type Content = { text: string } | { choice: string | string[] };

export interface Outgoing {
  client_id: string;
  content: Content;
  /** What the person sees of it until it is in the record. */
  shown: string;
}

export interface Result {
  kind: "sent" | "refused" | "later" | "gone";
  seq?: number;
  /** A sentence of the gateway's, in the person's language. */
  detail?: string;
  code?: string;
}

export interface Outlet {
  address(): string;
  headers(): Record<string, string>;
  onSending(message: Outgoing): void;
  onResult(message: Outgoing, result: Result): void;
}

const GIVE_UP_MS = 20_000;
const FIRST_PAUSE_MS = 1_500;
const LONGEST_PAUSE_MS = 30_000;

export class Outbox {
  #outlet: Outlet;
  #key: string;
  #waiting: Outgoing[];
  #sending: Promise<void> | null = null;
  #failures = 0;
  #timer = 0;
  #stopped = false;

  constructor(name: string, outlet: Outlet) {
    this.#outlet = outlet;
    this.#key = `out ${name}`;
    this.#waiting = JSON.parse(kept(this.#key) ?? "[]") as Outgoing[];
    window.addEventListener("online", () => this.send());
  }

  get waiting(): readonly Outgoing[] {
    return this.#waiting;
  }

  add(content: Content, shown: string): Outgoing {
    const message = { client_id: crypto.randomUUID(), content, shown };
    this.#waiting.push(message);
    this.#save();
    return message;
  }

  discard(client_id: string): void {
    this.#waiting = this.#waiting.filter((message) => message.client_id !== client_id);
    this.#save();
  }

  /** Sends what waits, one after the other, so that their order is the order they were written in. */
  send(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
  }

  /** Nothing is sent, kept or said any longer. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  /** Until nothing is on its way, but not for long. */
  async settled(): Promise<void> {
    if (this.#sending) await Promise.race([this.#sending, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  }

  async #sendAll(): Promise<void> {
    for (let message = this.#waiting[0]; message; message = this.#waiting[0]) {
      this.#outlet.onSending(message);
      const { result, afterMs } = await this.#post(message);
      if (this.#stopped) return;
      if (result.kind === "later" || result.kind === "gone") {
        this.#failures += 1;
        this.#outlet.onResult(message, result);
        if (result.kind === "later") {
          const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures) * (0.5 + Math.random() / 2);
          this.#timer = setTimeout(() => this.send(), Math.max(afterMs, pause));
        }
        return;
      }
      this.#failures = 0;
      this.discard(message.client_id);
      this.#outlet.onResult(message, result);
    }
  }

  async #post(message: Outgoing): Promise<{ result: Result; afterMs: number }> {
    const body = JSON.stringify({ client_id: message.client_id, ...message.content });
    try {
      const answer = await fetch(this.#outlet.address(), {
        method: "POST",
        headers: { ...this.#outlet.headers(), "Content-Type": "application/json" },
        body,
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      const said = (await answer.json()) as { seq: number; detail?: string; code?: string };
      if (answer.ok) return { result: { kind: "sent", seq: said.seq }, afterMs: 0 };
      const told = { detail: said.detail ?? "", code: said.code ?? "" };
      const afterMs = 1_000 * Number(answer.headers.get("Retry-After") ?? 0);
      if (answer.status === 429 || answer.status >= 500) return { result: { kind: "later", ...told }, afterMs };
      const gone = [401, 403, 404].includes(answer.status);
      return { result: { kind: gone ? "gone" : "refused", ...told }, afterMs: 0 };
    } catch {
      return { result: { kind: "later" }, afterMs: 0 };
    }
  }

  #save(): void {
    if (this.#waiting.length > 0) keep(this.#key, JSON.stringify(this.#waiting));
    else forget(this.#key);
  }
}
