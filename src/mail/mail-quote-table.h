// SPDX-License-Identifier: AGPL-3.0-or-later
// Line patterns (PCRE, at the beginning of a line, without case) by which mail clients introduce what they quote.
#pragma once

// Name, month and time vary too much to be spelt out: what marks the line is its beginning and its verb at the end.
static const char *const tnc_mail_quote_headers[] = {
    "(?:le|on|am|el|il|op|em|den|på)\\b.{4,300}\\b(?:a écrit|wrote|schrieb|escribió|ha "
    "scritto|schreef|escreveu|skrev)\\s*:\\s*$",
    "(?:vous avez écrit|.{0,80} a écrit le .{4,80}|.{0,80} wrote on .{4,80})\\s*:\\s*$",
    "\\d{4}[-/年].{3,120}(?:写道|寫道)\\s*[:：]\\s*$",
    "在.{4,120}(?:写道|寫道)\\s*[:：]\\s*$",
    "-{2,}\\s*(?:original message|message d'origine|message original|ursprüngliche "
    "nachricht|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem "
    "original|forwarded message|message transféré|原始邮件|转发邮件)\\s*-{2,}",
    "(?:de|from|von|da|van|发件人)\\s?[:：].{2,200}(?:envoyé|date|sent|gesendet|enviado|inviato|"
    "verzonden|发送时间|日期)\\s?[:：]",
    "_{20,}\\s+(?:de|from|von|da|van)\\s?:",
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
    "(?:many )?thanks(?: and regards)?[ ,.!]*$",
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
    NULL,
};
