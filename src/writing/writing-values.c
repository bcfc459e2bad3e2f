// SPDX-License-Identifier: AGPL-3.0-or-later
// A typed table of values. Where they come from is writing-facts.c.

#include "writing-values.h"

#include "text.h"

#define MAX_ITEMS 40
#define MAX_CHARACTERS 300

typedef struct {
    gboolean is_set;
    char *text;
    gint64 number; // also a date
    TncMoney money;
    GPtrArray *items;
} Value;

struct TncWritingValues {
    Value values[TNC_PLACEHOLDER_COUNT];
};

TncWritingValues *
tnc_writing_values_new(void)
{
    return g_new0(TncWritingValues, 1);
}

void
tnc_writing_values_free(TncWritingValues *values)
{
    for (guint i = 0; values && i < TNC_PLACEHOLDER_COUNT; i++) {
        g_free(values->values[i].text);
        g_clear_pointer(&values->values[i].items, g_ptr_array_unref);
    }
    g_free(values);
}

static Value *
slot(TncWritingValues *values, TncPlaceholder placeholder, TncValueType type)
{
    g_assert(tnc_packs_template_type(placeholder) == type);
    return &values->values[placeholder];
}

// One line, without white space around; NULL when nothing is left.
static char *
clean(const char *text)
{
    g_autofree char *line = text ? tnc_text_excerpt(text, MAX_CHARACTERS) : NULL;
    if (!line)
        return NULL;
    g_strstrip(line);
    return line[0] ? g_steal_pointer(&line) : NULL;
}

void
tnc_writing_values_set_text(TncWritingValues *values, TncPlaceholder placeholder, const char *text)
{
    Value *value = slot(values, placeholder, TNC_VALUE_TEXT);
    g_free(value->text);
    value->text = clean(text);
    value->is_set = value->text != NULL;
}

void
tnc_writing_values_set_number(TncWritingValues *values, TncPlaceholder placeholder, gint64 number)
{
    Value *value = slot(values, placeholder, TNC_VALUE_NUMBER);
    value->number = number;
    value->is_set = TRUE;
}

void
tnc_writing_values_set_date(TncWritingValues *values, TncPlaceholder placeholder, TncDate date)
{
    Value *value = slot(values, placeholder, TNC_VALUE_DATE);
    value->number = date;
    value->is_set = date != TNC_DATE_NONE;
}

void
tnc_writing_values_set_money(TncWritingValues *values, TncPlaceholder placeholder,
                             const TncMoney *money)
{
    Value *value = slot(values, placeholder, TNC_VALUE_MONEY);
    value->money = *money;
    value->is_set = !tnc_money_is_none(money);
}

static void
free_item(gpointer data)
{
    TncWritingItem *item = data;
    g_free(item->text);
    g_free(item->result);
    g_free(item);
}

void
tnc_writing_values_add_item(TncWritingValues *values, TncPlaceholder placeholder,
                            const TncWritingItem *item)
{
    Value *value = slot(values, placeholder, TNC_VALUE_LIST);
    g_autofree char *text = clean(item->text);
    if (!text && item->event < 0)
        return;
    TncWritingItem *copy = g_new0(TncWritingItem, 1);
    *copy = *item;
    copy->text = g_steal_pointer(&text);
    copy->result = clean(item->result);
    if (!value->items)
        value->items = g_ptr_array_new_with_free_func(free_item);
    if (value->items->len == MAX_ITEMS)
        g_ptr_array_remove_index(value->items, 0);
    g_ptr_array_add(value->items, copy);
    value->is_set = TRUE;
}

gboolean
tnc_writing_values_has(const TncWritingValues *values, TncPlaceholder placeholder)
{
    return values->values[placeholder].is_set;
}

const char *
tnc_writing_values_text(const TncWritingValues *values, TncPlaceholder placeholder)
{
    return values->values[placeholder].text;
}

gint64
tnc_writing_values_number(const TncWritingValues *values, TncPlaceholder placeholder)
{
    return values->values[placeholder].number;
}

TncDate
tnc_writing_values_date(const TncWritingValues *values, TncPlaceholder placeholder)
{
    const Value *value = &values->values[placeholder];
    return value->is_set ? (TncDate)value->number : TNC_DATE_NONE;
}

const TncMoney *
tnc_writing_values_money(const TncWritingValues *values, TncPlaceholder placeholder)
{
    return &values->values[placeholder].money;
}

const GPtrArray *
tnc_writing_values_items(const TncWritingValues *values, TncPlaceholder placeholder)
{
    return values->values[placeholder].items;
}
