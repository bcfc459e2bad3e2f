// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening the desk: where the data, the packs, the clock and the language come from. The only file that reads the
// environment.

#include "desk.h"
#include "desk-speech.h"
#include "error.h"
#include "ulid.h"
#include <glib/gstdio.h>
#include <sys/random.h>

#ifndef TNC_PACKS_INSTALLED
#define TNC_PACKS_INSTALLED "/usr/share/tenace/packs"
#endif
#define DEFAULT_ZONE "Europe/Paris"
#define DEFAULT_COUNTRY "FR"

typedef struct {
    const char *name;
    gpointer thing;
    GDestroyNotify free_thing;
} Kept;

struct TncDesk {
    TncStore *store;
    char *data;
    char *packs_directory;
    char *language;
    gboolean language_given; // by the options: a setting does not change it
    char *country;
    TncZone *zone;
    TncInstant now;
    TncPacks *packs[16]; // by the highest bit of the kinds that were asked for together
    GArray *kept;        // of Kept
};

static char *
data_directory(const char *given)
{
    const char *environment = g_getenv("TENACE_DATA");
    if (given)
        return g_strdup(given);
    return environment && *environment ? g_strdup(environment)
                                       : g_build_filename(g_get_user_data_dir(), "tenace", NULL);
}

// In a build folder the packs lie beside it; an installed program has its own place.
static char *
packs_directory(const char *given)
{
    const char *environment = g_getenv("TENACE_PACKS");
    if (given || (environment && *environment))
        return g_strdup(given ? given : environment);
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program ? g_path_get_dirname(program) : NULL;
    g_autofree char *beside = folder ? g_build_filename(folder, "..", "packs", NULL) : NULL;
    g_autofree char *ladders = beside ? g_build_filename(beside, "ladders", NULL) : NULL;
    if (ladders && g_file_test(ladders, G_FILE_TEST_IS_DIR))
        return g_canonicalize_filename(beside, NULL);
    return g_strdup(TNC_PACKS_INSTALLED);
}

static const char *
find_language(void)
{
    const char *const *names = g_get_language_names();
    for (guint i = 0; names[i]; i++)
        if (g_str_has_prefix(names[i], "fr"))
            return "fr";
        else if (g_str_has_prefix(names[i], "en"))
            return "en";
    return "en";
}

// Looked at once, before there are threads: they turn the environment to the language of whom they speak with.
static char *
environment_language(void)
{
    static gsize language;
    if (g_once_init_enter(&language))
        g_once_init_leave(&language, (gsize)find_language());
    return g_strdup((const char *)language);
}

static gboolean
open_store(TncDesk *desk, gboolean no_create, GError **error)
{
    if (!no_create) {
        desk->store = tnc_store_open(desk->data, FALSE, 1, error);
        return desk->store != NULL;
    }
    g_autoptr(GError) problem = NULL;
    desk->store = tnc_store_open(desk->data, TRUE, 1, &problem);
    if (desk->store) {
        // There is something: write if we may.
        TncStore *writable = tnc_store_open(desk->data, FALSE, 1, NULL);
        if (writable) {
            tnc_store_close(desk->store);
            desk->store = writable;
        }
        return TRUE;
    }
    if (g_error_matches(problem, TNC_ERROR, TNC_ERROR_NOT_FOUND))
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
}

TncDesk *
tnc_desk_open(const TncDeskOptions *options, GError **error)
{
    g_autoptr(TncDesk) desk = g_new0(TncDesk, 1);
    tnc_error_translate(tnc_desk_speech_text);
    desk->now = options->now;
    desk->kept = g_array_new(FALSE, FALSE, sizeof(Kept));
    desk->data = data_directory(options->data);
    desk->packs_directory = packs_directory(options->packs);
    if (!open_store(desk, options->no_create, error))
        return NULL;
    desk->language = g_strdup(options->language);
    desk->language_given = options->language != NULL;
    tnc_desk_settings_changed(desk);
    return g_steal_pointer(&desk);
}

void
tnc_desk_settings_changed(TncDesk *desk)
{
    g_clear_pointer(&desk->country, g_free);
    g_clear_pointer(&desk->zone, tnc_zone_free);
    if (desk->language_given)
        return;
    g_free(desk->language);
    desk->language = tnc_desk_setting(desk, "language", NULL);
    if (!desk->language)
        desk->language = environment_language();
}

char *
tnc_desk_own_language(TncDesk *desk)
{
    return desk->language_given ? g_strdup(desk->language)
                                : tnc_desk_setting(desk, "language", NULL);
}

