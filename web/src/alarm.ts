// Draws an advocate's eye and ear to what waits: a sound, and a count in the tab. Each can be turned off on this device.

const TONES_HZ = [660, 880];
const TONE_S = 0.14;
const VOLUME = 0.12;
// Other tabs hear of the same thing within this time.
const QUIET_AFTER_MS = 2_000;

export class Alarm {
  #title = document.title;
  #icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  #calm = this.#icon?.getAttribute("href") ?? "";
  #audio: AudioContext | null = null;
  #owner: string;
  #count = 0;

  /** @param owner Names whoever is signed in to this device's store, and tells nothing of them. */
  constructor(owner: string) {
    this.#owner = owner;
    // Browsers let a page sound once somebody has used it.
    const unlock = () => {
      this.#audio ??= new AudioContext();
      void this.#audio.resume();
    };
    for (const used of ["pointerdown", "keydown"]) document.addEventListener(used, unlock, { once: true });
    for (const box of document.querySelectorAll<HTMLInputElement>("input[data-setting]")) {
      const name = box.dataset["setting"] ?? "";
      box.checked = this.on(name);
      box.addEventListener("change", () => this.#set(name, box.checked));
    }
  }

  on(name: string): boolean {
    try {
      return window.localStorage.getItem(this.#key(name)) !== "off";
    } catch {
      return true;
    }
  }

  /** Shows how many things wait. */
  show(count: number): void {
    this.#count = count;
    const shown = this.on("title") ? count : 0;
    document.title = shown > 0 ? `(${shown}) ${this.#title}` : this.#title;
    this.#icon?.setAttribute("href", shown > 0 ? "/desk/icon.svg" : this.#calm);
  }

  /** Rings in one tab: whoever has the desk open twice hears it once. */
  ring(): void {
    if (!this.on("sound") || this.#audio?.state !== "running") return;
    const audio = this.#audio;
    void navigator.locks.request(this.#key("rings"), { ifAvailable: true }, async (mine) => {
      if (!mine) return;
      this.#sound(audio);
      await new Promise((done) => setTimeout(done, QUIET_AFTER_MS));
    });
  }

  #sound(audio: AudioContext): void {
    for (const [index, hertz] of TONES_HZ.entries()) {
      const begins = audio.currentTime + index * TONE_S;
      const tone = new OscillatorNode(audio, { frequency: hertz });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setValueAtTime(0, begins);
      volume.gain.linearRampToValueAtTime(VOLUME, begins + 0.02);
      volume.gain.linearRampToValueAtTime(0, begins + TONE_S);
      tone.connect(volume).connect(audio.destination);
      tone.start(begins);
      tone.stop(begins + TONE_S);
    }
    document.documentElement.dataset["rang"] = String(Number(document.documentElement.dataset["rang"] ?? 0) + 1);
  }

  #set(name: string, on: boolean): void {
    try {
      if (on) window.localStorage.removeItem(this.#key(name));
      else window.localStorage.setItem(this.#key(name), "off");
    } catch {
      // Refused: it holds as long as the page.
    }
    if (name === "title") this.show(this.#count);
  }

  #key(name: string): string {
    return `desk ${this.#owner} ${name}`;
  }
}
