// SPDX-License-Identifier: AGPL-3.0-or-later
// Sealing of passwords and the reading of the files they come from. Where they are kept is the
// caller's business.

#include "mail-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "error.h"

G_STATIC_ASSERT(TNC_MAIL_SECRET_KEY_BYTES == crypto_secretbox_KEYBYTES);
G_STATIC_ASSERT(TNC_MAIL_SECRET_NONCE_BYTES == crypto_secretbox_NONCEBYTES);

static const char prefix[] = "v1:";

void
tnc_mail_secret_free(char *secret)
{
    if (secret)
        sodium_memzero(secret, strlen(secret));
    g_free(secret);
}

static gboolean
fail_errno(GError **error, const char *what, const char *path)
{
    return tnc_error_set(error, TNC_ERROR_STORAGE, "%s '%s': %s", what, path, g_strerror(errno));
}

static gboolean
write_all(int fd, const guint8 *bytes, gsize size)
{
    for (gsize done = 0; done < size;) {
        gssize count = write(fd, bytes + done, size - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return FALSE;
        done += (gsize)count;
    }
    return fsync(fd) == 0;
}

// Written aside, then linked into place: link() never replaces, so two that start at once end with
// the same key, and a crash leaves no half of one.
gboolean
tnc_mail_secret_make_key(const char *path, const guint8 random[TNC_MAIL_SECRET_KEY_BYTES],
                         GError **error)
{
    if (access(path, F_OK) == 0)
        return TRUE;
    g_autofree char *aside = g_strdup_printf("%s.XXXXXX", path);
    int fd = g_mkstemp_full(aside, O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail_errno(error, "cannot make the key file", path);
    gboolean written = write_all(fd, random, TNC_MAIL_SECRET_KEY_BYTES);
    written = close(fd) == 0 && written;
    gboolean linked = written && (link(aside, path) == 0 || errno == EEXIST);
    if (!linked)
        fail_errno(error, "cannot write the key file", path);
    unlink(aside);
    return linked;
}

// Reads a whole private file of at most MAX bytes into BUFFER; its size through SIZE_OUT.
static gboolean
read_private(const char *path, guint8 *buffer, gsize max, gsize *size_out, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return tnc_error_set(error, errno == ENOENT ? TNC_ERROR_NOT_FOUND : TNC_ERROR_STORAGE,
                             "cannot read '%s': %s", path, g_strerror(errno));
    struct stat about = {0};
    gboolean known = fstat(fd, &about) == 0;
    gssize count = 0;
    gsize size = 0;
    while (known && size < max && (count = read(fd, buffer + size, max - size)) > 0)
        size += (gsize)count;
    close(fd);
    if (!known || count < 0)
        return fail_errno(error, "cannot read", path);
    if (about.st_mode & (S_IRWXG | S_IRWXO))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "'%s' can be read by others (mode %04o); run: chmod 600 '%s'", path,
                             (guint)(about.st_mode & 07777), path);
    *size_out = size;
    return TRUE;
}

static gboolean
read_key(const char *path, guint8 key[TNC_MAIL_SECRET_KEY_BYTES], GError **error)
{
    guint8 buffer[TNC_MAIL_SECRET_KEY_BYTES + 1];
    gsize size = 0;
    gboolean good = sodium_init() >= 0 && read_private(path, buffer, sizeof buffer, &size, error);
    if (good && size != TNC_MAIL_SECRET_KEY_BYTES)
        good = tnc_error_set(error, TNC_ERROR_CORRUPT, "'%s' is not a key: expected %d bytes", path,
                             TNC_MAIL_SECRET_KEY_BYTES);
    if (good)
        memcpy(key, buffer, TNC_MAIL_SECRET_KEY_BYTES);
    sodium_memzero(buffer, sizeof buffer);
    return good;
}

char *
tnc_mail_secret_seal(const char *key_path, const char *secret,
                     const guint8 nonce[TNC_MAIL_SECRET_NONCE_BYTES], GError **error)
{
    gsize size = strlen(secret);
    if (size > TNC_MAIL_SECRET_MAX_BYTES) {
        tnc_error_set(error, TNC_ERROR_INPUT, "a secret has at most %d bytes",
                      TNC_MAIL_SECRET_MAX_BYTES);
        return NULL;
    }
    guint8 key[TNC_MAIL_SECRET_KEY_BYTES];
    if (!read_key(key_path, key, error))
        return NULL;
    gsize total = TNC_MAIL_SECRET_NONCE_BYTES + crypto_secretbox_MACBYTES + size;
    g_autofree guint8 *box = g_malloc(total);
    memcpy(box, nonce, TNC_MAIL_SECRET_NONCE_BYTES);
    crypto_secretbox_easy(box + TNC_MAIL_SECRET_NONCE_BYTES, (const guint8 *)secret, size, nonce,
                          key);
    sodium_memzero(key, sizeof key);
    g_autofree char *text = g_base64_encode(box, total);
    return g_strconcat(prefix, text, NULL);
}

static gboolean
fail_sealed(GError **error)
{
    return tnc_error_set(error, TNC_ERROR_CORRUPT,
                         "the stored password cannot be opened: it was altered, or the key file is "
                         "not the one it was sealed with; give the password again");
}

char *
tnc_mail_secret_open(const char *key_path, const char *sealed, GError **error)
{
    const gsize overhead = TNC_MAIL_SECRET_NONCE_BYTES + crypto_secretbox_MACBYTES;
    gsize total = 0;
    g_autofree guint8 *box = NULL;
    if (g_str_has_prefix(sealed, prefix) && strlen(sealed) < 4 * TNC_MAIL_SECRET_MAX_BYTES)
        box = g_base64_decode(sealed + strlen(prefix), &total);
    if (!box || total < overhead) {
        fail_sealed(error);
        return NULL;
    }
    guint8 key[TNC_MAIL_SECRET_KEY_BYTES];
    if (!read_key(key_path, key, error))
        return NULL;
    char *secret = g_malloc0(total - overhead + 1);
    int opened = crypto_secretbox_open_easy((guint8 *)secret, box + TNC_MAIL_SECRET_NONCE_BYTES,
                                            total - TNC_MAIL_SECRET_NONCE_BYTES, box, key);
    sodium_memzero(key, sizeof key);
    if (opened == 0)
        return secret;
    g_free(secret);
    fail_sealed(error);
    return NULL;
}

char *
tnc_mail_secret_read_file(const char *path, GError **error)
{
    char buffer[TNC_MAIL_SECRET_MAX_BYTES + 2] = "";
    gsize size = 0;
    if (!read_private(path, (guint8 *)buffer, sizeof buffer - 1, &size, error))
        return NULL;
    buffer[size] = '\0';
    gsize line = strcspn(buffer, "\r\n");
    gboolean good = line > 0 && line <= TNC_MAIL_SECRET_MAX_BYTES;
    char *secret = good ? g_strndup(buffer, line) : NULL;
    sodium_memzero(buffer, sizeof buffer);
    if (!good)
        tnc_error_set(error, TNC_ERROR_INPUT,
                      "'%s': expected the password on the first line, at most %d bytes", path,
                      TNC_MAIL_SECRET_MAX_BYTES);
    return secret;
}
