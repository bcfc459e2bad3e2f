// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests of the mail providers: who serves which address, and what a bad file is told.

#include "packs-provider.h"

#include <glib/gstdio.h>
#include <string.h>
#include "error.h"

typedef struct {
    const char *address;
    const char *id; // NULL: nobody
    const char *imap;
    const char *smtp;
    guint smtp_port;
    gboolean smtp_starttls;
    const char *user;
    TncPacksPassword password;
} Row;

static const Row rows[] = {
    {"a@gmail.com", "gmail", "imap.gmail.com", "smtp.gmail.com", 465, FALSE, "a@gmail.com",
     TNC_PACKS_PASSWORD_APP},
    {"A@GoogleMail.COM", "gmail", "imap.gmail.com", "smtp.gmail.com", 465, FALSE,
     "A@GoogleMail.COM", TNC_PACKS_PASSWORD_APP},
    {"a@hotmail.fr", "outlook", "outlook.office365.com", "smtp-mail.outlook.com", 587, TRUE,
     "a@hotmail.fr", TNC_PACKS_PASSWORD_OAUTH},
    {"a@wanadoo.fr", "orange", "imap.orange.fr", "smtp.orange.fr", 465, FALSE, "a@wanadoo.fr",
     TNC_PACKS_PASSWORD_NORMAL},
    {"jean.dupont@free.fr", "free", "imap.free.fr", "smtp.free.fr", 465, FALSE, "jean.dupont",
     TNC_PACKS_PASSWORD_NORMAL},
    {"a@laposte.net", "laposte", "imap.laposte.net", "smtp.laposte.net", 465, FALSE,
     "a@laposte.net", TNC_PACKS_PASSWORD_NORMAL},
    {"a@neuf.fr", "sfr", "imap.sfr.fr", "smtp.sfr.fr", 465, FALSE, "a@neuf.fr",
     TNC_PACKS_PASSWORD_NORMAL},
    {"a@icloud.com", "icloud", "imap.mail.me.com", "smtp.mail.me.com", 587, TRUE, "a@icloud.com",
     TNC_PACKS_PASSWORD_APP},
    {"a@asso.example", "generic", "imap.asso.example", "smtp.asso.example", 465, FALSE,
     "a@asso.example", TNC_PACKS_PASSWORD_NORMAL},
    {"nobody", NULL, NULL, NULL, 0, FALSE, NULL, TNC_PACKS_PASSWORD_NORMAL},
    {"nobody@", NULL, NULL, NULL, 0, FALSE, NULL, TNC_PACKS_PASSWORD_NORMAL},
};

static void
test_row(gconstpointer data)
{
    const Row *row = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) providers = tnc_packs_provider_load_all(TNC_PACKS_DIR, &error);
    g_assert_no_error(error);
    const TncPacksProvider *provider = tnc_packs_provider_find(providers, row->address);
    g_assert_cmpstr(provider ? provider->id : NULL, ==, row->id);
    if (!provider)
        return;
    g_autofree char *imap = tnc_packs_provider_host(&provider->imap, row->address);
    g_autofree char *smtp = tnc_packs_provider_host(&provider->smtp, row->address);
    g_autofree char *user = tnc_packs_provider_user(provider, row->address);
    g_assert_cmpstr(imap, ==, row->imap);
    g_assert_cmpuint(provider->imap.port, ==, 993);
    g_assert_false(provider->imap.is_starttls);
    g_assert_cmpstr(smtp, ==, row->smtp);
    g_assert_cmpuint(provider->smtp.port, ==, row->smtp_port);
    g_assert_cmpint(provider->smtp.is_starttls, ==, row->smtp_starttls);
    g_assert_cmpstr(user, ==, row->user);
    g_assert_cmpint(provider->password, ==, row->password);
    g_assert_true(g_str_has_prefix(provider->source, "https://"));
    g_assert_cmpstr(tnc_packs_provider_help(provider, "fr-CA"), ==, provider->help_fr);
    g_assert_cmpstr(tnc_packs_provider_help(provider, "de"), ==, provider->help_en);
}

#define GOOD_TAIL                                                                                  \
    "user: address\npassword: normal\nhelp: {fr: a, en: b}\nimap: {host: a, port: 993, tls: "      \
    "implicit}\n"

typedef struct {
    const char *name;
    const char *yaml;
    const char *said;
} Broken;

static const Broken broken[] = {
    {"unknown kind of TLS",
     "id: x\nname: X\nsource: s\ndomains: []\nsmtp: {host: a, port: 465, tls: ssl}\n" GOOD_TAIL,
     "x.yaml:5: smtp.tls: expected one of implicit, starttls, found 'ssl'"},
    {"port out of range",
     "id: x\nname: X\nsource: s\ndomains: []\nsmtp: {host: a, port: 0, tls: implicit}\n" GOOD_TAIL,
     "x.yaml:5: smtp.port: expected a port from 1 to 65535, found '0'"},
    {"domain with an @",
     "id: x\nname: X\nsource: s\ndomains: [a@b.example]\nsmtp: {host: a, port: 465, tls: "
     "implicit}\n" GOOD_TAIL,
     "x.yaml:4: domains[0]: expected a domain"},
    {"no source", "id: x\nname: X\ndomains: []\n" GOOD_TAIL, "source"},
    {"id of another file",
     "id: y\nname: X\nsource: s\ndomains: []\nsmtp: {host: a, port: 465, tls: "
     "implicit}\n" GOOD_TAIL,
     "x.yaml:1: id"},
};

static void
test_broken(gconstpointer data)
{
    const Broken *row = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *directory = g_dir_make_tmp("tnc-provider-XXXXXX", &error);
    g_autofree char *path = g_build_filename(directory, "x.yaml", NULL);
    g_assert_true(g_file_set_contents(path, row->yaml, -1, &error));
    g_assert_null(tnc_packs_provider_load(path, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    if (!strstr(error->message, row->said))
        g_error("'%s' is not in '%s'", row->said, error->message);
    g_unlink(path);
    g_rmdir(directory);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strdup_printf("/packs-provider/%s", rows[i].address);
        g_test_add_data_func(path, &rows[i], test_row);
    }
    for (guint i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autofree char *path = g_strdup_printf("/packs-provider/broken: %s", broken[i].name);
        g_test_add_data_func(path, &broken[i], test_broken);
    }
    return g_test_run();
}
