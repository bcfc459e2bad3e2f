// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the page itself (never an answer of the API) so that it opens when the program is not running, and says so.
const SHELL = 'tenace-shell';
const FILES = ['./', 'app.js', 'app.css', 'icon.svg', 'manifest.webmanifest'];

self.addEventListener('install', event => {
    self.skipWaiting();
    event.waitUntil(caches.open(SHELL).then(cache => cache.addAll(FILES)));
    // The API needs nobody between; the page's files come by whichever way is quicker (where the browser can do so).
    if (event.addRoutes)
        event.addRoutes([
            { condition: { urlPattern: new URLPattern({ pathname: '*/api/*' }) }, source: 'network' },
            { condition: { requestMethod: 'GET' }, source: 'race-network-and-fetch-handler' },
        ]);
});

self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
    const url = new URL(event.request.url);
    if (event.request.method !== 'GET' || url.pathname.includes('/api/')) return;
    event.respondWith(fromNetwork(event.request));
});

// The program first, for it may be newer; what was kept when it does not answer.
async function fromNetwork(request) {
    try {
        const answer = await fetch(request);
        if (answer.ok && !new URL(request.url).search)
            (await caches.open(SHELL)).put(request, answer.clone());
        return answer;
    } catch (problem) {
        const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
        if (kept) return kept;
        throw problem;
    }
}
