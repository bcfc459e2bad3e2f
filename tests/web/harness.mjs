// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tests of the page share: TAP, the real server on a free port with a folder of its own, Chromium, and a watch over
// everything that a page must never do. Arguments of each test: the program, then the folder of node_modules.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { jsonl, mails, NOW, picture } from './stories.mjs';

export const tenace = resolve(process.argv[2]);
export const modules = resolve(process.argv[3]);
const require = createRequire(join(modules, 'x'));
const { chromium } = require('playwright-core');
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const run = promisify(execFile);

// ---- TAP

let count = 0;
let failed = 0;
export function ok(right, name, detail = '') {
    count += 1;
    if (!right) failed += 1;
    console.log(`${right ? 'ok' : 'not ok'} ${count} - ${name}`);
    if (!right && detail) console.log('# ' + String(typeof detail === 'string' ? detail : JSON.stringify(detail)).slice(0, 3000).replaceAll('\n', '\n# '));
    return right;
}
export const note = text => console.log('# ' + text);

// ---- folders and servers

const folders = [];
const servers = [];
export function folder() {
    const made = mkdtempSync(join(tmpdir(), 'tenace-web-'));
    folders.push(made);
    return made;
}

export const tell = (data, ...args) => run(tenace, ['--data', data, '--now', NOW, ...args], { maxBuffer: 1 << 26 });

// The folder of stories.mjs, in LANGUAGE.
export async function told(language) {
    const data = folder();
    const files = folder();
    const at = name => join(files, name);
    writeFileSync(at('claims.jsonl'), jsonl);
    await tell(data, 'import', at('claims.jsonl'));
    for (const [key, value] of [['name', 'Claire Martin'], ['country', 'FR'], ['zone', 'Europe/Paris'], ['language', language], ['address', '8 rue des Lilas, 38000 Grenoble']])
        await tell(data, 'account', 'set', key, value);
    const came = mails.map((text, index) => {
        writeFileSync(at(`${index}.eml`), text);
        return at(`${index}.eml`);
    });
    await tell(data, 'ingest', ...came);
    const photo = at('écran noir.png');
    writeFileSync(photo, picture);
    await tell(data, 'attach', 'c-phone', photo);
    return data;
}

