// SPDX-License-Identifier: AGPL-3.0-or-later
// The public word as the next move: what `send` does when the ladder has come to it.
#pragma once

#include "cli.h"

// Shows the word with the text of FILE (NULL: as drafted) and publishes it after its own yes, or hands it over.
gboolean tnc_cli_public_send(TncCli *cli, const TncDeskCase *kase, const char *file, gboolean yes,
                             GError **error);
