// SPDX-License-Identifier: AGPL-3.0-or-later
// One table of the settings; tnc_desk_setting() reads them.

#include "desk-settings.h"
#include "error.h"
#include <libintl.h>

#define MAX_VALUE 1024

// Each setting with the values that it may have (NULL: any text).
static const struct {
    const char *name;
    const char *const *values;
} settings[] = {
    {"name", NULL},
    {"address", NULL},
    {"language", (const char *const[]){"fr", "en", NULL}},
    {"country", NULL},
    {"zone", NULL},
    {"timestamp", NULL},
    {"timestamp_ca", NULL},
    {"settle_seconds", NULL},
    {"ntfy", NULL},
    {"digest", (const char *const[]){"off", "daily", "weekly", NULL}},
};

static gboolean
check(const char *name, const char *value, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(settings); i++) {
        if (!g_str_equal(settings[i].name, name))
            continue;
        g_autoptr(TncZone) zone =
            value && g_str_equal(name, "zone") ? tnc_zone_new(value, error) : NULL;
        if (value && g_str_equal(name, "zone") && !zone)
            return FALSE;
        if (value && settings[i].values && !g_strv_contains(settings[i].values, value))
            return tnc_error_set(error, TNC_ERROR_INPUT, gettext("%s: '%s' is none of its values"),
                                 name, value);
        return !value || strlen(value) <= MAX_VALUE ||
               tnc_error_set(error, TNC_ERROR_INPUT, gettext("%s: too long"), name);
    }
    return tnc_error_set(
        error, TNC_ERROR_INPUT,
        gettext("'%s' is no setting: expected zone, country, language, name, "
                "address, timestamp, timestamp_ca, settle_seconds, ntfy or digest"),
        name);
}

static gboolean
check_change(const char *name, const json_t *value, GError **error)
{
    if (!json_is_string(value) && !json_is_null(value))
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s: expected a text or null", name);
    return check(name, json_string_value(value), error);
}

gboolean
tnc_desk_settings_change(TncDesk *desk, const json_t *changes, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    const char *name;
    json_t *value;
    if (!json_is_object(changes))
        return tnc_error_set(error, TNC_ERROR_INPUT, "expected an object");
    json_object_foreach ((json_t *)(gintptr)changes, name, value)
        if (!check_change(name, value, error))
            return FALSE;
    gboolean done = tnc_store_begin(store, error);
    json_object_foreach ((json_t *)(gintptr)changes, name, value)
        done = done && tnc_store_set_setting(store, name, value, error);
    done = done && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    if (done)
        tnc_desk_settings_changed(desk);
    return done;
}

gboolean
tnc_desk_settings_set(TncDesk *desk, const char *name, const char *value, GError **error)
{
    g_autoptr(json_t) changes = json_pack("{s:o}", name, value ? json_string(value) : json_null());
    return tnc_desk_settings_change(desk, changes, error);
}

json_t *
tnc_desk_settings_json(TncDesk *desk)
{
    json_t *object = json_object();
    for (guint i = 0; i < G_N_ELEMENTS(settings); i++) {
        g_autofree char *value = tnc_desk_setting(desk, settings[i].name, NULL);
        json_object_set_new(object, settings[i].name, value ? json_string(value) : json_null());
    }
    return object;
}
