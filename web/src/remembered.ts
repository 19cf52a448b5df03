// Which uploads this browser began, so that the same file, chosen again after a closed tab, goes on where it stopped.
//
// What is kept tells nobody anything: a digest of the file, made with a mark that only the signed-in person's pages hold,
// and the upload's address, which opens for nobody but them. No name, no content. It goes when the files are sent or
// removed, when the person signs out or leaves, and by itself.

import { UPLOADS } from "./store";

const KEPT_MS = 7 * 24 * 3_600_000;
const SAMPLE_BYTES = 65_536;

export interface Begun {
  url: string;
  client_id: string;
  begun_at: number;
}

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

async function digest(...parts: (string | ArrayBuffer)[]): Promise<string> {
  const bytes = await new Blob(parts.flatMap((part) => [part, "\0"])).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...hash)).replace(/[+/=]/g, (letter) => ({ "+": "-", "/": "_" })[letter] ?? "");
}

export class Remembered {
  #start: string;
  #mark: string;

  private constructor(start: string, mark: string) {
    this.#start = start;
    this.#mark = mark;
  }

  /** Of one person in one place. Where the page can't make digests, nothing is kept. */
  static async of(person: string, place: string): Promise<Remembered | null> {
    if (!globalThis.crypto?.subtle || !person || !storage()) return null;
    const mark = `${person} ${place}`;
    const remembered = new Remembered(`${UPLOADS}${await digest("place", mark)} `, mark);
    remembered.#forgetOld();
    return remembered;
  }

  /** Of this very file: what another content of the same name and size must not be taken for. Raises if it can't be read. */
  async key(file: File): Promise<string> {
    const first = await file.slice(0, SAMPLE_BYTES).arrayBuffer();
    const last = await file.slice(Math.max(0, file.size - SAMPLE_BYTES)).arrayBuffer();
    const about = [file.name, file.size, file.lastModified].join("\0");
    return `${this.#start}${await digest(this.#mark, about, first, last)}`;
  }

  find(key: string): Begun | null {
    const text = storage()?.getItem(key);
    return text ? (JSON.parse(text) as Begun) : null;
  }

  /** Those of this person in this place. */
  all(): [string, Begun][] {
    return keys()
      .filter((key) => key.startsWith(this.#start))
      .map((key) => [key, this.find(key) as Begun]);
  }

  keep(key: string, begun: Begun): void {
    try {
      storage()?.setItem(key, JSON.stringify(begun));
    } catch {
      // Full: then it can't go on after a closed tab.
    }
  }

  forget(key: string): void {
    storage()?.removeItem(key);
  }

  #forgetOld(): void {
    for (const key of keys()) {
      const begun = this.find(key);
      if (!begun || Date.now() - begun.begun_at > KEPT_MS) this.forget(key);
    }
  }
}

function keys(): string[] {
  return Object.keys(storage() ?? {}).filter((key) => key.startsWith(UPLOADS));
}
