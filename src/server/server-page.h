// SPDX-License-Identifier: AGPL-3.0-or-later
// The files of the page, as tools/embed-page put them into the program.
#pragma once

#include <glib.h>

typedef struct {
    const char *path; // 'index.html', 'app.js'
    const char *type;
    const char *etag;
    const guint8 *bytes;
    gsize size;
    const guint8 *gzip; // NULL when it is not smaller
    gsize gzip_size;
} TncServerFile;

// The file at PATH ('' is index.html); NULL when there is none. Where no page was built, a plain one in LANGUAGE ('fr',
// 'en' or NULL) stands for index.html. Static.
const TncServerFile *tnc_server_page_find(const char *path, const char *language);
