// One file on its way to the gateway by tus, and what the gateway says of it afterwards. Whatever can heal by itself does.

import { type DetailedError, Upload } from "tus-js-client";

import type { Begun } from "./remembered";

const CHUNK_BYTES = 8 * 1024 * 1024;
// Not at once: the gateway first has to hear that the line is gone, and would refuse what is sent until then.
const RETRY_DELAYS_MS = [500, 1_000, 3_000, 5_000, 10_000];
const AGAIN_AFTER_MS = 15_000;
// A line that carries nothing for so long is dead, whatever the browser still hopes for.
const SILENCE_MS = 45_000;
const GONE = [404, 410];

/** A document as the gateway tells it to its sender. */
export interface Described {
  id: string;
  state: "uploading" | "quarantined" | "clean" | "rejected" | "unscannable" | "erased";
  verdict: string | null;
  message: string | null;
  name: string;
  length_bytes: number;
  content_type: string | null;
  pages_count: number | null;
  /** Whether it was sent with a message. */
  attached: boolean;
}

/** Where documents go, from this page. */
export interface Gateway {
  endpoint: string;
  /** `matter:<id>` or `conversation:<id>`. */
  place: string;
  headers(): Record<string, string>;
}

export interface Listener {
  /** Bytes that went out; some of them may have to go again. */
  progress(bytes: number): void;
  /** Where it goes has been settled: from now on it can be resumed. */
  begun(begun: Begun): void;
  /** The line is gone; it is tried again at once. */
  interrupted(): void;
  /** The line stays gone, or the gateway asks to wait and says why; it goes on by itself, later. */
  cut(sentence?: string): void;
  /** It can't go on by itself. `sentence` is the gateway's; without one `word` says it. */
  failed(failure: Failure): void;
  done(id: string): void;
}

export interface Failure {
  word: "failed" | "unreadable" | "signed-out";
  sentence?: string;
}

interface Problem {
  detail?: string;
}

/** Whether a request that ended so may work if it is just made again. */
function healsByItself(status: number): boolean {
  return status === 0 || status >= 500 || [408, 423, 425, 429].includes(status);
}

export class Transfer {
  #blob: Blob;
  #about: { name: string; type: string };
  #gateway: Gateway;
  #listener: Listener;
  #upload: Upload | null = null;
  #clientId: string = crypto.randomUUID();
  #url: string | null = null;
  #begunAt = Date.now();
  #again = 0;
  #watch = 0;
  #heardAt = 0;
  #renewed = false;
  #over = false;

  /** `earlier`: the same file was on its way before, and goes on from there. */
  constructor(
    blob: Blob,
    about: { name: string; type: string },
    gateway: Gateway,
    listener: Listener,
    earlier: Begun | null = null,
  ) {
    this.#blob = blob;
    this.#about = about;
    this.#gateway = gateway;
    this.#listener = listener;
    if (earlier) {
      this.#clientId = earlier.client_id;
      this.#url = earlier.url;
      this.#begunAt = earlier.begun_at;
    }
  }

