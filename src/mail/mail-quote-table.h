// SPDX-License-Identifier: AGPL-3.0-or-later
// Line patterns (PCRE, at the beginning of a line, without case) by which mail clients introduce what they quote. A
// pattern is tried only where a string that it needs was seen: one that is all classes and dots costs a look at each line.
#pragma once

// Name, month and time vary too much to be spelt out: what marks the line is its beginning and its verb at the end.
static const char *const tnc_mail_quote_headers[] = {
    // Long patterns stand on several lines. NOLINTNEXTLINE(bugprone-suspicious-missing-comma)
    "-*\\h*(?:le|on|am|el|il|in data|op|em|den|på|vào|w dniu|dnia)\\b.{4,300}\\b(?:a "
    "écrit|wrote|sent|schrieb|escribió|ha scritto|schreef|"
    "geschreven|escreveu|skrev|napisał(?:\\(a\\))?|đã viết)\\s*[:-]*\\s*$",
    // a day, a time and an address, whatever the language between them
    "\\W{0,3}(?:\\p{L}{2,12}\\.?,\\s+)?\\d[^<>]{6,120}<\\s*[^<> ]{1,80}@[^<> "
    "]{1,80}>(?:\\s*\\p{L}{4,12})?\\s*:\\s*$",
    "(?:op|am) .{6,120}\\b(?:schreef|schrieb) .{2,120}:\\s*$",
    "on .{6,60}\\bwrote .{2,120}:\\s*$",
    "\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}.{4,120}\\b(?:a écrit|wrote|schrieb|escribió|ha "
    "scritto|schreef)\\s*:\\s*$",
    "gesendet\\s?:.{4,80}\\bvon\\s?:",
    "at \\d{4}[-/.]\\d{1,2}[-/.].{4,160}\\bwrote\\s*:\\s*$",
    "-{2,}\\s*.{2,80}\\bwrote\\s*-{2,}\\s*$",
    "sent from .{2,60} wrote:\\s*$",
    "vous avez écrit\\s*:\\s*$",
    ".{0,80} a écrit le .{4,80}\\s*:\\s*$",
    ".{0,80} wrote on .{4,80}\\s*:\\s*$",
    ".{0,120} escreveu (?:no dia|em|a|à) .{4,80}\\s*:\\s*$",
    ".{0,120} schrieb am .{4,80}\\s*:\\s*$",
    ".{0,120} escribió el .{4,80}\\s*:\\s*$",
    ".{0,120} ha scritto il .{4,80}\\s*:\\s*$",
    ".{0,120} schreef op .{4,80}\\s*:\\s*$",
    ".{0,120}于\\s?\\d{4}.{4,60}(?:写道|寫道)\\s*[:：]\\s*$",
    "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}.{1,80}<\\s*[^<> ]{1,80}@[^<> ]{1,80}>\\s*:?\\s*$",
    "\\d{4}[-/年].{3,120}(?:写道|寫道)\\s*[:：]\\s*$",
    "在.{4,120}(?:写道|寫道)\\s*[:：]\\s*$",
    "-{2,}\\s*(?:original|original message|original e-?mail|message d['’]origine|message "
    "original|message initial|mail original|"
    "ursprüngliche (?:nachricht|e-?mail|mail)|originalnachricht|original-nachricht|"
    "mensaje original|messaggio originale|"
    "oorspronkelijk bericht|mensagem original|oprindelig "
    "besked|opprinnelig melding|reply message|原始邮件|原邮件|回复邮件)\\s*-{2,}",
    "message du\\s?:\\s?\\d.{4,120}(?:de|from)\\s?:",
    "\\*?(?:de|from|von|da|van|fra|från|od|от|发件人|寄件者|寄件人|差出人)\\s?[:：]\\*?.{2,200}"
    "\\b(?:envoyé(?:e)?(?: le)?|date|sent|gesendet(?: am)?|"
    "enviad[oa](?: el| em)?|fecha|data|inviato(?: il)?|verzonden|sendt|"
    "skickat|datum|wysłano|отправлено|дата|发送时间|寄件日期|送信日時|日期|时间)\\*?\\s?[:：]",
    "\\*?date:.{10,60}(?:to|from):",
    "_{20,}\\s+(?:de|from|von|da|van)\\s?:",
    NULL,
};

// The same at the end of a line that begins with the answer.
static const char tnc_mail_quote_shared[] =
    "(?:-{2,}\\s*|\\s)On (?:mon|tue|wed|thu|fri|sat|sun)[^\\n]{8,160}\\bwrote:\\s*$";

// One line of a header in any language: a short label, perhaps bold.
static const char tnc_mail_quote_label[] = "^\\s*\\*?[\\p{L} ]{1,24}\\s?[:：]\\*?\\s*\\S";

