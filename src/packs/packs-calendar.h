// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads packs/calendars/*.yaml: the days on which a country does not work.
#pragma once

#include "calendar.h"
#include "packs-yaml.h"

// One calendar from one file; its id must be the file's name. Full ownership.
TncCalendar *tnc_packs_calendar_load(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// All calendars of DIRECTORY/calendars as a table id → TncCalendar*. Full ownership.
GHashTable *tnc_packs_calendar_load_all(const char *directory,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The schema of a calendar's file, for tnc_packs_yaml_load().
const struct cyaml_schema_value *tnc_packs_calendar_schema(void);
