// SPDX-License-Identifier: AGPL-3.0-or-later
// A folder as it looks after some weeks: a claim at each stage, in two languages, with the seller's mails, files, held mail and
// a closed claim. Told at NOW, which is also the clock of the server and of the browser.
export const NOW = '2026-04-14T10:00:00+02:00';

const shop = (ref, name, domain, more = {}) => ({
    type: 'merchant', ref, name, role: 'online_shop', country: 'FR', languages: ['fr'], emails: [`service-client@${domain}`],
    domains: [domain], form_url: `https://${domain}/contact`, ...more,
});
const bought = (ref, merchant, item, amount, ordered_on, more = {}) => ({
    type: 'purchase', ref, merchant, item, order_number: `${ref.toUpperCase()}-48213`, price: { amount, currency: 'EUR' }, ordered_on,
    where: 'distance', payment: 'card', second_hand: false, ...more,
});
const claim = (ref, purchase, kind, wants) => ({ type: 'claim', ref, purchase, kind, wants, language: 'fr', ladder: null });
const event = (of, at, kind, body, actor = 'me') => ({ type: 'event', claim: of, kind, at: `2026-${at}:00+02:00`, actor, body });

export const records = [
    shop('m-phone', 'Shenzhen Phones', 'szphones.example', { country: 'HK', languages: ['en', 'zh'], handles: { mastodon: '@szphones@social.example' } }),
    shop('m-lamp', 'Lampes & Cie', 'lampes.example'),
    shop('m-boots', 'Bottier des Alpes', 'bottier.example', { phone: '+33 4 76 00 00 00', emails: [] }),
    shop('m-bike', 'Vélos Pliants', 'pliants.example', { postal_address: '12 rue du Port\n44000 Nantes' }),
    shop('m-coffee', 'Maison du Café', 'cafe.example', { handles: { mastodon: '@maisonducafe@social.example' } }),
    shop('m-sound', 'Son & Image', 'son.example', { phone: '+33 1 23 45 67 89' }),
    shop('m-kettle', 'Darty du coin', 'darty.example', { role: 'shop' }),
    shop('m-chair', 'Chaises Martin', 'chaises.example', { country: 'BE' }),

    bought('p-phone', 'm-phone', 'Téléphone Aurora X', 24990, '2026-01-20', { delivered_on: '2026-02-02' }),
    bought('p-lamp', 'm-lamp', 'Lampe de bureau Lumio', 8990, '2026-03-20', { expected_on: '2026-04-02' }),
    bought('p-wall', 'm-lamp', 'Applique murale', 4500, '2026-04-01', { expected_on: '2026-04-10' }),
    bought('p-boots', 'm-boots', 'Bottes de randonnée', 14900, '2026-03-10', { expected_on: '2026-03-26' }),
    bought('p-bike', 'm-bike', 'Vélo pliant 20 pouces', 64900, '2026-02-01', { expected_on: '2026-02-15' }),
    bought('p-coffee', 'm-coffee', 'Machine à café', 32900, '2026-03-01', { expected_on: '2026-03-24' }),
    bought('p-sound', 'm-sound', 'Casque audio sans fil', 19900, '2026-02-10', { delivered_on: '2026-02-16' }),
    bought('p-kettle', 'm-kettle', 'Bouilloire', 4990, '2026-03-30', { where: 'shop', delivered_on: '2026-03-30', order_number: null }),
    bought('p-chair', 'm-chair', 'Chaise de bureau', 21900, '2026-03-05', { delivered_on: '2026-03-12' }),

    claim('c-phone', 'p-phone', 'defective', 'replacement'),
    claim('c-lamp', 'p-lamp', 'not_delivered', 'delivery'),
    claim('c-wall', 'p-wall', 'late', 'delivery'),
    claim('c-boots', 'p-boots', 'not_delivered', 'delivery'),
    claim('c-bike', 'p-bike', 'not_delivered', 'refund'),
    claim('c-coffee', 'p-coffee', 'not_delivered', 'delivery'),
    claim('c-sound', 'p-sound', 'defective', 'refund'),
    claim('c-kettle', 'p-kettle', 'defective', 'replacement'),
    claim('c-chair', 'p-chair', 'wrong_item', 'replacement'),

    event('c-phone', '03-27T09:00', 'claim.opened', { about: 'L’écran reste noir après deux mois.' }),
    event('c-phone', '03-27T09:12', 'message.sent', {
        rung: 'email', channel: 'email', to: 'service-client@szphones.example', subject: 'Order P-PHONE-48213: the phone no longer starts', language: 'en',
        text: 'Hello,\n\nThe phone of order P-PHONE-48213 stopped working on 26 March: its screen stays black.\n\nCould you please tell me how to have it replaced?\n\nKind regards,\nClaire Martin',
    }),
    event('c-lamp', '04-03T18:30', 'claim.opened', { about: 'La lampe annoncée pour le 2 avril n’est pas arrivée.' }),
    event('c-wall', '04-11T10:00', 'claim.opened', { about: 'L’applique devait arriver le 10 avril.' }),
    event('c-boots', '03-28T08:00', 'claim.opened', { about: 'Rien reçu.' }),
    event('c-boots', '04-04T08:10', 'form.submitted', { rung: 'form', channel: 'form', text: 'Bonjour, où en est ma commande P-BOOTS-48213, attendue le 26 mars ? Merci d’avance. Claire Martin' }),
    event('c-bike', '02-17T08:00', 'claim.opened', { about: 'Le vélo n’est jamais arrivé.' }),
    event('c-bike', '02-24T09:00', 'form.submitted', { rung: 'form', channel: 'form', text: 'Bonjour, mon vélo, attendu le 15 février, n’est pas arrivé. Pouvez-vous me dire où il est ? Claire Martin' }),
    event('c-bike', '03-03T09:00', 'message.sent', { rung: 'email', channel: 'email', to: 'service-client@pliants.example', language: 'fr', subject: 'Commande P-BIKE-48213', text: 'Bonjour,\n\nMon formulaire du 24 février est resté sans réponse. Où en est la livraison ?\n\nCordialement,\nClaire Martin' }),
    event('c-bike', '03-07T09:00', 'message.sent', { rung: 'notice', channel: 'email', to: 'service-client@pliants.example', language: 'fr', subject: 'Mise en demeure de livrer', text: 'Madame, Monsieur,\n\nJe vous mets en demeure de livrer le vélo dans un délai de dix jours.\n\nCordialement,\nClaire Martin' }),
    event('c-coffee', '03-26T08:00', 'claim.opened', { about: 'La machine devait arriver le 24 mars.' }),
    event('c-coffee', '04-01T09:00', 'form.submitted', { rung: 'form', channel: 'form', text: 'Bonjour, où en est ma machine à café ? Merci. Claire Martin' }),
    event('c-coffee', '04-08T09:00', 'message.sent', { rung: 'email', channel: 'email', to: 'service-client@cafe.example', language: 'fr', subject: 'Commande P-COFFEE-48213', text: 'Bonjour,\n\nSans réponse à mon formulaire du 1er avril, je vous écris : où en est la livraison ?\n\nCordialement,\nClaire Martin' }),
    event('c-sound', '02-20T08:00', 'claim.opened', { about: 'L’oreillette droite est muette.' }),
    event('c-sound', '02-20T08:20', 'message.sent', { rung: 'email', channel: 'email', to: 'service-client@son.example', language: 'fr', subject: 'Casque défectueux', text: 'Bonjour,\n\nL’oreillette droite du casque est muette depuis hier. Pouvez-vous me rembourser ?\n\nCordialement,\nClaire Martin' }),
    event('c-sound', '02-27T11:00', 'call.made', { rung: 'call', channel: 'phone', contact: 'reached', agent: 'Mme Diallo', text: 'Elle vérifie et rappelle.' }),
    event('c-sound', '03-06T11:00', 'remedy.received', { kind: 'refund', complete: true, amount: { amount: 19900, currency: 'EUR' } }, 'seller'),
    event('c-sound', '03-06T11:05', 'claim.closed', { outcome: 'satisfied' }),
    event('c-kettle', '04-13T17:00', 'claim.opened', { about: 'Elle ne chauffe plus.' }),
    event('c-chair', '03-14T08:00', 'claim.opened', { about: 'La chaise est bleue, je l’avais choisie verte.' }),
    event('c-chair', '04-10T08:20', 'message.sent', { rung: 'email', channel: 'email', to: 'service-client@chaises.example', language: 'fr', subject: 'Commande P-CHAIR-48213 : une autre chaise est arrivée', text: 'Bonjour,\n\nLa chaise reçue le 12 mars est bleue ; celle que j’ai commandée est verte. Comment l’échanger ?\n\nCordialement,\nClaire Martin' }),
];

