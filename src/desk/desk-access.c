// SPDX-License-Identifier: AGPL-3.0-or-later
// Kept in the setting 'access': [{kind, id, name, sha256, created, until}]; the password's hash in 'access.password'.

#include "desk-access.h"
#include "desk-speech.h"
#include "error.h"
#include <sodium.h>
#include <string.h>

#define MAX_ACCESSES 200
#define ID_LENGTH 16
#define LINK_SPAN (10 * 60 * TNC_INSTANT_SECOND)
#define MIN_PASSWORD 8
#define MAX_PASSWORD 1024

static const char *const kinds[] = {"session", "api", "calendar", "link"};

char *
tnc_desk_access_secret(void)
{
    unsigned char random[32];
    char text[64];
    g_assert(sodium_init() >= 0);
    randombytes_buf(random, sizeof random);
    sodium_bin2base64(text, sizeof text, random, sizeof random,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return g_strdup(text);
}

char *
tnc_desk_access_id(const char *secret)
{
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(secret, strlen(secret), sha256);
    return g_strndup(sha256, ID_LENGTH);
}

static json_t *
load(TncDesk *desk)
{
    TncStore *store = tnc_desk_store(desk);
    json_t *list = store ? tnc_store_get_setting(store, "access") : NULL;
    if (json_is_array(list))
        return list;
    json_decref(list);
    return json_array();
}

static gboolean
save(TncDesk *desk, const char *name, const json_t *value, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    gboolean done = tnc_store_begin(store, error) &&
                    tnc_store_set_setting(store, name, value, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

static gboolean
is_kind(const json_t *one, TncDeskAccessKind kind)
{
    return g_str_equal(tnc_json_string_or(one, "kind", ""), kinds[kind]);
}

static TncInstant
instant_of(const json_t *one, const char *field)
{
    const json_t *value = json_object_get(one, field);
    return json_is_integer(value) ? json_integer_value(value) : TNC_INSTANT_NONE;
}

// Room for one more: what has ended goes, then the oldest session.
static void
make_room(json_t *list, TncInstant now)
{
    for (gsize i = json_array_size(list); i-- > 0;) {
        TncInstant until = instant_of(json_array_get(list, i), "until");
        if (until != TNC_INSTANT_NONE && until <= now)
            json_array_remove(list, i);
    }
    for (gsize i = 0; json_array_size(list) >= MAX_ACCESSES && i < json_array_size(list); i++)
        if (is_kind(json_array_get(list, i), TNC_DESK_ACCESS_SESSION))
            json_array_remove(list, i--);
}

char *
tnc_desk_access_make(TncDesk *desk, TncDeskAccessKind kind, const char *name, TncInstant until,
                     char **id_out, GError **error)
{
    g_autofree char *secret = tnc_desk_access_secret();
    g_autofree char *id = tnc_desk_access_id(secret);
    g_autoptr(json_t) list = load(desk);
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(secret, strlen(secret), sha256);
    make_room(list, tnc_desk_now(desk));
    if (json_array_size(list) >= MAX_ACCESSES) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("there are %d tokens already: revoke some that are not used"),
                      MAX_ACCESSES);
        return NULL;
    }
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:s, s:s, s:I, s:o}", "kind", kinds[kind], "id", id, "name",
                        name, "sha256", sha256, "created", (json_int_t)tnc_desk_now(desk), "until",
                        until == TNC_INSTANT_NONE ? json_null() : json_integer(until)));
    if (!save(desk, "access", list, error))
        return NULL;
    if (id_out)
        *id_out = g_steal_pointer(&id);
    return g_steal_pointer(&secret);
}

char *
tnc_desk_access_make_link(TncDesk *desk, GError **error)
{
    return tnc_desk_access_make(desk, TNC_DESK_ACCESS_LINK, "link", g_get_real_time() + LINK_SPAN,
                                NULL, error);
}

