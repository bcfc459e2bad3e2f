// SPDX-License-Identifier: AGPL-3.0-or-later
// A public word as it is shown, and the yes that is tied to exactly what was shown.
#pragma once

#include "desk-public.h"

// The object of `public find --json`. New reference.
json_t *tnc_desk_public_show_target(const TncDeskCase *kase, const TncDeskPublicTarget *target);
// The object of `public preview --json`: the same, the words, what the guards say, the link to open, and 'confirm', the
// seal over exactly that. New reference.
json_t *tnc_desk_public_show_word(TncDesk *desk, const TncDeskCase *kase,
                                  const TncDeskPublicWord *word);

// What the user does to publish by hand on NETWORK, in the desk's language. Borrowed.
const char *tnc_desk_public_show_help(TncDesk *desk, const TncPacksNetwork *network);

// FALSE with TNC_ERROR_GUARD unless CONFIRM is the seal of this word: the account, the post, every letter.
gboolean tnc_desk_public_show_check_yes(const TncDeskCase *kase, const TncDeskPublicWord *word,
                                        const char *confirm,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Keeps that WORD was shown to the user; a later yes that is given without looking (--yes) counts for this word only.
gboolean tnc_desk_public_show_note(TncDesk *desk, const TncDeskCase *kase,
                                   const TncDeskPublicWord *word,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_desk_public_show_was_seen(TncDesk *desk, const TncDeskCase *kase,
                                       const TncDeskPublicWord *word);

// Where TEXT may be published by hand, a network an item on which a handle of the seller's is known: [{network, name, handle,
// verified, help, link, weight, limit, qr}]. New reference.
json_t *tnc_desk_public_show_places(TncDesk *desk, const TncDeskCase *kase, const char *text);

// TEXT as a QR code for a terminal, two modules a character; NULL when it would be wider than COLUMNS. New string.
char *tnc_desk_public_show_qr(const char *text, guint columns);
// The same as {"size": modules with the quiet zone, "path": what is dark, as an SVG path}; NULL when too long. New reference.
json_t *tnc_desk_public_show_qr_path(const char *text);
