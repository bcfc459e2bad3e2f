// SPDX-License-Identifier: AGPL-3.0-or-later
// Shops by the domain they write from, and the words beside what a confirmation says (PCRE, without case, many lines;
// the value is the first group).
#pragma once

#define TNC_AMOUNT                                                                                 \
    "((?:(?:€|eur|\\$|usd|us\\$|£|gbp|chf)\\s?\\d[\\d .,\\x{a0}\\x{202f}]*\\d|"                 \
    "\\d[\\d .,\\x{a0}\\x{202f}]*\\s?(?:€|eur\\b|euros?\\b|\\$|usd\\b|£|gbp\\b|chf\\b)))"

typedef struct {
    const char *domain;
    const char *name;
    const char *number; // the form of its order numbers; NULL: only by the words before
    gboolean marketplace;
} TncReadingShop;

static const TncReadingShop tnc_reading_shops[] = {
    {"amazon.fr", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"amazon.de", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"amazon.es", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"amazon.it", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"amazon.co.uk", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"amazon.com", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"cdiscount.com", "Cdiscount", NULL, TRUE},
    {"fnac.com", "Fnac", NULL, TRUE},
    {"darty.com", "Darty", NULL, TRUE},
    {"fnacdarty.com", "Fnac Darty", NULL, TRUE},
    {"boulanger.com", "Boulanger", NULL, TRUE},
    {"leroymerlin.fr", "Leroy Merlin", NULL, TRUE},
    {"vinted.fr", "Vinted", NULL, TRUE},
    {"vinted.com", "Vinted", NULL, TRUE},
    {"leboncoin.fr", "Leboncoin", NULL, TRUE},
    {"aliexpress.com", "AliExpress", "\\b(\\d{16})\\b", TRUE},
    {"backmarket.com", "Back Market", NULL, TRUE},
    {"backmarket.fr", "Back Market", NULL, TRUE},
    {"rakuten.com", "Rakuten", NULL, TRUE},
    {"rakuten.fr", "Rakuten", NULL, TRUE},
    {"manomano.com", "ManoMano", NULL, TRUE},
    {"manomano.fr", "ManoMano", NULL, TRUE},
    {"laredoute.fr", "La Redoute", NULL, TRUE},
    {"laredoute.com", "La Redoute", NULL, TRUE},
    {"shein.com", "Shein", "\\b(GS[A-Z0-9]{10,18})\\b", FALSE},
    {"temu.com", "Temu", "\\b(PO-\\d{3}-\\d{14,20})\\b", TRUE},
    {"temuemail.com", "Temu", "\\b(PO-\\d{3}-\\d{14,20})\\b", TRUE},
    {"decathlon.fr", "Decathlon", NULL, TRUE},
    {"decathlon.com", "Decathlon", NULL, TRUE},
    {"ikea.com", "IKEA", NULL, FALSE},
    {"ikea.fr", "IKEA", NULL, FALSE},
    {"ebay.fr", "eBay", "\\b(\\d{2}-\\d{5}-\\d{5})\\b", TRUE},
    {"ebay.com", "eBay", "\\b(\\d{2}-\\d{5}-\\d{5})\\b", TRUE},
    {"ebay.de", "eBay", "\\b(\\d{2}-\\d{5}-\\d{5})\\b", TRUE},
    {"zalando.fr", "Zalando", "\\b(\\d{14})\\b", TRUE},
    {"veepee.fr", "Veepee", NULL, FALSE},
    {"showroomprive.com", "Showroomprivé", NULL, FALSE},
    {"conforama.fr", "Conforama", NULL, TRUE},
    {"but.fr", "BUT", NULL, TRUE},
    {"castorama.fr", "Castorama", NULL, TRUE},
    {"carrefour.fr", "Carrefour", NULL, TRUE},
    {"auchan.fr", "Auchan", NULL, TRUE},
    {"e.leclerc", "E.Leclerc", NULL, FALSE},
    {"ldlc.com", "LDLC", NULL, FALSE},
    {"materiel.net", "Materiel.net", NULL, FALSE},
    {"rueducommerce.fr", "Rue du Commerce", NULL, TRUE},
    {"electrodepot.fr", "Electro Dépôt", NULL, FALSE},
    {"sephora.fr", "Sephora", NULL, FALSE},
    {"zara.com", "Zara", NULL, FALSE},
    {"hm.com", "H&M", NULL, FALSE},
    {"nespresso.com", "Nespresso", NULL, FALSE},
    {"apple.com", "Apple", "\\b(W\\d{8,10})\\b", FALSE},
    {"samsung.com", "Samsung", NULL, FALSE},
    {"banggood.com", "Banggood", NULL, FALSE},
    {"etsy.com", "Etsy", NULL, TRUE},
    {"amazon.nl", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"amazon.com.be", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"amazon.ca", "Amazon", "\\b(\\d{3}-\\d{7}-\\d{7})\\b", TRUE},
    {"ebay.co.uk", "eBay", "\\b(\\d{2}-\\d{5}-\\d{5})\\b", TRUE},
    {"ebay.it", "eBay", "\\b(\\d{2}-\\d{5}-\\d{5})\\b", TRUE},
    {"ebay.es", "eBay", "\\b(\\d{2}-\\d{5}-\\d{5})\\b", TRUE},
    {"zalando.de", "Zalando", "\\b(\\d{14})\\b", TRUE},
    {"zalando.es", "Zalando", "\\b(\\d{14})\\b", TRUE},
    {"zalando.it", "Zalando", "\\b(\\d{14})\\b", TRUE},
    {"bol.com", "bol", NULL, TRUE},
    {"coolblue.nl", "Coolblue", NULL, FALSE},
    {"coolblue.be", "Coolblue", NULL, FALSE},
    {"otto.de", "OTTO", NULL, TRUE},
    {"mediamarkt.de", "MediaMarkt", NULL, TRUE},
    {"mediamarkt.es", "MediaMarkt", NULL, TRUE},
    {"mediamarkt.nl", "MediaMarkt", NULL, FALSE},
    {"saturn.de", "Saturn", NULL, TRUE},
    {"notebooksbilliger.de", "notebooksbilliger.de", NULL, FALSE},
    {"alternate.de", "Alternate", NULL, FALSE},
    {"aboutyou.de", "About You", NULL, FALSE},
    {"kaufland.de", "Kaufland", NULL, TRUE},
    {"currys.co.uk", "Currys", NULL, FALSE},
    {"argos.co.uk", "Argos", NULL, FALSE},
    {"johnlewis.com", "John Lewis", NULL, FALSE},
    {"asos.com", "ASOS", NULL, FALSE},
    {"pccomponentes.com", "PcComponentes", NULL, TRUE},
    {"elcorteingles.es", "El Corte Inglés", NULL, TRUE},
    {"unieuro.it", "Unieuro", NULL, FALSE},
    {"mediaworld.it", "MediaWorld", NULL, TRUE},
    {"maisonsdumonde.com", "Maisons du Monde", NULL, TRUE},
    {"natureetdecouvertes.com", "Nature & Découvertes", NULL, FALSE},
    {"kiabi.com", "Kiabi", NULL, TRUE},
    {"cultura.com", "Cultura", NULL, TRUE},
    {"micromania.fr", "Micromania", NULL, FALSE},
    {"alltricks.fr", "Alltricks", NULL, TRUE},
    {"bricodepot.fr", "Brico Dépôt", NULL, FALSE},
    {"gifi.fr", "GiFi", NULL, FALSE},
    {"alinea.com", "alinéa", NULL, FALSE},
    {"ubaldi.com", "Ubaldi", NULL, TRUE},
    {"wish.com", "Wish", NULL, TRUE},
    {"walmart.com", "Walmart", NULL, TRUE},
    {"bestbuy.com", "Best Buy", NULL, TRUE},
};

