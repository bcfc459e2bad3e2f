// SPDX-License-Identifier: AGPL-3.0-or-later
// Line patterns (PCRE, at the beginning of a line, without case) by which mail clients introduce what they quote. They
// are also searched for in a whole text, where '.' and '\\s' reach over lines: no repetition without a bound but of what
// a line begins or ends with; one that begins with '.{0,' is searched for from its first plain
// character.
#pragma once

// Name, month and time vary too much to be spelt out: what marks the line is its beginning and its verb at the end.
static const char *const tnc_mail_quote_headers[] = {
    "-*\\h*(?:le|on|am|el|il|in data|op|em|den|på|vào|w dniu|dnia)\\b.{4,300}\\b(?:a "
    "écrit|wrote|sent|schrieb|escribió|ha scritto|schreef|"
    "geschreven|escreveu|skrev|napisał(?:\\(a\\))?|đã viết)\\s*[:-]*\\s*$",
    // a day, a time and an address, whatever the language between them
    "\\W{0,3}(?:\\p{L}{2,12}\\.?,\\s+)?\\d[^<>]{6,120}<\\s*[^<> ]{1,80}@[^<> "
    "]{1,80}>(?:\\s*\\p{L}{4,12})?\\s*:\\s*$",
    "(?:op|am) .{6,120}\\b(?:schreef|schrieb) .{2,120}:\\s*$",
    "on .{6,60}\\bwrote .{2,120}:\\s*$",
    "-{2,}\\s*.{2,80}\\bwrote\\s*-{2,}\\s*$",
    "sent from .{2,60} wrote:\\s*$",
    "vous avez écrit\\s*:\\s*$",
    ".{0,80} a écrit le .{4,80}\\s*:\\s*$",
    ".{0,80} wrote on .{4,80}\\s*:\\s*$",
    "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}.{1,80}<\\s*[^<> ]{1,80}@[^<> ]{1,80}>\\s*:?\\s*$",
    "\\d{4}[-/年].{3,120}(?:写道|寫道)\\s*[:：]\\s*$",
    "在.{4,120}(?:写道|寫道)\\s*[:：]\\s*$",
    "-{2,}\\s*(?:original message|message d'origine|message original|ursprüngliche "
    "nachricht|mensaje original|messaggio originale|"
    "oorspronkelijk bericht|mensagem original|oprindelig "
    "besked|opprinnelig melding|reply message|原始邮件)\\s*-{2,}",
    "message du\\s?:\\s?\\d.{4,120}(?:de|from)\\s?:",
    "\\*?(?:de|from|von|da|van|fra|från|от|发件人)\\s?[:：].{2,200}\\b(?:envoyé(?: "
    "le)?|date|sent|gesendet|"
    "enviado|inviato|verzonden|sendt|"
    "skickat|datum|отправлено|отправлено|дата|发送时间|日期)\\s?[:：]",
    "\\*?date:.{10,60}(?:to|from):",
    "_{20,}\\s+(?:de|from|von|da|van)\\s?:",
    NULL,
};

// The same at the end of a line that begins with the answer.
static const char tnc_mail_quote_shared[] =
    "(?:-{2,}\\s*|\\s)On (?:mon|tue|wed|thu|fri|sat|sun)[^\\n]{8,160}\\bwrote:\\s*$";

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
    ".{0,20}(?:répondre|répondez|écrire|écrivez) au-dessus de cette ligne",
    ".{0,20}(?:reply|type your reply|please reply) above this line",
    ".{0,20}(?:antworten|antwort).{0,20}oberhalb dieser linie",
    NULL,
};

static const char *const tnc_mail_quote_closings[] = {
    "(?:bien |très )?(?:cordialement|sincèrement|amicalement)(?: vôtre)?\\b[ ,.!]*(?:$|[\\p{L}])",
    "(?:meilleures|sincères|cordiales) salutations",
    "salutations (?:distinguées|cordiales)",
    "(?:je vous prie|nous vous prions|veuillez) d?'?\\s?(?:agréer|recevoir)",
    "bonne (?:journée|soirée|réception)[ ,.!]*$",
    "(?:best|kind|kindest|warm|warmest)? ?regards[ ,.!]*$",
    "(?:best|kind|kindest|warm|warmest) regards\\b",
    "(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?[ ,.!]*$",
    // 'Thanks' alone is said to the reader; with regards it is a formula.
    "(?:many )?thanks (?:and|&) (?:best |kind )?regards[ ,.!]*$",
    "(?:mit )?(?:freundlichen|besten|vielen) grüßen?",
    "(?:un )?(?:cordial saludo|saludos(?: cordiales)?|atentamente)[ ,.!]*$",
    "(?:cordiali|distinti) saluti",
    "(?:met vriendelijke groet|com os melhores cumprimentos|atenciosamente)",
    "(?:此致|敬礼|祝好|顺祝商祺)",
    NULL,
};

static const char *const tnc_mail_quote_sent_from[] = {
    "(?:envoyé (?:de|depuis) mon|sent from my|von meinem .{2,40} gesendet|enviado desde mi|inviato "
    "da|verzonden vanaf mijn|enviado do meu|发自我的)",
    "(?:obtenir|get|télécharger) outlook (?:pour|for)",
    "sent (?:from|via|with) [\\w .<>:/?=-]{2,80}$",
    NULL,
};
