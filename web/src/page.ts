// The full page: the browser's cookie opens the conversation, the page's CSRF token shows that it is our own page.

import { Chat } from "./chat";

const main = document.querySelector<HTMLElement>("main[data-path]");
const path = main?.dataset["path"];
if (path) {
  const csrf = main.dataset["csrf"] ?? "";
  const chat = new Chat(path, {
    headers: () => ({ "X-CSRF-Token": csrf }),
    onGone: () => location.assign("/chat"),
    onNews: () => undefined,
    onShown: () => undefined,
  });
  void chat.start(false);
}

// A day is counted where the person is: the form that begins a chat tells the gateway where.
const zone = document.querySelector<HTMLInputElement>("input[name=time_zone]");
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
