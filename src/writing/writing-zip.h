// SPDX-License-Identifier: AGPL-3.0-or-later
// A ZIP archive whose bytes depend on nothing but its files: not on the machine's zone, clock or
// users, as the usual libraries' do. Files are stored as they are.
#pragma once

#include "date.h"

typedef struct TncWritingZip TncWritingZip;

// Every file gets DATE (from 1980 on) at midnight.
TncWritingZip *tnc_writing_zip_new(TncDate date);
void tnc_writing_zip_free(TncWritingZip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncWritingZip, tnc_writing_zip_free)

// NAME is a relative path in UTF-8 with '/' between folders.
void tnc_writing_zip_add(TncWritingZip *zip, const char *name, const void *bytes, gsize size);
// The archive; TNC_ERROR_INPUT over 2 GiB. Full ownership.
GBytes *tnc_writing_zip_finish(TncWritingZip *zip, GError **error) G_GNUC_WARN_UNUSED_RESULT;
