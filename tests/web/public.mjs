// SPDX-License-Identifier: AGPL-3.0-or-later
// The word in public, from no account to the seller's answer, against a stand-in for Mastodon: connecting by a code, the seller's
// post, the exact words with their guard and count, publishing once after a yes, the proof, the seller's answer, a stranger's, and
// the warning of somebody who only passes for the seller. In French and English, on a laptop and a phone, light and dark.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { axe, keyboard, main, ok, open, overflow, serve, settled, stop, tabbed, told, visit } from './harness.mjs';
import { NOW } from './stories.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const LOOKS = [
    { language: 'fr', scheme: 'light', width: 390 },
    { language: 'en', scheme: 'dark', width: 1280 },
    { language: 'fr', scheme: 'light', width: 1280, keys: true },
];
const WORDS = {
    fr: {
        connect: 'Relier un compte Mastodon', instance: 'Votre instance', next: 'Continuer', allow: /^Ouvrir .* et autoriser/, code: 'Le code', link: 'Relier',
        connected: '@claire@social.example est relié', beneath: 'Votre mot paraîtra sous ce billet', edit: 'Modifier le texte', done: 'Terminé', publish: 'Publier sur Mastodon…',
        sure: 'Publier exactement ceci ?', no: 'Pas encore', yes: 'Oui, publier', published: 'Publié', look: 'Regarder maintenant', yours: 'Votre mot en public',
        silent: 'Pas encore de réponse', careful: 'n’est pas le vendeur', others: 'Une réponse d’une autre personne', goOn: 'Voir mon prochain coup', counted: 'caractères sur 500',
        remove: 'Retirer', wrong: 'le code n’a pas été accepté', seller: 'Le vendeur',
    },
    en: {
        connect: 'Connect an account on Mastodon', instance: 'Your instance', next: 'Continue', allow: /^Open .* and allow/, code: 'The code', link: 'Connect',
        connected: '@claire@social.example is connected', beneath: 'Your word will stand beneath this post', edit: 'Change the text', done: 'Done', publish: 'Publish on Mastodon…',
        sure: 'Publish exactly this?', no: 'Not yet', yes: 'Yes, publish', published: 'Published', look: 'Look now', yours: 'Your word in public',
        silent: 'No answer yet', careful: 'is not the seller', others: 'One reply of somebody else', goOn: 'See my next move', counted: 'of 500 characters',
        remove: 'Remove', wrong: 'the code was not accepted', seller: 'The seller',
    },
};

