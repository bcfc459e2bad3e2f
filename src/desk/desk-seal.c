// SPDX-License-Identifier: AGPL-3.0-or-later
// A stamp on the hash of an event vouches for every event before it, and through them for every exhibit. The answers of
// the authority are kept as files; the setting 'stamps:CLAIM' lists them.

#include "desk-seal.h"
#include "desk-speech.h"
#include "error.h"
#include "writing-stamp.h"

#include <curl/curl.h>
#include <openssl/rand.h>

#define MAX_ANSWER 65536
#define TIMEOUT_SECONDS 20L

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURL, curl_easy_cleanup)

// ---- what is kept

static json_t *
load_list(TncDesk *desk, const char *claim_ref)
{
    g_autofree char *name = g_strconcat("stamps:", claim_ref, NULL);
    json_t *list = tnc_store_get_setting(tnc_desk_store(desk), name);
    return json_is_array(list) ? list : json_array();
}

// The root certificates that were asked for, NULL when none were. FALSE when they cannot be read: a stamp must not
// pass for checked against them then.
static gboolean
load_authority(TncDesk *desk, char **pem_out, GError **error)
{
    g_autofree char *path = tnc_desk_setting(desk, "timestamp_ca", NULL);
    g_autoptr(GError) problem = NULL;
    *pem_out = NULL;
    return !path || !*path || g_file_get_contents(path, pem_out, NULL, &problem) ||
           tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                         gettext("the root certificates of the setting timestamp_ca: %s"),
                         problem->message);
}

static gboolean
collect_hash(const TncStoreEvent *event, gpointer hashes, GError **error)
{
    (void)error;
    g_ptr_array_add(hashes, g_strdup(event->hash));
    return TRUE;
}

// The hashes of the claim's events: that of event N at N - 1.
static GPtrArray *
load_hashes(TncDesk *desk, TncStoreId claim, GError **error)
{
    g_autoptr(GPtrArray) hashes = g_ptr_array_new_with_free_func(g_free);
    if (!tnc_store_each_event(tnc_desk_store(desk), claim, collect_hash, hashes, error))
        return NULL;
    return g_steal_pointer(&hashes);
}

static gboolean
check_one(TncDesk *desk, const json_t *entry, const GPtrArray *hashes, const char *pem,
          TncDeskStamp *stamp_out, GError **error)
{
    gint64 seq = json_integer_value(json_object_get(entry, "seq"));
    if (seq < 1 || seq > hashes->len)
        return tnc_error_set(error, TNC_ERROR_CORRUPT, "the event that it stamps is gone");
    g_autoptr(GBytes) response =
        tnc_store_get_blob(tnc_desk_store(desk), tnc_json_string_or(entry, "sha256", ""), error);
    TncInstant at;
    if (!response ||
        !tnc_writing_stamp_check(response, g_ptr_array_index(hashes, seq - 1), pem, &at, error))
        return FALSE;
    *stamp_out = (TncDeskStamp){(guint)seq, at, g_steal_pointer(&response)};
    return TRUE;
}

void
tnc_desk_seal_each(TncDesk *desk, const char *claim_ref, TncDeskStampFunc function, gpointer data)
{
    TncStoreId claim = tnc_store_find_claim(tnc_desk_store(desk), claim_ref);
    g_autoptr(json_t) list = load_list(desk, claim_ref);
    g_autofree char *pem = NULL;
    gboolean checkable = json_array_size(list) && load_authority(desk, &pem, NULL);
    g_autoptr(GPtrArray) hashes = checkable ? load_hashes(desk, claim, NULL) : NULL;
    for (gsize i = 0; hashes && i < json_array_size(list); i++) {
        TncDeskStamp stamp = {0};
        if (!check_one(desk, json_array_get(list, i), hashes, pem, &stamp, NULL))
            continue;
        function(&stamp, data);
        g_bytes_unref(stamp.response);
    }
}

// ---- asking

