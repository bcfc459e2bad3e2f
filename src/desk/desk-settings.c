// SPDX-License-Identifier: AGPL-3.0-or-later
// One table of the settings; tnc_desk_setting() reads them.

#include "desk-settings.h"
#include "country.h"
#include "desk-speech.h"
#include "error.h"

#define _(text) gettext(text)
#define N_(text) text
#define MAX_VALUE 1024

static gboolean
is_text(const char *value)
{
    return g_utf8_validate(value, -1, NULL);
}

static gboolean
is_language(const char *value)
{
    return g_str_equal(value, "fr") || g_str_equal(value, "en");
}

static gboolean
is_country(const char *value)
{
    char code[TNC_COUNTRY_BUFFER];
    return tnc_country_parse(value, code) && g_str_equal(value, code);
}

static gboolean
is_zone(const char *value)
{
    g_autoptr(TncZone) zone = tnc_zone_new(value, NULL);
    return zone != NULL;
}

static gboolean
is_address(const char *value)
{
    return !*value || g_str_has_prefix(value, "https://") || g_str_has_prefix(value, "http://");
}

static gboolean
is_file(const char *value)
{
    return !*value || g_file_test(value, G_FILE_TEST_IS_REGULAR);
}

static gboolean
is_seconds(const char *value)
{
    return g_ascii_string_to_unsigned(value, 10, 0, 86400, NULL, NULL);
}

static gboolean
is_rhythm(const char *value)
{
    static const char *const rhythms[] = {"off", "daily", "weekly", NULL};
    return g_strv_contains(rhythms, value);
}

// Each setting, what its value must be, and how to say so.
static const struct {
    const char *name;
    gboolean (*fits)(const char *value);
    const char *expected;
} settings[] = {
    {"name", is_text, N_("UTF-8 text")},
    {"address", is_text, N_("UTF-8 text")},
    {"language", is_language, N_("fr or en")},
    {"country", is_country, N_("two capital letters such as FR")},
    {"zone", is_zone, N_("an IANA name such as Europe/Paris")},
    {"timestamp", is_address, N_("an address that begins with https:// (or nothing)")},
    {"timestamp_ca", is_file, N_("a file that is there (or nothing)")},
    {"settle_seconds", is_seconds, N_("0 to 86400 seconds")},
    {"ntfy", is_text, N_("UTF-8 text")},
    {"digest", is_rhythm, N_("off, daily or weekly")},
};

static gboolean
check(const char *name, const char *value, GError **error)
{
    guint i = 0;
    while (i < G_N_ELEMENTS(settings) && !g_str_equal(settings[i].name, name))
        i++;
    if (i == G_N_ELEMENTS(settings))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             _("'%s' is no setting: expected zone, country, language, name, "
                               "address, timestamp, timestamp_ca, settle_seconds, ntfy or digest"),
                             name);
    if (value && strlen(value) > MAX_VALUE)
        return tnc_error_set(error, TNC_ERROR_INPUT, _("%s: too long"), name);
    return !value || settings[i].fits(value) ||
           tnc_error_set(error, TNC_ERROR_INPUT, _("%s '%s': expected %s"), name, value,
                         _(settings[i].expected));
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
