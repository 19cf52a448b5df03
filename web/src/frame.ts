// The widget's frame on another site: no cookie is at hand there, so the conversation's token opens it, kept by this tab.

import { Chat } from "./chat";
import { Device, toNeutralPage } from "./device";
import { forget, keep, kept } from "./store";

interface Begun {
  id: string;
  token: string;
}

const KEY = "widget";
// The site around us, exactly, if it is on the allow-list; nobody else is told anything.
const site = document.documentElement.dataset["site"];
let open = true;
let unread = 0;
let opened: { begun: Begun; chat: Chat } | null = null;

const device = new Device({
  headers: () => headers(opened?.begun),
  end: () => opened?.chat.end(),
  // The page around is left with it, by the loader; alone, or where nobody may be told, this frame is.
  replace: () => (site && window.parent !== window ? tell("left") : toNeutralPage()),
  framed: true,
});

function headers(begun?: Begun): Record<string, string> {
  return begun ? { Authorization: `Bearer ${begun.token}` } : {};
}

function tell(verb: "close" | "escape" | "left" | "unread", count = 0): void {
  if (site) window.parent.postMessage({ tas: verb, count }, site);
}

window.addEventListener("message", (event: MessageEvent<{ tas?: string }>) => {
  if (event.source !== window.parent || event.origin !== site) return;
  if (event.data.tas === "open") {
    open = true;
    unread = 0;
    document.querySelector<HTMLElement>("#text, [data-begin]")?.focus({ preventScroll: true });
  } else if (event.data.tas === "close") open = false;
  else if (event.data.tas === "leave") void device.leave();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) tell("escape");
});
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest("[data-close]")) tell("close");
  if (event.target.closest("[data-new]")) {
    event.preventDefault();
    forget(KEY);
    location.reload();
  }
});

async function run(begun: Begun): Promise<void> {
  const chat = new Chat(`/chat/${begun.id}`, {
    headers: () => headers(begun),
    onGone: () => {
      forget(KEY);
      location.reload();
    },
    onNews: () => {
      if (!open) tell("unread", (unread += 1));
    },
    onShown: framed,
  });
  opened = { begun, chat };
  await chat.start(true);
  document.querySelector<HTMLElement>("#text")?.focus({ preventScroll: true });
}

async function begin(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  try {
    const wanted = { language: button.value, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    const begun = await post(wanted).then((answer) => (answer.status === 422 ? post({ language: button.value }) : answer));
    if (!begun.ok) throw new Error(String(begun.status));
    const { id, token } = (await begun.json()) as Begun;
    keep(KEY, JSON.stringify({ id, token }));
    await run({ id, token });
  } catch {
    button.disabled = false;
    const line = document.querySelector<HTMLElement>("#error");
    if (line) line.hidden = false;
  }
}

function post(content: Record<string, string>): Promise<Response> {
  return fetch("/api/v1/conversations", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
  });
}

/** What is a matter of the site around us can be closed there. */
function framed(): void {
  for (const close of document.querySelectorAll<HTMLElement>("[data-close]")) close.hidden = !site;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("footer a[href^='/']:not([data-code])")) link.target = "_blank";
  device.dress();
}

framed();
const earlier = kept(KEY);
if (earlier) void run(JSON.parse(earlier) as Begun);
else {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-begin]")) {
    button.hidden = false;
    button.addEventListener("click", () => void begin(button));
  }
  for (const only of document.querySelectorAll<HTMLElement>("[data-without-script]")) only.hidden = true;
}
