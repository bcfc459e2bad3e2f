// SPDX-License-Identifier: AGPL-3.0-or-later
// Chooses the paragraphs, fills the templates, and puts the frame around them.

#include "writing-draft.h"

#include <string.h>
#include "error.h"
#include "text.h"

typedef struct {
    const TncPacks *packs;
    const TncPacksDraft *draft;
    const TncPacksLanguage *language;
    const TncWritingValues *values;
    TncPredicateSet facts;
    GString *body;
} Writer;

void
tnc_writing_draft_free(TncWritingDraft *draft)
{
    if (!draft)
        return;
    g_free(draft->subject);
    g_free(draft->body);
    g_free(draft->language);
    g_free(draft);
}

// ---- values in words

static char *
item_words(const TncPacksLanguage *language, const TncWritingItem *item)
{
    g_autofree char *text = g_strdup(item->text);
    if (item->event >= 0) {
        const char *pattern = language->events[item->event];
        const char *channel = language->channels[item->channel];
        if (!pattern)
            return NULL;
        g_free(text);
        text = tnc_packs_language_fill(pattern, "text", item->text ? item->text : "…", "channel",
                                       channel ? channel : "…", NULL);
    }
    if (item->date == TNC_DATE_NONE)
        return g_steal_pointer(&text);
    g_autofree char *date = tnc_packs_language_date(language, item->date);
    return tnc_packs_language_fill(item->result ? language->item_result : language->item, "date",
                                   date, "text", text, "result", item->result, NULL);
}

static char *
list_words(const TncPacksLanguage *language, const GPtrArray *items)
{
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < items->len; i++) {
        g_autofree char *line = item_words(language, items->pdata[i]);
        if (line)
            g_string_append_printf(lines, "%s- %s", lines->len ? "\n" : "", line);
    }
    return g_string_free(lines, lines->len == 0);
}

// NULL when there is no value.
static char *
value_words(const Writer *writer, TncPlaceholder placeholder)
{
    const TncWritingValues *values = writer->values;
    const char *tag = tnc_packs_language_tag(writer->language->language);
    if (!tnc_writing_values_has(values, placeholder))
        return NULL;
    switch (tnc_packs_template_type(placeholder)) {
    case TNC_VALUE_TEXT:
        return g_strdup(tnc_writing_values_text(values, placeholder));
    case TNC_VALUE_NUMBER:
        return g_strdup_printf("%" G_GINT64_FORMAT, tnc_writing_values_number(values, placeholder));
    case TNC_VALUE_DATE:
        return tnc_packs_language_date(writer->language,
                                       tnc_writing_values_date(values, placeholder));
    case TNC_VALUE_MONEY:
        return tnc_money_format(tnc_writing_values_money(values, placeholder), tag);
    case TNC_VALUE_LIST:
        return list_words(writer->language, tnc_writing_values_items(values, placeholder));
    }
    return NULL;
}

// ---- templates

typedef struct {
    GString *text;
    gsize group_start; // where the open group began; G_MAXSIZE outside one
    gboolean group_missing;
    TncPlaceholder missing; // outside a group
    gboolean is_missing;
    gboolean literal_start; // the first character is the draft's own, not a value's
} Filling;

static void
append(Filling *filling, const char *text, gsize length, gboolean literal)
{
    if (filling->text->len == 0)
        filling->literal_start = literal;
    g_string_append_len(filling->text, text, (gssize)length);
}

static void
take_placeholder(const Writer *writer, Filling *filling, const TncTemplatePiece *piece)
{
    TncPlaceholder placeholder = (TncPlaceholder)tnc_packs_template_parse(piece);
    g_autofree char *words = value_words(writer, placeholder);
    if (words)
        append(filling, words, strlen(words), FALSE);
    else if (filling->group_start != G_MAXSIZE)
        filling->group_missing = TRUE;
    else if (!filling->is_missing) {
        filling->missing = placeholder;
        filling->is_missing = TRUE;
    }
}

