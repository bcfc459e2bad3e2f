// SPDX-License-Identifier: AGPL-3.0-or-later
// Line by line: a quote's header and the '>' lines behind it are left out and what follows them stays; a header with
// unmarked text behind it ends the message. Then the closing formula ends what is visible, where nothing but the
// signature follows. Patterns are in mail-quote-table.h.

#include "mail-quote.h"
#include "mail-quote-table.h"
#include "text.h"
#include <string.h>

#define MAX_LINES 20000
// A closing formula is a short line near the end.
#define MAX_CLOSING_CHARACTERS 60
#define MAX_SIGNATURE_LINES 25
// Longer quotes are history, shorter ones are what an answer is about.
#define MAX_ANSWERED 8

// A header is folded over so many lines at most.
#define HEADER_LINES 4
#define FLAGS (G_REGEX_CASELESS | G_REGEX_OPTIMIZE)
// Longer texts are read line by line without a look at the whole first, which may take time at every line.
#define MAX_WHOLE 65536

typedef struct {
    GRegex *line;
    // The same anywhere in a text, at the beginning of a line and within one; they may find more. NULL: none.
    GRegex *starts;
    GRegex *within;
} Pattern;

typedef struct {
    Pattern header; // 'Le …, X a écrit :', '-----Original Message-----', 'De : … Envoyé : …'
    Pattern forward; // '---- Forwarded message ----'
    Pattern marker;  // ticket markers
    Pattern closing; // 'Cordialement,'
    Pattern long_closing;
    Pattern sent_from;
    Pattern disclaimer;
    GRegex *shared; // a header at the end of a line
    GRegex *label;  // 'Von: …' of a header in any language
    GRegex *postscript;
    GRegex *comment; // 'Sophie Martin, 2 Mar 2026, 10:12' of a ticket system
} Patterns;

// What a text may hold, and the first line that may be it.
typedef struct {
    const GRegex *line;
    guint from; // G_MAXUINT: no line
} Hope;

typedef struct {
    Hope header;
    Hope forward;
    Hope marker;
    Hope closing;
    Hope long_closing;
    Hope sent_from;
    Hope disclaimer;
} Expected;

// PATTERN without the '.{0,N}' and groups that it begins with.
static const char *
skip_loose(const char *pattern)
{
    while (g_str_has_prefix(pattern, ".{0,") || g_str_has_prefix(pattern, "(?:"))
        pattern = strchr(pattern, *pattern == '.' ? '}' : ')') + 1;
    return pattern;
}

// The alternatives that begin with '.{0,N}', or the others.
static GRegex *
compile_whole(const char *const *alternatives, const char *start, gboolean within)
{
    g_autoptr(GString) pattern = g_string_new(NULL);
    for (; *alternatives; alternatives++) {
        gboolean loose = g_str_has_prefix(*alternatives, ".{0,");
        const char *rest = loose ? skip_loose(*alternatives) : *alternatives;
        if (loose == within)
            g_string_append_printf(pattern, "%s%s", pattern->len ? "|" : "", rest);
    }
    if (pattern->len == 0)
        return NULL;
    g_autofree char *grouped = g_strdup_printf("%s(?:%s)", start, pattern->str);
    return g_regex_new(grouped, FLAGS | G_REGEX_MULTILINE | G_REGEX_DOTALL, 0, NULL);
}

static Pattern
compile(const char *const *alternatives)
{
    g_autofree char *joined = g_strjoinv("|", (char **)(gintptr)alternatives);
    g_autofree char *line = g_strdup_printf("^\\s*(?:%s)", joined);
    return (Pattern){g_regex_new(line, FLAGS, 0, NULL),
                     compile_whole(alternatives, "^[^\\S\n]*", FALSE),
                     compile_whole(alternatives, "", TRUE)};
}

static const Patterns *
patterns(void)
{
    static Patterns compiled;
    static gsize once;
    if (g_once_init_enter(&once)) {
        compiled = (Patterns){compile(tnc_mail_quote_headers),
                              compile(tnc_mail_quote_forwards),
                              compile(tnc_mail_quote_markers),
                              compile(tnc_mail_quote_closings),
                              compile(tnc_mail_quote_long_closings),
                              compile(tnc_mail_quote_sent_from),
                              compile(tnc_mail_quote_disclaimers),
                              g_regex_new(tnc_mail_quote_shared, FLAGS, 0, NULL),
                              g_regex_new(tnc_mail_quote_label, FLAGS, 0, NULL),
                              g_regex_new(tnc_mail_quote_postscript, FLAGS, 0, NULL),
                              g_regex_new(tnc_mail_quote_comment, FLAGS, 0, NULL)};
        g_once_init_leave(&once, 1);
    }
    return &compiled;
}

