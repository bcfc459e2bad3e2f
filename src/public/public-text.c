// SPDX-License-Identifier: AGPL-3.0-or-later
// Grapheme clusters follow UAX #29 with the properties that GLib knows; emoji by their blocks, which
// hold more than the standard's list: the surplus joins with nothing in real texts.

#include "public-text.h"
#include <string.h>
#include "text.h"

#define JOINER 0x200d
#define EMOJI_STYLE 0xfe0f
#define KEYCAP 0x20e3

static gboolean
is_pictograph(gunichar c)
{
    static const struct {
        gunichar first;
        gunichar last;
    } blocks[] = {
        {0xa9, 0xa9},       {0xae, 0xae},       {0x203c, 0x203c},   {0x2049, 0x2049},
        {0x2122, 0x2122},   {0x2139, 0x2139},   {0x2194, 0x21aa},   {0x231a, 0x23ff},
        {0x24c2, 0x24c2},   {0x25aa, 0x25fe},   {0x2600, 0x27bf},   {0x2934, 0x2935},
        {0x2b05, 0x2b55},   {0x3030, 0x3030},   {0x303d, 0x303d},   {0x3297, 0x3297},
        {0x3299, 0x3299},   {0x1f000, 0x1f1e5}, {0x1f200, 0x1f3fa}, {0x1f400, 0x1faff},
        {0x1fc00, 0x1fffd},
    };
    for (guint i = 0; i < G_N_ELEMENTS(blocks); i++)
        if (c >= blocks[i].first && c <= blocks[i].last)
            return TRUE;
    return FALSE;
}

// The classes of UAX #29 that matter, in the order of its rules.
typedef enum {
    OTHER,
    CONTROL,
    EXTEND,
    SPACING,
    PREPEND,
    ZWJ,
    FLAG,
    HANGUL_L,
    HANGUL_V,
    HANGUL_T,
    HANGUL_LV,
    HANGUL_LVT,
    PICTOGRAPH
} Class;

// Signs that precede: Arabic and Indic marks of numbers, and the like.
static gboolean
is_prepended(gunichar c)
{
    return (c >= 0x600 && c <= 0x605) || c == 0x6dd || c == 0x70f || c == 0x890 || c == 0x891 ||
           c == 0x8e2 || c == 0xd4e || c == 0x110bd || c == 0x110cd;
}

static Class
class_of_break(gunichar c)
{
    static const struct {
        GUnicodeBreakType type;
        Class class;
    } rows[] = {
        {G_UNICODE_BREAK_REGIONAL_INDICATOR, FLAG},
        {G_UNICODE_BREAK_HANGUL_L_JAMO, HANGUL_L},
        {G_UNICODE_BREAK_HANGUL_V_JAMO, HANGUL_V},
        {G_UNICODE_BREAK_HANGUL_T_JAMO, HANGUL_T},
        {G_UNICODE_BREAK_HANGUL_LV_SYLLABLE, HANGUL_LV},
        {G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE, HANGUL_LVT},
    };
    GUnicodeBreakType type = g_unichar_break_type(c);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].type == type)
            return rows[i].class;
    return is_pictograph(c) ? PICTOGRAPH : OTHER;
}

static Class
class_of(gunichar c)
{
    if (c == JOINER)
        return ZWJ;
    // Non-joiner, skin tones, tag characters of flags, half-width voice marks.
    if (c == 0x200c || (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0xe0020 && c <= 0xe007f) ||
        c == 0xff9e || c == 0xff9f)
        return EXTEND;
    if (is_prepended(c))
        return PREPEND;
    if (c == 0xe33 || c == 0xeb3)
        return SPACING;
    switch ((int)g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return CONTROL;
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
        return EXTEND;
    case G_UNICODE_SPACING_MARK:
        return SPACING;
    default:
        return class_of_break(c);
    }
}

// GB6 to GB8: the parts of one Hangul syllable.
static gboolean
is_one_syllable(Class before, Class after)
{
    if (before == HANGUL_L)
        return after == HANGUL_L || after == HANGUL_V || after == HANGUL_LV || after == HANGUL_LVT;
    if (before == HANGUL_LV || before == HANGUL_V)
        return after == HANGUL_V || after == HANGUL_T;
    return (before == HANGUL_LVT || before == HANGUL_T) && after == HANGUL_T;
}

typedef struct {
    Class last;
    gboolean after_picture; // the cluster so far is a pictograph and what extends it
    gboolean odd_flags;     // an odd number of regional indicators ends it
} Cluster;

static gboolean
joins(const Cluster *cluster, Class next)
{
    if (cluster->last == CONTROL || next == CONTROL)
        return FALSE;
    if (next == EXTEND || next == ZWJ || next == SPACING || cluster->last == PREPEND)
        return TRUE;
    if (is_one_syllable(cluster->last, next))
        return TRUE;
    if (next == PICTOGRAPH)
        return cluster->last == ZWJ && cluster->after_picture;
    return next == FLAG && cluster->odd_flags;
}

