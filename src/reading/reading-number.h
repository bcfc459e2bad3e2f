// SPDX-License-Identifier: AGPL-3.0-or-later
// Order, ticket and parcel numbers in running text.
#pragma once

#include <glib.h>

typedef enum {
    TNC_READING_NUMBER_TICKET,   // follows '#' or a word such as 'ticket', 'order', 'dossier'
    TNC_READING_NUMBER_TRACKING, // by its own shape, or after a phrase such as 'tracking number'
} TncReadingNumberKind;

typedef void (*TncReadingNumberFunc)(TncReadingNumberKind kind, const char *number, gsize size,
                                     gpointer data);

typedef struct {
    GHashTable *references; // the words after which a number is an order's or a ticket's, folded
    GPtrArray *parcels;     // of char*: the phrases after which it is a parcel's, folded
} TncReadingNumberWords;

// Calls FUNCTION for each number of SIZE bytes of folded TEXT.
void tnc_reading_number_each(const TncReadingNumberWords *words, const char *text, gsize size,
                             TncReadingNumberFunc function, gpointer data);

// TRUE for the nine digits and two letters at each end of a UPU S10 item identifier whose check digit is right. Upper or
// lower case. Source: UPU standard S10-12, 'Identification of postal items – 13-character identifier', § 5.
gboolean tnc_reading_number_is_s10(const char *text, gsize size);
