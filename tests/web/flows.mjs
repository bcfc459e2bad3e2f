// SPDX-License-Identifier: AGPL-3.0-or-later
// What each screen is for, clicked through to the end, with the files, the clipboard and the downloads that go with it.
import { readFileSync } from 'node:fs';
import { main, ok, open, serve, settled, stop, tell, told, visit } from './harness.mjs';
import { confirmation, mails, picture } from './stories.mjs';

let page, server, wrong;
const button = name => page.getByRole('button', { name, exact: true });
const link = name => page.getByRole('link', { name, exact: true });
const field = name => page.getByLabel(name, { exact: true });
const said = words => page.locator('.saying').filter({ hasText: words }).waitFor();
const heading = () => page.locator('h1').innerText();
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
const show = async json => JSON.parse((await tell(server.data, '--json', ...json)).stdout);
const eventsOf = async name => (await page.evaluate(path => fetch(path, { headers: { 'X-Tenace': '1' } }).then(one => one.json()), `api/v1/claims/${name}`)).events;
const last = async name => (await eventsOf(name)).at(-1);

// Drops or pastes a file where a person would.
const give = (kind, { name, type, text, bytes }, selector = 'main') =>
    page.evaluate(([kind, name, type, text, bytes, selector]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text ?? new Uint8Array(bytes)], name, { type }));
        const target = document.querySelector(selector);
        const options = { bubbles: true, cancelable: true };
        if (kind === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: transfer }));
        else for (const one of ['dragenter', 'dragover', 'drop']) target.dispatchEvent(new DragEvent(one, { ...options, dataTransfer: transfer }));
    }, [kind, name, type, text, bytes && [...bytes], selector]);

async function fresh() {
    await visit(page, '#/new');
    await give('drop', { name: 'commande.eml', type: 'message/rfc822', text: confirmation });
    await said('C’est lu');
    await page.getByText('Rien n’est arrivé', { exact: true }).click();
    const wishes = page.getByRole('group', { name: 'Que souhaitez-vous ?' }).getByRole('radio');
    ok((await wishes.count()) === 3, 'new: three wishes', await wishes.count());
    await page.getByText('Le recevoir', { exact: true }).click();
    await button('Continuer').click();
    const filled = await Promise.all(['Vendeur', 'Ce que vous avez acheté', 'Numéro de commande', 'Annoncé pour le'].map(name => field(name).inputValue()));
    ok(filled.join('|') === 'Lumière du Nord|Lampadaire Boréal|LN-2041|2026-04-01' && (await field('Prix').inputValue()).startsWith('59,90'), 'new: the dropped confirmation fills the purchase in', filled);
    await button('Voir mon premier coup').click();
    await settled(page);
    const text = await page.locator('main').innerText();
    ok(text.includes('LN-2041') || text.includes('Lampadaire Boréal'), 'new: leads to the first move', text.slice(0, 300));
}

async function message() {
    await visit(page, '#/claim/c-phone/move/chaser');
    const sides = page.locator('.sides.two .side');
    ok((await sides.count()) === 2 && (await sides.nth(0).locator('.paper').getAttribute('lang')) === 'en' && (await sides.nth(1).locator('.paper').getAttribute('lang')) === 'fr',
        'message: both languages side by side');
    await button('Modifier le texte').click();
    await field('Modifier le texte').fill('Hello,\n\nYou are thieves and liars. Call me on +33 6 12 34 56 78.\n\nClaire Martin');
    await page.locator('.guard li.block').first().waitFor();
    ok(await button('Je l’ai envoyé').isDisabled(), 'message: what must not leave cannot be sent');
    await button('Terminé').click();
    ok((await page.locator('#draft-body mark.block').count()) > 0, 'message: the remark stands in its place');
    ok((await button('Copier le message').count()) === 0, 'message: nor copied by the button');
    await button('Revenir à la proposition').click();
    await page.locator('.sides.two').waitFor();
    ok(true, 'message: the change is undone');
    await page.locator('summary').filter({ hasText: 'Exactement ce que verra le vendeur' }).click();
    const preview = await page.locator('.envelope').innerText();
    const body = await page.locator('#draft-body').innerText();
    ok(preview.includes('service-client@szphones.example') && preview.includes(body.split('\n')[2].slice(0, 30)), 'message: the preview is what leaves', preview);
    const mailto = new URL(await link('Ouvrir dans mon logiciel de courrier').getAttribute('href'));
    ok(mailto.protocol === 'mailto:' && mailto.searchParams.get('body').replaceAll('\r', '').trim() === body.trim(), 'message: it opens in a mail program, whole', mailto.href);
}