// The number of the order, behind its words.
static const char *const tnc_reading_order_numbers[] = {
    "(?:n(?:uméro|[°o]|º)\\s*(?:de\\s*)?(?:votre\\s*|la\\s*)?(?:commande|transaction|achat)|"
    "(?:commande|transaction|achat)\\s*(?:n(?:uméro|[°o]|º)\\.?|#|réf(?:érence)?\\.?|:)|"
    "référence\\s*(?:de\\s*)?(?:votre\\s*|la\\s*)?(?:commande|transaction|achat))"
    "\\s*(?:est\\s*)?[:#]?\\s*\\**((?=[\\w/-]*\\d)[\\w/-]{4,30})",
    "(?:order\\s*(?:number|no\\.?|n°|id|#|reference)|order\\s*:)\\s*(?:is\\s*)?[:#]*\\s*"
    "((?=[\\w/-]*\\d)[\\w/-]{4,30})",
    "(?:bestell(?:ungs)?-?\\s?(?:nummer|nr\\.?)|auftrags-?\\s?(?:nummer|nr\\.?)|bestellung\\s*(?:"
    "nr\\.?|#|:))"
    "\\s*(?:lautet\\s*)?[:#]*\\s*((?=[\\w/-]*\\d)[\\w/-]{4,30})",
    "(?:(?:número|n\\.?º|nº|n\\.º)\\s*(?:de|del)\\s*pedido|pedido\\s*(?:n\\.?º|nº|número|#|:))\\s*["
    ":#]*\\s*"
    "((?=[\\w/-]*\\d)[\\w/-]{4,30})",
    "(?:(?:numero|n[°.]?)\\s*(?:d'|dell'|di\\s)?ordine|ordine\\s*(?:n[°.]?|numero|#|:))\\s*[:#]*"
    "\\s*"
    "((?=[\\w/-]*\\d)[\\w/-]{4,30})",
    "(?:bestel-?\\s?(?:nummer|nr\\.?)|order-?nummer|bestelling\\s*(?:nr\\.?|#|:))\\s*[:#]*\\s*"
    "((?=[\\w/-]*\\d)[\\w/-]{4,30})",
    // Nine capital letters, as a shop's program in wide use makes them.
    "(?:commande|order|bestellung|pedido|ordine)\\s*(?:n[°º]|référence|reference|:|#)\\s*:?\\s*"
    "((?-i:[A-Z]{9}))\\b",
    "(?:订单(?:号|编号)?)\\s*[:：]?\\s*((?=[\\w-]*\\d)[\\w-]{6,30})",
    NULL,
};