static size_t
take(char *bytes, size_t size, size_t count, void *array)
{
    GByteArray *answer = array;
    if (answer->len + size * count > MAX_ANSWER)
        return 0;
    g_byte_array_append(answer, (const guint8 *)bytes, (guint)(size * count));
    return size * count;
}

static GBytes *
post(const char *address, GBytes *query, GError **error)
{
    g_autoptr(CURL) curl = curl_easy_init();
    g_autoptr(GByteArray) answer = g_byte_array_new();
    struct curl_slist *headers =
        curl_slist_append(NULL, "Content-Type: application/timestamp-query");
    curl_easy_setopt(curl, CURLOPT_URL, address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, g_bytes_get_data(query, NULL));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)g_bytes_get_size(query));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, TIMEOUT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    CURLcode code = curl_easy_perform(curl);
    curl_slist_free_all(headers);
    if (code == CURLE_OK)
        return g_byte_array_free_to_bytes(g_steal_pointer(&answer));
    tnc_error_set(error, TNC_ERROR_REMOTE, "%s: %s", address, curl_easy_strerror(code));
    return NULL;
}

static gboolean
store_stamp(TncDesk *desk, const char *claim_ref, guint seq, GBytes *response, json_t *list,
            GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autofree char *name = g_strconcat("stamps:", claim_ref, NULL);
    char sha256[TNC_SHA256_HEX + 1];
    if (!tnc_store_begin(store, error))
        return FALSE;
    gboolean done = tnc_store_put_blob(store, g_bytes_get_data(response, NULL),
                                       g_bytes_get_size(response), sha256, error);
    if (done)
        json_array_append_new(list, json_pack("{s:i, s:s}", "seq", (int)seq, "sha256", sha256));
    done =
        done && tnc_store_set_setting(store, name, list, error) && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

gboolean
tnc_desk_seal_claim(TncDesk *desk, TncStoreId claim, const char *claim_ref, GError **error)
{
    g_autofree char *address = tnc_desk_setting(desk, "timestamp", NULL);
    if (!address || !*address)
        return TRUE;
    g_autoptr(json_t) list = load_list(desk, claim_ref);
    g_autoptr(GPtrArray) hashes = load_hashes(desk, claim, error);
    if (!hashes)
        return FALSE;
    const json_t *last = json_array_get(list, json_array_size(list) - 1);
    if (hashes->len == 0 ||
        json_integer_value(json_object_get(last, "seq")) == (json_int_t)hashes->len)
        return TRUE;
    const char *hash = g_ptr_array_index(hashes, hashes->len - 1);
    guint8 nonce[TNC_WRITING_STAMP_NONCE];
    if (RAND_bytes(nonce, sizeof nonce) != 1)
        return tnc_error_set(error, TNC_ERROR_FAILED, gettext("no random number can be had"));
    g_autofree char *pem = NULL;
    if (!load_authority(desk, &pem, error))
        return FALSE;
    g_autoptr(GBytes) query = tnc_writing_stamp_query(hash, nonce);
    g_autoptr(GBytes) response = post(address, query, error);
    TncInstant at;
    return response && tnc_writing_stamp_check(response, hash, pem, &at, error) &&
           store_stamp(desk, claim_ref, hashes->len, response, list, error);
}

static gboolean
collect_claim(const TncStoreState *state, gpointer claims, GError **error)
{
    (void)error;
    g_array_append_val((GArray *)claims, state->claim);
    return TRUE;
}

gboolean
tnc_desk_seal_all(TncDesk *desk, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autofree char *address = tnc_desk_setting(desk, "timestamp", NULL);
    g_autoptr(GArray) claims = g_array_new(FALSE, FALSE, sizeof(TncStoreId));
    g_autoptr(GError) first = NULL;
    if (!address || !*address)
        return TRUE;
    if (!tnc_store_each_urgent(store, TRUE, 0, collect_claim, claims, error))
        return FALSE;
    for (guint i = 0; i < claims->len; i++) {
        TncStoreId claim = g_array_index(claims, TncStoreId, i);
        g_autofree char *ref = tnc_store_claim_ref(store, claim);
        g_autoptr(GError) problem = NULL;
        if (ref && !tnc_desk_seal_claim(desk, claim, ref, &problem) && !first)
            first = g_steal_pointer(&problem);
    }
    if (!first)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&first));
    return FALSE;
}