static const char tnc_mail_quote_postscript[] =
    "^\\s*(?:p\\.?\\s?s\\.?|n\\.?\\s?b\\.?|post-scriptum)\\s?[:：.–-]\\s*\\S";

// The author's line of a ticket system's comment: a name, then a day and a time.
static const char tnc_mail_quote_comment[] =
    "^\\s*\\*?[\\p{L}][\\p{L} .'()|-]{1,60},\\s.{0,30}\\d{1,4}.{2,30}\\d{1,2}[:h]\\d{2}.{0,12}$|"
    "^\\s*\\*?[\\p{L}][\\p{L} .'()|-]{1,60}\\([\\p{L}. -]{2,40}\\)\\s*$|"
    "^\\s*\\*?[\\p{L}][\\p{L} .'-]{1,40},\\s.{0,12}\\d{1,2}[ .].{2,16}\\d{4}.{0,12}$";

// What follows was sent on to be read: it is part of the message.
static const char *const tnc_mail_quote_forwards[] = {
    "-{2,}\\s*(?:forwarded message|message transféré|weitergeleitete nachricht|mensaje "
    "reenviado|messaggio "
    "inoltrato|doorgestuurd bericht|mensagem encaminhada|转发邮件)\\s*-{2,}",
    "(?:begin forwarded message|début du message transféré|début du message réexpédié|anfang der "
    "weitergeleiteten nachricht)\\s*:",
    NULL,
};

static const char *const tnc_mail_quote_markers[] = {
    "#{2,}-.{5,120}-#{2,}",
    ".{0,40}(?:répondre|répondez|répondant|écrire|écrivez|réponse) au[ -]dessus de cette ligne",
    ".{0,40}(?:reply|replies|respond|write|answer)\\b.{0,12} above this line",
    ".{0,40}(?:antworten|antwort).{0,20}(?:oberhalb|über) diese[rn]? (?:linie|zeile)",
    ".{0,40}(?:respuesta|responda|escriba).{0,20}(?:por encima de|encima de|sobre) esta línea",
    ".{0,40}(?:risposta|rispondi|scrivi).{0,20}sopra questa (?:riga|linea)",
    ".{0,40}(?:antwoord|reageer|typ).{0,20}boven deze (?:regel|lijn)",
    ".{0,40}(?:resposta|responda|escreva).{0,20}acima desta linha",
    ".{0,20}请在此行上方",
    NULL,
};

static const char *const tnc_mail_quote_closings[] = {
    "(?:bien |très )?(?:cordialement|sincèrement|amicalement|chaleureusement|respectueusement)"
    "(?: vôtre)?\\b[ ,.!]*(?:$|[\\p{L}])",
    "(?:bien|sincèrement|cordialement) à (?:vous|toi)[ ,.!]*(?:$|[\\p{L}])",
    "(?:bien )?(?:cdt|cdlt|cdmt|bav|bàv)[ ,.!]*$",
    "(?:avec |mes |nos |nos plus |mes plus )?(?:meilleures|sincères|cordiales|respectueuses) "
    "salutations",
    "salutations (?:distinguées|cordiales|respectueuses)",
    "(?:très |je vous souhaite une |nous vous souhaitons une |en vous souhaitant une )?(?:bonne|"
    "belle|excellente|agréable)(?: fin de)? "
    "(?:journée|soirée|après-midi|réception|semaine|continuation)"
    "(?: à vous)?[ ,.!]*$",
    "(?:très |je vous souhaite un |nous vous souhaitons un )?(?:bon|excellent) "
    "(?:week-end|weekend|après-midi)[ ,.!]*$",
    "(?:à très bientôt|à bientôt|à très vite|à vite|au plaisir)[ ,.!]*$",
    "(?:best|kind|kindest|warm|warmest)? ?regards[ ,.!]*$",
    "(?:with )?(?:our |my )?(?:very )?(?:best|kind|kindest|warm|warmest) regards\\b",
    "(?:yours )?(?:very )?(?:sincerely|faithfully|truly|respectfully|cordially|warmly)(?: yours)?"
    "[ ,.!]*$",
    "(?:all the best|(?:with )?(?:best|warm|kind) wishes|best|cheers|take care|rgds)[ ,.!]*$",
    // 'Thanks' alone is said to the reader; with regards it is a formula.
    "(?:many )?thanks (?:and|&) (?:best |kind )?regards[ ,.!]*$",
    "(?:mit |es grüßt sie mit )?(?:(?:sehr "
    ")?(?:freundlich|best|viel|lieb|herzlich|schön|sonnig|nett)e[nm]? )+"
    "gr(?:ü|ue|u)(?:ß|ss)(?:e|en)?\\b",
    "(?:gr(?:ü|ue)(?:ß|ss)e?|mfg|lg|vg|bg|hochachtungsvoll)\\b[ ,.!]*(?:$|aus )",
    "(?:noch )?einen (?:schönen|guten|angenehmen) (?:tag|abend)(?: noch)?[ ,.!]*$",
    "(?:reciba |reciban |le envío |te envío |le mando )?(?:un |muchos )?(?:muy )?(?:cordial(?:es)? "
    "|fuerte |"
    "afectuosos? |atentos? )?saludos?(?: cordial(?:es)?| afectuosos?)?[ ,.!]*$",
    "(?:muy |le saluda (?:muy )?)?(?:atentamente|cordialmente)[ ,.!]*$",
    "(?:un )?(?:(?:cordial|distint|car|tant|affettuos)[ieo] )?salut[io](?: cordiali)?[ ,.!]*$",
    "(?:buona giornata|buona serata|buon lavoro)[ ,.!]*$",
    "(?:met )?(?:vriendelijke|hartelijke|beste|warme) groet(?:en|jes)?\\b",
    "(?:groet(?:en|jes)?|hoogachtend|mvg)[ ,.!]*$",
    "(?:com os )?(?:melhores |os nossos )?cumprimentos[ ,.!]*$",
    "(?:atenciosamente|atentamente|cordialmente|um abraço|abraços?|saudações(?: cordiais)?)[ "
    ",.!]*$",
    "(?:此致|敬礼|祝好|顺祝商祺|祝[您你].{0,20}$|顺颂商祺)",
    NULL,
};

