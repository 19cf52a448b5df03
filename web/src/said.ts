// What live pages say: words that the page brought along, times, and what is read out to those who can't see it come.

const SAID_FOR_MS = 1_000;

export function element<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found as Kind;
}

/** Dates and times as they are written in the United States. */
export function locale(): string {
  return `${document.documentElement.lang}-US`;
}

export function word(name: string): string {
  return element<HTMLTemplateElement>("words").content.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
}

export function readOut(entry: Element): string {
  const copy = entry.cloneNode(true) as Element;
  const who = copy.querySelector(".who span")?.textContent ?? "";
  copy.querySelector(".who")?.remove();
  const said = [...copy.querySelectorAll("p, h2, h3, li")].map((line) => line.textContent?.trim());
  return `${who}: ${said.join(" ")}`;
}

/** Says it once to those who can't see it come. Each is taken away again, or it would be read twice. */
export function announce(text: string): void {
  const line = document.createElement("p");
  line.textContent = text;
  element("status").append(line);
  setTimeout(() => line.remove(), SAID_FOR_MS);
}

/** Times as the person's own clock has them. */
export function localTimes(inside: Document | Element): void {
  const format = new Intl.DateTimeFormat(locale(), {
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
  for (const time of inside.querySelectorAll("time")) time.textContent = format.format(new Date(time.dateTime));
}
