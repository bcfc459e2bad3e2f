// SPDX-License-Identifier: AGPL-3.0-or-later
// What cmd-account.c hands over: the accounts on public networks.
#pragma once

#include "cli.h"

typedef struct {
    const char *name; // NULL: the network's
    const char *server;
    const char *handle;
    const char *secret_file; // password, or code
    const char *token_file;  // a Mastodon token that the user already has
} TncCliPublicAccount;

gboolean tnc_cli_account_public_add(TncCli *cli, const char *network,
                                    const TncCliPublicAccount *options, GError **error);
// Prints the accounts, or (--json) appends them to ARRAY.
void tnc_cli_account_public_list(const TncCli *cli, TncDesk *desk, json_t *array);
