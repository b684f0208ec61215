// The lab without a network: a service worker that keeps the files of one build and serves
// them all, or none. `cargo xtask dist` writes BUILD and FILES (name to integrity) above.

const SCOPE = new URL("./", self.location.href).href;
// Several labs may live on one host: each has its own caches.
const OURS = `certlab ${SCOPE} `;
const CACHE = OURS + BUILD;
const FRONT = "./";

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const file = fileOf(event.request);
  if (file) event.respondWith(serve(event.request, file));
});

// Every file arrives as this build has it, else nothing is kept: a site that is being
// replaced at this very moment is tried again at the next visit.
async function keep() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(FILES).map(([file, integrity]) => fetchInto(cache, file, integrity)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function fetchInto(cache, file, integrity) {
  const response = await fetch(file, { cache: "no-cache", integrity });
  if (!response.ok || response.redirected) throw new Error(`${file}: ${response.status}`);
  await cache.put(file, response);
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The file of this build that a request is for; nothing for all else, which is the network's.
function fileOf(request) {
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return undefined;
  const path = request.url.slice(SCOPE.length).replace(/[?#].*$/, "");
  const file = path === "" || path === "index.html" ? FRONT : path;
  return Object.hasOwn(FILES, file) ? file : undefined;
}

async function serve(request, file) {
  const cache = await caches.open(CACHE);
  // A browser that is short of space may have thrown the cache away.
  return (await cache.match(file, { ignoreVary: true })) ?? fetch(request);
}
