// SPDX-License-Identifier: AGPL-3.0-or-later
// How a language writes letters: its months, its greetings, the lines of its lists. Loaded from
// packs/languages/*.yaml. Not the program's own messages, which are gettext's.
#pragma once

#include "claim-words.h"
#include "date.h"

// The languages in which letters are written; every draft has each of them.
#define TNC_LANGUAGES(X) X(FR, "fr") X(EN, "en") X(DE, "de") X(ES, "es") X(IT, "it") X(ZH, "zh")

#define TNC_LANGUAGE_CODE(code, tag) TNC_LANGUAGE_##code,
typedef enum { TNC_LANGUAGES(TNC_LANGUAGE_CODE) TNC_LANGUAGE_COUNT } TncLanguage;
#undef TNC_LANGUAGE_CODE

typedef struct {
    TncLanguage language;
    char *months[12];
    char *date;         // '{day} {month} {year}'
    char *first_day;    // how the first of a month is written: '1er'
    char *greeting;     // of a mail; '{agent}' stands for the agent's name
    char *greeting_all; // of a mail, when no agent is known
    char *greeting_formal;
    GStrv small_after_greeting; // words that lose their capital behind the greeting's comma: 'Ich'
    char *closing;
    char *closing_formal;
    char *item;        // a line of a list with a date: '{date} : {text}'
    char *item_result; // the same with a result: '{date} : {text} ; résultat : {result}'
    char *own_words;   // how the buyer's words in another language are quoted: '« {text} »'
    char *own_result;  // the same, with a word on whose they are
    char *events[TNC_EVENT_COUNT]; // what {history:list} calls each kind; NULL when left out
    char *channels[TNC_CHANNEL_COUNT];
    GHashTable *steps; // id of a step of the lexicons → what a letter calls it
    GPtrArray *mends;  // what is mended in a finished text, in this order
} TncPacksLanguage;

// 'fr'. Static.
const char *tnc_packs_language_tag(TncLanguage language);
// The language of an IETF tag ('fr', 'fr-CA', 'FR'), or -1 when none fits (also for NULL).
int tnc_packs_language_parse(const char *tag);

// What a letter calls the step ID of the lexicons; NULL when it has no name. Borrowed.
const char *tnc_packs_language_step(const TncPacksLanguage *language, const char *id);

// 'DATE' in the language's own form: '1er mars 2026'. New string.
char *tnc_packs_language_date(const TncPacksLanguage *language, TncDate date);

// TEXT as the language is typeset, by the pack's 'mends': a no-break space before a French colon,
// Italian 'dell'8 marzo'. New string.
char *tnc_packs_language_mend(const TncPacksLanguage *language, const char *text);

// PATTERN with each {name} replaced: names and values alternate, NULL at the end. New string.
char *tnc_packs_language_fill(const char *pattern, ...) G_GNUC_NULL_TERMINATED;

// All of DIRECTORY/languages as an array indexed by TncLanguage; none is missing. Full ownership.
GPtrArray *tnc_packs_language_load_all(const char *directory,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
TncPacksLanguage *tnc_packs_language_load(const char *path,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_packs_language_free(TncPacksLanguage *language);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacksLanguage, tnc_packs_language_free)

// The schema of a language's file, for tnc_packs_yaml_load().
const struct cyaml_schema_value *tnc_packs_language_schema(void);
