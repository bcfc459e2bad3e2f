// SPDX-License-Identifier: AGPL-3.0-or-later
// Mailboxes live in the setting 'mailboxes'; what changes at each fetch in 'mailbox.NAME', written in the transaction
// that stores the mails.

#include "desk-mailbox.h"
#include "desk-speech.h"
#include "error.h"
#include "mail-secret.h"
#include "mail-smtp.h"
#include "packs-provider.h"
#include <sys/random.h>

static void
server_clear(TncMailServer *server)
{
    g_free((char *)(gintptr)server->host);
    g_free((char *)(gintptr)server->ca_file);
    g_free((char *)(gintptr)server->user);
    g_free((char *)(gintptr)server->password_help);
}

void
tnc_desk_mailbox_free(TncDeskMailbox *mailbox)
{
    if (!mailbox)
        return;
    g_free(mailbox->name);
    g_free(mailbox->address);
    g_free(mailbox->full_name);
    server_clear(&mailbox->imap);
    server_clear(&mailbox->smtp);
    g_free(mailbox->sealed);
    g_free(mailbox->last_error);
    g_free(mailbox);
}

static const char *const tls_names[] = {"implicit", "starttls", "none"};

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *
server_json(const TncMailServer *server)
{
    if (!server->host)
        return json_null();
    return json_pack("{s:s, s:i, s:s, s:o, s:o, s:o}", "host", server->host, "port",
                     (int)server->port, "tls", tls_names[server->tls], "ca_file",
                     text_or_null(server->ca_file), "user", text_or_null(server->user), "help",
                     text_or_null(server->password_help));
}

static char *
copy_text(const json_t *object, const char *field)
{
    return g_strdup(tnc_json_string_or(object, field, NULL));
}

static void
read_server(const json_t *object, TncMailServer *server)
{
    const char *tls = tnc_json_string_or(object, "tls", "implicit");
    *server = (TncMailServer){
        .host = copy_text(object, "host"),
        .port = (guint16)json_integer_value(json_object_get(object, "port")),
        .ca_file = copy_text(object, "ca_file"),
        .user = copy_text(object, "user"),
        .password_help = copy_text(object, "help"),
    };
    for (guint i = 0; i < G_N_ELEMENTS(tls_names); i++)
        if (g_str_equal(tls_names[i], tls))
            server->tls = (TncMailTls)i;
}

// How a server is written: [SCHEME://]HOST[:PORT].
static const struct {
    const char *scheme;
    TncMailTls tls;
} schemes[] = {
    {"imaps://", TNC_MAIL_TLS_IMPLICIT}, {"smtps://", TNC_MAIL_TLS_IMPLICIT},
    {"imap://", TNC_MAIL_TLS_STARTTLS},  {"smtp://", TNC_MAIL_TLS_STARTTLS},
    {"plain://", TNC_MAIL_TLS_NONE},
};

gboolean
tnc_desk_mailbox_server(TncMailServer *server, const char *text, const char *user,
                        const char *ca_file, GError **error)
{
    if (!text || !*text)
        return TRUE;
    const char *host = text;
    int tls = -1;
    for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (g_str_has_prefix(text, schemes[i].scheme)) {
            host = text + strlen(schemes[i].scheme);
            tls = (int)schemes[i].tls;
        }
    const char *colon = strrchr(host, ':');
    guint64 port = 0;
    if (colon && !g_ascii_string_to_unsigned(colon + 1, 10, 1, 65535, &port, NULL))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("'%s': expected host, host:port or imaps://host:port"), text);
    gboolean starttls = port == 143 || port == 587 || port == 25;
    server->host = colon ? g_strndup(host, (gsize)(colon - host)) : g_strdup(host);
    server->port = (guint16)port;
    server->tls = tls >= 0   ? (TncMailTls)tls
                  : starttls ? TNC_MAIL_TLS_STARTTLS
                             : TNC_MAIL_TLS_IMPLICIT;
    server->user = g_strdup(user);
    server->ca_file = g_strdup(ca_file);
    return TRUE;
}

static json_t *
mailboxes_json(TncDesk *desk)
{
    TncStore *store = tnc_desk_store(desk);
    json_t *list = store ? tnc_store_get_setting(store, "mailboxes") : NULL;
    return list ? list : json_array();
}

static void
read_state(TncDesk *desk, TncDeskMailbox *mailbox)
{
    g_autofree char *name = g_strconcat("mailbox.", mailbox->name, NULL);
    g_autoptr(json_t) state = tnc_store_get_setting(tnc_desk_store(desk), name);
    mailbox->mark.uid_validity =
        (guint32)json_integer_value(json_object_get(state, "uid_validity"));
    mailbox->mark.last_uid = (guint32)json_integer_value(json_object_get(state, "last_uid"));
    mailbox->fetched_at = tnc_instant_parse(tnc_json_string_or(state, "fetched_at", NULL), NULL);
    mailbox->last_error = copy_text(state, "last_error");
}

