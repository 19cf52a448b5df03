// Looks again by itself, so that a board shows what stands: asked for without keeping a session alive. A page without script
// has a link that does the same. While somebody is within it by keyboard the part is left alone, so that nothing moves away.

import { elements } from "./html";

export function lookAgain(): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-again]")) {
    const seconds = Number(part.dataset["againSeconds"]);
    const timer = setInterval(() => void look(part, () => clearInterval(timer)), seconds * 1000);
  }
}

async function look(part: HTMLElement, stop: () => void): Promise<void> {
  if (document.hidden || part.contains(document.activeElement)) return;
  const address = new URL(part.dataset["again"] ?? "", location.href);
  address.searchParams.set("language", document.documentElement.lang);
  let answer: Response;
  try {
    answer = await fetch(address, { headers: { Accept: "text/html" } });
  } catch {
    return; // Without a connection: the next time.
  }
  if (answer.status === 401 || answer.status === 404) return stop();
  if (!answer.ok) return;
  const html = await answer.text();
  if (!part.contains(document.activeElement)) part.replaceChildren(...elements(html));
}
