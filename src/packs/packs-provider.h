// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads packs/providers/*.yaml: how to reach the mailboxes of a provider, and which password it
// wants. Pure data: connecting is mail's business.
#pragma once

#include "packs-yaml.h"

typedef enum {
    TNC_PACKS_PASSWORD_NORMAL, // that of the mailbox
    TNC_PACKS_PASSWORD_APP,    // one made for one application, in the account's settings
    TNC_PACKS_PASSWORD_OAUTH,  // none is accepted: cannot be used yet
} TncPacksPassword;

typedef struct {
    char *host; // '{domain}' stands for what follows the @ of the address
    guint16 port;
    gboolean is_starttls; // otherwise TLS from the first byte
} TncPacksProviderServer;

typedef struct {
    char *id;
    char *name;
    char *source; // the page that says so
    GStrv domains;
    TncPacksProviderServer imap;
    TncPacksProviderServer smtp;
    gboolean user_is_local; // the user name is what stands before the @
    TncPacksPassword password;
    char *password_url; // where to make or mend it; NULL
    char *help_fr;
    char *help_en;
} TncPacksProvider;

void tnc_packs_provider_free(TncPacksProvider *provider);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacksProvider, tnc_packs_provider_free)

// One provider from one file; its id must be the file's name. Full ownership.
TncPacksProvider *tnc_packs_provider_load(const char *path,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

// All providers of DIRECTORY/providers: TncPacksProvider*. Two that claim one domain, or none called
// 'generic', is TNC_ERROR_INPUT. Full ownership. (Loaded packs: tnc_packs_part(packs,
// TNC_PACKS_PROVIDERS).)
GPtrArray *tnc_packs_provider_load_all(const char *directory,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The provider of ADDRESS by its domain (letters' case does not count), else 'generic'; NULL when
// ADDRESS has no domain. Borrowed.
const TncPacksProvider *tnc_packs_provider_find(const GPtrArray *providers, const char *address);

// The host of SERVER, and the user name, for ADDRESS. New strings.
char *tnc_packs_provider_host(const TncPacksProviderServer *server, const char *address);
char *tnc_packs_provider_user(const TncPacksProvider *provider, const char *address);

// The help in LANGUAGE ('fr…'; English for all others). Borrowed.
const char *tnc_packs_provider_help(const TncPacksProvider *provider, const char *language);
