// SPDX-License-Identifier: AGPL-3.0-or-later
// Line by line: a quote's header and the '>' lines behind it are left out and what follows them stays; a header with
// unmarked text behind it ends the message. Then the closing formula ends what is visible, where nothing but the
// signature follows. Patterns are in mail-quote-table.h.

#include "mail-quote.h"
#include "literal.h"
#include "mail-quote-table.h"
#include "search.h"
#include "text.h"
#include <string.h>

#define MAX_LINES 20000
// A closing formula is a short line near the end.
#define MAX_CLOSING_CHARACTERS 60
#define MAX_SIGNATURE_LINES 25
// Longer quotes are history, shorter ones are what an answer is about.
#define MAX_ANSWERED 8
// No program breaks shorter lines.
#define BROKEN_LINE 50
// A header of another language has no more lines than this.
#define MAX_LABELS 30

// A header is folded over so many lines at most.
#define HEADER_LINES 4
#define MAX_LINE 1000
#define LINE_START "^\\s*"

typedef enum {
    FORWARD, // '---- Forwarded message ----'
    MARKER,  // of a ticket system
    CLOSING, // 'Cordialement,'
    LONG_CLOSING,
    SENT_FROM,
    DISCLAIMER,
    SHARED, // a header at the end of a line
    LABEL,  // 'Von: …' of a header in any language
    POSTSCRIPT,
    COMMENT, // 'Sophie Martin, 2 Mar 2026, 10:12' of a ticket system
    PATTERN_COUNT
} Pattern;

// 'Le …, X a écrit :', '-----Original Message-----', 'De : … Envoyé : …': each is a pattern of its own. Most begin with
// anything, and so are tried at each place of a line: only where a string is that the one needs.
#define MAX_HEADERS 32

// Beside the patterns that a line may match: it has a colon or dashes, as a header's last line has.
#define ENDS_HEADER (1u << PATTERN_COUNT)

typedef struct {
    GRegex *regexes[PATTERN_COUNT];
    GRegex *headers[MAX_HEADERS];
    TncSearch *search; // of the strings that they need, by Pattern, then by header
    guint always;      // bits of the patterns of which one alternative needs none
    guint32 always_headers;
} Patterns;

typedef struct {
    char **lines;
    guint count;
    guint16 *may;     // of each line: bits of the patterns that it may match, and ENDS_HEADER
    guint32 *headers; // of each line: bits of the headers of which it may be a part
} Text;

// FALSE: it needs no string.
static gboolean
add_needed(Patterns *patterns, guint value, const char *alternative)
{
    g_autoptr(GPtrArray) sets = tnc_literal_find(alternative);
    const GArray *literals = sets->len ? g_ptr_array_index(sets, 0) : NULL;
    for (guint i = 0; literals && i < literals->len; i++) {
        const TncLiteral *literal = &g_array_index(literals, TncLiteral, i);
        g_autofree char *lower = g_utf8_strdown(literal->text, -1);
        tnc_search_add(patterns->search, lower, TNC_SEARCH_ANYWHERE, value);
    }
    return literals != NULL;
}

static GRegex *
make_regex(const char *start, const char *alternatives)
{
    g_autofree char *pattern = g_strdup_printf("%s(?:%s)", start, alternatives);
    GRegex *regex = g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
    // The first match translates it to machine code, which no two threads may do.
    g_regex_match(regex, "", 0, NULL);
    return regex;
}

static void
add_pattern(Patterns *patterns, Pattern pattern, const char *start, const char *const *alternatives)
{
    g_autofree char *joined = g_strjoinv("|", (char **)(gintptr)alternatives);
    patterns->regexes[pattern] = make_regex(start, joined);
    for (; *alternatives; alternatives++)
        if (!add_needed(patterns, pattern, *alternatives))
            patterns->always |= 1u << pattern;
}

static void
add_headers(Patterns *patterns)
{
    G_STATIC_ASSERT(G_N_ELEMENTS(tnc_mail_quote_headers) - 1 <= MAX_HEADERS);
    for (guint i = 0; tnc_mail_quote_headers[i]; i++) {
        patterns->headers[i] = make_regex(LINE_START, tnc_mail_quote_headers[i]);
        if (!add_needed(patterns, PATTERN_COUNT + i, tnc_mail_quote_headers[i]))
            patterns->always_headers |= 1u << i;
    }
}

