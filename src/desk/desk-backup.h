// SPDX-License-Identifier: AGPL-3.0-or-later
// A copy of everything as one file, for the page to download.
#pragma once

#include "desk.h"

// A ZIP archive with the folder NAME_OUT ('tenace-2026-03-20', new string), which is a data folder as `tenace backup` makes it.
// TNC_ERROR_INPUT when it would be over 1 GiB. Full ownership.
GBytes *tnc_desk_backup_zip(TncDesk *desk, char **name_out,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