const char *
tnc_public_text_next_grapheme(const char *text)
{
    if (!*text)
        return text;
    if (text[0] == '\r' && text[1] == '\n')
        return text + 2;
    Class first = class_of(g_utf8_get_char(text));
    Cluster cluster = {first, first == PICTOGRAPH, first == FLAG};
    const char *c = tnc_text_next(text);
    for (; *c; c = tnc_text_next(c)) {
        Class next = class_of(g_utf8_get_char(c));
        if (!joins(&cluster, next))
            break;
        cluster.after_picture =
            next == PICTOGRAPH || (cluster.after_picture && (next == EXTEND || next == ZWJ));
        cluster.odd_flags = next == FLAG && !cluster.odd_flags;
        cluster.last = next;
    }
    return c;
}

// ---- links, mentions, hashtags

static gboolean
is_word(gunichar c)
{
    return g_unichar_isalnum(c) || c == '_';
}

static guint
count_of(const char *text, gsize length, char c)
{
    guint count = 0;
    for (gsize i = 0; i < length; i++)
        count += text[i] == c;
    return count;
}

// What a sentence puts behind a link is not part of it; a closing bracket is when it was opened.
static gsize
trim_link(const char *text, gsize length)
{
    while (length > 0) {
        const char *last = g_utf8_find_prev_char(text, text + length);
        gunichar c = g_utf8_get_char(last);
        gboolean bracket = c == ')' && count_of(text, length, ')') > count_of(text, length, '(');
        if (!bracket && !strchr(".,;:!?'\"*_", (int)MIN(c, 0x7f)) && c != 0xbb && c != 0x2019 &&
            c != 0x201d && c != 0x2026)
            break;
        length = (gsize)(last - text);
    }
    return length;
}

// BARE is X: to it a link's query is ASCII.
static gsize
link_length(const char *text, gboolean bare)
{
    gsize scheme = g_ascii_strncasecmp(text, "https://", 8) == 0  ? 8
                   : g_ascii_strncasecmp(text, "http://", 7) == 0 ? 7
                                                                  : 0;
    gsize length = scheme;
    gboolean query = FALSE;
    while (scheme && text[length] && !strchr("<>\"", text[length])) {
        gunichar c = g_utf8_get_char(text + length);
        query |= c == '?';
        if (g_unichar_isspace(c) || g_unichar_iscntrl(c) || (bare && query && c > 0x7f))
            break;
        length = (gsize)(tnc_text_next(text + length) - text);
    }
    length = scheme ? trim_link(text, length) : 0;
    return length > scheme ? length : 0;
}

// Letters, digits and dots, the last label of letters: 'shop.example'. 0: none.
static gsize
domain_length(const char *text)
{
    gsize length = 0;
    guint labels = 1, letters = 0, size = 0;
    for (;; length++) {
        char c = text[length];
        if (c == '.' && size && g_ascii_isalnum(text[length + 1])) {
            labels++;
            letters = size = 0;
        } else if (g_ascii_isalnum(c) || (c == '-' && size)) {
            size++;
            letters += g_ascii_isalpha(c) ? 1 : 0;
        } else {
            break;
        }
    }
    return labels > 1 && letters == size && letters >= 2 ? length : 0;
}

// A domain and the path behind it.
static gsize
bare_length(const char *text)
{
    gsize length = domain_length(text);
    if (!length || text[length] == '@')
        return 0;
    if (text[length] == '/')
        while (g_ascii_isgraph(text[length]))
            length++;
    return trim_link(text, length);
}

// '@user', '@user.example', '@user@host.example'.
static gsize
mention_length(const char *text)
{
    gsize length = 1;
    while (g_ascii_isalnum(text[length]) || text[length] == '_' ||
           (strchr(".-", text[length]) && text[length] && g_ascii_isalnum(text[length + 1])))
        length++;
    if (length == 1)
        return 0;
    gsize host = text[length] == '@' ? domain_length(text + length + 1) : 0;
    return host ? length + 1 + host : length;
}

static gsize
tag_length(const char *text)
{
    gsize length = 1;
    gboolean letters = FALSE;
    while (text[length] && is_word(g_utf8_get_char(text + length))) {
        letters |= !g_ascii_isdigit(text[length]);
        length = (gsize)(tnc_text_next(text + length) - text);
    }
    return letters ? length : 0;
}

static gboolean
find_span(const char *text, const char *at, gboolean bare, TncPublicSpan *span)
{
    gunichar before = at > text ? g_utf8_get_char(g_utf8_prev_char(at)) : ' ';
    if (is_word(before) || before == '@' || before == '/' || before == '.')
        return FALSE;
    gsize length = link_length(at, bare);
    span->kind = TNC_PUBLIC_SPAN_URL;
    if (!length && *at == '@') {
        length = mention_length(at);
        span->kind = TNC_PUBLIC_SPAN_MENTION;
    } else if (!length && *at == '#') {
        length = tag_length(at);
        span->kind = TNC_PUBLIC_SPAN_TAG;
    } else if (!length && bare) {
        length = bare_length(at);
    }
    span->start = (gsize)(at - text);
    span->end = span->start + length;
    return length > 0;
}

