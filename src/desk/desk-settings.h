// SPDX-License-Identifier: AGPL-3.0-or-later
// The settings that a person may change.
#pragma once

#include "desk.h"

// TNC_ERROR_INPUT when there is no such setting, or the value is none of its own. VALUE NULL unsets it.
gboolean tnc_desk_settings_set(TncDesk *desk, const char *name, const char *value,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Sets every member of CHANGES (texts or null) or none.
gboolean tnc_desk_settings_change(TncDesk *desk, const json_t *changes,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Every setting with its text or null. New reference.
json_t *tnc_desk_settings_json(TncDesk *desk);
