// What one tab keeps over a reload. Where the browser refuses (some frames), it lasts as long as the page.

/** What the keys of uploads begin with, which outlive the tab (remembered.ts). */
export const UPLOADS = "upload ";

const memory = new Map<string, string>();

function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

export function kept(key: string): string | null {
  return storage()?.getItem(key) ?? memory.get(key) ?? null;
}

export function keep(key: string, value: string): void {
  memory.set(key, value);
  try {
    storage()?.setItem(key, value);
  } catch {
    // Full or refused: memory has it.
  }
}

/** Everything of ours that this tab keeps, and which uploads this browser began. */
export function forgetAll(): void {
  memory.clear();
  storage()?.clear();
  forgetUploads();
}

/** Which uploads this browser began: whoever uses it next shall not see that there were any. */
export function forgetUploads(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(UPLOADS)) localStorage.removeItem(key);
  } catch {
    // Refused: then nothing was kept.
  }
}

export function forget(key: string): void {
  memory.delete(key);
  storage()?.removeItem(key);
}