static TncDeskMailbox *
read_mailbox(TncDesk *desk, const json_t *object)
{
    TncDeskMailbox *mailbox = g_new0(TncDeskMailbox, 1);
    mailbox->name = g_strdup(tnc_json_string_or(object, "name", ""));
    mailbox->address = g_strdup(tnc_json_string_or(object, "address", ""));
    mailbox->full_name = copy_text(object, "full_name");
    mailbox->sealed = copy_text(object, "password");
    read_server(json_object_get(object, "imap"), &mailbox->imap);
    read_server(json_object_get(object, "smtp"), &mailbox->smtp);
    read_state(desk, mailbox);
    return mailbox;
}

static void
free_mailbox(gpointer mailbox)
{
    tnc_desk_mailbox_free(mailbox);
}

GPtrArray *
tnc_desk_mailbox_list(TncDesk *desk)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(free_mailbox);
    g_autoptr(json_t) mailboxes = mailboxes_json(desk);
    for (gsize i = 0; i < json_array_size(mailboxes); i++)
        g_ptr_array_add(list, read_mailbox(desk, json_array_get(mailboxes, i)));
    return list;
}

TncDeskMailbox *
tnc_desk_mailbox_find(TncDesk *desk, const char *name, GError **error)
{
    g_autoptr(GPtrArray) list = tnc_desk_mailbox_list(desk);
    for (guint i = 0; i < list->len; i++) {
        const TncDeskMailbox *mailbox = g_ptr_array_index(list, i);
        if (!name || g_str_equal(mailbox->name, name))
            return g_ptr_array_steal_index(list, i);
    }
    if (name)
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, gettext("there is no mailbox named %s"), name);
    else
        tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                      gettext("there is no mailbox yet: 'tenace account add' adds one"));
    return NULL;
}

static char *
key_path(TncDesk *desk)
{
    return g_build_filename(tnc_desk_data(desk), "key", NULL);
}

char *
tnc_desk_mailbox_seal(TncDesk *desk, const char *password, GError **error)
{
    guint8 random[TNC_MAIL_SECRET_KEY_BYTES + TNC_MAIL_SECRET_NONCE_BYTES];
    g_assert(getrandom(random, sizeof random, 0) == sizeof random);
    g_autofree char *path = key_path(desk);
    if (!tnc_mail_secret_make_key(path, random, error))
        return NULL;
    return tnc_mail_secret_seal(path, password, random + TNC_MAIL_SECRET_KEY_BYTES, error);
}

char *
tnc_desk_mailbox_open_secret(TncDesk *desk, const char *sealed, GError **error)
{
    g_autofree char *path = key_path(desk);
    return tnc_mail_secret_open(path, sealed, error);
}

static gboolean
save_list(TncDesk *desk, const json_t *list, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    gboolean done = tnc_store_begin(store, error) &&
                    tnc_store_set_setting(store, "mailboxes", list, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

// The list without the mailbox NAME; *FOUND_OUT tells whether it was there.
static json_t *
list_without(TncDesk *desk, const char *name, gboolean *found_out)
{
    json_t *list = mailboxes_json(desk);
    *found_out = FALSE;
    for (gsize i = json_array_size(list); i > 0; i--)
        if (g_str_equal(tnc_json_string_or(json_array_get(list, i - 1), "name", ""), name)) {
            json_array_remove(list, i - 1);
            *found_out = TRUE;
        }
    return list;
}

// A server that is named must be one that may be called, with the PASSWORD that will be given to it.
static gboolean
check_server(const TncMailServer *settings, const char *protocol, const char *password,
             GError **error)
{
    TncMailServer server = *settings;
    server.password = password;
    if (!password)
        server.user = NULL;
    return !server.host || tnc_mail_server_check(&server, protocol, error);
}

gboolean
tnc_desk_mailbox_save(TncDesk *desk, const TncDeskMailbox *mailbox, const char *password,
                      GError **error)
{
    if (!mailbox->imap.host && !mailbox->smtp.host)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("a mailbox needs an IMAP or an SMTP server"));
    if (!check_server(&mailbox->imap, "IMAP", password, error) ||
        !check_server(&mailbox->smtp, "SMTP", password, error))
        return FALSE;
    g_autofree char *sealed = password ? tnc_desk_mailbox_seal(desk, password, error) : NULL;
    if (password && !sealed)
        return FALSE;
    gboolean found;
    g_autoptr(json_t) list = list_without(desk, mailbox->name, &found);
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "name", mailbox->name, "address",
                        mailbox->address, "full_name", text_or_null(mailbox->full_name), "imap",
                        server_json(&mailbox->imap), "smtp", server_json(&mailbox->smtp),
                        "password", text_or_null(sealed ? sealed : mailbox->sealed)));
    return save_list(desk, list, error);
}