// The line on which REGEX matches first; G_MAXUINT when it does not.
static guint
first_line(const GRegex *regex, const char *text)
{
    g_autoptr(GMatchInfo) match = NULL;
    int start;
    guint line = 0;
    if (!regex || !g_regex_match(regex, text, 0, &match) ||
        !g_match_info_fetch_pos(match, 0, &start, NULL))
        return G_MAXUINT;
    for (int i = 0; i < start; i++)
        line += text[i] == '\n';
    return line;
}

static Hope
look_for(const Pattern *pattern, const char *text, gsize size)
{
    if (size > MAX_WHOLE)
        return (Hope){pattern->line, 0};
    guint from = MIN(first_line(pattern->starts, text), first_line(pattern->within, text));
    // What is found within a header may stand on its last line.
    return (Hope){pattern->line, from == G_MAXUINT ? from : from - MIN(from, HEADER_LINES)};
}

static Expected
look_through(const char *text)
{
    const Patterns *all = patterns();
    gsize size = strlen(text);
    return (Expected){
        look_for(&all->header, text, size),       look_for(&all->forward, text, size),
        look_for(&all->marker, text, size),       look_for(&all->closing, text, size),
        look_for(&all->long_closing, text, size), look_for(&all->sent_from, text, size),
        look_for(&all->disclaimer, text, size),
    };
}

// LINE stands on line INDEX of the text.
static gboolean
matches(Hope hope, guint index, const char *line)
{
    return index >= hope.from && strlen(line) < 1000 && g_regex_match(hope.line, line, 0, NULL);
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

// A header's last line has a colon or dashes; most lines of a text have neither and need no pattern.
static gboolean
may_end_header(const char *line)
{
    return strpbrk(line, ":-_>") || strstr(line, "：");
}

// How many lines the quote's header takes that begins at INDEX: it may be folded; 0 when there is none.
static guint
header_lines(Hope header, char **lines, guint index, guint count)
{
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint i = index; index >= header.from && i < MIN(index + HEADER_LINES, count); i++) {
        g_string_append(joined, i > index ? " " : "");
        g_string_append(joined, lines[i]);
        if (may_end_header(lines[i]) && matches(header, index, joined->str))
            return i - index + 1;
        if (is_blank(lines[i]))
            return 0;
    }
    return 0;
}

static void
blank_out(char *line)
{
    *line = '\0';
}

static guint
count_words(const char *line)
{
    guint words = 0;
    for (gboolean blank = TRUE; *line; line++) {
        gboolean space = g_ascii_isspace(*line);
        words += blank && !space;
        blank = space;
    }
    return words;
}

// The rest of a quoted line that a program has broken: a word or two right between quoted lines.
static gboolean
is_wrapped_rest(char **lines, guint index, guint count)
{
    return index > 0 && index + 1 < count && is_quoted(lines[index + 1]) &&
           count_words(lines[index]) <= 3;
}

// Leaves the '>' lines (and blank ones between) behind INDEX out; returns how many there were.
static guint
skip_quoted(char **lines, guint index, guint count)
{
    guint skipped = 0;
    for (guint i = index; i < count; i++) {
        gboolean rest = skipped > 0 && is_wrapped_rest(lines, i, count);
        if (!is_blank(lines[i]) && !is_quoted(lines[i]) && !rest)
            break;
        skipped += is_quoted(lines[i]);
        blank_out(lines[i]);
    }
    return skipped;
}

// 'my answer On Wed, … wrote:': the answer stays.
static gboolean
cut_shared_header(char *line)
{
    g_autoptr(GMatchInfo) match = NULL;
    gsize length = strlen(line);
    int start;
    while (length && g_ascii_isspace(line[length - 1]))
        length--;
    if (length == 0 || length > 1000 || line[length - 1] != ':' ||
        !g_regex_match(patterns()->shared, line, 0, &match) ||
        !g_match_info_fetch_pos(match, 0, &start, NULL))
        return FALSE;
    line[start] = '\0';
    return TRUE;
}