export const jsonl = records.map(one => JSON.stringify(one)).join('\n') + '\n';

let id = 0;
const mail = (from, at, subject, text, more = '') =>
    `From: ${from}\r\nTo: Claire Martin <claire@example.org>\r\nSubject: ${subject}\r\nMessage-ID: <m${++id}@stories.example>\r\n` +
    `Date: ${at}\r\n${more}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text.replaceAll('\n', '\r\n')}\r\n`;

// In the order in which they came.
export const mails = [
    mail('"Kevin" <service-client@szphones.example>', 'Fri, 27 Mar 2026 09:20:00 +0800', 'Ticket 55120: we received your message',
        'This is an automatic message. We have received your request and will get back to you.\n\nYour ticket number is 55120.', 'Auto-Submitted: auto-replied\r\n'),
    mail('"Kevin" <service-client@szphones.example>', 'Mon, 30 Mar 2026 08:12:00 +0800', 'Re: Order P-PHONE-48213',
        'Dear Customer,\n\nThank you so much for your message, and we are very sorry for the inconvenience.\n\nCould you please press the power and volume buttons together for 10 seconds, and send us a short video of the screen?\n\nKind regards,\nKevin'),
    mail('"Support 2" <service-client@szphones.example>', 'Fri, 3 Apr 2026 10:40:00 +0800', 'Re: Order P-PHONE-48213',
        'Your case was forwarded to our technical department.\n\nPlease press the power and volume buttons together for 10 seconds.\n\nYour request is being processed.\n\nSupport'),
    mail('"Technical" <service-client@szphones.example>', 'Fri, 10 Apr 2026 17:05:00 +0800', 'Re: Order P-PHONE-48213',
        'There is no defect. The device works normally.\n\nIf your diagnosis is wrong, shipping and repair are at your own cost. We will refund you 20 EUR as a voucher if you close the claim. Send us the invoice.\n\nTechnical'),
    mail('"Service client" <service-client@chaises.example>', 'Mon, 13 Apr 2026 09:15:00 +0200', 'Re : Commande P-CHAIR-48213',
        'Bonjour Madame Martin,\n\nNous vous présentons toutes nos excuses pour cette erreur de couleur.\n\nNous vous proposons un échange : un transporteur viendra chercher la chaise. Nous vous rappellerons avant vendredi.\n\nBien cordialement,\nSophie Lambert'),
    mail('"Suivi colis" <noreply@colis-express.example>', 'Sun, 12 Apr 2026 07:00:00 +0200', 'Votre commande P-LAMP-48213',
        'Bonjour,\n\nVotre colis Lampes & Cie est retenu. Réglez 1,99 € de frais de douane sur notre site pour le recevoir.\n\nLe service colis'),
    mail('"Lampes & Cie" <service-client@lampes.example>', 'Sun, 12 Apr 2026 18:00:00 +0200', 'Votre question',
        'Bonjour,\n\nVotre colis est parti hier de notre entrepôt.\n\nL’équipe de Lampes & Cie'),
];

