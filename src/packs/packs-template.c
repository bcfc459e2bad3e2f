// SPDX-License-Identifier: AGPL-3.0-or-later
// Cuts a draft's text into pieces, and checks it once, when the pack is loaded.

#include "packs-template.h"

#include <string.h>

typedef struct {
    const char *name;
    TncValueType type;
    const char *meaning;
} Row;

static const Row rows[] = {
#define TNC_PLACEHOLDER_ROW(code, name, type, meaning) {name, TNC_VALUE_##type, meaning},
    TNC_PLACEHOLDERS(TNC_PLACEHOLDER_ROW)
#undef TNC_PLACEHOLDER_ROW
};

// What stands after ':'; words and numbers have nothing there.
static const char *const type_names[] = {NULL, NULL, "date", "money", "list"};

const char *
tnc_packs_template_name(TncPlaceholder placeholder)
{
    return rows[placeholder].name;
}

TncValueType
tnc_packs_template_type(TncPlaceholder placeholder)
{
    return rows[placeholder].type;
}

const char *
tnc_packs_template_meaning(TncPlaceholder placeholder)
{
    return rows[placeholder].meaning;
}

char *
tnc_packs_template_written(TncPlaceholder placeholder)
{
    const char *type = type_names[rows[placeholder].type];
    return g_strconcat(rows[placeholder].name, type ? ":" : NULL, type, NULL);
}

static TncTemplatePiece
next_placeholder(const char **cursor)
{
    const char *start = *cursor + 1;
    gsize length = strcspn(start, "{}[]");
    if (start[length] != '}') {
        TncTemplatePiece wrong = {
            .kind = TNC_TEMPLATE_WRONG, .start = *cursor, .length = length + 1};
        *cursor = start + length;
        return wrong;
    }
    *cursor = start + length + 1;
    const char *colon = memchr(start, ':', length);
    TncTemplatePiece piece = {.kind = TNC_TEMPLATE_PLACEHOLDER, .start = start, .length = length};
    if (colon) {
        piece.length = (gsize)(colon - start);
        piece.type = colon + 1;
        piece.type_length = length - piece.length - 1;
    }
    return piece;
}

TncTemplatePiece
tnc_packs_template_next(const char **cursor)
{
    TncTemplatePiece piece = {.start = *cursor, .length = 1};
    switch (**cursor) {
    case '\0':
        piece.length = 0;
        return piece;
    case '{':
        return next_placeholder(cursor);
    case '[':
        piece.kind = TNC_TEMPLATE_OPEN;
        break;
    case ']':
        piece.kind = TNC_TEMPLATE_CLOSE;
        break;
    case '}':
        piece.kind = TNC_TEMPLATE_WRONG;
        break;
    default:
        piece.kind = TNC_TEMPLATE_TEXT;
        piece.length = strcspn(*cursor, "{}[]");
    }
    *cursor += piece.length;
    return piece;
}

int
tnc_packs_template_parse(const TncTemplatePiece *piece)
{
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strlen(rows[i].name) == piece->length &&
            memcmp(rows[i].name, piece->start, piece->length) == 0)
            return (int)i;
    return -1;
}

static char *
check_placeholder(const TncTemplatePiece *piece)
{
    int placeholder = tnc_packs_template_parse(piece);
    if (placeholder < 0)
        return g_strdup_printf("expected a placeholder of packs/README.md, found '{%.*s}'",
                               (int)piece->length, piece->start);
    const char *type = type_names[rows[placeholder].type];
    gboolean fits = type ? piece->type && strlen(type) == piece->type_length &&
                               memcmp(type, piece->type, piece->type_length) == 0
                         : piece->type == NULL;
    if (fits)
        return NULL;
    g_autofree char *written = tnc_packs_template_written((TncPlaceholder)placeholder);
    return g_strdup_printf("expected '{%s}', found '{%.*s%s%.*s}'", written, (int)piece->length,
                           piece->start, piece->type ? ":" : "", (int)piece->type_length,
                           piece->type ? piece->type : "");
}

// COUNT is the number of placeholders of the open group, or -1 outside one.
static char *
check_piece(const TncTemplatePiece *piece, int *count)
{
    switch (piece->kind) {
    case TNC_TEMPLATE_WRONG:
        return g_strdup_printf("expected '{name}', found '%.*s'", (int)MIN(piece->length, 40),
                               piece->start);
    case TNC_TEMPLATE_OPEN:
        if (*count >= 0)
            return g_strdup("expected ']' before the next '[', found none");
        *count = 0;
        return NULL;
    case TNC_TEMPLATE_CLOSE:
        if (*count < 0)
            return g_strdup("expected '[' before ']', found none");
        if (*count == 0)
            return g_strdup("expected a placeholder between '[' and ']', found none");
        *count = -1;
        return NULL;
    case TNC_TEMPLATE_PLACEHOLDER:
        *count += *count >= 0;
        return check_placeholder(piece);
    case TNC_TEMPLATE_END:
    case TNC_TEMPLATE_TEXT:
        break;
    }
    return NULL;
}

char *
tnc_packs_template_check(const char *text)
{
    int count = -1;
    TncTemplatePiece piece;
    do {
        piece = tnc_packs_template_next(&text);
        char *problem = check_piece(&piece, &count);
        if (problem)
            return problem;
    } while (piece.kind != TNC_TEMPLATE_END);
    return count >= 0 ? g_strdup("expected ']' after '[', found the end of the text") : NULL;
}
