// SPDX-License-Identifier: AGPL-3.0-or-later
// The answers of Bluesky's servers → posts, and our reply → a record. Whatever a stranger's record
// holds, what comes out is capped and harmless to show.

#include "public-bluesky.h"
#include <string.h>
#include "public-handle.h"
#include "public-text.h"
#include "sha256.h"

#define MAX_DEPTH 6
#define COLLECTION "app.bsky.feed.post"

char *
tnc_public_bluesky_address(const char *uri)
{
    if (!g_str_has_prefix(uri, "at://did:"))
        return NULL;
    g_auto(GStrv) parts = g_strsplit(uri + strlen("at://"), "/", 4);
    if (g_strv_length(parts) != 3 || !g_str_equal(parts[1], COLLECTION) || !*parts[2])
        return NULL;
    g_autofree char *key = g_uri_escape_string(parts[2], NULL, FALSE);
    return g_strconcat("https://bsky.app/profile/", parts[0], "/post/", key, NULL);
}

static char *
copy(const json_t *object, const char *field)
{
    return g_strdup(tnc_json_string_or(object, field, NULL));
}

static char *
shown(const json_t *object, const char *field)
{
    return tnc_public_text_plain(tnc_json_string_or(object, field, ""));
}

// The record as its author wrote it; WHO are uri, cid and author.
static TncPublicPost *
read_record(const json_t *record, const char *uri, const char *cid, const char *did,
            const char *handle)
{
    const json_t *reply = json_object_get(record, "reply");
    const json_t *root = json_object_get(reply, "root");
    const json_t *langs = json_object_get(record, "langs");
    const char *language = json_string_value(json_array_get(langs, 0));
    TncPublicPost *post = g_new0(TncPublicPost, 1);
    post->id = g_strdup(uri);
    post->cid = g_strdup(cid);
    post->url = tnc_public_bluesky_address(uri);
    post->author_id = g_strdup(did);
    post->author = tnc_public_handle_normalise(TNC_PUBLIC_NAMED_DOMAIN, handle, NULL);
    if (!post->author)
        post->author = g_strdup("");
    post->author_name = g_strdup("");
    post->text = shown(record, "text");
    post->language = g_strdup(language);
    post->parent = copy(json_object_get(reply, "parent"), "uri");
    post->root = copy(root, "uri");
    post->root_cid = copy(root, "cid");
    post->at = tnc_instant_parse(tnc_json_string_or(record, "createdAt", ""), NULL);
    post->is_public = TRUE;
    return post;
}

// A post as a view shows it: {uri, cid, author, record, indexedAt}.
static TncPublicPost *
read_view(const json_t *view)
{
    const json_t *author = json_object_get(view, "author");
    const char *uri = tnc_json_string_or(view, "uri", NULL);
    const char *cid = tnc_json_string_or(view, "cid", NULL);
    const char *did = tnc_json_string_or(author, "did", NULL);
    if (!uri || !cid || !did)
        return NULL;
    TncPublicPost *post = read_record(json_object_get(view, "record"), uri, cid, did,
                                      tnc_json_string_or(author, "handle", ""));
    tnc_public_post_set_name(post, tnc_json_string_or(author, "displayName", ""));
    // The server's date: an author may write any.
    TncInstant indexed = tnc_instant_parse(tnc_json_string_or(view, "indexedAt", ""), NULL);
    if (indexed != TNC_INSTANT_NONE)
        post->at = indexed;
    return post;
}

GPtrArray *
tnc_public_bluesky_read_feed(const json_t *answer)
{
    GPtrArray *posts = tnc_public_post_list();
    const json_t *feed = json_object_get(answer, "feed");
    for (gsize i = 0; i < json_array_size(feed) && posts->len < TNC_PUBLIC_POST_MAX; i++) {
        const json_t *item = json_array_get(feed, i);
        TncPublicPost *post = read_view(json_object_get(item, "post"));
        const char *reason = tnc_json_string_or(json_object_get(item, "reason"), "$type", "");
        if (!post)
            continue;
        post->is_boost = strstr(reason, "reasonRepost") != NULL;
        g_ptr_array_add(posts, post);
    }
    return posts;
}

GPtrArray *
tnc_public_bluesky_read_records(const json_t *answer, const char *did, const char *handle)
{
    GPtrArray *posts = tnc_public_post_list();
    g_autofree char *front = g_strconcat("at://", did, "/" COLLECTION "/", NULL);
    const json_t *records = json_object_get(answer, "records");
    for (gsize i = 0; i < json_array_size(records) && posts->len < TNC_PUBLIC_POST_MAX; i++) {
        const json_t *item = json_array_get(records, i);
        const char *uri = tnc_json_string_or(item, "uri", "");
        const char *cid = tnc_json_string_or(item, "cid", NULL);
        if (cid && g_str_has_prefix(uri, front))
            g_ptr_array_add(posts,
                            read_record(json_object_get(item, "value"), uri, cid, did, handle));
    }
    return posts;
}

