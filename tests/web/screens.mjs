// SPDX-License-Identifier: AGPL-3.0-or-later
// Every screen, with a folder as it looks after some weeks: no violation for axe, nothing that sticks out or moves, no complaint of
// the browser, no word of the other language, on a laptop and a phone, light and dark, in French and English, and with text twice
// as large. axe's whole rules are applied to both widths, those of colour and size to both schemes of each. TENACE_SHOTS=FOLDER keeps a picture of each, to be looked at.
import { mkdirSync } from 'node:fs';
import { axe, main, note, ok, open, overflow, serve, stop, tabbed, told, visit } from './harness.mjs';

const SCREENS = {
    next: '#/', new: '#/new', claims: '#/claims', search: '#/claims?q=volume', claim: '#/claim/c-phone', 'claim, closed': '#/claim/c-sound',
    'claim, waiting': '#/claim/c-chair', form: '#/claim/c-lamp/move', step: '#/claim/c-phone/move', message: '#/claim/c-phone/move/chaser',
    offer: '#/claim/c-chair/move', phone: '#/claim/c-boots/move', letter: '#/claim/c-bike/move/notice_letter', public: '#/claim/c-coffee/move',
    counter: '#/claim/c-kettle/move', answer: '#/claim/c-phone/answer', 'answer received': '#/claim/c-phone/event/6', evidence: '#/claim/c-phone/evidence',
    held: '#/held', sellers: '#/sellers', seller: '#/seller/m-phone', trophies: '#/trophies', rehearsal: '#/rehearsal', settings: '#/settings',
    more: '#/more', nowhere: '#/nowhere',
};
const LOOKS = [
    { language: 'fr', scheme: 'light', width: 1280, full: true },
    { language: 'en', scheme: 'dark', width: 1280 },
    { language: 'fr', scheme: 'dark', width: 390 },
    { language: 'en', scheme: 'light', width: 390, full: true },
];
const SHIFT = 0.02; // of a screen; 0.1 is what Web Vitals call good

const ENGLISH = /\b(the|your|seller|claim|with|and|not found|unknown|error)\b/i;
const FRENCH = /\b(le|la|les|vous|vendeur|dossier|avec|et|une)\b/i;

// What the page itself says, without the words of letters, mails, names and titles of laws.
const ownWords = page =>
    page.evaluate(() => {
        const copy = document.querySelector('main').cloneNode(true);
        for (const one of copy.querySelectorAll('.words, .paper, .copyable-value, .rights, .row-main small, .row-main strong, q, h1, .back, .about, option, datalist, .lead, .envelope, .fact-line, .held h2, .held-from, .tone, .files, .bubble strong, .story, .hints, .now p, .why, .said-by .bubble header'))
            one.remove();
        return copy.innerText.replace(/\s+/g, ' ');
    });

async function look(server, { language, scheme, width, full }) {
    const name = `${language}, ${scheme}, ${width} px`;
    const { page, context, wrong } = await open(server, { language, scheme, width, height: width < 600 ? 844 : 900 });
    const shots = process.env.TENACE_SHOTS && `${process.env.TENACE_SHOTS}/${language}-${scheme}-${width}`;
    if (shots) mkdirSync(shots, { recursive: true });
    let worst = 0;
    for (const [screen, place] of Object.entries(SCREENS)) {
        await page.evaluate(() => (window.shifts.length = 0));
        await visit(page, place);
        const shifts = await page.evaluate(() => window.shifts);
        const moved = shifts.reduce((sum, [value]) => sum + value, 0);
        worst = Math.max(worst, moved);
        if (shots) await page.screenshot({ path: `${shots}/${screen.replace(', ', '-')}.png`, fullPage: true });
        const violations = await axe(page, full ? undefined : ['color-contrast', 'target-size', 'scrollable-region-focusable']);
        const out = await overflow(page);
        const said = (await ownWords(page)).match(language === 'fr' ? ENGLISH : FRENCH);
        const trouble = await page.locator('main .note[role=alert]').count();
        const failures = [
            ...violations, ...out.map(one => `sticks out: ${one}`), ...(moved > SHIFT ? [`moved by ${moved}: ${JSON.stringify(shifts)}`] : []),
            ...(said ? [`the other language: ${said[0]} in ${said.input.slice(Math.max(0, said.index - 40), said.index + 40)}`] : []), ...(trouble ? ['an error is shown'] : []),
        ];
        ok(failures.length === 0, `${name}: ${screen}`, failures.join('\n'));
    }
    note(`${name}: the most that a screen moved is ${worst.toFixed(4)}`);
    ok(wrong.length === 0, `${name}: nothing leaves the origin, nothing is refused, no complaint`, wrong.join('\n'));
    await context.close();
}

// Text at 200 %: nothing cut off, nothing beside the window.
async function large(server, width) {
    const { page, context } = await open(server, { language: 'fr', width, height: 900 });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    const failures = [];
    for (const [screen, place] of Object.entries(SCREENS)) {
        await visit(page, place);
        failures.push(...(await overflow(page)).map(one => `${screen}: ${one}`));
        if (process.env.TENACE_SHOTS) {
            mkdirSync(`${process.env.TENACE_SHOTS}/large-${width}`, { recursive: true });
            await page.screenshot({ path: `${process.env.TENACE_SHOTS}/large-${width}/${screen.replace(', ', '-')}.png`, fullPage: true });
        }
    }
    ok(failures.length === 0, `text at 200 %, ${width} px: nothing is lost on ${Object.keys(SCREENS).length} screens`, failures.join('\n'));
    await context.close();
}

// The keyboard alone reaches everything that can be used, and shows where it is.
async function reached(server, width) {
    const { page, context, wrong } = await open(server, { language: 'fr', width, height: 900 });
    for (const [screen, place] of Object.entries(SCREENS)) {
        await visit(page, place);
        const failures = await tabbed(page);
        ok(failures.length === 0, `by keyboard, ${width} px: ${screen}`, failures.join('\n'));
    }
    ok(wrong.length === 0, `by keyboard, ${width} px: no complaint`, wrong.join('\n'));
    await context.close();
}

// What moves only to please stands still for whoever asked for it.
async function still(server) {
    const { page, context } = await open(server, { reducedMotion: 'reduce' });
    await visit(page, '#/claim/c-phone');
    const moving = await page.evaluate(() =>
        [...document.querySelectorAll('*')].filter(one => {
            const style = getComputedStyle(one);
            return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
        }).length);
    ok(moving === 0, 'reduced motion: nothing is animated', `${moving} elements`);
    await context.close();
}

main(async () => {
    for (const language of ['fr', 'en']) {
        const server = await serve(await told(language));
        for (const one of LOOKS.filter(look => look.language === language)) await look(server, one);
        if (language === 'fr') {
            for (const width of [1280, 390]) await large(server, width);
            await reached(server, 1280);
            await still(server);
        }
        await stop(server);
    }
});