static void
take_piece(const Writer *writer, Filling *filling, const TncTemplatePiece *piece)
{
    switch (piece->kind) {
    case TNC_TEMPLATE_TEXT:
        append(filling, piece->start, piece->length, TRUE);
        break;
    case TNC_TEMPLATE_PLACEHOLDER:
        take_placeholder(writer, filling, piece);
        break;
    case TNC_TEMPLATE_OPEN:
        filling->group_start = filling->text->len;
        filling->group_missing = FALSE;
        break;
    case TNC_TEMPLATE_CLOSE:
        if (filling->group_missing)
            g_string_truncate(filling->text, filling->group_start);
        filling->group_start = G_MAXSIZE;
        break;
    case TNC_TEMPLATE_END:
    case TNC_TEMPLATE_WRONG: // refused when the pack was loaded
        break;
    }
}

// What the user wrote may end like a sentence, and so does the draft's own sentence around it.
static gboolean
is_second_stop(const GString *before, const char *text)
{
    gboolean dots = text[1] == '.' || g_str_has_suffix(before->str, "..");
    gsize length = before->len;
    if (*text == '.' && !dots)
        return length > 0 && strchr(".!?", before->str[length - 1]) != NULL;
    return g_str_has_prefix(text, "\343\200\202") && length > 0 &&
           (strchr(".!?", before->str[length - 1]) ||
            g_str_has_suffix(before->str, "\343\200\202"));
}

// Removes double spaces, spaces at the ends of lines and second full stops.
static char *
tidy(const char *text)
{
    GString *tidied = g_string_new(NULL);
    for (; *text; text++) {
        char last = tidied->len ? tidied->str[tidied->len - 1] : '\n';
        if (*text == ' ' && (last == ' ' || last == '\n'))
            continue;
        if (is_second_stop(tidied, text)) {
            text = tnc_text_next(text) - 1;
            continue;
        }
        if (*text == '\n' && last == ' ')
            g_string_truncate(tidied, tidied->len - 1);
        g_string_append_c(tidied, *text);
    }
    return g_strstrip(g_string_free(tidied, FALSE));
}

// A sentence whose beginning was left out begins with a capital all the same.
static char *
capitalise(const char *text)
{
    char capital[8] = "";
    int length = g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(text)), capital);
    return g_strdup_printf("%.*s%s", length, capital, tnc_text_next(text));
}

static gboolean
fail_missing(const Writer *writer, TncPlaceholder missing, GError **error)
{
    return tnc_error_set(
        error, TNC_ERROR_GUARD,
        "The letter '%s' needs {%s} (%s), which is not known: record it first, then write again",
        writer->draft->id, tnc_packs_template_name(missing), tnc_packs_template_meaning(missing));
}

// The template with its values; NULL with the error set when one is missing.
static char *
fill(const Writer *writer, const char *template, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Filling filling = {.text = text, .group_start = G_MAXSIZE};
    TncTemplatePiece piece;
    do {
        piece = tnc_packs_template_next(&template);
        take_piece(writer, &filling, &piece);
    } while (piece.kind != TNC_TEMPLATE_END);
    if (filling.is_missing) {
        fail_missing(writer, filling.missing, error);
        return NULL;
    }
    g_autofree char *tidied = tidy(text->str);
    return tidied[0] && filling.literal_start ? capitalise(tidied) : g_steal_pointer(&tidied);
}

// ---- paragraphs

static gboolean
is_wanted(const Writer *writer, const TncPacksParagraph *paragraph)
{
    for (guint i = 0; i < paragraph->when_count; i++)
        if (!tnc_claim_predicate_holds(writer->facts, paragraph->when[i]))
            return FALSE;
    for (guint i = 0; i < paragraph->unless_count; i++)
        if (tnc_claim_predicate_holds(writer->facts, paragraph->unless[i]))
            return FALSE;
    return TRUE;
}

static gboolean
ends_with_list(const GString *body)
{
    const char *line = strrchr(body->str, '\n');
    return g_str_has_prefix(line ? line + 1 : body->str, "- ");
}

// Chinese sentences follow each other without a blank.
static gboolean
ends_wide(const GString *body)
{
    const char *last = body->len ? g_utf8_prev_char(body->str + body->len) : "";
    return g_utf8_get_char(last) >= 0x3000;
}