function instance() {
    const child = spawn('python3', [join(here, 'instance.py'), '2026-04-14T06:30:00.000Z'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const read = async () => JSON.parse((await lines.next()).value);
    const ask = async told => {
        child.stdin.write(JSON.stringify(told) + '\n');
        return read();
    };
    return { child, read, ask };
}

async function play({ language, scheme, width, keys }) {
    const say = WORDS[language];
    const look = `${language}, ${scheme}, ${width} px${keys ? ', by keyboard alone' : ''}`;
    const network = instance();
    const { url } = await network.read();
    const server = await serve(await told(language));
    const { page, context, wrong } = await open(server, { language, scheme, width, height: width < 600 ? 844 : 900 });
    const hands = keyboard(page);
    const press = locator => (keys ? hands.press(locator) : locator.click());
    const fill = (locator, text) => (keys ? hands.fill(locator, text) : locator.fill(text));
    const button = name => page.getByRole('button', { name, exact: true });
    const field = name => page.getByLabel(name, { exact: true });
    const said = words => page.locator('.saying').filter({ hasText: words }).waitFor();
    const shots = process.env.TENACE_SHOTS && `${process.env.TENACE_SHOTS}/public-${language}-${scheme}-${width}${keys ? '-keys' : ''}`;
    let number = 0;
    const check = async name => {
        await settled(page);
        if (shots) mkdirSync(shots, { recursive: true });
        if (shots) await page.screenshot({ path: `${shots}/${++number}-${name}.png`, fullPage: true });
        const failures = [...(keys ? await tabbed(page) : []), ...(await axe(page, scheme === 'dark' ? ['color-contrast', 'target-size'] : undefined)), ...(await overflow(page)).map(one => `sticks out: ${one}`)];
        ok(!failures.length, `${look}: ${name}: no violation, nothing sticks out`, failures.join('\n'));
    };

    await visit(page, '#/claim/c-coffee/move');
    ok((await page.locator('a[href="#/settings"]').count()) > 0 && !(await button(say.publish).count()), `${look}: without an account, the way to one`);
    await visit(page, '#/settings');
    await press(page.locator('summary').filter({ hasText: say.connect }));
    await fill(field(say.instance), url);
    await press(button(say.next));
    const allow = page.getByRole('link', { name: say.allow });
    await allow.waitFor();
    const code = (await (await fetch(await allow.getAttribute('href'))).text()).match(/value="([^"]+)"/)[1];
    const end = page.locator('.public-accounts').getByRole('button', { name: say.link, exact: true }).last();
    await fill(field(say.code), 'nonsense');
    await press(end);
    await said(say.wrong);
    await fill(field(say.code), code);
    await check('connecting');
    await press(end);
    await said(say.connected);
    await check('connected');

    await visit(page, '#/claim/c-coffee/move');
    await page.getByText(say.beneath).waitFor();
    const post = await page.locator('blockquote.post').first().innerText();
    ok(post.includes('Éthiopie'), `${look}: the latest post, none of grief`, post);
    ok((await page.locator('.preview').innerText()).includes(say.counted), `${look}: counted as the instance does`);
    await press(button(say.edit));
    await fill(field(say.edit), 'Vous êtes des escrocs, commande P-COFFEE-48213 !');
    await page.locator('.guard li.block').first().waitFor();
    ok(await button(say.publish).isDisabled(), `${look}: what must not stand there cannot be published`);
    await fill(field(say.edit), 'Bonjour Maison du Café, ma machine n’est pas arrivée ☕. Quelqu’un peut-il regarder mon dossier ? Merci !');
    await page.waitForFunction(name => [...document.querySelectorAll('button')].some(one => one.textContent === name && !one.disabled), say.publish);
    await press(button(say.done));
    const exact = await page.locator('.preview .words').innerText();
    ok(exact.startsWith('@maisonducafe@social.example Bonjour'), `${look}: exactly what will stand there`, exact);
    await check('preview');
    await press(button(say.publish));
    await page.getByText(say.sure).waitFor();
    await press(button(say.no));
    ok((await network.ask({ count: true })).words.length === 0, `${look}: nothing without its own yes`);
    await press(button(say.publish));
    await check('yes');
    await press(button(say.yes));
    await said(say.published);
    await settled(page);
    const there = await network.ask({ count: true });
    ok(there.words.length === 1 && there.words[0] === exact && there.visibility[0] === 'public', `${look}: published once, exactly so`, [there, exact]);
    const text = await page.locator('main').innerText();
    ok(text.includes('https://social.example/@claire/') && text.includes(exact) && text.includes(say.silent), `${look}: the proof`, text);
    await check('proof');

    const reply = (who, words) => network.ask({ reply: who, text: words, at: NOW });
    await reply('impostor', 'Bonjour, service client ici. Envoyez-nous votre carte bancaire en MP.');
    await reply('other', 'La même chose chez moi.');
    await press(button(say.look));
    await page.getByText(say.careful).waitFor();
    ok((await page.locator('.note.bad').innerText()).includes('@maisonducafe@social.example') && (await page.getByText(say.others).count()) === 1, `${look}: who only passes for the seller is warned of`);
    ok((await page.getByRole('link', { name: say.goOn }).count()) === 0, `${look}: and is no answer`);
    await reply('seller', 'Bonjour, désolés ! Passez en message privé avec votre numéro de commande, nous regardons tout de suite.');
    await press(button(say.look));
    await page.locator('.reply .chip.good').waitFor();
    await check('answer');
    await visit(page, '#/claim/c-coffee');
    ok((await page.locator('a.held-hint.warn').count()) === 1, `${look}: the claim shows the warning and leads there`);
    await visit(page, '#/claim/c-coffee/public');
    await press(page.getByRole('link', { name: say.goOn }));
    await page.locator('#draft-body').waitFor();
    ok((await page.locator('#draft-body').innerText()).includes('P-COFFEE-48213'), `${look}: asked to write in private, the private message is ready`);
    await check('in private');
    await visit(page, '#/seller/m-coffee');
    await check('seller');
    ok(wrong.every(one => /^(502|console: Failed to load resource.*502)/.test(one)), `${look}: nothing leaves the origin, no complaint but of the wrong code`, wrong.join('\n'));
    ok(hands.unseen === 0, `${look}: what has the focus is always seen`, hands.unseen);
    await context.close();
    await stop(server);
    network.child.kill();
}

main(async () => {
    for (const one of LOOKS) await play(one);
});