export async function serve(data, { now = NOW, more = [] } = {}) {
    const clock = now ? ['--now', now] : [];
    const child = spawn(tenace, ['--data', data, ...clock, '--json', 'serve', '--port', '0', ...more], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    servers.push(child);
    let said = '';
    child.stderr.on('data', chunk => (said += chunk));
    const line = await new Promise((done, fail) => {
        let text = '';
        child.stdout.on('data', chunk => {
            text += chunk;
            if (text.includes('\n')) done(text);
        });
        child.on('exit', code => fail(new Error(`tenace serve ended with ${code}: ${said}`)));
    });
    child.removeAllListeners('exit');
    const { link, port } = JSON.parse(line);
    return { child, data, link, port, origin: new URL(link).origin, said: () => said };
}

export const stop = server =>
    new Promise(done => {
        server.child.once('exit', done);
        server.child.kill('SIGTERM');
    });

// ---- the browser

// The browser's own PDF viewer is made of chrome: and chrome-extension: files.
const OWN = ['blob:', 'data:', 'chrome:', 'chrome-extension:'];

let browser;
export async function chrome() {
    browser ??= await chromium.launch({
        executablePath: process.env.TENACE_CHROMIUM || '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    return browser;
}

// A page in a new browser profile, watched: whatever leaves the origin, is refused by the policy or complains is kept in 'wrong'.
// The first page of a server opens the one-time link; later ones bring its cookie along.
export async function open(server, { width = 1280, height = 900, language = 'fr', scheme = 'light', now = NOW, ...more } = {}) {
    const context = await (await chrome()).newContext({
        viewport: { width, height },
        locale: language === 'fr' ? 'fr-FR' : 'en-GB',
        timezoneId: 'Europe/Paris',
        colorScheme: scheme,
        acceptDownloads: true,
        ...more,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20000);
    if (now) await page.clock.setFixedTime(new Date(now));
    const wrong = [];
    page.on('console', line => ['error', 'warning'].includes(line.type()) && wrong.push(`console: ${line.text()} ${line.location().url}`));
    page.on('pageerror', error => wrong.push(`error: ${error.message}`));
    page.on('request', request => {
        const url = new URL(request.url());
        if (url.origin !== server.origin && !OWN.includes(url.protocol)) wrong.push(`request: ${url.href}`);
    });
    // What is asked for and not yet answered, but for the stream of news, which stays open.
    page.asking = new Set();
    page.on('request', request => request.url().endsWith('/events') || page.asking.add(request));
    for (const end of ['requestfinished', 'requestfailed']) page.on(end, request => page.asking.delete(request));
    page.on('response', answer => answer.status() >= 400 && wrong.push(`${answer.status()}: ${answer.url()}`));
    await page.addInitScript(() => {
        window.shifts = [];
        new PerformanceObserver(list => {
            for (const one of list.getEntries())
                if (!one.hadRecentInput)
                    window.shifts.push([one.value, one.sources?.map(s => (s.node?.outerHTML ?? s.node?.parentNode?.outerHTML ?? '?').slice(0, 90)).join(' | ')]);
        }).observe({ type: 'layout-shift', buffered: true });
        document.addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    if (server.cookies) await context.addCookies(server.cookies);
    await page.goto(server.cookies ? server.origin + '/' : server.link);
    await page.locator('main').waitFor();
    server.cookies ??= await context.cookies();
    return { page, context, wrong };
}

// Goes to a screen of the page and waits until nothing is being loaded.
export async function visit(page, place) {
    await page.evaluate(hash => (location.hash = hash), place);
    await settled(page);
}
export async function settled(page) {
    await page.locator('main h1, main .note').first().waitFor();
    for (let calm = 0; calm < 2; calm = page.asking.size ? 0 : calm + 1) await page.waitForTimeout(40);
    await page.waitForFunction(() => !document.querySelector('main .loading'));
}

// What axe finds, by all its rules or by RULES only.
export async function axe(page, rules) {
    await page.evaluate(axeSource);
    const found = await page.evaluate(
        only => window.axe.run(document, { resultTypes: ['violations'], rules: { 'label-content-name-mismatch': { enabled: true } }, ...(only && { runOnly: { type: 'rule', values: only } }) }), rules);
    return found.violations.map(one => `${one.id}: ${one.nodes.map(node => `${node.target} ${node.failureSummary?.split('\n').pop()}`).join(' ; ')}`);
}

// What sticks out of the window, or is cut off inside its box.
export const overflow = page =>
    page.evaluate(() => {
        const wide = document.documentElement.scrollWidth > innerWidth + 1 ? [`page ${document.documentElement.scrollWidth} > ${innerWidth}`] : [];
        const out = [...document.querySelectorAll('main *, nav *')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width && box.right > innerWidth + 1 && !one.closest('.scroll, .unseen, svg');
        });
        const cut = [...document.querySelectorAll('button, a, .chip, h1, h2, dd, .row-main, .row-end, .menu span, td, th')].filter(
            one => one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).overflow !== 'visible' && !one.closest('.unseen') && !one.classList.contains('unseen'));
        return [...wide, ...[...out, ...cut].slice(0, 4).map(one => `${one.tagName}.${one.className} ${one.textContent.slice(0, 40)}`)];
    });

// Hands that only have a keyboard: Tab leads everywhere, and what has the focus is seen.
const focusSeen = page =>
    page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body || at.tagName === 'IFRAME') return true;
        return [at, at.closest('label'), at.closest('.search')].filter(Boolean).some(one => getComputedStyle(one).outlineStyle !== 'none');
    });
export function keyboard(page) {
    const hands = {
        unseen: 0,
        async reach(locator, most = 120) {
            const one = locator.first();
            await one.waitFor();
            for (let i = 0; i < most; i++) {
                if (await one.evaluate(element => element === document.activeElement)) return true;
                await page.keyboard.press('Tab');
                hands.unseen += (await focusSeen(page)) ? 0 : 1;
            }
            return ok(false, `the keyboard reaches ${locator}`);
        },
        async press(locator, key = 'Enter') {
            await hands.reach(locator);
            await page.keyboard.press(key);
        },
        async fill(locator, text) {
            await hands.reach(locator);
            await page.keyboard.press('Control+A');
            await page.keyboard.type(text);
        },
    };
    return hands;
}

// Tabs once around a screen. What can be used and was not reached, reached unseen, or what holds the focus fast.
export async function tabbed(page) {
    await page.evaluate(() => {
        const shown = one => one.checkVisibility({ visibilityProperty: true }); // nor within what is folded
        const all = [...document.querySelectorAll('a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]')].filter(shown);
        // Of a group of radio buttons one is reached; the arrows lead to the others.
        const names = new Set();
        window.tabbable = new Set(all.filter(one => one.type !== 'radio' || (!names.has(one.name) && names.add(one.name))));
        window.groups = new Map(all.filter(one => one.type === 'radio').map(one => [one.name, [...window.tabbable].find(first => first.name === one.name)]));
        document.activeElement?.blur();
        getSelection().removeAllRanges();
    });
    const most = (await page.evaluate(() => window.tabbable.size)) + 60;
    const unseen = [];
    let last = null;
    for (let i = 0, still = 0; i < most && (await page.evaluate(() => window.tabbable.size)); i++) {
        await page.keyboard.press('Tab');
        if (!(await focusSeen(page))) unseen.push(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)));
        const at = await page.evaluate(() => {
            const one = document.activeElement;
            window.tabbable.delete(window.groups.get(one.name) ?? one);
            return one === document.body ? null : one.outerHTML.slice(0, 80);
        });
        still = at !== null && at === last ? still + 1 : 0;
        if (still > 30) break;
        last = at;
    }
    const left = await page.evaluate(() => [...window.tabbable].map(one => one.outerHTML.slice(0, 80)));
    return [...left.map(one => `not reached: ${one}`), ...unseen.map(one => `not seen: ${one}`)];
}

export async function main(body) {
    try {
        await body();
    } catch (error) {
        ok(false, 'the test itself', error.stack);
    }
    await browser?.close();
    await Promise.all(servers.filter(one => one.exitCode === null && !one.killed).map(child => stop({ child })));
    for (const one of folders) rmSync(one, { recursive: true, force: true });
    console.log(`1..${count}`);
    process.exit(failed ? 1 : 0);
}