static void
add_paragraph(const Writer *writer, const char *text, gboolean join)
{
    gboolean same = join && !ends_with_list(writer->body);
    const char *gap = !same ? "\n\n" : ends_wide(writer->body) ? "" : " ";
    if (text[0])
        g_string_append_printf(writer->body, "%s%s", writer->body->len ? gap : "", text);
}

static gboolean
write_text(const Writer *writer, const TncPacksParagraph *paragraph, gboolean join, GError **error)
{
    g_autofree char *text = fill(writer, paragraph->text, error);
    if (text)
        add_paragraph(writer, text, join);
    return text != NULL;
}

static gboolean
write_part(const Writer *writer, const TncPacksParagraph *include, GError **error)
{
    const TncPacksDraft *part = tnc_packs_draft(writer->packs, include->part);
    const GPtrArray *paragraphs = part->texts[writer->language->language].paragraphs;
    guint left = include->most;
    for (guint i = 0; i < paragraphs->len && left > 0; i++) {
        const TncPacksParagraph *paragraph = paragraphs->pdata[i];
        if (!is_wanted(writer, paragraph))
            continue;
        gsize before = writer->body->len;
        gboolean join = paragraph->join || (include->join && left == include->most);
        if (!write_text(writer, paragraph, join, error))
            return FALSE;
        left -= writer->body->len > before;
    }
    return TRUE;
}

static gboolean
write_paragraphs(const Writer *writer, const GPtrArray *paragraphs, GError **error)
{
    for (guint i = 0; i < paragraphs->len; i++) {
        const TncPacksParagraph *paragraph = paragraphs->pdata[i];
        if (!is_wanted(writer, paragraph))
            continue;
        gboolean ok = paragraph->part ? write_part(writer, paragraph, error)
                                      : write_text(writer, paragraph, paragraph->join, error);
        if (!ok)
            return FALSE;
    }
    return TRUE;
}

// ---- frame

static void
write_greeting(const Writer *writer)
{
    const TncPacksLanguage *language = writer->language;
    const char *agent = tnc_writing_values_text(writer->values, TNC_PLACEHOLDER_AGENT);
    g_autofree char *named = agent
                                 ? tnc_packs_language_fill(language->greeting, "agent", agent, NULL)
                                 : g_strdup(language->greeting_all);
    if (writer->draft->frame == TNC_FRAME_MAIL)
        add_paragraph(writer, named, FALSE);
    else if (writer->draft->frame == TNC_FRAME_LETTER)
        add_paragraph(writer, language->greeting_formal, FALSE);
}

// In German the letter's first sentence goes on behind the comma of the greeting, which ends at FROM.
static void
lower_first_word(const Writer *writer, gsize from)
{
    char *word = writer->body->str + from;
    while (*word == '\n')
        word++;
    g_autofree char *first = g_strndup(word, strcspn(word, " ,.\n"));
    gboolean ascii = g_ascii_isupper(*word);
    if (from > 0 && ascii &&
        g_strv_contains((const char *const *)writer->language->small_after_greeting, first))
        *word = g_ascii_tolower(*word);
}

static gboolean
write_closing(const Writer *writer, GError **error)
{
    const TncPacksLanguage *language = writer->language;
    const char *name = tnc_writing_values_text(writer->values, TNC_PLACEHOLDER_BUYER_NAME);
    TncFrame frame = writer->draft->frame;
    if (frame != TNC_FRAME_MAIL && frame != TNC_FRAME_LETTER)
        return TRUE;
    // A formal letter is signed; an e-mail already says who sends it.
    if (!name && frame == TNC_FRAME_LETTER)
        return fail_missing(writer, TNC_PLACEHOLDER_BUYER_NAME, error);
    add_paragraph(writer, frame == TNC_FRAME_MAIL ? language->closing : language->closing_formal,
                  FALSE);
    if (name)
        g_string_append_printf(writer->body, "\n%s", name);
    return TRUE;
}