gboolean
tnc_desk_mailbox_remove(TncDesk *desk, const char *name, GError **error)
{
    gboolean found;
    g_autoptr(json_t) list = list_without(desk, name, &found);
    if (!found)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, gettext("there is no mailbox named %s"),
                             name);
    return save_list(desk, list, error);
}

gboolean
tnc_desk_mailbox_unseal(TncDesk *desk, const TncDeskMailbox *mailbox, TncMailServer *server,
                        char **password_out, GError **error)
{
    g_autofree char *path = key_path(desk);
    char *password = mailbox->sealed ? tnc_mail_secret_open(path, mailbox->sealed, error) : NULL;
    if (mailbox->sealed && !password)
        return FALSE;
    server->password = password;
    if (!password)
        server->user = NULL;
    *password_out = password;
    return TRUE;
}

// ---- fetching

typedef struct {
    TncDesk *desk;
    TncDeskMailbox *mailbox;
    TncDeskIngested *sum;
} Fetch;

static gboolean
write_state(TncDesk *desk, const TncDeskMailbox *mailbox, GError **error)
{
    char at[TNC_INSTANT_BUFFER];
    g_autofree char *name = g_strconcat("mailbox.", mailbox->name, NULL);
    g_autoptr(json_t) state =
        json_pack("{s:I, s:I, s:o, s:o}", "uid_validity", (json_int_t)mailbox->mark.uid_validity,
                  "last_uid", (json_int_t)mailbox->mark.last_uid, "fetched_at",
                  mailbox->fetched_at == TNC_INSTANT_NONE
                      ? json_null()
                      : json_string(tnc_instant_format(mailbox->fetched_at, 0, at)),
                  "last_error", text_or_null(mailbox->last_error));
    return tnc_store_set_setting(tnc_desk_store(desk), name, state, error);
}

