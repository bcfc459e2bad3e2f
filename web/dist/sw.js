// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the page itself (never an answer of the API, nor the page as it was filled for somebody) so that it opens when the
// program is not running, and says so. web/build names each file by its bytes, so that a new page is a new worker.
const FILES = ['index.html', 'app.js?v=1b7236ce88e1', 'app.css?v=a15532ed46cb', 'icon.svg', 'manifest.webmanifest'];
const SHELL = 'tenace-' + FILES[1];

self.addEventListener('install', event => {
    self.skipWaiting();
    event.waitUntil(caches.open(SHELL).then(cache => cache.addAll(FILES)));
    // The API needs nobody between, and a file named by its bytes is what was kept (where the browser can do so).
    if (event.addRoutes)
        event.addRoutes([
            { condition: { urlPattern: new URLPattern({ pathname: '*/api/*' }) }, source: 'network' },
            { condition: { urlPattern: new URLPattern({ pathname: '*/app.*', search: 'v=*' }) }, source: 'cache' },
            { condition: { requestMethod: 'GET' }, source: 'race-network-and-fetch-handler' },
        ]);
});

self.addEventListener('activate', event =>
    event.waitUntil(
        caches
            .keys()
            .then(names => Promise.all(names.filter(one => one !== SHELL).map(one => caches.delete(one))))
            .then(() => self.clients.claim()),
    ),
);

self.addEventListener('fetch', event => {
    const { method, mode, url } = event.request;
    if (method !== 'GET' || new URL(url).pathname.includes('/api/')) return;
    event.respondWith(answerTo(event.request, mode === 'navigate' ? 'index.html' : event.request));
});

// What was kept when the program does not answer.
async function answerTo(request, kept) {
    try {
        return await fetch(request);
    } catch (problem) {
        const found = await caches.match(kept, { ignoreVary: true });
        if (found) return found;
        throw problem;
    }
}
