// SPDX-License-Identifier: AGPL-3.0-or-later
// Each way of matching gives a set of claims; the first way that gives exactly one decides, the first that gives
// several stops: a guess would be worse than asking.

#include "desk-match.h"
#include "text.h"

#define MAX_TOKENS 80

typedef struct {
    TncStore *store;
    GArray *claims; // of TncStoreId, each once
} Candidates;

static void
add_claim(Candidates *candidates, TncStoreId claim)
{
    for (guint i = 0; i < candidates->claims->len; i++)
        if (g_array_index(candidates->claims, TncStoreId, i) == claim)
            return;
    g_array_append_val(candidates->claims, claim);
}

static void
add_key(Candidates *candidates, const char *kind, const char *value, gboolean open_only)
{
    g_autofree char *folded = tnc_text_fold(value);
    g_autoptr(GArray) found = tnc_store_find_key(candidates->store, kind, folded, open_only);
    for (guint i = 0; i < found->len; i++)
        add_claim(candidates, g_array_index(found, TncStoreId, i));
}

static void
by_message_id(Candidates *candidates, const TncMailMessage *message)
{
    const char *const *lists[] = {tnc_mail_message_in_reply_to(message),
                                  tnc_mail_message_references(message)};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        for (const char *const *id = lists[i]; *id; id++)
            add_key(candidates, "message_id", *id, FALSE);
}

// Words with a digit, as order numbers and tokens are; of TEXT's first 8 KiB.
static GPtrArray *
tokens_of(const char *text)
{
    GPtrArray *tokens = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *head = tnc_text_make_valid(text, MIN(strlen(text), 8192));
    g_auto(GStrv) words = g_strsplit_set(head, " \t\r\n,;:()[]<>#\"'@!?=&", -1);
    for (guint i = 0; words[i] && tokens->len < MAX_TOKENS; i++) {
        char *word = words[i];
        gsize length = strlen(word);
        while (length && (word[length - 1] == '.' || word[length - 1] == '-'))
            word[--length] = '\0';
        if (length >= 4 && length <= 60 && strpbrk(word, "0123456789"))
            g_ptr_array_add(tokens, g_strdup(word));
    }
    return tokens;
}

static void
by_tokens(Candidates *candidates, const char *kind, const GPtrArray *tokens)
{
    for (guint i = 0; i < tokens->len; i++)
        add_key(candidates, kind, g_ptr_array_index(tokens, i), FALSE);
}

static void
by_sender(Candidates *candidates, const char *address, gboolean open_only)
{
    const char *at = strrchr(address, '@');
    add_key(candidates, "address", address, open_only);
    if (!at)
        return;
    // A subdomain of a known domain is that domain's.
    for (const char *domain = at + 1; domain && strchr(domain, '.');
         domain = strchr(domain, '.') + 1)
        add_key(candidates, "domain", domain, open_only);
}

// Keeps the claims that are in both.
static void
intersect(Candidates *candidates, const Candidates *others)
{
    for (guint i = candidates->claims->len; i > 0; i--) {
        gboolean both = FALSE;
        for (guint k = 0; k < others->claims->len; k++)
            both |= g_array_index(others->claims, TncStoreId, k) ==
                    g_array_index(candidates->claims, TncStoreId, i - 1);
        if (!both)
            g_array_remove_index(candidates->claims, i - 1);
    }
}

static gboolean
decide(const Candidates *candidates, const char *how, TncDeskMatch *match)
{
    if (candidates->claims->len == 0)
        return FALSE;
    gboolean one = candidates->claims->len == 1;
    match->claim = one ? g_array_index(candidates->claims, TncStoreId, 0) : 0;
    match->how = one ? how : "ambiguous";
    return TRUE;
}

static void
clear(Candidates *candidates)
{
    g_array_set_size(candidates->claims, 0);
}

static gboolean
contains(const Candidates *candidates, TncStoreId claim)
{
    for (guint i = 0; i < candidates->claims->len; i++)
        if (g_array_index(candidates->claims, TncStoreId, i) == claim)
            return TRUE;
    return FALSE;
}

TncDeskMatch
tnc_desk_match_mail(TncDesk *desk, const TncMailMessage *message, const TncReadingResult *result)
{
    TncDeskMatch match = {.how = "unknown"};
    g_autoptr(GArray) claims = g_array_new(FALSE, FALSE, sizeof(TncStoreId));
    g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(TncStoreId));
    Candidates candidates = {tnc_desk_store(desk), claims};
    Candidates senders = {tnc_desk_store(desk), known};
    by_sender(&senders, tnc_mail_message_from(message)->address, FALSE);

    by_message_id(&candidates, message);
    if (decide(&candidates, "message_id", &match)) {
        match.new_domain = match.claim && !contains(&senders, match.claim);
        return match;
    }
    g_autofree char *words = g_strdup_printf("%s\n%s", tnc_mail_message_subject(message),
                                             tnc_mail_message_text(message));
    // A bounce quotes what we sent: our token stands in its raw text.
    gsize size;
    const char *raw = g_bytes_get_data(tnc_mail_message_raw(message), &size);
    g_autofree char *bounced = result->automatic == TNC_AUTOMATIC_BOUNCE
                                   ? tnc_text_make_valid(raw, MIN(size, 65536))
                                   : g_strdup("");
    g_autoptr(GPtrArray) tokens = tokens_of(words);
    g_autoptr(GPtrArray) quoted = tokens_of(bounced);
    by_tokens(&candidates, "token", tokens);
    by_tokens(&candidates, "token", quoted);
    if (decide(&candidates, "token", &match))
        return match;
    by_tokens(&candidates, "ticket", result->orders);
    intersect(&candidates, &senders);
    if (decide(&candidates, "ticket", &match))
        return match;
    clear(&candidates);
    by_tokens(&candidates, "order", tokens);
    match.suspicious = candidates.claims->len > 0 && senders.claims->len == 0;
    intersect(&candidates, &senders);
    if (decide(&candidates, "order", &match))
        return match;
    clear(&candidates);
    by_sender(&candidates, tnc_mail_message_from(message)->address, TRUE);
    decide(&candidates, "sender", &match);
    return match;
}