  /** Begins or goes on; asks the gateway first how much it has. */
  start(): void {
    if (this.#over) return;
    this.#stop();
    this.#upload ??= this.#made();
    this.#heard();
    this.#watch = setInterval(() => {
      if (navigator.onLine && Date.now() - this.#heardAt > SILENCE_MS) this.start();
    }, 5_000);
    window.addEventListener("online", this.#online);
    window.addEventListener("offline", this.#offline);
    this.#upload.start();
  }

  /** Stops; what the gateway has it keeps. */
  pause(): void {
    this.#stop();
  }

  /** Stops, and the gateway forgets what it has. */
  cancel(): void {
    this.#over = true;
    this.#stop();
    if (this.#url) void forget(this.#url, this.#gateway);
  }

  #online = (): void => {
    if (this.#again) this.start();
  };

  /** What was on its way is lost, though a browser may take minutes to find out. */
  #offline = (): void => {
    this.#stop();
    this.#later(0);
  };

  #heard(): void {
    this.#heardAt = Date.now();
  }

  #stop(): void {
    clearTimeout(this.#again);
    clearInterval(this.#watch);
    this.#again = 0;
    window.removeEventListener("online", this.#online);
    window.removeEventListener("offline", this.#offline);
    void this.#upload?.abort();
  }

  #made(): Upload {
    const [kind, id] = this.#gateway.place.split(":") as [string, string];
    const upload = new Upload(this.#blob as File, {
      endpoint: new URL(this.#gateway.endpoint, location.href).href,
      uploadUrl: this.#url,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      metadata: { [kind]: id, client_id: this.#clientId, ...this.#about },
      // What is remembered is ours to choose (remembered.ts).
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(""),
      onBeforeRequest: (request) => {
        // Asked for each time: after a new sign-in in another window the page has another token.
        for (const [name, value] of Object.entries(this.#gateway.headers())) request.setHeader(name, value);
        this.#heard();
      },
      onAfterResponse: () => this.#heard(),
      onShouldRetry: (error, attempt) => {
        // All attempts take twenty seconds; nobody is left that long with a bar that stands still.
        if (attempt > 0 && status(error) === 0) this.#listener.interrupted();
        return navigator.onLine && this.#heals(status(error));
      },
      onUploadUrlAvailable: () => {
        this.#url = upload.url;
        // From here on only this one: whatever the gateway may answer on the way, no second one is begun in its place.
        upload.options.endpoint = null;
        this.#listener.begun({ url: upload.url ?? "", client_id: this.#clientId, begun_at: this.#begunAt });
      },
      onProgress: (sent) => {
        this.#heard();
        this.#listener.progress(sent);
      },
      onSuccess: () => {
        this.#stop();
        this.#over = true;
        this.#listener.done(idOf(this.#url ?? ""));
      },
      onError: (error) => void this.#failed(error as DetailedError),
    });
    if (this.#url) upload.options.endpoint = null;
    return upload;
  }

  async #failed(error: DetailedError): Promise<void> {
    // Read at once: stopping empties the answer.
    const code = status(error);
    const told = said(error);
    const waitMs = Number(error.originalResponse?.getHeader("Retry-After") ?? 0) * 1_000;
    this.#stop();
    if (this.#heals(code)) {
      if (!(await this.#readable())) this.#listener.failed({ word: "unreadable" });
      else this.#later(waitMs, code ? told.sentence : "");
    } else if (GONE.includes(code) && this.#url && !this.#renewed) {
      // It waited longer than the gateway keeps it: all over again.
      this.#renewed = true;
      this.#upload = this.#url = null;
      this.#clientId = crypto.randomUUID();
      this.#begunAt = Date.now();
      this.start();
    } else if (code === 401) this.#listener.failed({ word: "signed-out" });
    else this.#listener.failed({ word: "failed", ...told });
  }

  /** That the gateway has more or less than we thought heals by asking it; that it has something else doesn't. */
  #heals(code: number): boolean {
    return healsByItself(code) || (code === 409 && this.#url !== null);
  }

  #later(waitMs: number, sentence?: string): void {
    if (this.#over) return;
    this.#again = setTimeout(() => this.start(), Math.max(waitMs, AGAIN_AFTER_MS));
    window.addEventListener("online", this.#online);
    this.#listener.cut(sentence);
  }

  /** A file that was moved, changed or taken out fails like a lost connection does. */
  async #readable(): Promise<boolean> {
    try {
      await this.#blob.slice(0, 1).arrayBuffer();
      return true;
    } catch {
      return false;
    }
  }
}

function status(error: DetailedError): number {
  return error.originalResponse?.getStatus() ?? 0;
}

/** What the gateway said, in the person's language. */
function said(error: DetailedError): { sentence?: string } {
  try {
    const { detail } = JSON.parse(error.originalResponse?.getBody() ?? "") as Problem;
    return detail ? { sentence: detail } : {};
  } catch {
    return {};
  }
}

export function idOf(url: string): string {
  return url.split("/").at(-1) ?? "";
}

/** The gateway forgets it. If that gets lost, it forgets by itself what is never sent. */
export async function forget(url: string, gateway: Gateway): Promise<void> {
  const headers = { ...gateway.headers(), "Tus-Resumable": "1.0.0" };
  await fetch(url, { method: "DELETE", headers, keepalive: true }).catch(() => undefined);
}

/** How a document stands: null where it isn't there for us, undefined where nobody could be asked. */
export async function described(id: string): Promise<Described | null | undefined> {
  try {
    const address = `/api/v1/documents/${id}?language=${document.documentElement.lang}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (GONE.includes(answer.status)) return null;
    return answer.ok ? ((await answer.json()) as Described) : undefined;
  } catch {
    return undefined;
  }
}

/** Makes one document out of pages that have arrived. It keeps its client_id, so doing it again is harmless. */
export class Assembly {
  #body: string;
  #gateway: Gateway;
  #listener: Pick<Listener, "cut" | "failed" | "done">;
  #again = 0;
  #over = false;

  constructor(
    name: string,
    pages: { id: string; turned: number }[],
    gateway: Gateway,
    listener: Pick<Listener, "cut" | "failed" | "done">,
  ) {
    this.#body = JSON.stringify({ client_id: crypto.randomUUID(), place: gateway.place, name, pages });
    this.#gateway = gateway;
    this.#listener = listener;
  }

  start(): void {
    this.pause();
    void this.#post();
  }

  pause(): void {
    clearTimeout(this.#again);
    this.#again = 0;
    window.removeEventListener("online", this.#online);
  }

  cancel(): void {
    this.#over = true;
    this.pause();
  }

  #online = (): void => {
    if (this.#again) this.start();
  };

  async #post(): Promise<void> {
    let answer: Response | null = null;
    let said: Problem & { id?: string } = {};
    try {
      answer = await fetch("/api/v1/documents/assembled", {
        method: "POST",
        headers: { ...this.#gateway.headers(), "Content-Type": "application/json" },
        body: this.#body,
      });
      said = (await answer.json()) as typeof said;
    } catch {
      // As after an answer that got lost.
    }
    if (this.#over) return;
    const code = answer?.status ?? 0;
    if (answer?.ok && said.id) this.#listener.done(said.id);
    else if (code === 401) this.#listener.failed({ word: "signed-out" });
    else if (!healsByItself(code)) {
      this.#listener.failed({ word: "failed", ...(said.detail ? { sentence: said.detail } : {}) });
    } else {
      this.#again = setTimeout(() => this.start(), navigator.onLine ? 3_000 : AGAIN_AFTER_MS);
      window.addEventListener("online", this.#online);
      this.#listener.cut();
    }
  }
}
