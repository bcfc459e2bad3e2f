// SPDX-License-Identifier: AGPL-3.0-or-later
// Handing a public word over to the user: the text to copy, the place to open here or on the phone.
#pragma once

#include "cli.h"
#include "desk-public.h"

typedef struct {
    gboolean open; // in the user's browser, now
    gboolean copy; // onto the clipboard
} TncCliHand;

// Prints what to do, the link and its QR code; opens and copies as HAND says, unless -n.
void tnc_cli_public_hand_over(const TncCli *cli, const TncDeskPublicWord *word,
                              const TncCliHand *hand);

// TRUE when PROGRAM, a command as in $BROWSER (several between colons, '%s' for the address), or else xdg-open was
// started with ADDRESS. No shell is involved.
gboolean tnc_cli_public_hand_open(const char *program, const char *address, GError **error);
