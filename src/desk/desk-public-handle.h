// SPDX-License-Identifier: AGPL-3.0-or-later
// The seller's handles: which is known on which network, and how it was verified.
#pragma once

#include "desk-public.h"

// The network on which the word goes, with the seller's handle there, how it was verified, and the
// name of our account there (NULL when we have none, or none can post there). NETWORK NULL: the first on which
// we can post, else the first known. New strings; the network is borrowed.
const TncPacksNetwork *tnc_desk_public_handle_choose(TncDesk *desk, const TncDeskCase *kase,
                                                     const char *network, char **handle_out,
                                                     TncDeskPublicHow *how_out, char **account_out,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The address of HANDLE's page on NETWORK, as a site would link to it; NULL when it has none. New string.
char *tnc_desk_public_handle_page(const TncPacksNetwork *network, const char *handle);