// An order confirmation that carries its facts as schema.org data.
export const confirmation = `From: "Lumière du Nord" <commandes@lumiere.example>\r
To: Claire Martin <claire@example.org>\r
Subject: Confirmation de votre commande LN-2041\r
Message-ID: <order@lumiere.example>\r
Date: Mon, 23 Mar 2026 09:00:00 +0100\r
MIME-Version: 1.0\r
Content-Type: text/html; charset=utf-8\r
\r
<html><body><script type="application/ld+json">${JSON.stringify({
    '@context': 'http://schema.org', '@type': 'Order', orderNumber: 'LN-2041', orderDate: '2026-03-23',
    merchant: { '@type': 'Organization', name: 'Lumière du Nord' }, price: '59.90', priceCurrency: 'EUR',
    acceptedOffer: { '@type': 'Offer', itemOffered: { '@type': 'Product', name: 'Lampadaire Boréal' }, price: '59.90', priceCurrency: 'EUR' },
    orderDelivery: { '@type': 'ParcelDelivery', expectedArrivalUntil: '2026-04-01' },
})}</script><p>Merci de votre commande.</p></body></html>\r
`;

// A small picture, as a camera's would be: 2 by 2 grey dots.
export const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGNsaGhgYGBgYoABBgYAGgYBgXrJiSUAAAAASUVORK5CYII=', 'base64');
