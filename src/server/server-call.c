// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading what a request brings.

#include "server-call.h"
#include "desk-speech.h"
#include "error.h"

void
tnc_server_call_clear(TncServerCall *call)
{
    g_strfreev(call->path);
    g_clear_pointer(&call->query, g_ptr_array_unref);
    g_clear_pointer(&call->body, g_byte_array_unref);
    g_free(call->secret);
    g_free(call->key);
    *call = (TncServerCall){0};
}

const char *
tnc_server_call_query(const TncServerCall *call, const char *name)
{
    for (guint i = 0; call->query && i < call->query->len; i += 2)
        if (g_str_equal(call->query->pdata[i], name))
            return call->query->pdata[i + 1];
    return NULL;
}

gboolean
tnc_server_call_number(const TncServerCall *call, const char *name, guint least, guint most,
                       guint fallback, guint *value_out, GError **error)
{
    const char *text = tnc_server_call_query(call, name);
    guint64 value = fallback;
    if (text && !g_ascii_string_to_unsigned(text, 10, least, most, &value, NULL))
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("%s: expected a number from %u to %u"),
                             name, least, most);
    *value_out = (guint)value;
    return TRUE;
}

json_t *
tnc_server_call_json(const TncServerCall *call, GError **error)
{
    json_t *value = call->body && call->body->len
                        ? tnc_json_parse((const char *)call->body->data, call->body->len, error)
                        : json_object();
    if (!value || json_is_object(value))
        return value;
    json_decref(value);
    tnc_error_set(error, TNC_ERROR_INPUT, gettext("the body: expected a JSON object"));
    return NULL;
}

GBytes *
tnc_server_call_bytes(const TncServerCall *call)
{
    return call->body ? g_bytes_new(call->body->data, call->body->len) : g_bytes_new(NULL, 0);
}
