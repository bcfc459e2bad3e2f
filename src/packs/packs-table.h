// SPDX-License-Identifier: AGPL-3.0-or-later
// The kinds of packs: code, folder, loader of the whole folder, how to free what it made, loader of
// one file for `packs check`. A loader's owner adds his row here and his file to meson.build.
// No #pragma once: included with TNC_PACKS_ROW defined.
//
//     gpointer load_all(const char *directory, GError **error)   what tnc_packs_part() gives
//     void free(gpointer)
//     gboolean check(const char *path, GError **error)           one file by itself

TNC_PACKS_ROW(LADDERS, "ladders", load_ladders, free_array, check_ladder)
TNC_PACKS_ROW(CALENDARS, "calendars", load_calendars, free_table, check_calendar)
TNC_PACKS_ROW(LANGUAGES, "languages", load_languages, free_array, check_language)
TNC_PACKS_ROW(DRAFTS, "drafts", load_drafts, free_table, check_draft)
TNC_PACKS_ROW(GLOSSARY, "glossary", load_glossary, free_array, tnc_packs_glossary_check)
TNC_PACKS_ROW(GUARDS, "guards", load_guards, free_array, tnc_packs_guard_check)
TNC_PACKS_ROW(PAPERS, "papers", load_papers, free_table, tnc_packs_paper_check)
TNC_PACKS_ROW(LAW, "law", load_law, free_array, check_law)
TNC_PACKS_ROW(LEXICONS, "lexicons", load_lexicons, free_array, tnc_packs_lexicon_check)
TNC_PACKS_ROW(HUNCHES, "hunches", load_hunches, free_array, tnc_packs_lexicon_check_hunches)
TNC_PACKS_ROW(PERSONAS, "personas", load_personas, free_array, tnc_packs_persona_check)
TNC_PACKS_ROW(PROVIDERS, "providers", load_providers, free_array, check_provider)
TNC_PACKS_ROW(NETWORKS, "networks", load_networks, free_array, check_network)
TNC_PACKS_ROW(TACT, "tact", load_tact, free_tact, tnc_packs_network_check_tact)
