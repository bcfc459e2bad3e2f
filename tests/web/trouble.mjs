// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes wrong around a page that is open: the program ends and comes back, the session is over, a file is too large, the disk is
// full, a second tab, the way back, a reload in the middle of a sentence; very long names, a thousand claims, a claim of 300 events.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axe, folder, main, note, ok, open, overflow, serve, settled, stop, tell, told, visit } from './harness.mjs';

const LONG = 'Téléphone-ordinateur-montre-appareil'.repeat(6);
const OFFLINE = 'Le programme ne répond pas';
const by = page => ({
    button: name => page.getByRole('button', { name, exact: true }),
    field: name => page.getByLabel(name, { exact: true }),
    said: words => page.locator('.saying').filter({ hasText: words }).waitFor(),
    text: () => page.locator('main').innerText(),
});

// A changed message and a half told claim outlive a reload and the way back; what was done is over.
async function kept(server) {
    const { page, context, wrong } = await open(server);
    const { button, field, said, text } = by(page);
    await visit(page, '#/claim/c-chair/move');
    await button('Modifier le texte').click();
    await field('Modifier le texte').fill('Bonjour,\n\nMes propres mots, à moi.\n\nClaire Martin');
    await page.reload();
    await settled(page);
    ok((await page.locator('#draft-body').innerText()).includes('Mes propres mots'), 'a changed message is still there after a reload');
    await page.goBack();
    await page.goForward();
    await page.locator('#draft-body').waitFor();
    ok((await page.locator('#draft-body').innerText()).includes('Mes propres mots'), 'and after the way back');
    await button('Je l’ai envoyé').click();
    await said('C’est noté');
    ok((await page.evaluate(() => Object.keys(sessionStorage).filter(one => one.includes('draft')).length)) === 0, 'once sent, it is over');

    await visit(page, '#/new');
    await page.getByRole('textbox').first().fill('Le vélo a perdu une roue.');
    await page.getByText('Cela ne marche pas', { exact: true }).click();
    await page.getByText('Qu’on le répare', { exact: true }).click();
    await button('Continuer').click();
    await field('Vendeur').fill('Vélos Dupont');
    await page.reload();
    await settled(page);
    ok((await field('Vendeur').inputValue()) === 'Vélos Dupont', 'a half told claim is still there after a reload');
    await page.goBack();
    await page.locator('.sentence').waitFor();
    ok((await page.locator('.sentence').inputValue()) === 'Le vélo a perdu une roue.', 'the way back leads to its first step, with what was said');
    await page.goForward();
    ok((await field('Vendeur').inputValue()) === 'Vélos Dupont', 'and forth to the second');
    await field('Ce que vous avez acheté').fill('Vélo');
    await button('Voir mon premier coup').click();
    await page.locator('.draft, .note, .panel').first().waitFor();
    await visit(page, '#/new');
    ok((await page.locator('.sentence').inputValue()) === '', 'once opened, the next claim begins empty');
    ok(wrong.length === 0, 'keeping: no complaint', wrong.join('\n'));
    ok((await text()).length > 0, 'the page is alive');
    await context.close();
}

// Two tabs of one browser: what one notes, the other shows; what it cannot do any more it says.
async function tabs(server) {
    const { page, context, wrong } = await open(server);
    const other = await context.newPage();
    await other.goto(server.origin + '/#/claim/c-wall');
    await other.locator('.conversation').waitFor();
    await visit(page, '#/claim/c-wall');
    await by(page).button('Écrire une note').click();
    await by(page).field('Une note').fill('Vu dans l’autre onglet.');
    await by(page).button('Garder la note').click();
    await other.getByText('Vu dans l’autre onglet.').waitFor();
    ok(true, 'a second tab shows at once what the first noted');
    await visit(page, '#/claim/c-wall/move');
    await other.goto(server.origin + '/#/claim/c-wall/move');
    await by(other).button('J’ai envoyé le formulaire').waitFor();
    await by(page).button('J’ai envoyé le formulaire').click();
    await by(page).said('C’est noté');
    await other.getByText('C’est déjà fait').waitFor();
    ok((await by(other).button('J’ai envoyé le formulaire').count()) === 0, 'what one tab did, the other says is done');
    const forms = await other.evaluate(() => fetch('api/v1/claims/c-wall').then(one => one.json()).then(one => one.events.filter(event => event.kind === 'form.submitted').length));
    ok(forms === 1, 'and it was noted once', forms);
    ok(wrong.every(one => /^(4\d\d:|console: Failed to load resource)/.test(one)), 'two tabs: no complaint', wrong.join('\n'));
    await context.close();
}

