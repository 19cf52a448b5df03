// Counts for a page that lies behind others: browsers let the clocks of such pages stand, but not those of their workers.

const EVERY_MS = 15_000;

setInterval(() => postMessage(null), EVERY_MS);
