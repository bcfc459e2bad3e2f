// SPDX-License-Identifier: AGPL-3.0-or-later
// Tact and patience: which post may bear a reply, and how often one looks for the answer.

#include "public-post.h"
#include <string.h>
#include "public-text.h"
#include "text.h"

#define MINUTE (60 * TNC_INSTANT_SECOND)
#define HOUR (60 * MINUTE)
#define CLOSE_WATCH (2 * HOUR)
#define LAST_WATCH (60 * TNC_INSTANT_DAY)

void
tnc_public_post_free(TncPublicPost *post)
{
    if (!post)
        return;
    g_free(post->id);
    g_free(post->cid);
    g_free(post->url);
    g_free(post->author);
    g_free(post->author_id);
    g_free(post->author_name);
    g_free(post->text);
    g_free(post->language);
    g_free(post->parent);
    g_free(post->root);
    g_free(post->root_cid);
    g_free(post);
}

void
tnc_public_post_set_name(TncPublicPost *post, const char *name)
{
    g_free(post->author_name);
    post->author_name = tnc_public_text_plain(name);
    post->name_hides = !g_str_equal(post->author_name, name);
}

static void
free_post(gpointer post)
{
    tnc_public_post_free(post);
}

GPtrArray *
tnc_public_post_list(void)
{
    return g_ptr_array_new_with_free_func(free_post);
}

void
tnc_public_post_result_clear(TncPublicResult *result)
{
    g_clear_pointer(&result->words, g_free);
    g_clear_pointer(&result->proof, json_decref);
}

// ---- tact

static gboolean
is_border(gunichar c)
{
    return !g_unichar_isalnum(c);
}

// WORD as a whole word of TEXT, or as the beginning of one; Chinese has no borders.
static gboolean
holds_word(const char *text, const char *word)
{
    g_autofree char *folded = tnc_text_fold(word);
    gsize length = strlen(folded);
    gboolean open_end = length > 1 && folded[length - 1] == '*';
    if (open_end)
        folded[--length] = '\0';
    gboolean wide = g_utf8_get_char(folded) >= 0x2e80;
    for (const char *c = text; length && (c = strstr(c, folded)) != NULL; c++) {
        gboolean before = c == text || is_border(g_utf8_get_char(g_utf8_prev_char(c)));
        gboolean after = open_end || is_border(g_utf8_get_char(c + length));
        if (wide || (before && after))
            return TRUE;
    }
    return FALSE;
}

gboolean
tnc_public_post_holds(const char *text, const char *const *words)
{
    g_autofree char *folded = tnc_text_fold(text);
    for (guint i = 0; words && words[i]; i++)
        if (holds_word(folded, words[i]))
            return TRUE;
    return FALSE;
}

TncPublicFit
tnc_public_post_fit(const TncPublicPost *post, const char *author_id, const TncPublicTact *tact)
{
    if (post->is_boost)
        return TNC_PUBLIC_FIT_BOOST;
    if (g_strcmp0(post->author_id, author_id) != 0)
        return TNC_PUBLIC_FIT_STRANGER;
    if (!post->is_public)
        return TNC_PUBLIC_FIT_HIDDEN;
    if (post->parent)
        return TNC_PUBLIC_FIT_REPLY;
    if (tnc_public_post_holds(post->text, tact->grief))
        return TNC_PUBLIC_FIT_GRIEF;
    return tnc_public_post_holds(post->text, tact->person) ? TNC_PUBLIC_FIT_PERSON
                                                           : TNC_PUBLIC_FIT_GOOD;
}

const char *
tnc_public_post_fit_name(TncPublicFit fit)
{
    static const char *const names[TNC_PUBLIC_FIT_COUNT] = {"good",  "grief", "person", "stranger",
                                                            "boost", "reply", "hidden"};
    return names[fit];
}

const TncPublicPost *
tnc_public_post_choose(const GPtrArray *posts, const char *author_id, const TncPublicTact *tact)
{
    const TncPublicPost *best = NULL;
    for (guint i = 0; i < posts->len; i++) {
        const TncPublicPost *post = posts->pdata[i];
        if (tnc_public_post_fit(post, author_id, tact) == TNC_PUBLIC_FIT_GOOD &&
            (!best || post->at > best->at))
            best = post;
    }
    return best;
}

// ---- patience

TncInstant
tnc_public_post_next_look(TncInstant posted_at, TncInstant now, guint failures, TncInstant retry_at)
{
    gint64 age = MAX(now - posted_at, 0);
    if (age > LAST_WATCH)
        return TNC_INSTANT_NONE;
    gint64 wait = age < CLOSE_WATCH ? CLAMP(age / 4, 2 * MINUTE, 15 * MINUTE)
                                    : CLAMP(age / 8, HOUR, 12 * HOUR);
    wait = MIN(wait << MIN(failures, 6), 24 * HOUR);
    return MAX(now + wait, retry_at);
}
