// SPDX-License-Identifier: AGPL-3.0-or-later
// A queue of answers sorted by time, and the form of a mail.

#include "sparring.h"
#include "duration.h"
#include "sha256.h"

struct TncSparring {
    const TncPacksPersonaFile *persona;
    gboolean *used;
    GArray *queue; // of TncSparringAnswer, by time
    guint count;
};

TncSparring *
tnc_sparring_new(const TncPacksPersonaFile *persona)
{
    TncSparring *sparring = g_new0(TncSparring, 1);
    sparring->persona = persona;
    sparring->used = g_new0(gboolean, persona->replies_count);
    sparring->queue = g_array_new(FALSE, FALSE, sizeof(TncSparringAnswer));
    return sparring;
}

void
tnc_sparring_free(TncSparring *sparring)
{
    if (!sparring)
        return;
    g_free(sparring->used);
    g_array_unref(sparring->queue);
    g_free(sparring);
}

static TncInstant
later(TncInstant at, const char *after)
{
    TncDuration duration = {0, 0, 0};
    g_assert(tnc_duration_parse(after, &duration));
    return at + (duration.days + 30 * duration.months) * TNC_INSTANT_DAY +
           duration.seconds * TNC_INSTANT_SECOND;
}

static void
put_on_clock(TncSparring *sparring, guint index, TncInstant at)
{
    const TncPacksPersonaReply *reply = &sparring->persona->replies[index];
    sparring->used[index] = TRUE;
    if (!reply->text && !reply->remedy)
        return;
    TncSparringAnswer answer = {later(at, reply->after), reply, ++sparring->count};
    guint place = sparring->queue->len;
    while (place > 0 && g_array_index(sparring->queue, TncSparringAnswer, place - 1).at > answer.at)
        place--;
    g_array_insert_val(sparring->queue, place, answer);
}

static guint
first_unused(const TncSparring *sparring, TncChannel channel)
{
    const TncPacksPersonaFile *persona = sparring->persona;
    guint i = 0;
    while (i < persona->replies_count &&
           (sparring->used[i] ||
            tnc_claim_words_parse(TNC_WORDS_TncChannel, persona->replies[i].to) != (int)channel))
        i++;
    return i;
}

TncContact
tnc_sparring_move(TncSparring *sparring, TncChannel channel, TncInstant at)
{
    const TncPacksPersonaFile *persona = sparring->persona;
    guint first = first_unused(sparring, channel);
    if (first == persona->replies_count)
        return TNC_CONTACT_NO_ANSWER;
    put_on_clock(sparring, first, at);
    for (guint i = first + 1; i < persona->replies_count && persona->replies[i].also; i++)
        if (!sparring->used[i])
            put_on_clock(sparring, i, at);
    int contact = tnc_claim_words_parse(TNC_WORDS_TncContact, persona->replies[first].contact);
    return contact < 0 ? TNC_CONTACT_UNKNOWN : (TncContact)contact;
}

gboolean
tnc_sparring_next(TncSparring *sparring, TncInstant until, TncSparringAnswer *answer_out)
{
    if (sparring->queue->len == 0 ||
        g_array_index(sparring->queue, TncSparringAnswer, 0).at > until)
        return FALSE;
    *answer_out = g_array_index(sparring->queue, TncSparringAnswer, 0);
    g_array_remove_index(sparring->queue, 0);
    return TRUE;
}

static char *
date_header(TncInstant at)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    gint64 seconds = at / TNC_INSTANT_SECOND;
    TncYmd ymd = tnc_date_to_ymd((TncDate)(seconds / 86400));
    int second = (int)(seconds % 86400);
    return g_strdup_printf("%d %s %d %02d:%02d:%02d +0000", ymd.day, months[ymd.month - 1],
                           ymd.year, second / 3600, second / 60 % 60, second % 60);
}

GBytes *
tnc_sparring_mail(const TncPacksPersonaFile *persona, const TncSparringAnswer *answer,
                  const char *buyer_address, const char *message_id, const char *subject)
{
    const TncPacksPersonaReply *reply = answer->reply;
    const char *email = persona->merchant.email ? persona->merchant.email : "seller@shop.example";
    const char *at = strrchr(email, '@');
    g_autofree char *date = date_header(answer->at);
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(message_id, strlen(message_id), sha256);
    g_autofree char *automatic = reply->automatic
                                     ? g_strdup_printf("Auto-Submitted: %s\r\n", reply->automatic)
                                     : g_strdup("");
    g_autofree char *header = g_strdup_printf(
        "From: %s <%s>\r\nTo: %s\r\nSubject: %s\r\nMessage-ID: <%u.%.12s@%s>\r\nIn-Reply-To: "
        "<%s>\r\nReferences: <%s>\r\n"
        "Date: %s\r\n%sMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n",
        reply->agent ? reply->agent : persona->merchant.name, email, buyer_address,
        reply->subject ? reply->subject : subject, answer->number, sha256,
        at ? at + 1 : "shop.example", message_id, message_id, date, automatic);
    GString *mail = g_string_new(header);
    g_auto(GStrv) lines = g_strsplit(reply->text, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        g_string_append_printf(mail, "%s\r\n", lines[i]);
    return g_string_free_to_bytes(mail);
}