static void
add_single(Patterns *patterns, Pattern pattern, const char *regex)
{
    const char *const alternatives[] = {regex, NULL};
    add_pattern(patterns, pattern, "", alternatives);
}

static const Patterns *
patterns_get(void)
{
    static Patterns patterns;
    static gsize once;
    if (!g_once_init_enter(&once))
        return &patterns;
    patterns.search = tnc_search_new();
    add_headers(&patterns);
    add_pattern(&patterns, FORWARD, LINE_START, tnc_mail_quote_forwards);
    add_pattern(&patterns, MARKER, LINE_START, tnc_mail_quote_markers);
    add_pattern(&patterns, CLOSING, LINE_START, tnc_mail_quote_closings);
    add_pattern(&patterns, LONG_CLOSING, LINE_START, tnc_mail_quote_long_closings);
    add_pattern(&patterns, SENT_FROM, LINE_START, tnc_mail_quote_sent_from);
    add_pattern(&patterns, DISCLAIMER, LINE_START, tnc_mail_quote_disclaimers);
    add_single(&patterns, SHARED, tnc_mail_quote_shared);
    add_single(&patterns, LABEL, tnc_mail_quote_label);
    add_single(&patterns, POSTSCRIPT, tnc_mail_quote_postscript);
    add_single(&patterns, COMMENT, tnc_mail_quote_comment);
    tnc_search_build(patterns.search);
    g_once_init_leave(&once, 1);
    return &patterns;
}

// ---- which line may match what

// ASCII and the capitals of Latin-1 ('É' is C3 89, 'é' C3 A9) in place, as far as there is nothing else; returns how far.
static gsize
lower_in_place(char *text)
{
    char *c = text;
    for (; *c; c++) {
        guchar next = (guchar)c[1];
        if ((guchar)*c < 0x80) {
            *c = g_ascii_isupper(*c) ? (char)(*c | 0x20) : *c;
            continue;
        }
        if ((guchar)*c != 0xc3 || next < 0x80)
            break;
        c++;
        if (next <= 0x9e && next != 0x97)
            *c = (char)(next + 0x20);
    }
    return (gsize)(c - text);
}

static void
append_lower(GString *lower, const char *line)
{
    gsize start = lower->len;
    g_string_append(lower, line);
    gsize done = lower_in_place(lower->str + start);
    if (start + done == lower->len)
        return;
    g_string_truncate(lower, start + done);
    for (const char *c = line + done; *c; c = tnc_text_next(c))
        g_string_append_unichar(lower, g_unichar_tolower(g_utf8_get_char(c)));
}

typedef struct {
    const gsize *ends; // of each line
    Text *text;
    guint line;
} Notes;

static void
note(const TncSearchHit *hit, gpointer data)
{
    Notes *notes = data;
    while (hit->end > notes->ends[notes->line])
        notes->line++;
    for (guint i = 0; i < hit->count; i++)
        if (hit->values[i] < PATTERN_COUNT)
            notes->text->may[notes->line] |= (guint16)(1u << hit->values[i]);
        else
            notes->text->headers[notes->line] |= 1u << (hit->values[i] - PATTERN_COUNT);
}

