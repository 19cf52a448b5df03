// The full page: the browser's cookie opens the conversation, the page's CSRF token shows that it is our own page.

import { Chat } from "./chat";
import { Device, toNeutralPage } from "./device";
import { watchSession } from "./session";

const main = document.querySelector<HTMLElement>("main[data-path]");
const path = main?.dataset["path"];
const csrf = main?.dataset["csrf"] ?? "";
let chat: Chat | null = null;
const device = new Device({
  headers: () => ({}),
  end: () => chat?.end(),
  replace: toNeutralPage,
  framed: false,
});
if (path) {
  chat = new Chat(path, {
    headers: () => ({ "X-CSRF-Token": csrf }),
    onGone: () => location.assign(main?.dataset["home"] ?? "/chat"),
    onNews: () => undefined,
    onShown: () => device.dress(),
  });
  void chat.start(false);
}

// A day is counted where the person is: the form that begins a chat tells the gateway where.
for (const zone of document.querySelectorAll<HTMLInputElement>("input[name=time_zone]")) {
  zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
}

watchSession();