gboolean
tnc_desk_access_use_link(TncDesk *desk, const char *secret)
{
    g_autofree char *id = tnc_desk_access_id(secret);
    g_autoptr(json_t) list = load(desk);
    char sha256[TNC_SHA256_HEX + 1];
    gboolean good = FALSE;
    tnc_sha256_hex(secret, strlen(secret), sha256);
    for (gsize i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        good |= is_kind(one, TNC_DESK_ACCESS_LINK) &&
                g_str_equal(tnc_json_string_or(one, "sha256", ""), sha256) &&
                instant_of(one, "until") > g_get_real_time();
    }
    // What cannot be taken away must not open anything.
    return good && tnc_desk_access_revoke(desk, TNC_DESK_ACCESS_LINK, id, NULL);
}

gboolean
tnc_desk_access_revoke(TncDesk *desk, TncDeskAccessKind kind, const char *id, GError **error)
{
    g_autoptr(json_t) list = load(desk);
    gsize before = json_array_size(list);
    for (gsize i = before; i-- > 0;) {
        const json_t *one = json_array_get(list, i);
        if (is_kind(one, kind) && (!id || g_str_equal(tnc_json_string_or(one, "id", ""), id)))
            json_array_remove(list, i);
    }
    if (json_array_size(list) < before)
        return save(desk, "access", list, error);
    return !id || tnc_error_set(error, TNC_ERROR_NOT_FOUND, gettext("there is no token '%s'"), id);
}

void
tnc_desk_access_each(TncDesk *desk, TncDeskAccessFunc function, gpointer data)
{
    g_autoptr(json_t) list = load(desk);
    size_t index;
    const json_t *one;
    json_array_foreach (list, index, one)
        for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
            if (is_kind(one, (TncDeskAccessKind)kind))
                function((TncDeskAccessKind)kind, tnc_json_string_or(one, "sha256", ""),
                         instant_of(one, "until"), data);
}

json_t *
tnc_desk_access_json(TncDesk *desk, TncDeskAccessKind kind)
{
    g_autoptr(json_t) list = load(desk);
    json_t *shown = json_array();
    size_t index;
    const json_t *one;
    json_array_foreach (list, index, one) {
        char at[TNC_INSTANT_BUFFER];
        TncInstant created = instant_of(one, "created");
        if (!is_kind(one, kind) || created == TNC_INSTANT_NONE)
            continue;
        created -= created % TNC_INSTANT_SECOND;
        tnc_instant_format(created, tnc_zone_offset(tnc_desk_zone(desk), created), at);
        json_array_append_new(shown, json_pack("{s:s, s:s, s:s}", "id",
                                               tnc_json_string_or(one, "id", ""), "name",
                                               tnc_json_string_or(one, "name", ""), "created", at));
    }
    return shown;
}

// ---- the password

gboolean
tnc_desk_access_set_password(TncDesk *desk, const char *password, GError **error)
{
    char hash[crypto_pwhash_STRBYTES];
    gsize length = strlen(password);
    if (length < MIN_PASSWORD || length > MAX_PASSWORD)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("the password needs %d characters or more"), MIN_PASSWORD);
    g_assert(sodium_init() >= 0);
    // 64 MiB, two passes: about a tenth of a second.
    if (crypto_pwhash_str(hash, password, length, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return tnc_error_set(error, TNC_ERROR_FAILED, "not enough memory to hash the password");
    g_autoptr(json_t) text = json_string(hash);
    return save(desk, "access.password", text, error);
}

static char *
password_hash(TncDesk *desk)
{
    return tnc_desk_setting(desk, "access.password", NULL);
}

gboolean
tnc_desk_access_has_password(TncDesk *desk)
{
    g_autofree char *hash = password_hash(desk);
    return hash != NULL;
}

gboolean
tnc_desk_access_check_password(TncDesk *desk, const char *password)
{
    g_autofree char *hash = password_hash(desk);
    g_assert(sodium_init() >= 0);
    return hash && strlen(hash) < crypto_pwhash_STRBYTES && strlen(password) <= MAX_PASSWORD &&
           crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}
