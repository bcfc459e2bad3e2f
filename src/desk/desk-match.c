// SPDX-License-Identifier: AGPL-3.0-or-later
// Each way of matching gives a set of claims; the first way that gives exactly one decides, the first that gives
// several stops: a guess would be worse than asking.

#include "desk-match.h"
#include "desk-index.h"
#include "text.h"

#define MAX_WORDS 80
#define MAX_WORD_TEXT 8192

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

// What words are set apart by.
static gboolean
is_apart(char c)
{
    static const gboolean apart[256] = {
        [' '] = TRUE, ['\t'] = TRUE, ['\r'] = TRUE, ['\n'] = TRUE, [','] = TRUE, [';'] = TRUE,
        [':'] = TRUE, ['('] = TRUE,  [')'] = TRUE,  ['['] = TRUE,  [']'] = TRUE, ['<'] = TRUE,
        ['>'] = TRUE, ['#'] = TRUE,  ['"'] = TRUE,  ['\''] = TRUE, ['@'] = TRUE, ['!'] = TRUE,
        ['?'] = TRUE, ['='] = TRUE,  ['&'] = TRUE};
    return apart[(guchar)c];
}

// Words with a digit, as order numbers and Message-IDs are, each once; of TEXT's first SIZE bytes.
static GPtrArray *
words_of(const char *text, gsize size)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    const char *digit = text;
    while (words->len < MAX_WORDS && (digit = strpbrk(digit, "0123456789")) &&
           digit < text + size) {
        const char *start = digit;
        while (start > text && !is_apart(start[-1]))
            start--;
        while (*digit && !is_apart(*digit))
            digit++;
        gsize length = (gsize)(digit - start);
        while (start[length - 1] == '.' || start[length - 1] == '-')
            length--;
        g_autofree char *word = length >= 4 && length <= 60 ? g_strndup(start, length) : NULL;
        if (word && g_hash_table_add(seen, word))
            g_ptr_array_add(words, g_steal_pointer(&word));
    }
    return words;
}

static void
by_words(Candidates *candidates, const char *kind, const GPtrArray *words)
{
    for (guint i = 0; i < words->len; i++)
        add_key(candidates, kind, g_ptr_array_index(words, i), FALSE);
}

// A word that is one of our Message-IDs ends with its claim's token.
static void
by_tokens(Candidates *candidates, const GPtrArray *words)
{
    for (guint i = 0; i < words->len; i++) {
        const char *word = g_ptr_array_index(words, i);
        const char *dot = strrchr(word, '.');
        const char *token = dot ? dot + 1 : word;
        if (tnc_desk_index_is_token(token))
            add_key(candidates, "token", token, FALSE);
    }
}

// A bounce brings back what we sent, our Message-ID in its headers, wherever the report has put it.
static void
by_returned(Candidates *candidates, const TncMailMessage *message)
{
    gsize size;
    const char *raw = g_bytes_get_data(tnc_mail_message_raw(message), &size);
    g_autofree char *text = tnc_text_make_valid(raw, MIN(size, 65536));
    for (const char *id = text; (id = strcasestr(id, "message-id:"));) {
        id += strlen("message-id:");
        g_autoptr(GPtrArray) words = words_of(id, 200);
        by_tokens(candidates, words);
    }
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

// Keeps the claims whose merchant writes from there; the look for those is dear, and mostly there is nothing to keep.
static void
keep_senders(Candidates *candidates, Candidates *senders, const char *address)
{
    if (candidates->claims->len == 0)
        return;
    if (senders->claims->len == 0)
        by_sender(senders, address, FALSE);
    intersect(candidates, senders);
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
    const char *sender = tnc_mail_message_from(message)->address;
    by_message_id(&candidates, message);
    if (decide(&candidates, "message_id", &match)) {
        by_sender(&senders, sender, FALSE);
        match.new_domain = match.claim && !contains(&senders, match.claim);
        return match;
    }
    g_autofree char *text = g_strdup_printf("%s\n%s", tnc_mail_message_subject(message),
                                            tnc_mail_message_text(message));
    g_autoptr(GPtrArray) words = words_of(text, MAX_WORD_TEXT);
    by_tokens(&candidates, words);
    if (result->automatic == TNC_AUTOMATIC_BOUNCE)
        by_returned(&candidates, message);
    if (decide(&candidates, "token", &match))
        return match;
    by_words(&candidates, "ticket", result->orders);
    keep_senders(&candidates, &senders, sender);
    if (decide(&candidates, "ticket", &match))
        return match;
    clear(&candidates);
    by_words(&candidates, "order", words);
    gboolean named = candidates.claims->len > 0;
    keep_senders(&candidates, &senders, sender);
    match.suspicious = named && senders.claims->len == 0;
    if (decide(&candidates, "order", &match))
        return match;
    clear(&candidates);
    by_sender(&candidates, sender, TRUE);
    decide(&candidates, "sender", &match);
    return match;
}