// '====' above what follows, as some web mails put it.
static gboolean
is_double_rule(const char *line)
{
    gsize length = strspn(line, "=_");
    return length >= 4 && is_blank(line + length);
}

// The first of the lines of a rule and blanks right above END.
static guint
above_rule(char **lines, guint end)
{
    guint above = end;
    while (above > 0 && is_blank(lines[above - 1]))
        above--;
    return above > 0 && is_double_rule(lines[above - 1]) ? above - 1 : end;
}

// A header in any language: three lines or more 'Label: value' in a row, the first with an address in brackets, one
// with a year.
static gboolean
is_labelled_header(char **lines, guint index, guint count)
{
    guint labels = 0;
    gboolean dated = FALSE;
    if (!strchr(lines[index], '@') || !strpbrk(lines[index], "<["))
        return FALSE;
    for (guint i = index; i < count && g_regex_match(patterns()->label, lines[i], 0, NULL); i++) {
        labels++;
        dated |= strstr(lines[i], "20") && strchr(lines[i], ':') != strrchr(lines[i], ':');
        dated |= strstr(lines[i], " 20") != NULL;
    }
    return labels >= 3 && dated;
}

// A line of dashes, as ticket systems put between comments.
static gboolean
is_dash_rule(const char *line)
{
    gsize length = strspn(line, "-");
    return length >= 8 && is_blank(line + length);
}

static gboolean
is_blank_before(char **lines, guint index)
{
    for (guint i = 0; i < index; i++)
        if (!is_blank(lines[i]))
            return FALSE;
    return TRUE;
}

// The line of a comment's author at or after INDEX, right below a rule; COUNT when there is none.
static guint
find_comment(char **lines, guint index, guint count)
{
    gboolean below = FALSE;
    for (guint i = index; i < count; i++) {
        if (below && g_regex_match(patterns()->comment, lines[i], 0, NULL))
            return i;
        below = is_dash_rule(lines[i]) || (below && is_blank(lines[i]));
    }
    return count;
}

// A ticket system's mail begins with its marker at INDEX: what is above the newest comment goes, and what is below it.
// Returns where the message ends.
static guint
take_template_out(char **lines, guint index, guint count)
{
    blank_out(lines[index]);
    guint comment = find_comment(lines, index + 1, count);
    if (comment == count)
        return count;
    for (guint i = index; i <= comment; i++)
        blank_out(lines[i]);
    for (guint i = comment + 1; i < count; i++)
        if (is_dash_rule(lines[i]))
            return i;
    return count;
}

// Takes the quotes out of LINES; returns where the message ends.
static guint
take_quotes_out(const Expected *expected, char **lines, guint count)
{
    for (guint i = 0; i < count; i++) {
        if (is_quoted(lines[i]))
            continue;
        gboolean marker = matches(expected->marker, i, lines[i]);
        if (marker && !is_blank_before(lines, i))
            return i;
        if (marker) {
            count = take_template_out(lines, i, count);
            continue;
        }
        if (may_end_header(lines[i]) && matches(expected->forward, i, lines[i]))
            return count;
        if (is_labelled_header(lines, i, count))
            return above_rule(lines, i);
        guint header = header_lines(expected->header, lines, i, count);
        gboolean shared = !header && cut_shared_header(lines[i]);
        if (!header && !shared)
            continue;
        if (skip_quoted(lines, i + MAX(header, 1), count) == 0)
            return shared ? i + 1 : above_rule(lines, i);
        for (guint k = i; k < i + header; k++)
            blank_out(lines[k]);
    }
    return count;
}

// A single marked line is decoration, unless the text ends with it.
static gboolean
has_quotes(char **lines, guint count)
{
    guint marked = 0;
    gboolean last = FALSE;
    for (guint i = 0; i < count; i++) {
        if (is_blank(lines[i]))
            continue;
        last = is_quoted(lines[i]);
        marked += last;
    }
    return marked > 1 || (marked == 1 && last);
}

// A line of underscores, as lists and companies put above their footer.
static gboolean
is_rule(const char *line)
{
    gsize length = strspn(line, "_");
    return length >= 2 && is_blank(line + length);
}

