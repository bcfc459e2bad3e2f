// SPDX-License-Identifier: AGPL-3.0-or-later
// Line by line: a quote's first line ends the message (answers between quoted lines stay), then the closing formula
// ends what is visible. Patterns are in mail-quote-table.h.

#include "mail-quote.h"
#include "mail-quote-table.h"
#include "text.h"

#define MAX_LINES 20000
// A closing formula is a short line near the end.
#define MAX_CLOSING_CHARACTERS 60
#define MAX_SIGNATURE_LINES 25

typedef struct {
    GRegex *header; // 'Le …, X a écrit :', '-----Original Message-----', 'De : … Envoyé : …'
    GRegex *marker;  // ticket markers
    GRegex *closing; // 'Cordialement,'
    GRegex *sent_from;
} Patterns;

static GRegex *
compile(const char *const *alternatives)
{
    g_autofree char *joined = g_strjoinv("|", (char **)(gintptr)alternatives);
    g_autofree char *pattern = g_strdup_printf("^\\s*(?:%s)", joined);
    return g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
}

static const Patterns *
patterns(void)
{
    static Patterns compiled;
    static gsize once;
    if (g_once_init_enter(&once)) {
        compiled = (Patterns){compile(tnc_mail_quote_headers), compile(tnc_mail_quote_markers),
                              compile(tnc_mail_quote_closings), compile(tnc_mail_quote_sent_from)};
        g_once_init_leave(&once, 1);
    }
    return &compiled;
}

static gboolean
matches(const GRegex *regex, const char *line)
{
    return strlen(line) < 1000 && g_regex_match(regex, line, 0, NULL);
}

static gboolean
is_quoted(const char *line)
{
    while (*line == ' ')
        line++;
    return *line == '>';
}

static gboolean
is_blank(const char *line)
{
    for (; *line; line = tnc_text_next(line))
        if (!g_unichar_isspace(g_utf8_get_char(line)))
            return FALSE;
    return TRUE;
}

// A quote's header may be folded over up to three lines.
static gboolean
begins_quote(char **lines, guint index, guint count)
{
    const Patterns *known = patterns();
    if (matches(known->marker, lines[index]))
        return TRUE;
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint i = index; i < MIN(index + 4, count); i++) {
        g_string_append_printf(joined, "%s%s", i > index ? " " : "", lines[i]);
        if (matches(known->header, joined->str))
            return TRUE;
        if (is_blank(lines[i]))
            return FALSE;
    }
    return FALSE;
}

// Where the message ends: at a quote's header that nothing but quotes follows, or at a marker.
static guint
find_end(char **lines, guint count)
{
    for (guint i = 0; i < count; i++)
        if (!is_quoted(lines[i]) && begins_quote(lines, i, count))
            return i;
    return count;
}

static guint
find_closing(char **lines, guint count)
{
    const Patterns *known = patterns();
    for (guint i = count > MAX_SIGNATURE_LINES ? count - MAX_SIGNATURE_LINES : 0; i < count; i++) {
        gboolean dashes = g_str_equal(lines[i], "-- ") || g_str_equal(lines[i], "--");
        gboolean closing = g_utf8_strlen(lines[i], -1) <= MAX_CLOSING_CHARACTERS &&
                           matches(known->closing, lines[i]);
        if (dashes || closing || matches(known->sent_from, lines[i]))
            return i;
    }
    return count;
}

static char *
join(char **lines, guint from, guint to)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = from; i < to; i++)
        if (!is_quoted(lines[i]))
            g_string_append_printf(text, "%s\n", lines[i]);
    char *stripped = g_strdup(text->str);
    return g_strstrip(stripped);
}

void
tnc_mail_quote_split(const char *text, char **visible_out, char **signature_out)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", MAX_LINES);
    guint count = g_strv_length(lines);
    guint end = find_end(lines, count);
    guint closing = find_closing(lines, end);
    // A message that is nothing but its formula is shown whole.
    g_autofree char *visible = join(lines, 0, closing);
    gboolean empty = *visible == '\0';
    *visible_out = empty ? join(lines, 0, end) : g_steal_pointer(&visible);
    *signature_out = empty ? g_strdup("") : join(lines, closing, end);
}
