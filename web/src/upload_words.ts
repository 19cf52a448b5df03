// The words that a page brought along for its uploads, with names and sizes put in.

import { locale } from "./said";

/** What would turn letters around or hide some of them: a name is shown as it is made up. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const UNITS = ["kB", "MB", "GB"];
const STEP = 1_024;

export class Words {
  #template: HTMLTemplateElement | null;

  constructor(container: HTMLElement) {
    this.#template = container.querySelector<HTMLTemplateElement>("template[data-words]");
  }

  say(word: string, values: Record<string, string | number> = {}): string {
    let text = this.#template?.content.querySelector(`[data-word="${word}"]`)?.textContent ?? "";
    for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, () => String(value));
    return text;
  }
}

/** So many bytes as people read it, rounded up. `casework/documents/sizes.py` says the same. */
export function size(bytes: number): string {
  let value = Math.max(1, bytes) / STEP;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  const rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  return `${new Intl.NumberFormat(locale()).format(rounded)}\u00a0${UNITS[unit]}`;
}

/** A name as it is shown, whatever letters it holds. */
export function shownName(name: string): string {
  return name.replace(UNSEEN, "\ufffd");
}

/** A name within a sentence that is read out: its direction stays its own. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

export function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.min(100, Math.floor((100 * part) / whole));
}

/** Of an ending that can do harm, wherever it stands in the name: `bill.pdf.exe`, `bill.exe. `. */
export function blockedPart(name: string, blocked: ReadonlySet<string>): string | null {
  const parts = name.normalize("NFKC").replace(UNSEEN, "").toLowerCase().split(".").slice(1);
  return parts.map((part) => part.trim()).find((part) => blocked.has(part)) ?? null;
}