// ---- checking

typedef struct {
    TncDesk *desk;
    TncStoreProblemFunc problem;
    TncStoreProgressFunc progress;
    gpointer data;
    GHashTable *altered; // SHA-256 of files that are not what they were
    const char *claim;
    char *pem;
    guint count;
} Check;

static void
note_problem(const char *problem, gpointer data)
{
    Check *check = data;
    g_auto(GStrv) words = g_strsplit(problem, " ", 3);
    if (g_strv_length(words) == 3 && g_str_equal(words[0], "file"))
        g_hash_table_add(check->altered, g_strdup(words[1]));
    check->problem(problem, check->data);
}

static void
forward_progress(guint64 done, guint64 total, gpointer data)
{
    const Check *check = data;
    if (check->progress)
        check->progress(done, total, check->data);
}

static void G_GNUC_PRINTF(2, 3) report(Check *check, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    check->count++;
    check->problem(text, check->data);
}

// A file of which only the hash is named helps nobody: say which exhibit, or which mail, it was.
static gboolean
name_files(const TncStoreEvent *event, gpointer data, GError **error)
{
    (void)error;
    Check *check = data;
    const char *sha256 = tnc_json_string_or(event->body, "sha256", NULL);
    const char *raw = tnc_json_string_or(event->body, "raw", NULL);
    TncStore *store = tnc_desk_store(check->desk);
    const char *name = tnc_json_string_or(event->body, "name", "?");
    if (sha256 && g_hash_table_contains(check->altered, sha256))
        report(check, "claim '%s': exhibit '%s' (event %u) was altered", check->claim, name,
               event->seq);
    else if (raw && g_hash_table_contains(check->altered, raw))
        report(check, "claim '%s': the mail of event %u was altered", check->claim, event->seq);
    else if (raw && !tnc_store_has_blob(store, raw))
        report(check, "claim '%s': the mail of event %u is missing", check->claim, event->seq);
    return TRUE;
}

static void
check_stamps(Check *check, TncStoreId claim)
{
    g_autoptr(json_t) list = load_list(check->desk, check->claim);
    g_autoptr(GPtrArray) hashes =
        json_array_size(list) ? load_hashes(check->desk, claim, NULL) : NULL;
    for (gsize i = 0; hashes && i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        TncDeskStamp stamp = {0};
        g_autoptr(GError) problem = NULL;
        if (check_one(check->desk, entry, hashes, check->pem, &stamp, &problem))
            g_bytes_unref(stamp.response);
        else
            report(check, "claim '%s': the time stamp of event %d does not hold: %s", check->claim,
                   (int)json_integer_value(json_object_get(entry, "seq")), problem->message);
    }
}

static gboolean
check_claim(const char *ref, const json_t *record, gpointer data, GError **error)
{
    (void)record;
    Check *check = data;
    TncStore *store = tnc_desk_store(check->desk);
    TncStoreId claim = tnc_store_find_claim(store, ref);
    check->claim = ref;
    check_stamps(check, claim);
    // An event that cannot even be read was reported by the store.
    (void)error;
    return g_hash_table_size(check->altered) == 0 ||
           tnc_store_each_event(store, claim, name_files, check, NULL) || TRUE;
}

gboolean
tnc_desk_seal_verify(TncDesk *desk, TncStoreProblemFunc problem, TncStoreProgressFunc progress,
                     gpointer data, guint *problems_out, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autoptr(GHashTable) altered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *pem = NULL;
    if (!load_authority(desk, &pem, error))
        return FALSE;
    Check check = {desk, problem, progress, data, altered, NULL, pem, 0};
    guint count;
    if (!tnc_store_verify(store, note_problem, forward_progress, &check, &count, error) ||
        !tnc_store_each_record(store, TNC_STORE_CLAIM, check_claim, &check, error))
        return FALSE;
    *problems_out = count + check.count;
    return TRUE;
}