// The program ends while the page is open, and comes back at the same place.
async function away() {
    const data = await told('fr');
    const server = await serve(data);
    const { page, context } = await open(server);
    const { button, field, said } = by(page);
    await visit(page, '#/claim/c-lamp');
    await stop(server);
    await button('Écrire une note').click();
    await field('Une note').fill('Écrite pendant la panne.');
    await button('Garder la note').click();
    await said(OFFLINE);
    ok((await field('Une note').inputValue()) === 'Écrite pendant la panne.', 'without the program: it is said, and what was typed stays');
    await page.evaluate(() => (location.hash = '#/sellers'));
    await page.getByText(OFFLINE).first().waitFor();
    await button('Réessayer').first().waitFor();
    ok(true, 'another screen says so, too, with a way to try again');
    await page.evaluate(() => (location.hash = '#/claims'));
    const again = await serve(data, { more: ['--port', String(server.port)] });
    await page.getByText('Lampe de bureau Lumio').waitFor();
    ok(true, 'when it is back, the page shows its claims again by itself');
    await page.evaluate(() => fetch('api/v1/session', { method: 'DELETE', headers: { 'X-Tenace': '1' } }));
    await page.evaluate(() => (location.hash = '#/trophies'));
    await page.getByText('Cette page n’appartient qu’à une personne').or(page.locator('.gate')).first().waitFor();
    ok((await page.locator('.gate .lead').innerText()).includes('tenace serve'), 'when the session is over, the page says how to come in again', await page.locator('main').innerText());
    ok((await axe(page)).length === 0, 'and that page has no violation');
    await context.close();
    await stop(again);
}

// A password beyond loopback: wrong, then right.
async function password() {
    const data = await told('fr');
    const file = join(folder(), 'password');
    writeFileSync(file, 'un deux trois quatre\n', { mode: 0o600 });
    const server = await serve(data, { more: ['--password-file', file] });
    server.link = server.origin + '/';
    const { page, context } = await open(server);
    const { button, field, said } = by(page);
    await field('Mot de passe').fill('faux');
    await button('Entrer').click();
    await page.locator('.said.bad').waitFor();
    ok((await page.locator('.said.bad').innerText()).includes('mot de passe'), 'a wrong password is said', await page.locator('.said.bad').innerText());
    await field('Mot de passe').fill('un deux trois quatre');
    await page.keyboard.press('Enter');
    await page.locator('.move').waitFor();
    ok(true, 'the right one opens the page');
    await context.close();
    await stop(server);
}

// A name that was left out is asked for where it is needed.
async function nameless() {
    const data = folder();
    const server = await serve(data, { now: null });
    const { page, context } = await open(server, { now: null });
    const { button, field } = by(page);
    await page.getByText('Cela ne marche pas', { exact: true }).click();
    await page.getByText('Qu’on le répare', { exact: true }).click();
    await button('Continuer').click();
    await field('Vendeur').fill('Radios');
    await field('Ce que vous avez acheté').fill('Radio');
    await button('Voir mon premier coup').click();
    await field('Nom').fill('Paul Durand');
    await page.keyboard.press('Enter');
    await page.locator('#draft-body').waitFor({ state: 'attached' });
    ok((await page.locator('#draft-body').textContent()).includes('Paul Durand'), 'without a name, it is asked for, then the words are signed');
    await context.close();
    await stop(server);
}

async function files(server) {
    const { page, context } = await open(server);
    await visit(page, '#/claim/c-phone/evidence');
    await page.evaluate(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(65 * 1024 * 1024)], 'film.mp4', { type: 'video/mp4' }));
        for (const one of ['dragenter', 'dragover', 'drop']) document.querySelector('main').dispatchEvent(new DragEvent(one, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    });
    await page.locator('.said.bad').waitFor();
    const told_ = await page.locator('.said.bad').innerText();
    ok(/64/.test(told_), 'a file that is too large is refused with its limit', told_);
    await context.close();
}

