// Builds web/dist: each file under a name with the hash of its content, compressed beside it, and manifest.json.
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const dist = new URL("dist/", import.meta.url);
const sources = {
  "page.css": "src/page.css",
  "page.js": "src/page.ts",
  "desk.css": "src/desk.css",
  "desk.js": "src/desk.ts",
  "beat.js": "src/beat.ts",
  "frame.js": "src/frame.ts",
  "loader.js": "src/loader.ts",
  "uploads.css": "src/uploads.css",
  "uploads.js": "src/uploads.ts",
  "messages.js": "src/messages.ts",
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const manifest = {};
for (const [name, source] of Object.entries(sources)) {
  const built = await build({
    entryPoints: [source],
    absWorkingDir: new URL(".", import.meta.url).pathname,
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    // A classic script for the loader, since `document.currentScript` tells it where it came from.
    format: name === "loader.js" ? "iife" : "esm",
    target: ["es2022", "chrome105", "firefox110", "safari15.4"],
    legalComments: "none",
  });
  const content = built.outputFiles[0].contents;
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const [stem, suffix] = name.split(".");
  const file = `${stem}-${hash}.${suffix}`;
  manifest[name] = file;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(new URL(file, dist), content);
  await writeFile(new URL(`${file}.br`, dist), brotliCompressSync(content, quality));
  await writeFile(new URL(`${file}.gz`, dist), gzipSync(content, { level: 9 }));
}
// Last: whoever finds it finds the rest.
await writeFile(new URL("manifest.json", dist), `${JSON.stringify(manifest, null, 2)}\n`);
