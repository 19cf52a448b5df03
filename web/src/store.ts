// What one tab keeps over a reload. Where the browser refuses (some frames), it lasts as long as the page.

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

/** Everything of ours that this tab keeps. */
export function forgetAll(): void {
  memory.clear();
  storage()?.clear();
}

export function forget(key: string): void {
  memory.delete(key);
  storage()?.removeItem(key);
}
