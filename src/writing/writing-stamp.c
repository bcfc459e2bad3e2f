// SPDX-License-Identifier: AGPL-3.0-or-later
// RFC 3161 by OpenSSL's TS functions.

#include "writing-stamp.h"
#include "error.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <time.h>

#define HASH 32
#define MAX_RESPONSE 65536

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TS_REQ, TS_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TS_RESP, TS_RESP_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TS_MSG_IMPRINT, TS_MSG_IMPRINT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TS_VERIFY_CTX, TS_VERIFY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ASN1_INTEGER, ASN1_INTEGER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIO, BIO_free_all)

static void
read_hash(const char *hex, guint8 hash_out[HASH])
{
    for (int i = 0; i < HASH; i++)
        hash_out[i] =
            (guint8)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
}

GBytes *
tnc_writing_stamp_query(const char *hex, const guint8 nonce[TNC_WRITING_STAMP_NONCE])
{
    guint8 hash[HASH];
    guint64 number = 0;
    g_autoptr(TS_REQ) request = TS_REQ_new();
    g_autoptr(TS_MSG_IMPRINT) imprint = TS_MSG_IMPRINT_new();
    g_autoptr(X509_ALGOR) algorithm = X509_ALGOR_new();
    g_autoptr(ASN1_INTEGER) integer = ASN1_INTEGER_new();
    read_hash(hex, hash);
    for (int i = 0; i < TNC_WRITING_STAMP_NONCE; i++)
        number = number << 8 | nonce[i];
    X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL);
    ASN1_INTEGER_set_uint64(integer, number);
    unsigned char *der = NULL;
    gboolean made = TS_MSG_IMPRINT_set_algo(imprint, algorithm) &&
                    TS_MSG_IMPRINT_set_msg(imprint, hash, HASH) && TS_REQ_set_version(request, 1) &&
                    TS_REQ_set_msg_imprint(request, imprint) &&
                    TS_REQ_set_nonce(request, integer) && TS_REQ_set_cert_req(request, 1);
    int size = made ? i2d_TS_REQ(request, &der) : 0;
    g_assert(size > 0); // fails only without memory
    GBytes *bytes = g_bytes_new(der, (gsize)size);
    OPENSSL_free(der);
    return bytes;
}

static gboolean
fail(GError **error, const char *what)
{
    char reason[256] = "";
    ERR_error_string_n(ERR_peek_last_error(), reason, sizeof reason);
    ERR_clear_error();
    return tnc_error_set(error, TNC_ERROR_CORRUPT, "%s (%s)", what, reason);
}

// The certificates of a PEM text; NULL when it holds none.
static X509_STORE *
read_store(const char *pem)
{
    g_autoptr(BIO) bio = BIO_new_mem_buf(pem, -1);
    X509_STORE *store = X509_STORE_new();
    int count = 0;
    for (X509 *one; (one = PEM_read_bio_X509(bio, NULL, NULL, NULL)); count++) {
        X509_STORE_add_cert(store, one);
        X509_free(one);
    }
    ERR_clear_error();
    if (count)
        return store;
    X509_STORE_free(store);
    return NULL;
}

static gboolean
check_imprint(TS_RESP *response, const char *hex, const char *ca_pem, GError **error)
{
    g_autoptr(TS_VERIFY_CTX) context = TS_VERIFY_CTX_new();
    unsigned char *hash = OPENSSL_malloc(HASH);
    read_hash(hex, hash);
    TS_VERIFY_CTX_set_imprint(context, hash, HASH); // takes it
    TS_VERIFY_CTX_set_flags(context,
                            TS_VFY_VERSION | TS_VFY_IMPRINT | (ca_pem ? TS_VFY_SIGNATURE : 0));
    X509_STORE *store = ca_pem ? read_store(ca_pem) : NULL;
    if (ca_pem && !store)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "the authority's file holds no PEM certificate");
    if (store)
        TS_VERIFY_CTX_set_store(context, store); // takes it
    return TS_RESP_verify_response(context, response) == 1 ||
           fail(error, "the time stamp does not fit what it stamps, or its authority is not known");
}

static gboolean
read_time(TS_RESP *response, TncInstant *at_out, GError **error)
{
    struct tm tm;
    TS_TST_INFO *info = TS_RESP_get_tst_info(response);
    if (!info || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &tm) != 1)
        return fail(error, "the time stamp has no time");
    *at_out = (TncInstant)timegm(&tm) * TNC_INSTANT_SECOND;
    return TRUE;
}

gboolean
tnc_writing_stamp_check(GBytes *response, const char *hex, const char *ca_pem, TncInstant *at_out,
                        GError **error)
{
    gsize size;
    const unsigned char *der = g_bytes_get_data(response, &size);
    g_autoptr(TS_RESP) read =
        size > 0 && size <= MAX_RESPONSE ? d2i_TS_RESP(NULL, &der, (long)size) : NULL;
    if (!read)
        return fail(error, "this is no time stamp");
    long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(read)));
    if ((status != 0 && status != 1) || !TS_RESP_get_token(read))
        return fail(error, "the authority refused to stamp");
    TncInstant at = TNC_INSTANT_NONE;
    if (!check_imprint(read, hex, ca_pem, error) || !read_time(read, &at, error))
        return FALSE;
    // The signature itself, whoever signed; with an authority it was checked above.
    if (!ca_pem &&
        PKCS7_verify(TS_RESP_get_token(read), NULL, NULL, NULL, NULL, PKCS7_NOVERIFY) != 1)
        return fail(error, "the time stamp's signature does not hold");
    *at_out = at;
    return TRUE;
}
