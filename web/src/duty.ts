// Keeps an advocate on duty while any page of the desk is open: a page that is closed just stops saying so. What they said last,
// whether they take chats, is the gateway's to know; a page doesn't say it again.

export function stayOnDuty(): void {
  const address = open()?.dataset["beat"];
  if (!address) return;
  new Worker(address).addEventListener("message", () => void renew());
  void renew();
}

/** Says that the desk is open. */
export async function renew(): Promise<void> {
  try {
    await fetch("/api/v1/desk/presence", {
      method: "PUT",
      headers: {
        "X-CSRF-Token": open()?.dataset["csrf"] ?? "",
        "Content-Type": "application/json",
        Accept: "application/json",
      },
      body: "{}",
    });
  } catch {
    // Said again with the next beat.
  }
}

function open(): HTMLElement | null {
  return document.querySelector<HTMLElement>("main[data-beat]");
}