async function step() {
    await visit(page, '#/claim/c-phone/move');
    ok((await heading()) === 'Redémarrage forcé' && (await page.locator('q').innerText()).includes('power and volume'), 'step: says what is asked, in the seller’s words');
    await field('Ce que cela a donné').fill('L’écran reste noir');
    await button('Je l’ai faite, voir le message').click();
    await page.locator('#draft-body').waitFor();
    const text = await page.locator('#draft-body').innerText();
    ok(text.includes('14 April 2026') && text.includes('L’écran reste noir'), 'step: the answer quotes its date and its result', text);
    await button('Je l’ai envoyé').click();
    await said('C’est noté');
    ok((await last('c-phone')).kind === 'message.sent', 'step: the answer is noted');
}

async function form() {
    await visit(page, '#/claim/c-lamp/move');
    const copies = page.locator('.fields .copyable');
    ok((await copies.count()) >= 5, 'form: one copy button a field', await copies.count());
    let same = 0;
    for (const one of await copies.all()) {
        await one.getByRole('button').click();
        same += (await clipboard()) === (await one.locator('.copyable-value').textContent());
    }
    ok(same === (await copies.count()), 'form: each copies what stands beside it');
    ok((await page.getByRole('link', { name: 'Ouvrir le formulaire du vendeur' }).getAttribute('href')) === 'https://lampes.example/contact', 'form: opens the seller’s form');
    await give('paste', { name: 'confirmation.png', type: 'image/png', bytes: picture });
    await said('Gardé');
    await button('J’ai envoyé le formulaire').click();
    await said('C’est noté');
    const kinds = (await eventsOf('c-lamp')).slice(-2).map(one => one.kind);
    ok(kinds.includes('form.submitted') && kinds.includes('evidence.added'), 'form: noted, with the pasted screenshot', kinds);
}

async function phone() {
    await visit(page, '#/claim/c-boots/move');
    ok((await page.getByRole('link', { name: /^Appeler le/ }).getAttribute('href')) === 'tel:+33476000000', 'phone: one touch calls');
    const size = await page.locator('.paper.large').evaluate(one => parseFloat(getComputedStyle(one).fontSize));
    ok(size >= 20, 'phone: the words are large', `${size} px`);
    await field('Notes pendant l’appel').fill('Colis perdu, renvoi promis vendredi');
    await page.getByLabel('Qui a répondu').fill('Mme Petit');
    await page.getByText('J’ai parlé à quelqu’un', { exact: true }).click();
    await button('Noter l’appel').click();
    await said('Il fallait oser');
    const event = await last('c-boots');
    ok(event.kind === 'call.made' && event.agent === 'Mme Petit' && event.text.includes('Colis perdu'), 'phone: notes and outcome are kept', event);
}

async function counter() {
    await visit(page, '#/claim/c-kettle/move');
    await field('Notes').fill('Échange accepté');
    await page.getByText('On s’en occupe', { exact: true }).click();
    await button('Noter la visite').click();
    await said('Il fallait oser');
    ok((await last('c-kettle')).kind === 'visit.made', 'counter: the visit is noted');
}

