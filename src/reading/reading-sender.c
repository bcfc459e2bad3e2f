// SPDX-License-Identifier: AGPL-3.0-or-later
// The first line and the last ones.

#include "reading-sender.h"
#include "reading-fold.h"
#include "text.h"
#include <string.h>

static void
note_place(const TncReadingRuleMatch *match, gpointer found)
{
    // A greeting stands at the beginning, everything else anywhere.
    *(gboolean *)found |= match->tag != TNC_READING_LIST_GREETING || match->start == 0;
}

// LINE holds a rule of LIST.
static gboolean
holds(const TncReadingLexicon *lexicon, TncReadingList list, const char *line, gsize size)
{
    gboolean found = FALSE;
    g_auto(TncReadingFold) fold = {0};
    tnc_reading_fold_init(&fold, line, size);
    tnc_reading_rule_set_each(lexicon->rules, 1u << list, fold.text, fold.length, note_place,
                              &found);
    return found;
}

char *
tnc_reading_sender_greeting(const TncReadingLexicon *lexicon, const char *text)
{
    gsize size = strcspn(text, "\n");
    const char *end = g_utf8_offset_to_pointer(text, MIN(g_utf8_strlen(text, (gssize)size), 60));
    size = MIN(size, (gsize)(end - text));
    if (!holds(lexicon, TNC_READING_LIST_GREETING, text, size))
        return NULL;
    char *line = g_strndup(text, size);
    line[strcspn(line, ",!.:")] = '\0';
    char *wide = strstr(line, "，");
    if (wide)
        *wide = '\0';
    return g_strstrip(line);
}

static gboolean
is_name(const char *line)
{
    guint letters = 0;
    guint words = 1;
    for (; *line; line = tnc_text_next(line)) {
        gunichar c = g_utf8_get_char(line);
        letters += g_unichar_isalpha(c);
        words += c == ' ';
        if (!g_unichar_isalpha(c) && c != ' ' && c != '-' && c != '.' && c != '\'')
            return FALSE;
    }
    return letters >= 2 && letters <= 30 && words <= 3;
}

static gboolean
is_department(const TncReadingLexicon *lexicon, const char *line)
{
    return *line && holds(lexicon, TNC_READING_LIST_DEPARTMENT, line, strlen(line));
}

// 'Hugo du service client', 'Ben from Lune', 'Anna Lee | Support': the name in front. NULL: none.
static char *
name_in_front(const TncReadingLexicon *lexicon, const char *line)
{
    static const char *const joints[] = {",",     " | ",       " - ",   " – ",     " — ",
                                         " / ",   " du ",      " de l", " de la ", " from ",
                                         " vom ", " von der ", " del ", " dal "};
    gsize size = strlen(line);
    for (guint i = 0; i < G_N_ELEMENTS(joints); i++) {
        const char *joint = strstr(line, joints[i]);
        size = joint ? MIN(size, (gsize)(joint - line)) : size;
    }
    g_autofree char *name = g_strndup(line, size);
    g_strstrip(name);
    // 'i. A. Thomas Müller': for his company
    static const char *const powers[] = {"i. A. ", "i.A. ", "i. V. ", "i.V. ", "P/O ", "p.o. "};
    for (guint i = 0; i < G_N_ELEMENTS(powers); i++)
        if (g_str_has_prefix(name, powers[i]))
            memmove(name, name + strlen(powers[i]), strlen(name + strlen(powers[i])) + 1);
    return is_name(name) && !is_department(lexicon, name) ? g_steal_pointer(&name) : NULL;
}

// 'Cordialement, Sophie'
static char *
name_behind(const TncReadingLexicon *lexicon, const char *formula)
{
    const char *comma = strchr(formula, ',');
    g_autofree char *name = g_strstrip(g_strdup(comma ? comma + 1 : ""));
    return is_name(name) && g_unichar_isupper(g_utf8_get_char(name)) &&
                   !is_department(lexicon, name)
               ? g_steal_pointer(&name)
               : NULL;
}

// The first line after the closing formula that looks like a name.
static void
take_agent(const TncReadingLexicon *lexicon, const char *signature, TncReadingResult *result)
{
    g_auto(GStrv) lines = g_strsplit(signature, "\n", 12);
    for (guint i = 0; lines[i]; i++) {
        char *line = g_strstrip(lines[i]);
        gboolean department = is_department(lexicon, line);
        if (department && !result->department)
            result->department = g_strdup(line);
        if (!result->agent)
            result->agent = i > 0 ? name_in_front(lexicon, line) : name_behind(lexicon, line);
    }
}

// '客服小王': the name behind the department, where words stand without blanks. NULL: none.
static char *
name_behind_department(const char *line)
{
    static const char *const departments[] = {"客服", "售后", "店长"};
    for (guint i = 0; i < G_N_ELEMENTS(departments); i++) {
        const char *found = strstr(line, departments[i]);
        const char *name = found ? found + strlen(departments[i]) : "";
        name += strspn(name, " ");
        if (found == line && g_utf8_strlen(name, -1) >= 2 && g_utf8_strlen(name, -1) <= 4)
            return g_strdup(name);
    }
    return NULL;
}

// The first line of the last paragraph where that is a short block such as people sign with; else the last line behind
// 'Thanks,'.
static const char *
signing_line(const char *text)
{
    const char *block = g_strrstr(text, "\n\n");
    guint lines = 1;
    for (const char *c = block ? block + 2 : ""; *c; c++)
        lines += *c == '\n';
    if (block && lines <= 3)
        return block + 2;
    const char *last = strrchr(text, '\n');
    return last && last > text && strchr(",!", last[-1]) ? last + 1 : NULL;
}

// Without a formula: a name that stands alone at the end.
static void
take_last_name(const TncReadingLexicon *lexicon, const char *text, TncReadingResult *result)
{
    const char *line = signing_line(text);
    const char *last = strrchr(text, '\n');
    g_autofree char *first = line ? g_strndup(line, strcspn(line, "\n")) : NULL;
    if (first && is_name(first) && g_unichar_isupper(g_utf8_get_char(first)) &&
        !is_department(lexicon, first))
        result->agent = g_steal_pointer(&first);
    else if (last)
        result->agent = name_behind_department(last + 1);
}

gboolean
tnc_reading_sender_is_person(const char *agent, const TncMailAddress *from)
{
    g_autofree char *name = agent ? tnc_text_fold(agent) : NULL;
    g_autofree char *sender = tnc_text_fold(from->name);
    g_autofree char *address = tnc_text_fold(from->address);
    const char *domain = strchr(address, '@');
    return name && !strstr(sender, name) && !(domain && strstr(domain, name));
}

void
tnc_reading_sender_take(const TncReadingLexicon *lexicon, const char *text, const char *signature,
                        TncReadingResult *result)
{
    if (signature && *signature)
        take_agent(lexicon, signature, result);
    else if (signature)
        take_last_name(lexicon, text, result);
}
