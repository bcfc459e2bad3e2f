// SPDX-License-Identifier: AGPL-3.0-or-later
// Looking up; the table itself is made at build time.

#include "server-page.h"
#include "server-page-files.h"

const TncServerFile *
tnc_server_page_find(const char *path, const char *language)
{
    g_autofree char *wanted =
        !*path && !tnc_server_page_is_built
            ? g_strconcat("index.", g_strcmp0(language, "fr") == 0 ? "fr" : "en", ".html", NULL)
            : g_strdup(*path ? path : "index.html");
    for (gsize i = 0; i < G_N_ELEMENTS(tnc_server_page_files); i++)
        if (g_str_equal(tnc_server_page_files[i].path, wanted))
            return &tnc_server_page_files[i];
    return NULL;
}
