// SPDX-License-Identifier: AGPL-3.0-or-later
// A new user, an empty folder: from nothing to a sent first message in under five minutes and twelve clicks, on a laptop and on a
// phone, in French and in English; then the same with the keyboard alone.
import { folder, keyboard, main, note, ok, open, overflow, serve, settled, stop } from './harness.mjs';

const CLICKS = 12;
const MINUTES = 5;

const STORIES = {
    fr: {
        about: 'Le grille-pain a cessé de chauffer au bout de trois semaines.', kind: 'Cela ne marche pas', wish: 'Qu’on le répare', next: 'Continuer',
        seller: ['Vendeur', 'Électro Sud'], item: ['Ce que vous avez acheté', 'Grille-pain Doré'], date: ['Reçu le', 'il y a 3 semaines'],
        email: ['L’e-mail du vendeur', 'sav@electrosud.example'], name: ['Votre nom', 'Paul Durand'], go: 'Voir mon premier coup',
        copy: 'Copier le message', sent: 'Je l’ai envoyé', noted: 'C’est noté', turn: 'C’est au vendeur de jouer', says: 'Grille-pain Doré', sign: 'Paul Durand',
    },
    en: {
        about: 'The toaster no longer heats after three weeks.', kind: 'It does not work', wish: 'A repair', next: 'Continue',
        seller: ['Seller', 'Toasters Ltd'], item: ['What you bought', 'Golden toaster'], date: ['Received on', '3 weeks ago'],
        email: ['The seller’s e-mail', 'help@toasters.example'], name: ['Your name', 'Paul Durand'], go: 'Show me my first move',
        copy: 'Copy the message', sent: 'I have sent it', noted: 'Noted', turn: 'It is the seller’s turn', says: 'Golden toaster', sign: 'Paul Durand',
    },
};

async function play(language, width) {
    const story = STORIES[language];
    const name = `${language}, ${width} px`;
    const server = await serve(folder(), { now: null });
    const started = Date.now();
    const { page, context, wrong } = await open(server, { language, width, height: width < 600 ? 844 : 900, now: null, hasTouch: width < 600 });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    let clicks = 0;
    const click = async locator => {
        clicks += 1;
        await (width < 600 ? locator.tap() : locator.click());
    };
    const type = text => page.keyboard.type(text);
    const button = label => page.getByRole('button', { name: label, exact: true });

    await click(page.getByRole('textbox').first());
    await type(story.about);
    await click(page.getByText(story.kind, { exact: true }));
    await click(page.getByText(story.wish, { exact: true }));
    await click(button(story.next));
    // One tap puts the cursor into the first field; 'next' of the keyboard leads through the others.
    await click(page.getByLabel(story.seller[0], { exact: true }));
    await type(story.seller[1]);
    const fields = [story.item, story.date, story.email, story.name];
    for (const [label, text] of fields) {
        const field = page.getByLabel(label, { exact: true });
        for (let i = 0; i < 9 && !(await field.evaluate(one => one === document.activeElement)); i++) await page.keyboard.press('Tab');
        await type(text);
    }
    ok((await overflow(page)).length === 0, `${name}: nothing sticks out while filling in`, await overflow(page));
    await click(button(story.go));
    await settled(page);
    await page.locator('.draft').waitFor();
    const words = await page.locator('#draft-body').innerText();
    ok(words.includes(story.says) && words.includes(story.sign), `${name}: the message is about the purchase and signed`, words);
    await click(button(story.copy));
    ok((await page.evaluate(() => navigator.clipboard.readText())).trim() === words.trim(), `${name}: what is copied is what is shown`);
    await click(button(story.sent));
    await page.getByRole('status').filter({ hasText: story.noted }).waitFor();
    await page.locator('.now').getByText(story.turn).waitFor();
    const seconds = (Date.now() - started) / 1000;
    ok(clicks <= CLICKS, `${name}: ${clicks} clicks, ${CLICKS} at most`);
    ok(seconds < MINUTES * 60, `${name}: under five minutes`, `${seconds} s`);
    note(`${name}: ${clicks} clicks, ${seconds.toFixed(1)} s of a typist who never thinks`);
    ok(await page.locator('.said-by.me .bubble').filter({ hasText: story.says }).isVisible(), `${name}: the claim tells what was sent`);
    ok(wrong.length === 0, `${name}: no complaint, nothing left the origin`, wrong.join('\n'));
    await context.close();
    await stop(server);
}

// Tab, Space, Enter and arrows only: every step reached, and always a visible focus.
async function byKeyboard() {
    const story = STORIES.fr;
    const server = await serve(folder(), { now: null });
    const { page, context, wrong } = await open(server, { language: 'fr', now: null });
    const hands = keyboard(page);
    const { reach, press } = hands;
    const button = label => page.getByRole('button', { name: label, exact: true });
    await reach(page.getByRole('textbox').first());
    await page.keyboard.type(story.about);
    await reach(page.getByRole('radio').first());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await press(page.getByRole('radio', { name: story.wish }), 'Space');
    await press(button(story.next), 'Enter');
    for (const [label, text] of [story.seller, story.item, story.date, story.email, story.name]) {
        await reach(page.getByLabel(label, { exact: true }));
        await page.keyboard.type(text);
    }
    await press(button(story.go), 'Enter');
    await page.locator('.draft').waitFor();
    await press(button(story.sent), 'Enter');
    await page.locator('.now').getByText(story.turn).waitFor();
    ok(true, 'the keyboard alone leads to a sent message');
    ok(hands.unseen === 0, 'what has the focus is always seen', `${hands.unseen} times not`);
    const heading = await page.evaluate(() => document.activeElement?.tagName);
    ok(heading === 'H1', 'a new screen puts the focus on its heading', heading);
    await page.keyboard.press('Tab');
    ok(wrong.length === 0, 'the keyboard: no complaint', wrong.join('\n'));
    await context.close();
    await stop(server);
}

main(async () => {
    for (const language of ['fr', 'en']) for (const width of [1280, 390]) await play(language, width);
    await byKeyboard();
});