// Whole sentences that close a letter; of any length.
static const char *const tnc_mail_quote_long_closings[] = {
    "(?:je vous prie|nous vous prions|veuillez|je te prie|recevez)\\b.{0,40}\\b(?:agréer|recevoir|"
    "accepter|croire|salutations)\\b.{0,160}(?:salutations|sentiments|considération|respects|"
    "dévou|distingué)",
    "recevez\\b.{0,60}(?:salutations|sentiments)",
    "(?:en )?(?:espérant|vous souhaitant|vous remerciant|restant|dans "
    "l['’]attente)\\b.{0,160}(?:agréer|salutations)",
    "(?:je|nous) vous souhait(?:e|ons)\\b.{0,80}(?:journée|soirée|week-end|weekend|fêtes|semaine)[ "
    ",.!]*$",
    "(?:sin otro particular|quedamos a su (?:entera )?disposición).{0,80}salud",
    "l'occasione è gradita per.{0,60}salut",
    NULL,
};

// What companies put under everything: confidentiality, printing.
static const char *const tnc_mail_quote_disclaimers[] = {
    "(?:\\W{0,3}(?:avertissement|confidentialité|disclaimer|confidentiality "
    "notice|hinweis)\\s?:?\\s*)?"
    "(?:ce (?:message|courriel|mail|e-mail|courrier électronique)|le (?:contenu de ce|présent) "
    "(?:message|courriel|mail|e-mail)|"
    "les informations contenues dans (?:ce|cet)|this (?:e-?mail|message|communication)|the "
    "information (?:contained )?in this (?:e-?mail|message)|diese (?:e-?mail|nachricht)|este "
    "(?:mensaje|"
    "correo|e-?mail)|esta mensagem|questo messaggio|questa (?:e-?mail|comunicazione)|deze "
    "e-?mail|dit (?:bericht|e-?mail)|本邮件)\\b.{0,200}(?:confiden|destiné|destinataire|usage "
    "exclusif|"
    "intended|privileged|vertraulich|"
    "riservat|vertrouwelijk|机密|保密)",
    "(?:avant d'imprimer|pensez à l'environnement|n'imprimez ce|please consider the environment|"
    "bitte denken sie an die umwelt)",
    "(?:this email is a service from|cet e-mail est un service de|ce courriel est un service "
    "de|diese "
    "e-mail ist ein service von|este correo electrónico es un servicio de)\\b",
    NULL,
};

static const char *const tnc_mail_quote_sent_from[] = {
    "(?:envoyé (?:de|depuis) (?:mon|ma|un|l'|yahoo|outlook|mail)|sent from my|von mein(?:em|er) "
    ".{2,40} gesendet|gesendet (?:von|mit) .{2,40}$|enviado desde mi|inviato "
    "da|verzonden (?:vanaf|met) mijn|enviado do meu|enviado a partir do|发自我的|发送自|来自我的)",
    "(?:obtenir|obtenez|get|télécharge[rz]|hol dir|outlook für|consigue|scarica|descarga\\w*) "
    "?outlook "
    "?(?:pour|for|para|per|für)?\\b",
    "envoyée? (?:avec|via|à partir de|à l['’]aide de) .{2,60}$",
    "sent (?:from|via|with) [\\w .<>:/?=-]{2,80}$",
    NULL,
};
