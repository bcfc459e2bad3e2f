// SPDX-License-Identifier: AGPL-3.0-or-later
// A lesson is {from, kind, lines}: the sender's domain, and short checksums of the sentences that are long enough to say
// something. Two sellers at one provider of mailboxes share a domain, but do not write the same words.

#include "reading-learned.h"
#include "sha256.h"
#include "text.h"
#include <string.h>

#define MIN_CHARACTERS 20 // longer than a greeting with a name
#define MAX_LINES 60
#define CHECKSUM 8
// So much of either mail must stand in the other.
#define ENOUGH 0.6

static const char *
domain_of(const char *address)
{
    const char *at = strrchr(address, '@');
    return at ? at + 1 : address;
}

// Digits as zeros, blanks as one, so that order numbers, dates and line ends do not count.
static char *
shape_of(const char *line)
{
    char *folded = tnc_text_fold(line);
    char *write = folded;
    for (const char *c = folded; *c; c++) {
        gboolean digit = g_ascii_isdigit(*c);
        char plain = digit ? '0' : g_ascii_isspace(*c) ? ' ' : *c;
        gboolean again = write > folded && write[-1] == plain && (digit || plain == ' ');
        if (!again)
            *write++ = plain;
    }
    *write = '\0';
    return g_strstrip(folded);
}

static json_t *
lines_of(const char *text)
{
    json_t *lines = json_array();
    g_auto(GStrv) split = g_strsplit_set(text, "\n.!?", -1);
    for (guint i = 0; split[i] && json_array_size(lines) < MAX_LINES; i++) {
        g_autofree char *shape = shape_of(split[i]);
        char sha256[TNC_SHA256_HEX + 1];
        if (g_utf8_strlen(shape, -1) < MIN_CHARACTERS)
            continue;
        tnc_sha256_hex(shape, strlen(shape), sha256);
        json_array_append_new(lines, json_stringn(sha256, CHECKSUM));
    }
    return lines;
}

static gboolean
has_line(const json_t *lines, const json_t *line)
{
    for (gsize i = 0; i < json_array_size(lines); i++)
        if (json_equal(json_array_get(lines, i), line))
            return TRUE;
    return FALSE;
}

// How much of ONE stands in OTHER, 0 to 1.
static double
share(const json_t *one, const json_t *other)
{
    gsize found = 0;
    gsize count = json_array_size(one);
    for (gsize i = 0; i < count; i++)
        found += has_line(other, json_array_get(one, i));
    return count ? (double)found / (double)count : 0;
}

json_t *
tnc_reading_learned_add(const json_t *list, const char *address, const char *text,
                        TncAutomatic kind)
{
    g_autoptr(json_t) lines = lines_of(text);
    if (json_array_size(lines) == 0)
        return NULL;
    json_t *more = list ? json_copy((json_t *)(gintptr)list) : json_array();
    json_array_append_new(more, json_pack("{s:s, s:s, s:O}", "from", domain_of(address), "kind",
                                          tnc_claim_words_name(TNC_WORDS_TncAutomatic, (int)kind),
                                          "lines", lines));
    while (json_array_size(more) > TNC_READING_LEARNED_MAX)
        json_array_remove(more, 0);
    return more;
}

gboolean
tnc_reading_learned_find(const json_t *list, const char *address, const char *text,
                         TncAutomatic *kind_out)
{
    g_autoptr(json_t) lines = NULL;
    const char *domain = domain_of(address);
    for (gsize i = json_array_size(list); i > 0; i--) {
        const json_t *lesson = json_array_get(list, i - 1);
        if (g_ascii_strcasecmp(tnc_json_string_or(lesson, "from", ""), domain) != 0)
            continue;
        if (!lines)
            lines = lines_of(text);
        const json_t *known = json_object_get(lesson, "lines");
        int kind =
            tnc_claim_words_parse(TNC_WORDS_TncAutomatic, tnc_json_string_or(lesson, "kind", NULL));
        if (kind < 0 || share(known, lines) < ENOUGH || share(lines, known) < ENOUGH)
            continue;
        *kind_out = (TncAutomatic)kind;
        return TRUE;
    }
    return FALSE;
}
