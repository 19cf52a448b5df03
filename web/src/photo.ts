// A photograph as a page of a letter: made smaller on the device, without what the telephone wrote into it, and looked at
// for what makes a page hard to read. What the browser can't decode (HEIC in most) goes as it is; the gateway draws it.

// A letter of 11 inches at 227 dots an inch.
const LONGEST_SENT = 2_500;
const LONGEST_THUMB = 480;
const LONGEST_LOOKED_AT = 1_000;
const QUALITY = 0.85;
const SMALLEST_READABLE = 1_000;
const DARK_PAPER = 90;
const BLANK_SPREAD = 8;
const BLURRED_EDGES = 90;
const TILES = 10;

export type Turned = 0 | 90 | 180 | 270;
export type Hard = "blurred" | "dark" | "small";

export interface Photo {
  /** What is sent. */
  blob: Blob;
  /** Upright as the camera held it, small; none of what this browser can't decode. */
  thumb: HTMLCanvasElement | null;
  hard: Hard | null;
}

const KINDS: Record<string, string> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  heic: "image/heic",
  heif: "image/heif",
};

/** The kind of a photograph that can be a page of a letter; some browsers don't know HEIC. */
export function kindOf(file: File): string | null {
  if (Object.values(KINDS).includes(file.type)) return file.type;
  const ending = file.name.toLowerCase().split(".").at(-1) ?? "";
  return file.type === "" ? (KINDS[ending] ?? null) : null;
}

export async function bitmapOf(blob: Blob): Promise<ImageBitmap | null> {
  for (const options of [{ imageOrientation: "from-image" } as const, undefined]) {
    try {
      return await createImageBitmap(blob, options);
    } catch {
      // An older browser doesn't know the option; or nothing can decode it.
    }
  }
  return null;
}

export async function photographed(file: File): Promise<Photo> {
  const bitmap = await bitmapOf(file);
  if (!bitmap) return { blob: file, thumb: null, hard: null };
  try {
    const longest = Math.max(bitmap.width, bitmap.height);
    const thumb = drawn(bitmap, LONGEST_THUMB);
    const hard = longest < SMALLEST_READABLE ? "small" : hardToRead(drawn(bitmap, LONGEST_LOOKED_AT));
    const anew = await jpeg(drawn(bitmap, LONGEST_SENT));
    const smaller = anew !== null && (longest > LONGEST_SENT || anew.size < file.size);
    return { blob: smaller ? anew : file, thumb, hard };
  } finally {
    bitmap.close();
  }
}

function drawn(bitmap: ImageBitmap, longest: number): HTMLCanvasElement {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = paper(canvas);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** What is see-through becomes paper, not ink. */
function paper(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  return context;
}

function jpeg(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** Draws a picture turned to the right by so many degrees. */
export function turn(picture: HTMLCanvasElement | ImageBitmap, onto: HTMLCanvasElement, turned: Turned): void {
  const lying = turned % 180 !== 0;
  onto.width = lying ? picture.height : picture.width;
  onto.height = lying ? picture.width : picture.height;
  const context = paper(onto);
  context.translate(onto.width / 2, onto.height / 2);
  context.rotate((turned * Math.PI) / 180);
  context.drawImage(picture, -picture.width / 2, -picture.height / 2);
}

/** Guesses, and never more than a word of it is said: paper that isn't bright, or nowhere an edge that is sharp. */
export function hardToRead(canvas: HTMLCanvasElement): Hard | null {
  const { width, height } = canvas;
  const context = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  const { data } = context.getImageData(0, 0, width, height);
  const gray = new Float32Array(width * height);
  for (let at = 0; at < gray.length; at++) {
    gray[at] = 0.299 * (data[4 * at] ?? 0) + 0.587 * (data[4 * at + 1] ?? 0) + 0.114 * (data[4 * at + 2] ?? 0);
  }
  const sorted = Float32Array.from(gray).sort();
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  if (at(0.75) < DARK_PAPER) return "dark";
  // A sheet with nothing on it has no edges at all.
  if (at(0.99) - at(0.01) < BLANK_SPREAD) return null;
  return sharpest(gray, width, height) < BLURRED_EDGES ? "blurred" : null;
}

/** How much the edges of the sharper tiles vary (variance of the Laplacian): a page has margins without any. */
function sharpest(gray: Float32Array, width: number, height: number): number {
  const across = Math.floor(width / TILES);
  const down = Math.floor(height / TILES);
  if (across < 4 || down < 4) return Infinity;
  const variances: number[] = [];
  for (let row = 0; row < TILES; row++) {
    for (let column = 0; column < TILES; column++) {
      variances.push(variance(gray, width, column * across, row * down, across, down));
    }
  }
  variances.sort((one, other) => one - other);
  return variances[Math.floor(0.9 * variances.length)] ?? 0;
}

function variance(gray: Float32Array, width: number, left: number, top: number, across: number, down: number): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = top + 1; y < top + down - 1; y++) {
    for (let x = left + 1; x < left + across - 1; x++) {
      const at = y * width + x;
      const around = (gray[at - 1] ?? 0) + (gray[at + 1] ?? 0) + (gray[at - width] ?? 0) + (gray[at + width] ?? 0);
      const edge = around - 4 * (gray[at] ?? 0);
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  }
  const mean = sum / count;
  return squares / count - mean * mean;
}
