// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer that fails is left out: the page then asks for it, and hears why.

#include "server-first.h"
#include "server-page.h"
#include <string.h>

#define PLACE "</head>"

// The paths as the page writes them (web/src/data.ts), each with its handler and query.
static const struct {
    const char *path;
    TncServerHandler handler;
    const char *query[4];
} asked[] = {
    {"session", tnc_server_session_get, {NULL}},
    {"settings", tnc_server_settings_get, {NULL}},
    {"next?limit=50", tnc_server_next, {"limit", "50"}},
    {"held", tnc_server_held_list, {NULL}},
    {"claims?state=all&limit=1", tnc_server_claims_list, {"state", "all", "limit", "1"}},
};

static GPtrArray *
query_of(const char *const query[4])
{
    GPtrArray *made = g_ptr_array_new();
    for (guint i = 0; i < 4 && query[i]; i++)
        g_ptr_array_add(made, (char *)(gintptr)query[i]);
    return made;
}

// No '<' stands in the data, so that nothing in it can end the element.
static void
append_data(GString *page, GBytes *bytes)
{
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    for (gsize i = 0; i < size; i++)
        if (text[i] == '<')
            g_string_append(page, "\\u003c");
        else
            g_string_append_c(page, text[i]);
}

static void
append_answers(GString *page, TncServerState *state, TncDesk *desk, const TncServerCall *call)
{
    const char *before = "{";
    for (guint i = 0; i < G_N_ELEMENTS(asked); i++) {
        g_autoptr(GPtrArray) query = query_of(asked[i].query);
        g_auto(TncServerAnswer) answer = {0};
        TncServerCall one = {
            .method = "GET", .query = query, .secret = call->secret, .language = call->language};
        if (!asked[i].handler(state, desk, &one, &answer, NULL) || answer.status != 200)
            continue;
        g_string_append_printf(page, "%s\"%s\":", before, asked[i].path);
        append_data(page, answer.body);
        before = ",";
    }
    g_string_append(page, *before == '{' ? "{}" : "}");
}

void
tnc_server_first(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                 TncServerAnswer *answer)
{
    const TncServerFile *index = tnc_server_page_find("", call->language);
    const char *bytes = (const char *)index->bytes;
    const char *place = g_strstr_len(bytes, (gssize)index->size, PLACE);
    gsize head = place ? (gsize)(place - bytes) : index->size;
    g_autoptr(GString) page = g_string_new_len(bytes, (gssize)head);
    g_string_append(page, "<script type=\"application/json\" id=\"first\">");
    append_answers(page, state, desk, call);
    g_string_append(page, "</script>\n");
    g_string_append_len(page, bytes + head, (gssize)(index->size - head));
    answer->status = 200;
    answer->type = "text/html";
    answer->page = TRUE;
    answer->body = g_string_free_to_bytes(g_steal_pointer(&page));
}
