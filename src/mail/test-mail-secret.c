// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests of sealed secrets and password files: what opens again, what is refused.

#include "mail-secret.h"

#include <glib/gstdio.h>
#include <string.h>
#include "error.h"

static const guint8 nonce[TNC_MAIL_SECRET_NONCE_BYTES] = {1, 2, 3};

typedef struct {
    char *directory;
    char *key;
    char *file;
} Place;

static void
set_up(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    place->directory = g_dir_make_tmp("tnc-secret-XXXXXX", &error);
    g_assert_no_error(error);
    place->key = g_build_filename(place->directory, "key", NULL);
    place->file = g_build_filename(place->directory, "password", NULL);
    guint8 random[TNC_MAIL_SECRET_KEY_BYTES] = {7};
    g_assert_true(tnc_mail_secret_make_key(place->key, random, &error));
    g_assert_no_error(error);
}

static void
tear_down(Place *place, gconstpointer data)
{
    (void)data;
    g_unlink(place->key);
    g_unlink(place->file);
    g_assert_cmpint(g_rmdir(place->directory), ==, 0); // nothing left aside
    g_free(place->directory);
    g_free(place->key);
    g_free(place->file);
}

static void
test_opens_again(Place *place, gconstpointer data)
{
    (void)data;
    static const char *const secrets[] = {"", "abcd efgh ijkl mnop", "pâté de 猫"};
    for (guint i = 0; i < G_N_ELEMENTS(secrets); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *sealed = tnc_mail_secret_seal(place->key, secrets[i], nonce, &error);
        g_assert_no_error(error);
        g_assert_true(!*secrets[i] || !strstr(sealed, secrets[i]));
        char *opened = tnc_mail_secret_open(place->key, sealed, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(opened, ==, secrets[i]);
        tnc_mail_secret_free(opened);
    }
}

static void
test_key_is_private_and_kept(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    GStatBuf about;
    g_assert_cmpint(g_stat(place->key, &about), ==, 0);
    g_assert_cmpint(about.st_mode & 07777, ==, 0600);
    g_autofree char *sealed = tnc_mail_secret_seal(place->key, "x", nonce, &error);
    guint8 other[TNC_MAIL_SECRET_KEY_BYTES] = {9};
    g_assert_true(tnc_mail_secret_make_key(place->key, other, &error));
    char *opened = tnc_mail_secret_open(place->key, sealed, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(opened, ==, "x");
    tnc_mail_secret_free(opened);
}

static void
test_altered(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autofree char *sealed = tnc_mail_secret_seal(place->key, "secret", nonce, &error);
    g_assert_no_error(error);
    for (gsize i = 0; i + 4 < strlen(sealed); i++) { // the last ones may be padding
        g_autofree char *altered = g_strdup(sealed);
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        char *opened = tnc_mail_secret_open(place->key, altered, &error);
        g_assert_null(opened);
        g_assert_error(error, TNC_ERROR, TNC_ERROR_CORRUPT);
        g_clear_error(&error);
    }
    g_assert_null(tnc_mail_secret_open(place->key, "v1:", &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_CORRUPT);
}

static void
test_no_key(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_mail_secret_seal("/nonexistent/key", "x", nonce, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_NOT_FOUND);
    g_clear_error(&error);
    guint8 random[TNC_MAIL_SECRET_KEY_BYTES] = {0};
    g_assert_false(tnc_mail_secret_make_key("/nonexistent/key", random, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_STORAGE);
    g_clear_error(&error);
    g_assert_cmpint(g_chmod(place->key, 0640), ==, 0);
    g_assert_null(tnc_mail_secret_seal(place->key, "x", nonce, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
}

typedef struct {
    const char *name;
    const char *content;
    int mode;
    const char *password; // NULL: refused
    const char *said;
} File;

static const File files[] = {
    {"one line", "hunter2\n", 0600, "hunter2", NULL},
    {"no newline, read-only", "hunter2", 0400, "hunter2", NULL},
    {"CRLF and spaces kept", " a b \r\nmore\r\n", 0600, " a b ", NULL},
    {"group may read", "hunter2\n", 0640, NULL, "chmod 600"},
    {"others may read", "hunter2\n", 0604, NULL, "chmod 600"},
    {"others may write", "hunter2\n", 0602, NULL, "chmod 600"},
    {"empty", "", 0600, NULL, "first line"},
    {"empty first line", "\nhunter2\n", 0600, NULL, "first line"},
};

static void
test_file(Place *place, gconstpointer data)
{
    const File *row = data;
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(place->file, row->content, -1, &error));
    g_assert_cmpint(g_chmod(place->file, row->mode), ==, 0);
    char *password = tnc_mail_secret_read_file(place->file, &error);
    g_assert_cmpstr(password, ==, row->password);
    if (!row->password) {
        g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
        g_assert_nonnull(strstr(error->message, row->said));
    }
    tnc_mail_secret_free(password);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/mail-secret/opens again", Place, NULL, set_up, test_opens_again, tear_down);
    g_test_add("/mail-secret/key private and kept", Place, NULL, set_up,
               test_key_is_private_and_kept, tear_down);
    g_test_add("/mail-secret/altered", Place, NULL, set_up, test_altered, tear_down);
    g_test_add("/mail-secret/no or open key", Place, NULL, set_up, test_no_key, tear_down);
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_strdup_printf("/mail-secret/file: %s", files[i].name);
        g_test_add(path, Place, &files[i], set_up, test_file, tear_down);
    }
    return g_test_run();
}