static gboolean
check_length(const Writer *writer, GError **error)
{
    guint limit = writer->draft->max_characters;
    glong length = g_utf8_strlen(writer->body->str, -1);
    if (limit == 0 || length <= (glong)limit)
        return TRUE;
    return tnc_error_set(error, TNC_ERROR_GUARD,
                         "The text '%s' has %ld characters, and at most %u fit: shorten it",
                         writer->draft->id, length, limit);
}

// The seller's ticket number stays in the subject, where his own programs look for it.
static char *
with_ticket(const Writer *writer, const char *subject)
{
    const char *ticket = tnc_writing_values_text(writer->values, TNC_PLACEHOLDER_TICKET);
    TncFrame frame = writer->draft->frame;
    if (!ticket || strstr(subject, ticket) ||
        (frame != TNC_FRAME_MAIL && frame != TNC_FRAME_LETTER))
        return g_strdup(subject);
    return g_strdup_printf("%s [%s]", subject, ticket);
}

static TncWritingDraft *
finish(const Writer *writer, const char *subject_template, GError **error)
{
    g_autofree char *subject = fill(writer, subject_template, error);
    if (!subject || !check_length(writer, error))
        return NULL;
    TncWritingDraft *draft = g_new0(TncWritingDraft, 1);
    g_autofree char *ticketed = with_ticket(writer, subject);
    draft->subject = tnc_packs_language_mend(writer->language, ticketed);
    draft->body = tnc_packs_language_mend(writer->language, writer->body->str);
    draft->language = g_strdup(tnc_packs_language_tag(writer->language->language));
    draft->frame = writer->draft->frame;
    // Words of Chinese are counted by characters, of which a word has about one and a half.
    gboolean chinese = writer->language->language == TNC_LANGUAGE_ZH;
    draft->max_words = writer->draft->max_words * (chinese ? 8 : 5) / 5;
    draft->max_characters = writer->draft->max_characters;
    return draft;
}

TncWritingDraft *
tnc_writing_draft_render(const TncPacks *packs, const char *id, const char *language,
                         TncPredicateSet facts, const TncWritingValues *values, GError **error)
{
    const TncPacksDraft *draft = tnc_packs_draft(packs, id);
    const TncPacksLanguage *written = tnc_packs_language(packs, language);
    g_autoptr(GString) body = g_string_new(NULL);
    if (!draft || draft->frame == TNC_FRAME_PART) {
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "There is no draft '%s' in packs/drafts",
                      id ? id : "");
        return NULL;
    }
    if (!written)
        written = tnc_packs_language(packs, "en");
    Writer writer = {packs, draft, written, values, facts, body};
    const TncPacksDraftText *text = &draft->texts[written->language];
    write_greeting(&writer);
    gsize greeting = body->len;
    if (!write_paragraphs(&writer, text->paragraphs, error))
        return NULL;
    lower_first_word(&writer, greeting);
    if (!write_closing(&writer, error))
        return NULL;
    return finish(&writer, text->subject, error);
}

// The move's own draft; else that of its id; else the one shared by all ladders for its channel (a
// right that lapses may open a channel that the ladder lacks).
static char *
draft_of(const TncPacks *packs, const TncMove *move)
{
    if (move->draft || tnc_packs_draft(packs, move->id))
        return g_strdup(move->draft ? move->draft : move->id);
    return g_strconcat("shared.", tnc_claim_words_name(TNC_WORDS_TncChannel, (int)move->channel),
                       NULL);
}

TncWritingDraft *
tnc_writing_draft_for_move(const TncPacks *packs, const TncWritingInput *input,
                           const char *language, GError **error)
{
    TncPredicateSet facts = tnc_writing_facts_predicates(input);
    if (!language)
        language =
            tnc_writing_facts_language(input->merchant, input->claim, facts, input->move->channel);
    const TncPacksLanguage *written = tnc_packs_language(packs, language);
    if (!written)
        written = tnc_packs_language(packs, "en");
    g_autoptr(TncWritingValues) values = tnc_writing_facts_values(input, written);
    g_autofree char *id = draft_of(packs, input->move);
    return tnc_writing_draft_render(packs, id, language, facts, values, error);
}
