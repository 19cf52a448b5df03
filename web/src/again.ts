// Looks again by itself, so that a board shows what stands: asked for without keeping a session alive. What is shown may say
// where to look next, so that a server that has nothing new need not say it all again. A page without script has a link that does
// the same. While somebody is within it by keyboard the part is left alone, so that nothing moves away.

import { elements } from "./html";

export function lookAgain(): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-again]")) {
    const seconds = Number(part.dataset["againSeconds"]);
    const timer = setInterval(() => void look(part, () => clearInterval(timer)), seconds * 1000);
  }
}

async function look(part: HTMLElement, stop: () => void): Promise<void> {
  if (document.hidden || part.contains(document.activeElement)) return;
  const next = part.querySelector<HTMLElement>("[data-next]")?.dataset["next"] ?? part.dataset["again"] ?? "";
  const address = new URL(next, location.href);
  address.searchParams.set("language", document.documentElement.lang);
  let answer: Response;
  try {
    answer = await fetch(address, { headers: { Accept: "text/html" } });
  } catch {
    return; // Without a connection: the next time.
  }
  // Signed out, or nothing there any longer.
  if (answer.status === 401) return stop();
  if (answer.status === 404) {
    const over = document.getElementById(part.dataset["againOver"] ?? "");
    if (over) over.hidden = false;
    return stop();
  }
  if (!answer.ok || answer.status === 204) return;
  const html = await answer.text();
  if (!part.contains(document.activeElement)) part.replaceChildren(...elements(html));
}