GArray *
tnc_public_text_spans(const char *text, gboolean bare)
{
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(TncPublicSpan));
    for (const char *c = text; *c;) {
        TncPublicSpan span;
        if (find_span(text, c, bare, &span)) {
            g_array_append_val(spans, span);
            c = text + span.end;
        } else {
            c = tnc_text_next(c);
        }
    }
    return spans;
}

// ---- weights

// X's table: these weigh 1, all else 2.
static guint
weight_of(gunichar c)
{
    return c <= 0x10ff || (c >= 0x2000 && c <= 0x200d) || (c >= 0x2010 && c <= 0x201f) ||
                   (c >= 0x2032 && c <= 0x2037)
               ? 1
               : 2;
}

static gboolean
is_emoji(const char *start, const char *end)
{
    gunichar first = g_utf8_get_char(start);
    for (const char *c = start; c < end; c = tnc_text_next(c))
        if (g_utf8_get_char(c) == EMOJI_STYLE || g_utf8_get_char(c) == KEYCAP)
            return TRUE;
    return first >= 0x1f000 || (is_pictograph(first) && tnc_text_next(start) < end);
}

static guint
weigh_grapheme(const char *start, const char *end, TncPublicMeasure measure)
{
    guint weight = 0;
    if (measure == TNC_PUBLIC_MEASURE_GRAPHEMES)
        return 1;
    if (measure == TNC_PUBLIC_MEASURE_WEIGHTED && is_emoji(start, end))
        return 2;
    for (const char *c = start; c < end; c = tnc_text_next(c))
        weight += measure == TNC_PUBLIC_MEASURE_WEIGHTED ? weight_of(g_utf8_get_char(c)) : 1;
    return weight;
}

static guint
weigh_plain(const char *text, const char *end, TncPublicMeasure measure)
{
    guint weight = 0;
    while (text < end) {
        const char *next = MIN(tnc_public_text_next_grapheme(text), end);
        weight += weigh_grapheme(text, next, measure);
        text = next;
    }
    return weight;
}

static guint
weigh_span(const char *text, const TncPublicSpan *span, const TncPublicLimits *limits)
{
    const char *start = text + span->start;
    const char *end = text + span->end;
    if (span->kind == TNC_PUBLIC_SPAN_URL && limits->url_weight)
        return limits->url_weight;
    if (span->kind == TNC_PUBLIC_SPAN_MENTION && limits->short_mentions) {
        const char *host = memchr(start + 1, '@', (gsize)(end - start - 1));
        end = host ? host : end;
    }
    return weigh_plain(start, end, limits->measure);
}

guint
tnc_public_text_weight(const char *text, const TncPublicLimits *limits)
{
    // X counts the composed form, and takes domains for links.
    gboolean weighted = limits->measure == TNC_PUBLIC_MEASURE_WEIGHTED;
    g_autofree char *composed = weighted ? g_utf8_normalize(text, -1, G_NORMALIZE_NFC) : NULL;
    const char *counted = composed ? composed : text;
    g_autoptr(GArray) spans = tnc_public_text_spans(counted, weighted);
    const char *c = counted;
    guint weight = 0;
    for (guint i = 0; i < spans->len; i++) {
        const TncPublicSpan *span = &g_array_index(spans, TncPublicSpan, i);
        weight += weigh_plain(c, counted + span->start, limits->measure);
        weight += weigh_span(counted, span, limits);
        c = counted + span->end;
    }
    return weight + weigh_plain(c, c + strlen(c), limits->measure);
}

gboolean
tnc_public_text_fits(const char *text, const TncPublicLimits *limits)
{
    const char *c = text;
    while (*c && g_unichar_isspace(g_utf8_get_char(c)))
        c = tnc_text_next(c);
    return *c && (!limits->max_bytes || strlen(text) <= limits->max_bytes) &&
           (!limits->limit || tnc_public_text_weight(text, limits) <= limits->limit);
}

// ---- shown harmless

static gboolean
is_deceptive(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    // Joiners and tags make emoji, soft hyphens and marks words; all other format characters go.
    return (type == G_UNICODE_CONTROL && c != '\n' && c != '\t') ||
           (type == G_UNICODE_FORMAT && c != JOINER && c != 0x200c && c < 0xe0000) ||
           type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

char *
tnc_public_text_plain(const char *text)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    for (const char *c = text; *c; c = tnc_text_next(c))
        if (!is_deceptive(g_utf8_get_char(c)))
            g_string_append_len(plain, c, tnc_text_next(c) - c);
    return g_strdup(plain->str);
}
