// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes of the public word: the buyer's accounts, the seller's handles, preview, publishing after its own yes, watching.

#include "desk-outbox.h"
#include "desk-public-show.h"
#include "desk-public-state.h"
#include "desk-public-watch.h"
#include "desk-speech.h"
#include "error.h"
#include "server-state.h"
#include <string.h>

#define MAX_TEXT 20000
#define MAX_PENDING 8
#define KEEP_TARGET (5 * 60 * TNC_INSTANT_SECOND)

// A Mastodon account between 'allow it there' and its code.
typedef struct {
    char *id;
    TncPublicMastodon account;
    char verifier[TNC_PUBLIC_MASTODON_VERIFIER + 1];
} Pending;

// Only the thread of remote things touches it.
struct TncServerPublic {
    GPtrArray *pending;
    // Where the last preview would stand: while the words are written the network is not asked again.
    TncDeskPublicTarget *target;
    char *claim;
    TncInstant found_at;
};

static void
free_pending(gpointer data)
{
    Pending *pending = data;
    g_free(pending->id);
    tnc_public_mastodon_clear(&pending->account);
    memset(pending, 0, sizeof *pending);
    g_free(pending);
}

TncServerPublic *
tnc_server_public_new(void)
{
    TncServerPublic *all = g_new0(TncServerPublic, 1);
    all->pending = g_ptr_array_new_with_free_func(free_pending);
    return all;
}

void
tnc_server_public_free(TncServerPublic *all)
{
    if (!all)
        return;
    g_ptr_array_unref(all->pending);
    tnc_desk_public_target_free(all->target);
    g_free(all->claim);
    g_free(all);
}

// The field of TOLD that must be there and not be empty.
static gboolean
need(const json_t *told, const char *field, const char **text_out, GError **error)
{
    if (!tnc_json_get_string(told, field, text_out, error))
        return FALSE;
    if (*text_out && **text_out && strlen(*text_out) <= MAX_TEXT)
        return TRUE;
    return tnc_error_set(error, TNC_ERROR_INPUT,
                         *text_out && **text_out ? gettext("%s: it is too long")
                                                 : gettext("%s: it is missing"),
                         field);
}

static gboolean
may_have(const json_t *told, const char *field, const char **text_out, GError **error)
{
    if (!tnc_json_get_string(told, field, text_out, error))
        return FALSE;
    return !*text_out || strlen(*text_out) <= MAX_TEXT ||
           tnc_error_set(error, TNC_ERROR_INPUT, gettext("%s: it is too long"), field);
}

// ---- the buyer's accounts

gboolean
tnc_server_public_accounts(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                           TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    (void)error;
    tnc_server_answer_json(answer, 200, tnc_desk_public_state_accounts(desk));
    return TRUE;
}

gboolean
tnc_server_public_remove(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    (void)state;
    if (!tnc_desk_public_account_remove(desk, call->parameters[0], error))
        return FALSE;
    tnc_server_answer_nothing(answer);
    return TRUE;
}

// The account of NETWORK, which was just connected.
static void
answer_account(TncDesk *desk, const char *network, TncServerAnswer *answer)
{
    g_autoptr(json_t) accounts = tnc_desk_public_state_accounts(desk);
    const json_t *found = NULL;
    for (gsize i = 0; i < json_array_size(accounts); i++)
        if (g_str_equal(tnc_json_string_or(json_array_get(accounts, i), "name", ""), network))
            found = json_array_get(accounts, i);
    tnc_server_answer_json(answer, 201, json_deep_copy(found));
}

gboolean
tnc_server_public_bluesky(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                          TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *handle;
    const char *password;
    const char *server;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !need(told, "handle", &handle, error) ||
        !need(told, "password", &password, error) || !may_have(told, "server", &server, error))
        return FALSE;
    g_autofree char *ours = tnc_desk_public_account_add_bluesky(
        desk, "bluesky", server && *server ? server : NULL, handle, password, error);
    if (ours)
        answer_account(desk, "bluesky", answer);
    return ours != NULL;
}

gboolean
tnc_server_public_mastodon(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                           TncServerAnswer *answer, GError **error)
{
    GPtrArray *all = tnc_server_state_public(state)->pending;
    const char *server;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !need(told, "server", &server, error))
        return FALSE;
    Pending *pending = g_new0(Pending, 1);
    g_autofree char *address = tnc_desk_public_account_begin_mastodon(
        desk, server, &pending->account, pending->verifier, error);
    if (!address) {
        free_pending(pending);
        return FALSE;
    }
    pending->id = tnc_desk_new_ref(desk);
    if (all->len >= MAX_PENDING)
        g_ptr_array_remove_index(all, 0);
    g_ptr_array_add(all, pending);
    tnc_server_answer_json(answer, 201, json_pack("{s:s, s:s}", "id", pending->id, "url", address));
    return TRUE;
}

static Pending *
find_pending(const GPtrArray *all, const char *id, GError **error)
{
    for (guint i = 0; i < all->len; i++) {
        Pending *pending = all->pdata[i];
        if (g_str_equal(pending->id, id))
            return pending;
    }
    tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                  gettext("this connection was not begun, or is over: begin it again"));
    return NULL;
}

