// SPDX-License-Identifier: AGPL-3.0-or-later
// server.mjs PDSPORT PLCPORT VIEWPORT: the real Bluesky PDS and its directory on loopback, offline, and a very small
// AppView: threads are put together from the records of the PDS's own repositories; an author's feed is refused, so that
// clients must read the records. Prints 'ready' once all three listen.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

// Packages lie in a cache outside this folder: TENACE_PDS_MODULES names it.
const require = createRequire(path.join(process.env.TENACE_PDS_MODULES, 'package.json'));
const { PDS, envToCfg, envToSecrets } = require('@atproto/pds');
const plc = require('@did-plc/server');
const { Secp256k1Keypair } = require('@atproto/crypto');

const [pdsPort, plcPort, viewPort] = process.argv.slice(2).map(Number);
const base = `http://localhost:${pdsPort}/xrpc`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tenace-pds-'));

const get = async (method, query) => (await fetch(`${base}/${method}?${new URLSearchParams(query)}`)).json();

async function allPosts() {
  const posts = [];
  for (const { did } of (await get('com.atproto.sync.listRepos', { limit: 100 })).repos ?? []) {
    const { handle } = await get('com.atproto.repo.describeRepo', { repo: did });
    const profile = await get('com.atproto.repo.listRecords', { repo: did, collection: 'app.bsky.actor.profile' });
    const displayName = profile.records?.[0]?.value.displayName ?? '';
    const list = await get('com.atproto.repo.listRecords', { repo: did, collection: 'app.bsky.feed.post', limit: 100 });
    for (const { uri, cid, value } of list.records ?? [])
      posts.push({ uri, cid, author: { did, handle, displayName }, record: value, indexedAt: value.createdAt });
  }
  return posts;
}

function thread(posts, post) {
  return {
    $type: 'app.bsky.feed.defs#threadViewPost',
    post: { $type: 'app.bsky.feed.defs#postView', ...post },
    replies: posts.filter((p) => p.record.reply?.parent.uri === post.uri).map((p) => thread(posts, p)),
  };
}

const view = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const say = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  if (!url.pathname.endsWith('/app.bsky.feed.getPostThread')) return say(501, { error: 'MethodNotImplemented' });
  const posts = await allPosts();
  const post = posts.find((p) => p.uri === url.searchParams.get('uri'));
  return post ? say(200, { thread: thread(posts, post) }) : say(400, { error: 'NotFound', message: 'Post not found' });
});

const plcServer = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort });
await plcServer.start();
const key = await Secp256k1Keypair.create({ exportable: true });
const env = {
  devMode: true, hostname: 'localhost', port: pdsPort, dataDirectory: folder,
  blobstoreDiskLocation: path.join(folder, 'blobs'), didPlcUrl: `http://localhost:${plcPort}`,
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await key.export()).toString('hex'),
  recoveryDidKey: (await Secp256k1Keypair.create()).did(), adminPassword: 'admin', jwtSecret: 'jwt-secret',
  serviceHandleDomains: ['.test'], inviteRequired: false, disableSsrfProtection: true,
  bskyAppViewUrl: `http://localhost:${viewPort}`, bskyAppViewDid: 'did:example:view',
  modServiceUrl: 'https://moderator.invalid', modServiceDid: 'did:example:invalid',
};
const pds = await PDS.create(envToCfg(env), envToSecrets(env));
await pds.start();
view.listen(viewPort, () => console.log('ready'));
const stop = async () => {
  view.close();
  await pds.destroy();
  await plcServer.destroy();
  fs.rmSync(folder, { recursive: true });
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