static void
read_replies(const json_t *node, guint depth, GPtrArray *posts)
{
    const json_t *replies = json_object_get(node, "replies");
    for (gsize i = 0; i < json_array_size(replies) && posts->len < TNC_PUBLIC_POST_MAX; i++) {
        const json_t *reply = json_array_get(replies, i);
        TncPublicPost *post = read_view(json_object_get(reply, "post"));
        if (post)
            g_ptr_array_add(posts, post);
        if (depth < MAX_DEPTH)
            read_replies(reply, depth + 1, posts);
    }
}

GPtrArray *
tnc_public_bluesky_read_thread(const json_t *answer)
{
    GPtrArray *posts = tnc_public_post_list();
    read_replies(json_object_get(answer, "thread"), 0, posts);
    return posts;
}

// ---- our reply

static json_t *
feature_of(const char *text, const TncPublicSpan *span, const char *handle, const char *did)
{
    g_autofree char *part = g_strndup(text + span->start, span->end - span->start);
    switch (span->kind) {
    case TNC_PUBLIC_SPAN_URL:
        return json_pack("{s:s, s:s}", "$type", "app.bsky.richtext.facet#link", "uri", part);
    case TNC_PUBLIC_SPAN_TAG:
        return json_pack("{s:s, s:s}", "$type", "app.bsky.richtext.facet#tag", "tag", part + 1);
    case TNC_PUBLIC_SPAN_MENTION:
        break;
    }
    if (!did || !tnc_public_handle_equal(TNC_PUBLIC_NAMED_DOMAIN, part, handle))
        return NULL;
    return json_pack("{s:s, s:s}", "$type", "app.bsky.richtext.facet#mention", "did", did);
}

static json_t *
facets_of(const char *text, const char *handle, const char *did)
{
    g_autoptr(GArray) spans = tnc_public_text_spans(text, FALSE);
    json_t *facets = json_array();
    for (guint i = 0; i < spans->len; i++) {
        const TncPublicSpan *span = &g_array_index(spans, TncPublicSpan, i);
        json_t *feature = feature_of(text, span, handle, did);
        if (feature)
            json_array_append_new(facets, json_pack("{s:{s:I, s:I}, s:[o]}", "index", "byteStart",
                                                    (json_int_t)span->start, "byteEnd",
                                                    (json_int_t)span->end, "features", feature));
    }
    return facets;
}

json_t *
tnc_public_bluesky_record(const char *text, const char *language, TncInstant created_at,
                          const TncPublicPost *parent, const char *handle, const char *did)
{
    char at[TNC_INSTANT_BUFFER];
    const char *root = parent->root ? parent->root : parent->id;
    const char *root_cid = parent->root ? parent->root_cid : parent->cid;
    json_t *record =
        json_pack("{s:s, s:s, s:s, s:{s:{s:s, s:s}, s:{s:s, s:s}}}", "$type", COLLECTION, "text",
                  text, "createdAt", tnc_instant_format(created_at, 0, at), "reply", "root", "uri",
                  root, "cid", root_cid ? root_cid : "", "parent", "uri", parent->id, "cid",
                  parent->cid ? parent->cid : "");
    if (language)
        json_object_set_new(record, "langs", json_pack("[s]", language));
    g_autoptr(json_t) facets = facets_of(text, handle, did);
    if (json_array_size(facets))
        json_object_set(record, "facets", facets);
    return record;
}

// TID: 53 bits of microseconds and 10 of a clock's number, here of SEED, in sortable base 32.
void
tnc_public_bluesky_key(TncInstant instant, const char *seed,
                       char key_out[TNC_PUBLIC_BLUESKY_KEY + 1])
{
    static const char digits[] = "234567abcdefghijklmnopqrstuvwxyz";
    char hex[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(seed, strlen(seed), hex);
    hex[13] = '\0';
    guint64 chance = g_ascii_strtoull(hex, NULL, 16);
    // The microseconds within the second are of the seed too: a clock handed in has none.
    guint64 time = (guint64)MAX(instant, 0) / 1000000 * 1000000 + (chance >> 10) % 1000000;
    guint64 value = (time & ((G_GUINT64_CONSTANT(1) << 53) - 1)) << 10 | (chance & 0x3ff);
    for (int i = TNC_PUBLIC_BLUESKY_KEY - 1; i >= 0; i--, value >>= 5)
        key_out[i] = digits[value & 31];
    key_out[TNC_PUBLIC_BLUESKY_KEY] = '\0';
}