gboolean
tnc_server_public_code(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    GPtrArray *all = tnc_server_state_public(state)->pending;
    const char *code;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    Pending *pending = told && need(told, "code", &code, error)
                           ? find_pending(all, call->parameters[0], error)
                           : NULL;
    // Copied with the line's end.
    g_autofree char *plain = pending ? g_strstrip(g_strdup(code)) : NULL;
    if (!pending || !tnc_desk_public_account_end_mastodon(desk, "mastodon", &pending->account,
                                                          plain, pending->verifier, error))
        return FALSE;
    g_ptr_array_remove(all, pending);
    answer_account(desk, "mastodon", answer);
    return TRUE;
}

// ---- where it stands

// The claim as it stands now: after a change it is read anew.
static gboolean
answer_state(TncDesk *desk, const char *claim, TncServerAnswer *answer, GError **error)
{
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, claim, error);
    json_t *told = kase ? tnc_desk_public_state(desk, kase, error) : NULL;
    if (told)
        tnc_server_answer_json(answer, 200, told);
    return told != NULL;
}

gboolean
tnc_server_public_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                      TncServerAnswer *answer, GError **error)
{
    (void)state;
    return answer_state(desk, call->parameters[0], answer, error);
}

gboolean
tnc_server_public_handle(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *handle;
    TncDeskPublicHow how;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !need(told, "handle", &handle, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    if (!kase ||
        !tnc_desk_public_set_handle(desk, kase, call->parameters[1], handle, FALSE, &how, error))
        return FALSE;
    return answer_state(desk, call->parameters[0], answer, error);
}

gboolean
tnc_server_public_look(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    TncDeskPublicSeen seen;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    if (!kase || !tnc_desk_public_watch_look(desk, kase->id, TRUE, &seen, error))
        return FALSE;
    return answer_state(desk, call->parameters[0], answer, error);
}

// ---- the words

// The target of the last preview, when it is of this claim and network and not old.
static TncDeskPublicTarget *
take_target(TncServerPublic *all, TncDesk *desk, const TncDeskCase *kase, const char *network)
{
    gboolean same = all->target && g_str_equal(all->claim, kase->claim->ref) &&
                    (!network || g_str_equal(all->target->network->id, network)) &&
                    tnc_desk_now(desk) - all->found_at < KEEP_TARGET;
    return same ? g_steal_pointer(&all->target) : NULL;
}

static void
keep_target(TncServerPublic *all, const TncDeskCase *kase, TncDeskPublicWord *word, TncInstant at)
{
    tnc_desk_public_target_free(all->target);
    all->target = g_steal_pointer(&word->target);
    g_free(all->claim);
    all->claim = g_strdup(kase->claim->ref);
    all->found_at = at;
}

typedef struct {
    const char *network;
    const char *text;
    const char *confirm;
} Wish;

static gboolean
read_wish(const json_t *told, Wish *wish, GError **error)
{
    return may_have(told, "network", &wish->network, error) &&
           may_have(told, "text", &wish->text, error) &&
           may_have(told, "confirm", &wish->confirm, error);
}

gboolean
tnc_server_public_preview(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                          TncServerAnswer *answer, GError **error)
{
    TncServerPublic *all = tnc_server_state_public(state);
    Wish wish;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !read_wish(told, &wish, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    if (!kase)
        return FALSE;
    TncInstant found_at = all->found_at;
    TncDeskPublicTarget *target = wish.text ? take_target(all, desk, kase, wish.network) : NULL;
    if (!target) {
        found_at = tnc_desk_now(desk);
        target = tnc_desk_public_find(desk, kase, wish.network, NULL, error);
    }
    g_autoptr(TncDeskPublicWord) word =
        target ? tnc_desk_public_prepare(desk, kase, target, wish.text, error) : NULL;
    if (!word)
        return FALSE;
    tnc_server_answer_json(answer, 200, tnc_desk_public_show_word(desk, kase, word));
    keep_target(all, kase, word, found_at);
    return TRUE;
}

// Kept already: what the network says now only tells whether it stands there or waits.
static gboolean
publish(TncDesk *desk, const char *claim, TncStoreId id, TncServerAnswer *answer, GError **error)
{
    TncDeskOutboxCounts counts = {0};
    g_autoptr(GError) problem = NULL;
    (void)!tnc_desk_outbox_flush(desk, id, &counts, &problem);
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, claim, error);
    json_t *told = kase ? tnc_desk_public_state(desk, kase, error) : NULL;
    if (!told)
        return FALSE;
    const char *outcome = counts.sent ? "published" : counts.refused ? "refused" : "waiting";
    tnc_server_answer_json(answer, 200,
                           json_pack("{s:s, s:s?, s:o}", "state", outcome, "detail",
                                     problem ? problem->message : NULL, "public", told));
    return TRUE;
}

gboolean
tnc_server_public_publish(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                          TncServerAnswer *answer, GError **error)
{
    (void)state;
    Wish wish;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !read_wish(told, &wish, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    // Looked for anew: the post may be gone, or no longer the latest.
    TncDeskPublicTarget *target =
        kase ? tnc_desk_public_find(desk, kase, wish.network, NULL, error) : NULL;
    g_autoptr(TncDeskPublicWord) word =
        target ? tnc_desk_public_prepare(desk, kase, target, wish.text, error) : NULL;
    return word && tnc_desk_public_show_check_yes(kase, word, wish.confirm, error) &&
           tnc_desk_public_publish(desk, kase, word, error) &&
           publish(desk, call->parameters[0], kase->id, answer, error);
}

gboolean
tnc_server_public_done(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *url;
    const char *text;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !need(told, "url", &url, error) || !may_have(told, "text", &text, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    if (!kase || !tnc_desk_public_done(desk, kase, url, text, error))
        return FALSE;
    return answer_state(desk, call->parameters[0], answer, error);
}