// What was paid in all: the surest words first.
static const char *const tnc_reading_order_totals[] = {
    "(?:montant\\s+total|total\\s+(?:de\\s+(?:la|votre)\\s+)?commande|total\\s*\\(?ttc\\)?|"
    "total\\s+"
    "(?:payé|réglé|à "
    "payer|général)|montant\\s+(?:payé|débité|réglé|ttc)|order\\s+total|grand\\s+total|"
    "total\\s+(?:paid|amount|charged)|amount\\s+paid|gesamt(?:betrag|summe|preis)|end(?:betrag|"
    "summe)|"
    "rechnungsbetrag|totaal(?:bedrag|prijs)?(?:\\s+te\\s+betalen)?|importe\\s+total|total\\s+(?:"
    "del\\s+)?pedido|totale\\s+(?:dell'\\s*)?ordine|"
    "importo\\s+"
    "totale)[^\\d€$£\\n]{0,40}\\n?[^\\d€$£\\n]{0,20}" TNC_AMOUNT,
    "(?<!sous-)(?<!sous "
    ")(?<!sub)(?<!zwischen)\\b(?:total|totale|summe)\\b[^\\d€$£\\n]{0,30}\\n?[^\\d€$£\\n]{0,"
    "20}" TNC_AMOUNT,
    "\\b(?:d'un montant de|pour un montant de|prix(?: "
    "payé)?|montant|price|preis|precio|prezzo)\\b[^\\d€$£\\n]{0,30}" TNC_AMOUNT,
    NULL,
};

// What was bought; every match is one item.
static const char *const tnc_reading_order_items[] = {
    "^\\W{0,3}(?:articles?|produits?|désignation|objet "
    "acheté|item|product|artikel|artículo|producto|articolo|prodotto|商品(?:名称)?)"
    "\\s*[:：]\\s*(?!\\d+\\s*$)([^\\n]{3,120}?)(?:\\s{2,}|\\s+" TNC_AMOUNT "|\\s*$)",
    "^\\W{0,3}\\d{1,2}\\s?[x×]\\s+([^\\n]{3,120}?)(?:\\s{2,}|\\s+[-–]?\\s*" TNC_AMOUNT "|\\s*$)",
    "^\\W{0,3}([^\\n:]{3,120}?)\\s+[x×]\\s?\\d{1,2}\\b",
    "^\\W{0,3}([^\\n:]{3,120}?)\\s*\\n+\\W{0,3}(?:quantité|qté|qty|quantity|menge|anzahl|cantidad|"
    "quantità)\\s*:?\\s*\\d",
    "(?:commandé|acheté|votre "
    "(?:achat|commande)|order|bought|bestellung)\\s*(?:de|of|:|pour|von)?\\s*"
    "[«\"“„]\\s*([^»\"”“\\n]{3,120}?)\\s*[»\"”“]",
    NULL,
};

// Who sells on a marketplace.
static const char tnc_reading_order_seller[] =
    "(?:(?:vendu(?:e|es|s)?(?: et (?:expédié|livré)e?s?)? par|sold by|verkauft? (?:und versand "
    ")?durch|"
    "vendido por|venduto "
    "da)\\s*[:：]?|(?:vendeur|verkäufer|seller|vendedor|venditore)\\s*[:：])\\s*"
    "([^\\n,;]{2,60}?)(?:\\s{2,}|\\s*[.(\\n]|\\s*$)";

// Words before the day of the order, of its delivery, and of days that are neither.
static const char tnc_reading_order_placed[] =
    "(?:date de (?:la |votre )?commande|commande (?:passée|effectuée|validée|du)|commandé|passée "
    "le|order (?:date|placed)|"
    "ordered on|placed on|bestellt am|bestelldatum|bestellung vom|fecha del? pedido|data "
    "(?:dell')?ordine)\\W{0,4}"
    "[\\w ]{0,12}$";
static const char tnc_reading_order_expected[] =
    "(?:livr|arriv|recevr|réception|expected|deliver|estimated|liefer|zustell|entreg|llegar|"
    "consegn|送达|到达)";
static const char tnc_reading_order_other_day[] =
    "(?:retour|rétract|renvoy|rembours|return|refund|widerruf|rückgabe|devoluc|offre|code|valable|"
    "valid|gültig|promo|"
    "soldes|expédi|shipped|versand|commande|order|bestell|pedido|ordine|naissance|garantie|factur|"
    "pay)";