// A disk of two megabytes.
async function full() {
    const disk = folder();
    try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
        return ok(true, 'a full disk # SKIP a small disk cannot be mounted here');
    }
    const server = await serve(join(disk, 'data'), { now: null });
    try {
        const { page, context } = await open(server, { now: null });
        const claim = { kind: 'late', wants: 'delivery', language: 'fr', merchant: { name: 'Plein' }, purchase: { item: 'Armoire', where: 'distance' } };
        await page.evaluate(one => fetch('api/v1/claims', { method: 'POST', headers: { 'X-Tenace': '1', 'Content-Type': 'application/json' }, body: JSON.stringify(one) }), claim);
        await visit(page, '#/claim/1/evidence');
        await page.locator('input[type=file]').setInputFiles([{ name: 'gros.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(1900000, 7) }]);
        await page.locator('.said.bad').waitFor();
        note(`a full disk: ${(await page.locator('.said.bad').innerText()).trim()}`);
        ok(/disque est plein/i.test(await page.locator('.said.bad').innerText()), 'a full disk is said', await page.locator('.said.bad').innerText());
        await visit(page, '#/claims');
        ok((await page.locator('main').innerText()).includes('Armoire'), 'and reading goes on');
        await context.close();
    } finally {
        await stop(server);
        execFileSync('umount', ['-l', disk]);
    }
}

// Very long names without a blank, a thousand claims, a claim of 300 events: nothing sticks out, and it stays quick.
async function many() {
    const data = folder();
    const lines = [];
    const add = (ref, name, item, events) => {
        lines.push({ type: 'merchant', ref: `m-${ref}`, name, role: 'online_shop', country: 'FR', languages: ['fr'], emails: [`${'a'.repeat(50)}@${ref}.example`], domains: [`${ref}.example`] });
        lines.push({ type: 'purchase', ref: `p-${ref}`, merchant: `m-${ref}`, item, order_number: `${ref}-1`.slice(0, 60), price: { amount: 123456789, currency: 'EUR' }, ordered_on: '2026-02-01', expected_on: '2026-02-20', where: 'distance' });
        lines.push({ type: 'claim', ref: `c-${ref}`, purchase: `p-${ref}`, kind: 'not_delivered', wants: 'delivery', language: 'fr' });
        lines.push({ type: 'event', claim: `c-${ref}`, kind: 'claim.opened', at: '2026-02-21T09:00:00+01:00', actor: 'me', body: { about: 'Rien reçu' } });
        for (let i = 0; i < events; i++)
            lines.push({ type: 'event', claim: `c-${ref}`, kind: i % 3 ? 'message.received' : 'message.sent', at: `2026-03-${String(1 + (i % 28)).padStart(2, '0')}T${String(8 + (i % 10)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:00+01:00`, actor: i % 3 ? 'seller' : 'me',
                body: i % 3 ? { text: `Réponse ${i}. ${LONG}` } : { channel: 'email', rung: 'email', text: `Message ${i}`, to: 'x@example.org' } });
    };
    add('long', `Magasin${LONG}`, LONG, 0);
    add('story', 'Longue Histoire', 'Piano', 300);
    for (let i = 0; i < 998; i++) add(`n${i}`, `Boutique ${i}`, `Objet ${i}`, 0);
    const file = join(folder(), 'many.jsonl');
    writeFileSync(file, lines.map(one => JSON.stringify(one)).join('\n') + '\n');
    await tell(data, 'import', file);
    await tell(data, 'account', 'set', 'language', 'fr');
    await tell(data, 'account', 'set', 'name', 'Claire Martin');
    const server = await serve(data);
    for (const width of [1280, 390]) {
        const { page, context, wrong } = await open(server, { width, height: width < 600 ? 844 : 900 });
        for (const place of ['#/', '#/claims', '#/claim/c-long', '#/claim/c-long/move', '#/claim/c-long/evidence', '#/seller/m-long', '#/sellers', '#/claims?q=Piano', '#/claim/c-story', '#/new/purchase', '#/settings']) {
            const start = Date.now();
            await visit(page, place);
            const out = await overflow(page);
            ok(out.length === 0, `${width} px: ${place} of a full folder: nothing sticks out`, out);
            note(`${width} px: ${place}: ${Date.now() - start} ms`);
        }
        await visit(page, '#/claim/c-story');
        ok((await page.locator('.conversation > li').count()) >= 300, `${width} px: a claim of 300 events shows them`);
        if (process.env.TENACE_SHOTS) await page.screenshot({ path: `${process.env.TENACE_SHOTS}/story-${width}.png` });
        await visit(page, '#/claim/c-long');
        if (process.env.TENACE_SHOTS) await page.screenshot({ path: `${process.env.TENACE_SHOTS}/long-${width}.png`, fullPage: true });
        ok(wrong.length === 0, `${width} px: no complaint of a full folder`, wrong.join('\n'));
        await context.close();
    }
    await stop(server);
}

main(async () => {
    const server = await serve(await told('fr'));
    for (const one of [kept, tabs, nameless, files, away, password, full, many]) {
        try {
            await one(server);
        } catch (error) {
            ok(false, `${one.name}: to the end`, error.stack);
        }
    }
    await stop(server);
});
