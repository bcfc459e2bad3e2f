// SPDX-License-Identifier: AGPL-3.0-or-later
// Names of the closed vocabularies, from the tables of the header.

#include "claim-words.h"
#include <string.h>

#define TNC_WORD_NAME(code, name) name,
#define TNC_WORD_SET(type, prefix, table)                                                          \
    static const char *const names_of_##type[] = {table(TNC_WORD_NAME)};
TNC_WORD_SETS(TNC_WORD_SET)
#undef TNC_WORD_SET

typedef struct {
    const char *const *names;
    guint count;
} Set;

static const Set sets[] = {
#define TNC_WORD_SET(type, prefix, table)                                                          \
    [TNC_WORDS_##type] = {names_of_##type, G_N_ELEMENTS(names_of_##type)},
    TNC_WORD_SETS(TNC_WORD_SET)
#undef TNC_WORD_SET
};

const char *
tnc_claim_words_name(TncWordSet set, int value)
{
    g_assert(value >= 0 && (guint)value < sets[set].count);
    return sets[set].names[value];
}

int
tnc_claim_words_parse(TncWordSet set, const char *name)
{
    for (guint i = 0; name && i < sets[set].count; i++) {
        const char *one = sets[set].names[i];
        if (*one == *name && strcmp(one, name) == 0)
            return (int)i;
    }
    return -1;
}

char *
tnc_claim_words_list(TncWordSet set)
{
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < sets[set].count; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", sets[set].names[i]);
    return g_string_free(list, FALSE);
}

guint
tnc_claim_words_count(TncWordSet set)
{
    return sets[set].count;
}
