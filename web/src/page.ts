// The full page: the browser's cookie opens the conversation, the page's CSRF token shows that it is our own page.

import { lookAgain } from "./again";
import { Chat } from "./chat";
import { Device, toNeutralPage } from "./device";
import { stayOnDuty } from "./duty";
import { tellZone } from "./html";
import { watchSession } from "./session";
import { forgetAll } from "./store";

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

tellZone(document);

// The chat was given back: this device keeps nothing of it.
if (document.querySelector("main[data-forget]")) forgetAll();

watchSession();
lookAgain();
stayOnDuty();
