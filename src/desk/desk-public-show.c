// SPDX-License-Identifier: AGPL-3.0-or-later
// Showing changes nothing but the note of what was shown.

#include "desk-public-show.h"
#include "desk-speech.h"
#include "error.h"
#include <qrencode.h>
#include <string.h>

#define QUIET_ZONE 4 // modules around a QR code, ISO/IEC 18004

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *
post_json(const TncPublicPost *post)
{
    char at[TNC_INSTANT_BUFFER];
    if (!post)
        return json_null();
    gboolean dated = post->at != TNC_INSTANT_NONE;
    return json_pack("{s:o, s:s, s:o}", "url", text_or_null(post->url), "text", post->text, "at",
                     text_or_null(dated ? tnc_instant_format(post->at, 0, at) : NULL));
}

json_t *
tnc_desk_public_show_target(const TncDeskCase *kase, const TncDeskPublicTarget *target)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:O, s:o}", "claim", kase->claim->ref,
                     "network", target->network->id, "network_name", target->network->name,
                     "handle", target->handle, "verified", tnc_desk_public_how_name(target->how),
                     "by_tenace", target->account != NULL, "skipped", target->skipped, "post",
                     post_json(target->post));
}

const char *
tnc_desk_public_show_help(TncDesk *desk, const TncPacksNetwork *network)
{
    return g_str_has_prefix(tnc_desk_language(desk), "fr") ? network->help_fr : network->help_en;
}

// ---- the yes

static char *
seal_of(const TncDeskCase *kase, const TncDeskPublicWord *word)
{
    const TncDeskPublicTarget *target = word->target;
    const char *place = target->post ? target->post->id : word->link;
    g_autoptr(json_t) sealed = json_pack(
        "[s, s, o, o, o, s]", kase->claim->ref, target->network->id, text_or_null(target->account),
        text_or_null(place), text_or_null(target->post ? target->post->cid : NULL), word->text);
    g_autofree char *text = tnc_json_canonical(sealed);
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(text, strlen(text), sha256);
    return g_strdup(sha256);
}

json_t *
tnc_desk_public_show_word(TncDesk *desk, const TncDeskCase *kase, const TncDeskPublicWord *word)
{
    const TncDeskOutgoing *outgoing = word->outgoing;
    g_autofree char *seal = seal_of(kase, word);
    g_autoptr(json_t) words =
        json_pack("{s:s, s:s, s:s, s:s?, s:i, s:i, s:o, s:s, s:o, s:b, s:s}", "text", word->text,
                  "body", outgoing->draft->body, "language", outgoing->draft->language, "own_words",
                  outgoing->own_words, "weight", (int)word->weight, "limit",
                  (int)word->target->limits.limit, "link", text_or_null(word->link), "help",
                  tnc_desk_public_show_help(desk, word->target->network), "guard",
                  tnc_desk_guard_json(outgoing->findings), "blocked",
                  !tnc_desk_guard_allow(outgoing->findings, NULL) ||
                      !tnc_public_text_fits(word->text, &word->target->limits),
                  "confirm", seal);
    json_t *object = tnc_desk_public_show_target(kase, word->target);
    json_object_update(object, words);
    return object;
}

gboolean
tnc_desk_public_show_check_yes(const TncDeskCase *kase, const TncDeskPublicWord *word,
                               const char *confirm, GError **error)
{
    g_autofree char *seal = seal_of(kase, word);
    if (confirm && g_str_equal(confirm, seal))
        return TRUE;
    return tnc_error_set(error, TNC_ERROR_GUARD,
                         confirm ? gettext("nothing was published: the words or the seller's post "
                                           "changed since the preview. Look at it again")
                                 : gettext("nothing was published: it needs your yes to the "
                                           "preview"));
}

static char *
setting_name(const TncDeskCase *kase)
{
    return g_strconcat("public_shown.", kase->claim->ref, NULL);
}

gboolean
tnc_desk_public_show_note(TncDesk *desk, const TncDeskCase *kase, const TncDeskPublicWord *word,
                          GError **error)
{
    g_autofree char *name = setting_name(kase);
    g_autofree char *seal = seal_of(kase, word);
    return tnc_desk_set_setting(desk, name, seal, error);
}

gboolean
tnc_desk_public_show_was_seen(TncDesk *desk, const TncDeskCase *kase, const TncDeskPublicWord *word)
{
    g_autofree char *name = setting_name(kase);
    g_autofree char *seen = tnc_desk_setting(desk, name, NULL);
    return seen && tnc_desk_public_show_check_yes(kase, word, seen, NULL);
}

// ---- for the phone

G_DEFINE_AUTOPTR_CLEANUP_FUNC(QRcode, QRcode_free)

static QRcode *
encode(const char *text)
{
    return QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
}

static gboolean
is_dark(const QRcode *code, int x, int y)
{
    return x >= 0 && y >= 0 && x < code->width && y < code->width &&
           (code->data[y * code->width + x] & 1);
}

char *
tnc_desk_public_show_qr(const char *text, guint columns)
{
    // Light modules are drawn: a terminal is dark. Two rows a line; the index is 2 for a dark upper one, 1 for a lower.
    static const char *const blocks[] = {"█", "▀", "▄", " "};
    g_autoptr(QRcode) code = encode(text);
    if (!code || (guint)code->width + 2 * QUIET_ZONE > columns)
        return NULL;
    g_autoptr(GString) picture = g_string_new(NULL);
    for (int y = -QUIET_ZONE; y < code->width + QUIET_ZONE; y += 2) {
        for (int x = -QUIET_ZONE; x < code->width + QUIET_ZONE; x++)
            g_string_append(picture, blocks[2 * is_dark(code, x, y) + is_dark(code, x, y + 1)]);
        g_string_append_c(picture, '\n');
    }
    return g_strdup(picture->str);
}

json_t *
tnc_desk_public_show_qr_path(const char *text)
{
    g_autoptr(QRcode) code = encode(text);
    g_autoptr(GString) path = g_string_new(NULL);
    if (!code)
        return NULL;
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (is_dark(code, x, y))
                g_string_append_printf(path, "M%d %dh1v1h-1z", x + QUIET_ZONE, y + QUIET_ZONE);
    return json_pack("{s:i, s:s}", "size", code->width + 2 * QUIET_ZONE, "path", path->str);
}

// ---- all the places

static json_t *
place_json(TncDesk *desk, const TncDeskPublicTarget *target, const char *text)
{
    g_autofree char *link = tnc_desk_public_link(target, text);
    json_t *picture = link ? tnc_desk_public_show_qr_path(link) : NULL;
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?, s:i, s:i, s:o}", "network",
                     target->network->id, "name", target->network->name, "handle", target->handle,
                     "verified", tnc_desk_public_how_name(target->how), "help",
                     tnc_desk_public_show_help(desk, target->network), "link", link, "weight",
                     (int)tnc_public_text_weight(text, &target->limits), "limit",
                     (int)target->limits.limit, "qr", picture ? picture : json_null());
}

json_t *
tnc_desk_public_show_places(TncDesk *desk, const TncDeskCase *kase, const char *text)
{
    json_t *places = json_array();
    const GPtrArray *networks = tnc_desk_public_account_networks(desk, NULL);
    for (guint i = 0; networks && i < networks->len; i++) {
        const TncPacksNetwork *network = networks->pdata[i];
        g_autoptr(TncDeskPublicTarget) target =
            tnc_desk_public_by_hand(desk, kase, network->id, NULL);
        if (target)
            json_array_append_new(places, place_json(desk, target, text));
    }
    return places;
}
