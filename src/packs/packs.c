// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads the kinds asked for, by the table, and finds things in them.

#include "packs.h"

#include "packs-calendar.h"
#include "packs-glossary.h"
#include "packs-guard.h"
#include "packs-ladder.h"
#include "packs-law.h"
#include "packs-lexicon.h"
#include "packs-network.h"
#include "packs-paper.h"
#include "packs-parts.h"
#include "packs-persona.h"
#include "packs-provider.h"

#define MAX_PARTS 16

struct TncPacks {
    gpointer parts[MAX_PARTS]; // by row of the table
};

// ---- the rows of the table

static gpointer
load_ladders(const char *directory, GError **error)
{
    return tnc_packs_ladder_load_all(directory, error);
}

static gpointer
load_calendars(const char *directory, GError **error)
{
    return tnc_packs_calendar_load_all(directory, error);
}

static gpointer
load_languages(const char *directory, GError **error)
{
    return tnc_packs_language_load_all(directory, error);
}

static gpointer
load_drafts(const char *directory, GError **error)
{
    return tnc_packs_draft_load_all(directory, error);
}

static gpointer
load_glossary(const char *directory, GError **error)
{
    return tnc_packs_glossary_load_all(directory, error);
}

static gpointer
load_guards(const char *directory, GError **error)
{
    return tnc_packs_guard_load_all(directory, error);
}

static gpointer
load_papers(const char *directory, GError **error)
{
    return tnc_packs_paper_load_all(directory, error);
}

static gpointer
load_law(const char *directory, GError **error)
{
    return tnc_packs_law_load_all(directory, error);
}

static gpointer
load_lexicons(const char *directory, GError **error)
{
    return tnc_packs_lexicon_load(directory, error);
}

static gpointer
load_hunches(const char *directory, GError **error)
{
    return tnc_packs_lexicon_load_hunches(directory, error);
}

static gpointer
load_personas(const char *directory, GError **error)
{
    return tnc_packs_persona_load(directory, error);
}

static gpointer
load_providers(const char *directory, GError **error)
{
    return tnc_packs_provider_load_all(directory, error);
}

static gpointer
load_networks(const char *directory, GError **error)
{
    return tnc_packs_network_load_all(directory, error);
}

static gpointer
load_tact(const char *directory, GError **error)
{
    return tnc_packs_network_load_tact(directory, error);
}

static void
free_tact(gpointer part)
{
    tnc_packs_network_tact_free(part);
}

static void
free_array(gpointer part)
{
    g_ptr_array_unref(part);
}

static void
free_table(gpointer part)
{
    g_hash_table_unref(part);
}

static gboolean
check_ladder(const char *path, GError **error)
{
    g_autoptr(TncLadder) ladder = tnc_packs_ladder_load(path, error);
    return ladder != NULL;
}

static gboolean
check_law(const char *path, GError **error)
{
    g_autoptr(TncLaw) law = tnc_packs_law_load(path, error);
    return law != NULL;
}

static gboolean
check_network(const char *path, GError **error)
{
    g_autoptr(TncPacksNetwork) network = tnc_packs_network_load(path, error);
    return network != NULL;
}

static gboolean
check_provider(const char *path, GError **error)
{
    g_autoptr(TncPacksProvider) provider = tnc_packs_provider_load(path, error);
    return provider != NULL;
}

static gboolean
check_calendar(const char *path, GError **error)
{
    g_autoptr(TncCalendar) calendar = tnc_packs_calendar_load(path, error);
    return calendar != NULL;
}

static gboolean
check_language(const char *path, GError **error)
{
    g_autoptr(TncPacksLanguage) language = tnc_packs_language_load(path, error);
    return language != NULL;
}

static gboolean
check_draft(const char *path, GError **error)
{
    g_autoptr(GHashTable) drafts = tnc_packs_draft_table();
    return tnc_packs_draft_load(path, drafts, error);
}

static const TncPacksPart parts[] = {
#define TNC_PACKS_ROW(code, folder, load_all, free, check)                                         \
    {TNC_PACKS_##code, folder, load_all, free, check},
#include "packs-table.h"
#undef TNC_PACKS_ROW
};
G_STATIC_ASSERT(G_N_ELEMENTS(parts) <= MAX_PARTS);

const TncPacksPart *
tnc_packs_parts(guint *count_out)
{
    *count_out = G_N_ELEMENTS(parts);
    return parts;
}

// ---- the whole

TncPacks *
tnc_packs_load(const char *directory, guint what, GError **error)
{
    g_autoptr(TncPacks) packs = g_new0(TncPacks, 1);
    // A draft cannot be written without its languages.
    if (what & TNC_PACKS_DRAFTS)
        what |= TNC_PACKS_LANGUAGES;
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!(what & parts[i].kind))
            continue;
        packs->parts[i] = parts[i].load_all(directory, error);
        if (!packs->parts[i])
            return NULL;
    }
    return g_steal_pointer(&packs);
}

void
tnc_packs_free(TncPacks *packs)
{
    for (guint i = 0; packs && i < G_N_ELEMENTS(parts); i++)
        if (packs->parts[i])
            parts[i].free(packs->parts[i]);
    g_free(packs);
}

gpointer
tnc_packs_part(const TncPacks *packs, TncPacksKind kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i].kind == kind)
            return packs->parts[i];
    return NULL;
}

static gpointer
look_up(const TncPacks *packs, TncPacksKind kind, const char *id)
{
    GHashTable *table = tnc_packs_part(packs, kind);
    return table && id ? g_hash_table_lookup(table, id) : NULL;
}

const GPtrArray *
tnc_packs_ladders(const TncPacks *packs)
{
    return tnc_packs_part(packs, TNC_PACKS_LADDERS);
}

const TncLadder *
tnc_packs_ladder(const TncPacks *packs, const char *id)
{
    const GPtrArray *ladders = tnc_packs_ladders(packs);
    for (guint i = 0; ladders && id && i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        if (g_str_equal(ladder->id, id))
            return ladder;
    }
    return NULL;
}

static gboolean
is_for(const TncLadder *ladder, TncClaimKind kind, TncPredicateSet facts)
{
    gboolean fits = FALSE;
    for (guint i = 0; i < ladder->kind_count; i++)
        fits |= ladder->kinds[i] == kind;
    for (guint i = 0; fits && i < ladder->when_count; i++)
        fits = tnc_claim_predicate_holds(facts, ladder->when[i]);
    return fits;
}

const TncLadder *
tnc_packs_ladder_choose(const TncPacks *packs, TncClaimKind kind, TncPredicateSet facts)
{
    const GPtrArray *ladders = tnc_packs_ladders(packs);
    for (guint i = 0; ladders && i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        if (is_for(ladder, kind, facts))
            return ladder;
    }
    return NULL;
}

const TncCalendar *
tnc_packs_calendar(const TncPacks *packs, const char *id)
{
    return look_up(packs, TNC_PACKS_CALENDARS, id);
}

const TncPacksDraft *
tnc_packs_draft(const TncPacks *packs, const char *id)
{
    return look_up(packs, TNC_PACKS_DRAFTS, id);
}

const TncPacksLanguage *
tnc_packs_language(const TncPacks *packs, const char *tag)
{
    const GPtrArray *languages = tnc_packs_part(packs, TNC_PACKS_LANGUAGES);
    int language = tnc_packs_language_parse(tag);
    return languages && language >= 0 ? languages->pdata[language] : NULL;
}