static gboolean
save_state(TncDesk *desk, const TncDeskMailbox *mailbox, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    gboolean done = tnc_store_begin(store, error) && write_state(desk, mailbox, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

static gboolean
take_mails(TncDeskIngest *ingest, const TncMailImapMail *mails, guint count, GError **error)
{
    for (guint i = 0; i < count; i++)
        if (mails[i].raw && !tnc_desk_ingest_mail(ingest, mails[i].raw, error))
            return FALSE;
    return TRUE;
}

// The mails of one batch and the mark that says they were read are committed together.
static gboolean
take_batch(const TncMailImapMail *mails, guint count, const TncMailImapMark *mark, guint done,
           guint total, gpointer data, GError **error)
{
    (void)done;
    (void)total;
    Fetch *fetch = data;
    TncDeskIngested counts;
    TncDeskIngest *ingest = tnc_desk_ingest_begin(fetch->desk, error);
    if (!ingest)
        return FALSE;
    fetch->mailbox->mark = *mark;
    if (!take_mails(ingest, mails, count, error) ||
        !write_state(fetch->desk, fetch->mailbox, error)) {
        tnc_desk_ingest_abandon(ingest);
        return FALSE;
    }
    if (!tnc_desk_ingest_end(ingest, &counts, error))
        return FALSE;
    fetch->sum->matched += counts.matched;
    fetch->sum->held += counts.held;
    fetch->sum->repeated += counts.repeated;
    fetch->sum->own += counts.own;
    fetch->sum->unread += counts.unread;
    fetch->sum->refused += counts.refused;
    return TRUE;
}

static TncMailImap *
open_imap(TncDesk *desk, const TncDeskMailbox *mailbox, GError **error)
{
    char *password = NULL;
    TncMailServer server = mailbox->imap;
    if (!server.host) {
        tnc_error_set(error, TNC_ERROR_INPUT, gettext("mailbox %s has no IMAP server"),
                      mailbox->name);
        return NULL;
    }
    if (!tnc_desk_mailbox_unseal(desk, mailbox, &server, &password, error))
        return NULL;
    TncMailImap *imap = tnc_mail_imap_open(&server, NULL, error);
    tnc_mail_secret_free(password);
    return imap;
}

static gboolean
fetch_inbox(Fetch *fetch, GError **error)
{
    g_autoptr(TncMailImap) imap = open_imap(fetch->desk, fetch->mailbox, error);
    return imap && tnc_mail_imap_fetch(imap, "INBOX", fetch->mailbox->mark, TNC_DATE_NONE,
                                       take_batch, fetch, error);
}

gboolean
tnc_desk_mailbox_fetch(TncDesk *desk, TncDeskMailbox *mailbox, TncDeskIngested *sum, GError **error)
{
    Fetch fetch = {desk, mailbox, sum};
    g_autoptr(GError) problem = NULL;
    gboolean done = fetch_inbox(&fetch, &problem);
    g_clear_pointer(&mailbox->last_error, g_free);
    if (done)
        mailbox->fetched_at = tnc_desk_now(desk);
    else
        mailbox->last_error = g_strdup(problem->message);
    if (!save_state(desk, mailbox, done ? error : NULL) && done)
        return FALSE;
    if (!done)
        g_propagate_error(error, g_steal_pointer(&problem));
    return done;
}

gboolean
tnc_desk_mailbox_wait(TncDesk *desk, const TncDeskMailbox *mailbox, guint seconds, GError **error)
{
    TncMailImapIdle answer;
    g_autoptr(TncMailImap) imap = open_imap(desk, mailbox, error);
    return imap && tnc_mail_imap_idle(imap, "INBOX", seconds, NULL, &answer, error);
}

gboolean
tnc_desk_mailbox_test(TncDesk *desk, const TncDeskMailbox *mailbox, GError **error)
{
    if (mailbox->imap.host) {
        g_autoptr(TncMailImap) imap = open_imap(desk, mailbox, error);
        if (!imap)
            return FALSE;
    }
    if (!mailbox->smtp.host)
        return TRUE;
    char *password = NULL;
    TncMailServer server = mailbox->smtp;
    gboolean done = tnc_desk_mailbox_unseal(desk, mailbox, &server, &password, error) &&
                    tnc_mail_smtp_test(&server, error);
    tnc_mail_secret_free(password);
    return done;
}

char *
tnc_desk_mailbox_password_file(const char *path, GError **error)
{
    return tnc_mail_secret_read_file(path, error);
}

void
tnc_desk_mailbox_password_free(char *password)
{
    tnc_mail_secret_free(password);
}

static void
take_server(const TncPacksProvider *provider, const TncPacksProviderServer *known,
            const TncDeskMailbox *mailbox, const char *help, TncMailServer *server)
{
    if (server->host)
        return;
    server->host = tnc_packs_provider_host(known, mailbox->address);
    server->port = known->port;
    server->tls = known->is_starttls ? TNC_MAIL_TLS_STARTTLS : TNC_MAIL_TLS_IMPLICIT;
    server->user = tnc_packs_provider_user(provider, mailbox->address);
    server->password_help = g_strdup(help);
}

gboolean
tnc_desk_mailbox_complete(TncDesk *desk, TncDeskMailbox *mailbox, char **help_out, GError **error)
{
    g_autoptr(GPtrArray) providers =
        tnc_packs_provider_load_all(tnc_desk_packs_directory(desk), error);
    const TncPacksProvider *provider =
        providers ? tnc_packs_provider_find(providers, mailbox->address) : NULL;
    if (!providers)
        return FALSE;
    if (!provider)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("'%s' is no e-mail address"),
                             mailbox->address);
    const char *help = tnc_packs_provider_help(provider, tnc_desk_language(desk));
    gboolean by_hand = mailbox->imap.host || mailbox->smtp.host;
    if (!by_hand && provider->password == TNC_PACKS_PASSWORD_OAUTH)
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s: %s", provider->name, help);
    if (!by_hand) {
        take_server(provider, &provider->imap, mailbox, help, &mailbox->imap);
        take_server(provider, &provider->smtp, mailbox, help, &mailbox->smtp);
    }
    *help_out = by_hand ? NULL : g_strdup(help);
    return TRUE;
}

// ---- shown

json_t *
tnc_desk_mailbox_json(const TncDeskMailbox *mailbox)
{
    char at[TNC_INSTANT_BUFFER];
    gboolean never = mailbox->fetched_at == TNC_INSTANT_NONE;
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o}", "name", mailbox->name, "address", mailbox->address,
        "imap", mailbox->imap.host ? mailbox->imap.host : "", "smtp",
        mailbox->smtp.host ? mailbox->smtp.host : "", "fetched_at",
        never ? json_null() : json_string(tnc_instant_format(mailbox->fetched_at, 0, at)),
        "last_error", mailbox->last_error ? json_string(mailbox->last_error) : json_null());
}

json_t *
tnc_desk_mailbox_list_json(TncDesk *desk)
{
    json_t *array = json_array();
    g_autoptr(GPtrArray) mailboxes =
        tnc_desk_store(desk) ? tnc_desk_mailbox_list(desk) : g_ptr_array_new();
    for (guint i = 0; i < mailboxes->len; i++)
        json_array_append_new(array, tnc_desk_mailbox_json(g_ptr_array_index(mailboxes, i)));
    return array;
}
