// Follows a stream of server-sent events by fetch, so that a token may go along, and comes back however it ends.

export interface Message {
  id: number | null;
  /** The same as it was sent: some streams count by more than one number. */
  cursor: string | null;
  event: string;
  data: string;
}

export interface Followed {
  /** The address to ask now. */
  url(): string;
  headers(): Record<string, string>;
  /** The last event that is shown. */
  seq(): number | string;
  onMessage(message: Message): Promise<void>;
  onConnected(): void;
  onLost(): void;
  /** The conversation isn't there for us any longer. */
  onGone(): void;
}

const SILENCE_MS = 25_000;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 20_000;

export class Stream {
  #followed: Followed;
  #stopped = false;
  #attempt: AbortController | null = null;
  #heardAt = 0;
  #failures = 0;
  #endPause: (() => void) | null = null;

  constructor(followed: Followed) {
    this.#followed = followed;
  }

  start(): void {
    void this.#run();
    window.addEventListener("online", () => this.again());
    window.addEventListener("pageshow", (event) => event.persisted && this.again());
    document.addEventListener("visibilitychange", () => {
      // A tab that slept may hold a connection that died without a word.
      if (document.visibilityState === "visible" && performance.now() - this.#heardAt > SILENCE_MS) this.again();
    });
  }

  /** Connects anew at once. */
  again(): void {
    this.#failures = 0;
    this.#attempt?.abort();
    this.#endPause?.();
  }

  stop(): void {
    this.#stopped = true;
    this.#attempt?.abort();
    this.#endPause?.();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#connect();
      } catch {
        // However it ended, it is tried again.
      }
      if (this.#stopped) return;
      this.#failures += 1;
      if (this.#failures > 1) this.#followed.onLost();
      await this.#pause();
    }
  }

  /** Full jitter, so that thousands don't come back in step after a restart. */
  #pause(): Promise<void> {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.3 + 0.7 * Math.random()));
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #connect(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    const watch = setInterval(() => {
      if (performance.now() - this.#heardAt > SILENCE_MS) attempt.abort();
    }, 1_000);
    this.#heardAt = performance.now();
    try {
      const answer = await fetch(this.#followed.url(), {
        headers: {
          ...this.#followed.headers(),
          Accept: "text/event-stream",
          "Last-Event-ID": String(this.#followed.seq()),
        },
        cache: "no-store",
        signal: attempt.signal,
      });
      if ([401, 403, 404].includes(answer.status)) {
        this.#stopped = true;
        this.#followed.onGone();
        return;
      }
      if (!answer.ok || !answer.body) return;
      this.#followed.onConnected();
      await this.#read(answer.body.getReader());
    } finally {
      clearInterval(watch);
    }
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let buffer = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#heardAt = performance.now();
      this.#failures = 0;
      buffer += decoder.decode(value, { stream: true });
      for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
        const message = parsed(buffer.slice(0, end));
        buffer = buffer.slice(end + 2);
        if (message) await this.#followed.onMessage(message);
      }
    }
  }
}

function parsed(block: string): Message | null {
  const message: Message = { id: null, cursor: null, event: "message", data: "" };
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, "");
    if (name === "id") {
      message.id = Number(value);
      message.cursor = value;
    } else if (name === "event") message.event = value;
    else if (name === "data") data.push(value);
  }
  message.data = data.join("\n");
  return data.length > 0 ? message : null;
}