async function letter() {
    await visit(page, '#/claim/c-bike/move/notice_letter');
    const source = await page.locator('iframe.pdf').getAttribute('src');
    const head = await page.evaluate(async () => (await (await fetch('api/v1/claims/c-bike/letter.pdf?move=notice_letter')).text()).slice(0, 5));
    ok(source.startsWith('blob:') && head === '%PDF-', 'letter: the PDF stands in the page', [source, head]);
    ok((await page.locator('.numbered li').count()) === 4, 'letter: four steps to registered post');
    const kept = page.waitForResponse(answer => answer.url().includes('/evidence?') && answer.status() === 201);
    await give('drop', { name: 'récépissé.png', type: 'image/png', bytes: Buffer.concat([picture, Buffer.from('1')]) });
    await kept;
    await button('Je l’ai postée').click();
    await said('C’est noté');
    const event = await last('c-bike');
    ok(event.channel === 'letter', 'letter: noted as posted', event);
}

async function publicWord() {
    await visit(page, '#/claim/c-coffee/move');
    const text = await page.locator('#draft-body').innerText();
    ok(!/P-COFFEE|Claire/.test(text), 'public: nothing private in it', text);
    ok((await page.locator('.envelope').innerText()).includes('Maison du Café'), 'public: the preview');
}

async function answer() {
    await visit(page, '#/claim/c-chair/answer');
    await field('Collez la réponse').fill('Bonjour,\n\nMerci de nous envoyer une photo de la chaise.\n\nNous vous rembourserons avant vendredi.\n\nSophie');
    await page.locator('.signals li').first().waitFor();
    ok((await page.locator('main mark').count()) >= 2, 'answer: what was pasted is read at once and highlighted');
    await button('Garder cette réponse').click();
    await settled(page);
    ok((await heading()) === 'Ce que cela dit', 'answer: kept');
    const before = await page.locator('.signals li').count();
    await page.locator('.signals li').first().getByRole('button').click();
    await said('Corrigé');
    await page.waitForFunction(count => document.querySelectorAll('.signals li').length === count, before - 1);
    ok(true, 'answer: corrected with one touch');
    await page.getByLabel('Elle dit aussi…').selectOption({ label: 'Offre une réparation' }).catch(() => page.getByLabel('Elle dit aussi…').selectOption({ index: 2 }));
    await button('Ajouter').click();
    await page.waitForFunction(count => document.querySelectorAll('.signals li').length === count, before);
    ok(true, 'answer: what was missed is added');
    await visit(page, '#/claims');
    await give('drop', { name: 'réponse.eml', type: 'message/rfc822', text: mails[4].replace('<m5@', '<m5b@').replace('Nous vous rappellerons', 'Nous vous écrirons') });
    await page.waitForFunction(() => location.hash.includes('/event/'));
    ok((await page.locator('.paper').innerText()).includes('Nous vous écrirons'), 'answer: a mail dropped anywhere finds its claim');
}

async function held() {
    await visit(page, '#/held');
    const items = page.locator('.held > li');
    ok((await items.count()) === 2 && (await page.locator('.held').innerText()).includes('Prudence'), 'held: two mails, one of them suspect');
    const ambiguous = items.filter({ hasText: 'plusieurs de vos dossiers' });
    const choice = ambiguous.getByRole('combobox');
    await choice.selectOption({ label: 'Applique murale · Lampes & Cie' });
    await ambiguous.getByRole('button', { name: 'L’y ranger' }).click();
    await said('trouvé sa place');
    ok((await eventsOf('c-wall')).some(one => one.text?.includes('entrepôt')), 'held: given to its claim');
    await items.first().getByRole('button', { name: 'Aucun de mes dossiers' }).click();
    await page.getByText('Aucun message n’attend.').waitFor();
    ok(true, 'held: the other put away');
}