static void
text_clear(Text *text)
{
    g_free(text->may);
    g_free(text->headers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Text, text_clear)

static gboolean
may_end_header(const char *line)
{
    return strpbrk(line, ":-_>") || strstr(line, "：");
}

// One search through the whole text, a blank for each line's end: a header may be folded anywhere.
static void
look_through(Text *text)
{
    const Patterns *patterns = patterns_get();
    g_autoptr(GString) lower = g_string_sized_new(4096);
    g_autofree gsize *ends = g_new(gsize, text->count);
    text->may = g_new(guint16, text->count);
    text->headers = g_new(guint32, text->count);
    for (guint i = 0; i < text->count; i++) {
        const char *line = text->lines[i];
        append_lower(lower, line);
        ends[i] = g_string_append_c(lower, ' ')->len;
        text->may[i] = (guint16)(patterns->always | (may_end_header(line) ? ENDS_HEADER : 0));
        text->headers[i] = patterns->always_headers;
    }
    Notes notes = {ends, text, 0};
    tnc_search_each(patterns->search, lower->str, lower->len, NULL, note, &notes);
}

static gboolean
matches(const Text *text, Pattern pattern, guint index)
{
    const char *line = text->lines[index];
    return text->may[index] >> pattern & 1 && strlen(line) < MAX_LINE &&
           g_regex_match(patterns_get()->regexes[pattern], line, 0, NULL);
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

static gboolean
matches_header(guint32 headers, const char *line)
{
    const Patterns *patterns = patterns_get();
    for (guint i = 0; i < MAX_HEADERS; i++)
        if (headers >> i & 1 && g_regex_match(patterns->headers[i], line, 0, NULL))
            return TRUE;
    return FALSE;
}

// How many lines the quote's header takes that begins at INDEX: it may be folded; 0 when there is none.
static guint
header_lines(const Text *text, guint index)
{
    guint end = MIN(index + HEADER_LINES, text->count);
    guint may = 0;
    guint32 headers = 0;
    for (guint i = index; i < end; i++) {
        may |= text->may[i];
        headers |= text->headers[i];
    }
    if (!headers || !(may & ENDS_HEADER))
        return 0;
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint i = index; i < end; i++) {
        g_string_append(joined, i > index ? " " : "");
        g_string_append(joined, text->lines[i]);
        if (text->may[i] & ENDS_HEADER && joined->len < MAX_LINE &&
            matches_header(headers, joined->str))
            return i - index + 1;
        if (is_blank(text->lines[i]))
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

// 'Yes.', 'Le 12 mars.': an answer, where the line above was not broken.
static gboolean
is_short_sentence(const char *line)
{
    line += strspn(line, " ");
    gsize length = strlen(line);
    return length > 2 && g_unichar_isupper(g_utf8_get_char(line)) &&
           strchr(".!?", line[length - 1]);
}

// Leaves the '>' lines (and blank ones between) behind INDEX out; returns how many there were.
static guint
skip_quoted(char **lines, guint index, guint count)
{
    guint skipped = 0;
    gsize before = BROKEN_LINE; // the length of the last line
    for (guint i = index; i < count; i++) {
        gboolean rest = skipped > 0 && is_wrapped_rest(lines, i, count) &&
                        !(before < BROKEN_LINE && is_short_sentence(lines[i]));
        if (!is_blank(lines[i]) && !is_quoted(lines[i]) && !rest)
            break;
        skipped += is_quoted(lines[i]);
        before = strlen(lines[i]);
        blank_out(lines[i]);
    }
    return skipped;
}

// 'my answer On Wed, … wrote:': the answer stays.
static gboolean
cut_shared_header(const Text *text, guint index)
{
    char *line = text->lines[index];
    g_autoptr(GMatchInfo) match = NULL;
    gsize length = strlen(line);
    int start;
    while (length && g_ascii_isspace(line[length - 1]))
        length--;
    if (!(text->may[index] >> SHARED & 1) || length == 0 || length > MAX_LINE ||
        line[length - 1] != ':' ||
        !g_regex_match(patterns_get()->regexes[SHARED], line, 0, &match) ||
        !g_match_info_fetch_pos(match, 0, &start, NULL))
        return FALSE;
    line[start] = '\0';
    return TRUE;
}

// '====' above what follows, as some web mails put it; dashes only where they are many.
static gboolean
is_double_rule(const char *line)
{
    gsize length = strspn(line, "=_");
    gsize dashes = strspn(line, "-");
    return (length >= 4 && is_blank(line + length)) || (dashes >= 20 && is_blank(line + dashes));
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
is_labelled_header(const Text *text, guint index, guint count)
{
    char **lines = text->lines;
    guint labels = 0;
    gboolean dated = FALSE;
    if (!strchr(lines[index], '@') || !strpbrk(lines[index], "<["))
        return FALSE;
    guint end = MIN(index + MAX_LABELS, count);
    for (guint i = index; i < end && matches(text, LABEL, i); i++) {
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

// The line of a comment's author at or after INDEX, right below a rule; COUNT when there is none.
static guint
find_comment(const Text *text, guint index, guint count)
{
    char **lines = text->lines;
    gboolean below = FALSE;
    for (guint i = index; i < count; i++) {
        if (below && matches(text, COMMENT, i))
            return i;
        below = is_dash_rule(lines[i]) || (below && is_blank(lines[i]));
    }
    return count;
}

// A ticket system's mail begins with its marker at INDEX: what is above the newest comment goes, and what is below it.
// Returns where the message ends.
static guint
take_template_out(const Text *text, guint index, guint count)
{
    char **lines = text->lines;
    blank_out(lines[index]);
    guint comment = find_comment(text, index + 1, count);
    if (comment == count)
        return count;
    for (guint i = index; i <= comment; i++)
        blank_out(lines[i]);
    for (guint i = comment + 1; i < count; i++)
        if (is_dash_rule(lines[i]))
            return i;
    return count;
}

static void
blank_lines_out(char **lines, guint from, guint count)
{
    for (guint i = from; i < from + count; i++)
        blank_out(lines[i]);
}

// A line that says nothing: blank, or a rule of any signs.
static gboolean
is_wordless(const char *line)
{
    for (; *line; line = tnc_text_next(line))
        if (g_unichar_isalnum(g_utf8_get_char(line)))
            return FALSE;
    return TRUE;
}

// A ticket marker that stands above everything; returns where the message ends.
static guint
take_top_marker_out(const Text *text)
{
    guint first = 0;
    while (first < text->count && is_wordless(text->lines[first]))
        first++;
    for (guint i = 0; i < first && first < text->count && matches(text, MARKER, first); i++)
        blank_out(text->lines[i]);
    return first < text->count && matches(text, MARKER, first)
               ? take_template_out(text, first, text->count)
               : text->count;
}

// Takes the quotes out of the lines; returns where the message ends.
static guint
take_quotes_out(const Text *text)
{
    char **lines = text->lines;
    guint count = take_top_marker_out(text);
    for (guint i = 0; i < count; i++) {
        if (is_quoted(lines[i]))
            continue;
        if (matches(text, MARKER, i))
            return i;
        if (text->may[i] & ENDS_HEADER && matches(text, FORWARD, i))
            return count;
        if (is_labelled_header(text, i, count))
            return above_rule(lines, i);
        guint header = header_lines(text, i);
        gboolean shared = !header && cut_shared_header(text, i);
        if (!header && !shared)
            continue;
        if (skip_quoted(lines, i + MAX(header, 1), count) == 0)
            return shared ? i + 1 : above_rule(lines, i);
        blank_lines_out(lines, i, header);
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
closes(const Text *text, guint index)
{
    const char *line = text->lines[index];
    gboolean dashes = g_str_equal(line, "-- ") || g_str_equal(line, "--") || is_rule(line);
    gboolean formula =
        matches(text, CLOSING, index) && g_utf8_strlen(line, -1) <= MAX_CLOSING_CHARACTERS;
    return dashes || formula || matches(text, LONG_CLOSING, index) ||
           matches(text, SENT_FROM, index) || matches(text, DISCLAIMER, index);
}

// The line of the closing formula, or COUNT. What is said first ('Saludos, Claire:') closes nothing.
static guint
find_closing(const Text *text, guint count)
{
    char **lines = text->lines;
    gboolean said = FALSE;
    guint from = count > MAX_SIGNATURE_LINES ? count - MAX_SIGNATURE_LINES : 0;
    for (guint i = 0; i < count; i++) {
        if (i >= from && said && closes(text, i))
            return i;
        said |= !is_blank(lines[i]) && !is_quoted(lines[i]);
    }
    return count;
}

// A line or two of the reader's own words, answered line by line: they stay, marked, as what the answer is about.
static gboolean
is_answered(char **lines, guint index, guint to)
{
    guint run = 1;
    guint first = index;
    while (first > 0 && run <= MAX_ANSWERED &&
           (is_quoted(lines[first - 1]) || is_blank(lines[first - 1])))
        run += is_quoted(lines[--first]);
    for (index++;
         index < to && run <= MAX_ANSWERED && (is_quoted(lines[index]) || is_blank(lines[index]));
         index++)
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
find_postscript(const Text *text, guint from, guint count)
{
    for (guint i = from + 1; i < count; i++)
        if (matches(text, POSTSCRIPT, i))
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
    g_auto(Text) parts = {lines, split->len, NULL, NULL};
    look_through(&parts);
    guint end = take_quotes_out(&parts);
    gboolean quotes = has_quotes(lines, end);
    guint closing = find_closing(&parts, end);
    // A message that is nothing but its formula, or nothing but a quote, is shown whole.
    guint postscript = find_postscript(&parts, closing, end);
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
