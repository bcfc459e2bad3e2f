// SPDX-License-Identifier: AGPL-3.0-or-later
// What fills the placeholders of a draft, gathered from the records, the events and the position.
// Values are kept by type and put into words only by writing-draft.c, in the letter's own language.
#pragma once

#include "claim-plan.h"
#include "packs-template.h"

// A line of a list. EVENT is -1 unless the line is named by a kind of event.
typedef struct {
    TncDate date; // TNC_DATE_NONE: without date
    char *text;   // NULL when EVENT says it all
    char *result; // NULL when none
    int event;    // TncEventKind
    TncChannel channel;
} TncWritingItem;

typedef struct TncWritingValues TncWritingValues;

TncWritingValues *tnc_writing_values_new(void);
void tnc_writing_values_free(TncWritingValues *values);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncWritingValues, tnc_writing_values_free)

// Each sets one value; an unknown one (NULL, TNC_DATE_NONE, no money) leaves it unset. The type of
// the placeholder must be that of the function. White space in texts is folded, and they are cut at
// 300 characters.
void tnc_writing_values_set_text(TncWritingValues *values, TncPlaceholder placeholder,
                                 const char *text);
void tnc_writing_values_set_number(TncWritingValues *values, TncPlaceholder placeholder,
                                   gint64 number);
void tnc_writing_values_set_date(TncWritingValues *values, TncPlaceholder placeholder,
                                 TncDate date);
void tnc_writing_values_set_money(TncWritingValues *values, TncPlaceholder placeholder,
                                  const TncMoney *money);
// Copies the strings of ITEM. At most 40 items: then the first ones go.
void tnc_writing_values_add_item(TncWritingValues *values, TncPlaceholder placeholder,
                                 const TncWritingItem *item);

// Readers: NULL, TNC_DATE_NONE or no money when unset. Borrowed.
gboolean tnc_writing_values_has(const TncWritingValues *values, TncPlaceholder placeholder);
const char *tnc_writing_values_text(const TncWritingValues *values, TncPlaceholder placeholder);
gint64 tnc_writing_values_number(const TncWritingValues *values, TncPlaceholder placeholder);
TncDate tnc_writing_values_date(const TncWritingValues *values, TncPlaceholder placeholder);
const TncMoney *tnc_writing_values_money(const TncWritingValues *values,
                                         TncPlaceholder placeholder);
// TncWritingItem*, oldest first.
const GPtrArray *tnc_writing_values_items(const TncWritingValues *values,
                                          TncPlaceholder placeholder);
