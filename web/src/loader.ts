// What another site embeds: a button that opens the chat in a frame. It reads nothing of that site and writes nothing to
// it but this button and frame, which its styles don't reach.

interface Words {
  title: string;
  open: string;
  close: string;
  unread: string;
}
// Put in by the gateway, from texts/.
declare const TEXTS: Record<string, Words>;

const STYLE = `
:host{all:initial}
*{box-sizing:border-box}
button{position:fixed;right:1rem;bottom:1rem;z-index:2147483646;min-height:3rem;max-width:calc(100vw - 2rem);padding:.75rem 1.25rem;border:2px solid #fff;border-radius:1.5rem;background:#005ea2;color:#fff;font:700 1rem/1.3 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;cursor:pointer;box-shadow:0 2px 8px rgb(0 0 0/.35)}
button:hover{background:#1a4480}
button:focus-visible{outline:.25rem solid #2491ff;outline-offset:2px}
iframe{position:fixed;right:1rem;bottom:5rem;z-index:2147483647;width:min(26rem,calc(100vw - 2rem));height:min(42rem,calc(100vh - 6rem));border:1px solid #71767a;border-radius:.5rem;background:#fff;box-shadow:0 4px 24px rgb(0 0 0/.3)}
[hidden]{display:none}
@media (max-width:40rem),(max-height:30rem){iframe{inset:0;width:100%;height:100%;border:0;border-radius:0}}
@media print{:host{display:none}}
`;

const script = document.currentScript as HTMLScriptElement;
const origin = new URL(script.src).origin;
const asked = script.dataset["language"] ?? document.documentElement.lang.slice(0, 2);
const language = asked in TEXTS ? asked : "en";
const words = TEXTS[language] as Words;

const host = document.createElement("div");
host.lang = language;
const root = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];

const launcher = document.createElement("button");
launcher.type = "button";
launcher.setAttribute("aria-expanded", "false");
launcher.textContent = words.open;
let frame: HTMLIFrameElement | null = null;

function isOpen(): boolean {
  return frame !== null && !frame.hidden;
}

function made(): HTMLIFrameElement {
  const fresh = document.createElement("iframe");
  fresh.title = words.title;
  fresh.allow = "";
  fresh.src = `${origin}/embed?language=${language}&site=${encodeURIComponent(location.origin)}`;
  root.append(fresh);
  return fresh;
}

function show(open: boolean): void {
  if (open === isOpen()) return;
  frame ??= made();
  frame.hidden = !open;
  launcher.textContent = open ? words.close : words.open;
  launcher.setAttribute("aria-expanded", String(open));
  frame.contentWindow?.postMessage({ tas: open ? "open" : "close" }, origin);
  (open ? frame : launcher).focus();
}

/** Escape closes the frame; pressed three times within two seconds, wherever the focus went, it leaves. */
let escapes: number[] = [];
function escape(at: number): void {
  if (!frame) return;
  escapes = [...escapes, at].slice(-3);
  if (escapes.length === 3 && at - (escapes[0] as number) <= 2_000) {
    frame.hidden = true;
    frame.contentWindow?.postMessage({ tas: "leave" }, origin);
  } else show(false);
}

launcher.addEventListener("click", () => show(!isOpen()));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") escapes = [];
  else if (!event.repeat) escape(performance.now());
});
window.addEventListener("message", (event: MessageEvent<{ tas?: string; count?: number }>) => {
  if (event.origin !== origin || event.source !== frame?.contentWindow) return;
  if (event.data.tas === "close") show(false);
  if (event.data.tas === "escape") escape(performance.now());
  // Nothing of the chat is left; the page that offered it goes as well.
  if (event.data.tas === "left") location.replace(`${origin}/away`);
  if (event.data.tas === "unread" && !isOpen()) {
    launcher.textContent = `${words.open} · ${words.unread}: ${Number(event.data.count)}`;
  }
});

root.append(launcher);
document.body.append(host);