async function evidence() {
    await visit(page, '#/claim/c-phone/evidence');
    const before = await page.locator('.files li').count();
    await page.locator('input[type=file]').setInputFiles([{ name: 'facture.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }]);
    await page.waitForFunction(count => document.querySelectorAll('.files li').length === count + 1, before);
    await give('paste', { name: 'photo.png', type: 'image/png', bytes: Buffer.concat([picture, Buffer.from('2')]) });
    await page.waitForFunction(count => document.querySelectorAll('.files li').length === count + 2, before);
    await page.locator('.files img').last().scrollIntoViewIfNeeded();
    await page.waitForFunction(() => [...document.querySelectorAll('.files img')].every(one => one.complete && one.naturalWidth > 0));
    ok((await page.locator('.files img').count()) > 0, 'evidence: chosen, pasted, pictures shown');
    const waiting = page.waitForEvent('download');
    await page.locator('.files a').filter({ hasText: 'facture.pdf' }).click();
    const file = await waiting;
    ok(readFileSync(await file.path(), 'latin1').startsWith('%PDF-1.4') && file.suggestedFilename() === 'facture.pdf', 'evidence: comes back whole');
    const zipping = page.waitForEvent('download');
    await link('En archive, avec chaque pièce').click();
    ok(readFileSync(await (await zipping).path(), 'latin1').startsWith('PK'), 'evidence: the whole file for a third person');
}

async function claim() {
    await visit(page, '#/claim/c-phone');
    const text = await page.locator('main').innerText();
    for (const words of ['chute de ton', 'question répétée', 'L’échelle', 'Vos droits', 'En jeu', '249,90', 'Récupéré', 'Code de la consommation'])
        ok(text.includes(words), `claim: shows ${words}`);
    ok((await page.locator('.faces[role=img]').getAttribute('aria-label')).startsWith('Pendule d’échecs'), 'claim: the clock speaks');
    ok((await page.locator('.tone svg[role=img]').count()) === 1 && (await page.locator('.tone table tr').count()) >= 3, 'claim: the tone as a chart with its table');
    await button('Écrire une note').click();
    await field('Une note').fill('Appeler ma sœur, qui a le même téléphone.');
    await button('Garder la note').click();
    await page.getByText('Appeler ma sœur').waitFor();
    await said('Enregistré');
    await page.locator('.saying').getByRole('button', { name: 'Annuler' }).click();
    await said('Annulé');
    await page.locator('.fact-line.retracted').waitFor();
    ok((await eventsOf('c-phone')).find(one => one.text?.includes('Appeler ma sœur')).retracted, 'claim: a note is kept, and taken back');
    await button('Mettre de côté').click();
    await page.locator('.happened').getByRole('button', { name: 'Dans 3 jours' }).click();
    await said('Mis de côté');
    ok((await last('c-phone')).kind === 'claim.snoozed', 'claim: put aside');
    await button('J’ai téléphoné').click();
    await field('Notes pendant l’appel').fill('On me rappelle jeudi');
    await page.getByText('J’ai parlé à quelqu’un', { exact: true }).click();
    await button('Noter l’appel').click();
    await said('Enregistré');
    const call = await last('c-phone');
    ok(call.kind === 'call.made' && call.body.contact === 'reached' && call.text.includes('jeudi'), 'claim: a call made unasked is noted', call);
    await button('J’ai fait la manipulation').click();
    await field('Quelle manipulation ?').fill('redémarrage forcé');
    await field('Avec quel résultat ?').fill('Toujours noir');
    await button('Le noter').click();
    await page.waitForFunction(() => document.querySelector('main').innerText.includes('Toujours noir'));
    ok((await last('c-phone')).body.step === 'hard_reset', 'claim: a step is named as people do', await last('c-phone'));
    await visit(page, '#/claim/c-lamp');
    await button('Quelque chose est arrivé').click();
    await page.getByText('L’article', { exact: true }).click();
    await button('Le noter').click();
    await said('Enregistré');
    ok((await eventsOf('c-lamp')).some(one => one.kind === 'remedy.received'), 'claim: what arrived is noted');
    await visit(page, '#/claim/c-kettle');
    await button('C’est réglé').click();
    await page.getByText('J’ai obtenu satisfaction', { exact: true }).click();
    await button('Fermer le dossier').click();
    await page.locator('.now').getByText('Gagné').waitFor();
    await button('Finalement, ce n’est pas réglé').click();
    await page.locator('.tiles').waitFor();
    ok(true, 'claim: closed, and opened again');
}

async function seller() {
    await visit(page, '#/seller/m-phone');
    const text = await page.locator('main').innerText();
    ok(text.includes('R.A.S. chinoise de Hong Kong') || text.includes('Hong Kong'), 'seller: where it is established');
    ok(/\d\s(min|h|j)/.test(await page.locator('.table').innerText()) && (await page.locator('.bars tr').count()) > 5, 'seller: measured delays and tactics');
    ok(text.includes('Hors de l’Union européenne') && text.includes('Payez par carte'), 'seller: what that means before buying again');
    await page.locator('summary').filter({ hasText: 'Modifier' }).click();
    await field('Téléphone').fill('+852 1234 5678');
    await button('Enregistrer').click();
    await page.locator('.copyable').filter({ hasText: '+852 1234 5678' }).waitFor();
    ok(true, 'seller: a channel is added');
}

async function trophies() {
    await visit(page, '#/trophies');
    const text = await page.locator('main').innerText();
    ok(text.includes('199,00') && /coups joués/.test(text) && text.includes('Appels passés') && !/perdu|échou/i.test(text), 'trophies: euros, moves, courage, and no loss', text);
}

async function rehearsal() {
    const before = (await show(['list', '--all'])).length;
    await visit(page, '#/rehearsal');
    await page.getByRole('button', { name: /^Commencer.*Hong Kong/ }).click();
    await button('Je le fais').waitFor();
    const sides = page.locator('.rehearsal-now .side .paper');
    ok((await sides.count()) === 2 && (await sides.nth(1).getAttribute('lang')) === 'fr', 'rehearsal: a letter abroad stands in both languages');
    for (let turn = 0; turn < 3 && (await button('Je le fais').count()); turn++) {
        const length = await page.locator('.conversation > li').count();
        await button('Je le fais').click();
        await page.waitForFunction(count => document.querySelectorAll('.conversation > li').length > count, length);
    }
    const played = await page.locator('.conversation > li').count();
    ok(played > 3, 'rehearsal: played');
    await page.reload();
    await button('Jeter cette répétition').waitFor();
    ok((await page.locator('.conversation > li').count()) === played, 'rehearsal: goes on where the page was loaded again');
    await button('Jeter cette répétition').click();
    await page.getByText('Contre qui voulez-vous jouer ?').waitFor();
    ok((await show(['list', '--all'])).length === before, 'rehearsal: removed with one click, no claim of mine touched');
    await page.reload();
    await page.getByText('Contre qui voulez-vous jouer ?').waitFor();
}

// The mailbox has a server that refuses, and is to be mended.
async function settings() {
    await visit(page, '#/settings');
    await page.getByLabel('Adresse e-mail').fill('claire@nowhere.example');
    await page.getByLabel('Mot de passe', { exact: true }).fill('secret');
    await page.locator('summary').filter({ hasText: /^Serveurs$/ }).click();
    await page.getByLabel(/^Serveur entrant/).fill('127.0.0.1:1');
    await page.getByLabel(/^Serveur sortant/).fill('127.0.0.1:1');
    await button('Relier').click();
    await page.locator('.boxes li .chip.theirs').waitFor();
    ok((await page.locator('.boxes li').innerText()).includes('Ne fonctionne pas'), 'settings: the mailbox tells that it is not well');
    await page.locator('.boxes li').getByRole('button', { name: 'Réparer' }).click();
    ok(await page.locator('.boxes li').getByLabel('Mot de passe', { exact: true }).isVisible(), 'settings: and how to mend it');
    await page.locator('.boxes li').getByRole('button', { name: 'Retirer' }).click();
    await page.waitForFunction(() => !document.querySelector('.boxes li'));
    await button('Créer un lien').click();
    const address = await page.locator('.copyable-value').filter({ hasText: 'calendar.ics' }).innerText();
    const ics = await page.evaluate(url => fetch(url, { credentials: 'omit' }).then(one => one.text()), address);
    ok(ics.includes('BEGIN:VEVENT') && !/Aurora|Shenzhen/.test(ics), 'settings: the calendar link gives the dates and tells no grievance');
    await button('Révoquer le lien').click();
    await page.waitForFunction(() => !document.querySelector('main').innerText.includes('calendar.ics'));
    ok(true, 'settings: the link is revoked');
    const exporting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tout exporter' }).click();
    ok(readFileSync(await (await exporting).path(), 'utf8').includes('"type":"merchant"'), 'settings: everything is exported');
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Télécharger une sauvegarde' }).click();
    const saved = await saving;
    ok(/^tenace-[\d-]+\.zip$/.test(saved.suggestedFilename()) && readFileSync(await saved.path(), 'latin1').startsWith('PK'), 'settings: a backup is downloaded', saved.suggestedFilename());
    await page.locator('summary').filter({ hasText: 'Accès pour d’autres programmes' }).click();
    await page.locator('details.panel').getByLabel('Nom').fill('script');
    await button('Créer un jeton').click();
    const token = await page.locator('details.panel .copyable-value').innerText();
    const opened = await page.evaluate(([url, key]) => fetch(url, { credentials: 'omit', headers: { Authorization: `Bearer ${key}` } }).then(one => one.status), ['api/v1/next', token]);
    ok(opened === 200, 'settings: a token for another program', opened);
    await button('Révoquer').click();
    await page.waitForFunction(() => !document.querySelector('details.panel').innerText.includes('script'));
    ok(true, 'settings: revoked');
    await field('Fuseau horaire').fill('Europe/Brussels');
    await field('Pays').selectOption('BE');
    await page.locator('.panel').first().getByRole('button', { name: 'Enregistrer' }).click();
    await said('Enregistré');
    await field('Langue').selectOption('en');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    ok((await field('Country').inputValue()) === 'BE' && (await field('Time zone').inputValue()) === 'Europe/Brussels', 'settings: country, zone and language are kept');
    await field('Language').selectOption('fr');
    await page.getByRole('heading', { name: 'Réglages' }).waitFor();
}

async function search() {
    await visit(page, '#/claims');
    await page.getByRole('searchbox').fill('entrepôt');
    await page.keyboard.press('Enter');
    await page.locator('.row mark').first().waitFor();
    await page.locator('.row').first().click();
    await page.locator('.paper').waitFor();
    ok((await page.locator('.paper').innerText()).includes('entrepôt'), 'search: finds what a mail says, and opens it');
    await visit(page, '#/claims?q=zzzz');
    ok((await page.locator('main').innerText()).includes('Rien trouvé'), 'search: says when there is nothing');
}

// What another program stores shows without reloading.
async function live() {
    await visit(page, '#/claim/c-wall');
    await tell(server.data, 'log', 'c-wall', 'note', 'Écrit ailleurs');
    await page.getByText('Écrit ailleurs').waitFor();
    ok(true, 'what was stored elsewhere shows at once');
}

main(async () => {
    server = await serve(await told('fr'));
    const opened = await open(server, { language: 'fr' });
    ({ page, wrong } = opened);
    await opened.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const part of [message, step, form, phone, counter, letter, publicWord, answer, held, evidence, claim, seller, trophies, rehearsal, search, live, settings, fresh]) {
        try {
            await part();
        } catch (error) {
            ok(false, `${part.name}: to the end`, error.stack);
        }
    }
    ok(wrong.length === 0, 'nothing leaves the origin, nothing is refused, no complaint', wrong.join('\n'));
    await stop(server);
});

