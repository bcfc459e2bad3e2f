// SPDX-License-Identifier: AGPL-3.0-or-later
// A reminder that cannot be delivered is tried again at the next turn; it is noted as told only when it was.

#include "desk-remind.h"
#include "desk-card.h"
#include "desk-mailbox.h"
#include "desk-speech.h"
#include "error.h"
#include "mail-compose.h"
#include "mail-secret.h"
#include "mail-smtp.h"
#include <curl/curl.h>

#define _(text) gettext(text)
#define FIRST_HOUR 8
#define TIMEOUT_SECONDS 15L

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURL, curl_easy_cleanup)

// ---- what waits

typedef struct {
    TncStore *store;
    TncDate today;
    TncDate since;
    GString *text;
    guint count;
    guint fresh;
} Gathering;

static gboolean
gather(const json_t *card, gpointer data, GError **error)
{
    (void)error;
    Gathering *gathering = data;
    const json_t *move = json_object_get(card, "move");
    TncDate due = tnc_date_parse(tnc_json_string_or(move, "due", NULL));
    if (g_str_equal(tnc_json_string_or(move, "kind", "wait"), "wait") ||
        (due != TNC_DATE_NONE && due > gathering->today))
        return TRUE;
    TncStoreId number =
        tnc_store_find_claim(gathering->store, tnc_json_string_or(card, "claim", ""));
    g_string_append_printf(gathering->text, _("no. %lld: %s (%lld min)\n"), (long long)number,
                           tnc_json_string_or(move, "title", ""),
                           (long long)json_integer_value(json_object_get(move, "minutes")));
    gathering->count++;
    gathering->fresh += gathering->since == TNC_DATE_NONE || due > gathering->since;
    return TRUE;
}

char *
tnc_desk_remind_text(TncDesk *desk, TncDate since, guint *count_out, guint *fresh_out,
                     GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Gathering gathering = {tnc_desk_store(desk), tnc_desk_today(desk), since, text, 0, 0};
    if (!tnc_desk_card_each(desk, NULL, 0, gather, &gathering, error))
        return NULL;
    *count_out = gathering.count;
    *fresh_out = gathering.fresh;
    return g_strdup(text->str);
}

static char *
headline(guint count)
{
    return g_strdup_printf(ngettext("Tenace: %u move to make", "Tenace: %u moves to make", count),
                           count);
}

// ---- by ntfy

static size_t
ignore_answer(char *bytes, size_t size, size_t count, void *data)
{
    (void)bytes;
    (void)data;
    return size * count;
}

static gboolean
push(const char *address, const char *line, GError **error)
{
    g_autoptr(CURL) curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: text/plain; charset=utf-8");
    curl_easy_setopt(curl, CURLOPT_URL, address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, line);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore_answer);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, TIMEOUT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    CURLcode code = curl_easy_perform(curl);
    curl_slist_free_all(headers);
    return code == CURLE_OK ||
           tnc_error_set(error, TNC_ERROR_REMOTE, "%s: %s", address, curl_easy_strerror(code));
}

// ---- by e-mail, to ourselves