static gboolean
closes(const Expected *expected, guint index, const char *line)
{
    gboolean dashes = g_str_equal(line, "-- ") || g_str_equal(line, "--") || is_rule(line);
    gboolean formula = g_utf8_strlen(line, -1) <= MAX_CLOSING_CHARACTERS &&
                       matches(expected->closing, index, line);
    return dashes || formula || matches(expected->long_closing, index, line) ||
           matches(expected->sent_from, index, line) || matches(expected->disclaimer, index, line);
}

// The line of the closing formula, or COUNT. What is said first ('Saludos, Claire:') closes nothing.
static guint
find_closing(const Expected *expected, char **lines, guint count)
{
    gboolean said = FALSE;
    guint from = count > MAX_SIGNATURE_LINES ? count - MAX_SIGNATURE_LINES : 0;
    for (guint i = 0; i < count; i++) {
        if (i >= from && said && closes(expected, i, lines[i]))
            return i;
        said |= !is_blank(lines[i]) && !is_quoted(lines[i]);
    }
    return count;
}

// A line or two of the reader's own words, answered line by line: they stay, marked, as what the answer is about.
static gboolean
is_answered(char **lines, guint index, guint to)
{
    guint run = 0;
    guint first = index;
    while (first > 0 && (is_quoted(lines[first - 1]) || is_blank(lines[first - 1])))
        first--;
    for (index = first; index < to && (is_quoted(lines[index]) || is_blank(lines[index])); index++)
        run += is_quoted(lines[index]);
    return first > 0 && index < to && run <= MAX_ANSWERED;
}

// The lines from FROM to TO without quotes (where there are some); what was left out leaves one empty line at most.
static char *
join(char **lines, guint from, guint to, gboolean quotes)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint blanks = 0;
    for (guint i = from; i < to; i++) {
        if (quotes && is_quoted(lines[i]) && !is_answered(lines, i, to))
            continue;
        blanks = is_blank(lines[i]) ? blanks + 1 : 0;
        if (blanks < 2)
            g_string_append_c(g_string_append(text, lines[i]), '\n');
    }
    char *stripped = g_strdup(text->str);
    return g_strstrip(stripped);
}

// The last of MAX_LINES lines holds the rest of TEXT.
static GPtrArray *
split_lines(const char *text)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    const char *end = text + strlen(text);
    for (const char *line = text;; line++) {
        const char *newline =
            lines->len + 1 < MAX_LINES ? memchr(line, '\n', (gsize)(end - line)) : NULL;
        const char *stop = newline ? newline : end;
        g_ptr_array_add(lines, g_strndup(line, (gsize)(stop - line)));
        if (!newline)
            return lines;
        line = newline;
    }
}

// 'PS : …' below the signature is said to the reader; where it begins, or COUNT.
static guint
find_postscript(char **lines, guint from, guint count)
{
    for (guint i = from + 1; i < count; i++)
        if (g_regex_match(patterns()->postscript, lines[i], 0, NULL))
            return i;
    return count;
}

// What is visible: up to the closing formula, and what is said below the signature.
static char *
join_visible(char **lines, guint closing, guint postscript, guint end, gboolean quotes)
{
    char *visible = join(lines, 0, closing, quotes);
    if (postscript >= end || !*visible)
        return visible;
    g_autofree char *before = visible;
    g_autofree char *after = join(lines, postscript, end, quotes);
    return g_strconcat(before, "\n\n", after, NULL);
}

void
tnc_mail_quote_split(const char *text, char **visible_out, char **signature_out)
{
    g_autoptr(GPtrArray) split = split_lines(text);
    char **lines = (char **)split->pdata;
    guint count = split->len;
    Expected expected = look_through(text);
    guint end = take_quotes_out(&expected, lines, count);
    gboolean quotes = has_quotes(lines, end);
    guint closing = find_closing(&expected, lines, end);
    // A message that is nothing but its formula, or nothing but a quote, is shown whole.
    guint postscript = find_postscript(lines, closing, end);
    g_autofree char *visible = join_visible(lines, closing, postscript, end, quotes);
    gboolean empty = *visible == '\0';
    if (empty) {
        g_clear_pointer(&visible, g_free);
        visible = join(lines, 0, end, quotes);
    }
    if (*visible == '\0') {
        g_clear_pointer(&visible, g_free);
        visible = join(lines, 0, end, FALSE);
    }
    *visible_out = g_steal_pointer(&visible);
    *signature_out = empty ? g_strdup("") : join(lines, closing, postscript, quotes);
}