void
tnc_desk_speak(TncDesk *desk, const char *preferred)
{
    if (!desk->language_given) {
        char *own = tnc_desk_setting(desk, "language", preferred);
        g_free(desk->language);
        desk->language = own ? own : environment_language();
    }
    tnc_desk_speech_use(desk->language);
}

void
tnc_desk_close(TncDesk *desk)
{
    if (!desk)
        return;
    while (desk->kept->len) {
        Kept kept = g_array_index(desk->kept, Kept, desk->kept->len - 1);
        g_array_set_size(desk->kept, desk->kept->len - 1);
        kept.free_thing(kept.thing);
    }
    g_array_unref(desk->kept);
    tnc_store_close(desk->store);
    g_free(desk->data);
    g_free(desk->packs_directory);
    g_free(desk->language);
    g_free(desk->country);
    tnc_zone_free(desk->zone);
    for (guint i = 0; i < G_N_ELEMENTS(desk->packs); i++)
        tnc_packs_free(desk->packs[i]);
    g_free(desk);
}

TncStore *
tnc_desk_store(TncDesk *desk)
{
    return desk->store;
}

const char *
tnc_desk_data(const TncDesk *desk)
{
    return desk->data;
}

const char *
tnc_desk_packs_directory(const TncDesk *desk)
{
    return desk->packs_directory;
}

const char *
tnc_desk_language(const TncDesk *desk)
{
    return desk->language;
}

const char *
tnc_desk_country(TncDesk *desk)
{
    if (!desk->country)
        desk->country = tnc_desk_setting(desk, "country", DEFAULT_COUNTRY);
    return desk->country;
}

const TncZone *
tnc_desk_zone(TncDesk *desk)
{
    if (desk->zone)
        return desk->zone;
    g_autofree char *name = tnc_desk_setting(desk, "zone", DEFAULT_ZONE);
    desk->zone = tnc_zone_new(name, NULL);
    if (!desk->zone)
        desk->zone = tnc_zone_new("UTC", NULL);
    return desk->zone;
}

TncInstant
tnc_desk_now(const TncDesk *desk)
{
    return desk->now == TNC_INSTANT_NONE ? g_get_real_time() : desk->now;
}

void
tnc_desk_set_now(TncDesk *desk, TncInstant now)
{
    if (desk->now != TNC_INSTANT_NONE)
        desk->now = now;
}

TncDate
tnc_desk_today(TncDesk *desk)
{
    return tnc_zone_date(tnc_desk_zone(desk), tnc_desk_now(desk));
}

const TncPacks *
tnc_desk_load_packs(TncDesk *desk, guint kinds, GError **error)
{
    // Drafts come with languages, which are also asked for alone: the two must not take one place.
    TncPacks **place = &desk->packs[g_bit_nth_msf(kinds, -1)];
    if (!*place)
        *place = tnc_packs_load(desk->packs_directory, kinds, error);
    return *place;
}

char *
tnc_desk_new_ref(const TncDesk *desk)
{
    guint8 random[10];
    char ref[TNC_ULID_LENGTH + 1];
    g_assert(getrandom(random, sizeof random, 0) == sizeof random);
    tnc_ulid_format(tnc_desk_now(desk), random, ref);
    return g_strdup(ref);
}

char *
tnc_desk_setting(TncDesk *desk, const char *name, const char *fallback)
{
    g_autoptr(json_t) value = desk->store ? tnc_store_get_setting(desk->store, name) : NULL;
    return g_strdup(json_is_string(value) ? json_string_value(value) : fallback);
}

gboolean
tnc_desk_set_setting(TncDesk *desk, const char *name, const char *value, GError **error)
{
    g_autoptr(json_t) text = json_string(value);
    if (!tnc_store_begin(desk->store, error))
        return FALSE;
    if (tnc_store_set_setting(desk->store, name, text, error) &&
        tnc_store_commit(desk->store, error))
        return TRUE;
    tnc_store_rollback(desk->store);
    return FALSE;
}

void
tnc_desk_keep(TncDesk *desk, const char *name, gpointer thing, GDestroyNotify free_thing)
{
    Kept kept = {name, thing, free_thing};
    g_array_append_val(desk->kept, kept);
}

gpointer
tnc_desk_kept(TncDesk *desk, const char *name)
{
    for (guint i = 0; i < desk->kept->len; i++)
        if (g_str_equal(g_array_index(desk->kept, Kept, i).name, name))
            return g_array_index(desk->kept, Kept, i).thing;
    return NULL;
}