// Known beforehand, so that it is not taken for a seller's mail when it is fetched.
static gboolean
note_own(TncDesk *desk, const char *message_id, GBytes *bytes, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    char sha256[TNC_SHA256_HEX + 1];
    gboolean duplicate;
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    tnc_sha256_hex(data, size, sha256);
    TncStoreMail mail = {.message_id = message_id,
                         .sha256 = sha256,
                         .fate = TNC_MAIL_OWN_COPY,
                         .at = tnc_desk_now(desk),
                         .reason = "own",
                         .summary = "{}"};
    gboolean done =
        tnc_store_begin(store, error) && tnc_store_put_blob(store, data, size, sha256, error) &&
        tnc_store_add_mail(store, &mail, &duplicate, error) && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

static gboolean
submit(TncDesk *desk, const TncDeskMailbox *mailbox, GBytes *bytes, GError **error)
{
    const char *recipients[] = {mailbox->address, NULL};
    char *password = NULL;
    TncMailServer server = mailbox->smtp;
    g_auto(TncMailSmtpAnswer) answer = {0};
    if (!tnc_desk_mailbox_unseal(desk, mailbox, &server, &password, error))
        return FALSE;
    gboolean done =
        tnc_mail_smtp_send(&server, mailbox->address, recipients, bytes, &answer, error);
    tnc_mail_secret_free(password);
    if (!done || answer.outcome == TNC_MAIL_SMTP_ACCEPTED ||
        answer.outcome == TNC_MAIL_SMTP_UNCERTAIN)
        return done;
    return tnc_error_set(error, TNC_ERROR_REMOTE,
                         _("the mail server said: later (%s); the mail is kept and will be tried "
                           "again"),
                         answer.words);
}

static gboolean
mail_digest(TncDesk *desk, const char *subject, const char *text, GError **error)
{
    g_autoptr(TncDeskMailbox) mailbox = tnc_desk_mailbox_find(desk, NULL, error);
    if (!mailbox)
        return FALSE;
    g_autofree char *ref = tnc_desk_new_ref(desk);
    const char *at = strrchr(mailbox->address, '@');
    g_autofree char *message_id = g_strdup_printf("digest.%s@%s", ref, at ? at + 1 : "localhost");
    TncInstant now = tnc_desk_now(desk);
    TncMailComposeAddress to = {NULL, mailbox->address};
    TncMailCompose message = {
        .from = {"Tenace", mailbox->address},
        .to = &to,
        .to_count = 1,
        .subject = subject,
        .text = text,
        .message_id = message_id,
        .date = now,
        .offset_seconds = tnc_zone_offset(tnc_desk_zone(desk), now),
        .language = tnc_desk_language(desk),
        .automatic = TRUE,
    };
    g_autoptr(GBytes) bytes = tnc_mail_compose(&message, error);
    return bytes && note_own(desk, message_id, bytes, error) && submit(desk, mailbox, bytes, error);
}

// ---- when

static TncDate
last_told(TncDesk *desk, const char *setting)
{
    g_autofree char *text = tnc_desk_setting(desk, setting, NULL);
    return tnc_date_parse(text);
}

static gboolean
note_told(TncDesk *desk, const char *setting, GError **error)
{
    char text[TNC_DATE_BUFFER];
    return tnc_desk_set_setting(desk, setting, tnc_date_format(tnc_desk_today(desk), text), error);
}

static gboolean
remind_by_ntfy(TncDesk *desk, GError **error)
{
    g_autofree char *address = tnc_desk_setting(desk, "ntfy", NULL);
    TncDate last = last_told(desk, "remind.ntfy");
    guint count;
    guint fresh;
    if (!address || !*address || last == tnc_desk_today(desk))
        return TRUE;
    g_autofree char *text = tnc_desk_remind_text(desk, last, &count, &fresh, error);
    if (!text || fresh == 0)
        return text != NULL;
    g_autofree char *line = headline(count);
    return push(address, line, error) && note_told(desk, "remind.ntfy", error);
}

static gboolean
remind_by_digest(TncDesk *desk, GError **error)
{
    g_autofree char *rhythm = tnc_desk_setting(desk, "digest", "off");
    TncDate last = last_told(desk, "remind.digest");
    int days = g_str_equal(rhythm, "daily") ? 1 : g_str_equal(rhythm, "weekly") ? 7 : 0;
    guint count;
    guint fresh;
    if (days == 0 || (last != TNC_DATE_NONE && tnc_desk_today(desk) - last < days))
        return TRUE;
    g_autofree char *text = tnc_desk_remind_text(desk, TNC_DATE_NONE, &count, &fresh, error);
    if (!text || count == 0)
        return text != NULL;
    g_autofree char *subject = headline(count);
    g_autofree char *body = g_strconcat(
        text, "\n", _("Nothing leaves without you. The rest is in Tenace."), "\n", NULL);
    return mail_digest(desk, subject, body, error) && note_told(desk, "remind.digest", error);
}

gboolean
tnc_desk_remind(TncDesk *desk, GError **error)
{
    const TncZone *zone = tnc_desk_zone(desk);
    TncInstant now = tnc_desk_now(desk);
    TncInstant morning = tnc_zone_instant(zone, tnc_zone_date(zone, now), FIRST_HOUR * 3600);
    g_autoptr(GError) problem = NULL;
    if (!tnc_desk_store(desk) || now < morning)
        return TRUE;
    gboolean pushed = remind_by_ntfy(desk, error);
    gboolean mailed = remind_by_digest(desk, pushed ? error : &problem);
    return pushed && mailed;
}
