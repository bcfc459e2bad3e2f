// SPDX-License-Identifier: AGPL-3.0-or-later
// The store copies itself beside its own files, where there is room for them; the copy goes once it is packed.

#include "desk-backup.h"
#include "desk-speech.h"
#include "error.h"
#include "writing-zip.h"
#include <glib/gstdio.h>

#define MAX_SIZE (G_GINT64_CONSTANT(1) << 30)

static void
remove_folder(const char *folder)
{
    const char *name;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

static gboolean
add_file(TncWritingZip *zip, const char *folder, const char *name, const char *shown,
         GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *entry = g_strconcat(shown, "/", name, NULL);
    GStatBuf facts;
    if (g_stat(path, &facts) == 0 && facts.st_size > MAX_SIZE)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("your data are too large for a download: 'tenace backup "
                                     "FOLDER' copies them"));
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, &problem);
    if (!file)
        return tnc_error_set(error, TNC_ERROR_STORAGE, "%s", problem->message);
    tnc_writing_zip_add(zip, entry, g_mapped_file_get_contents(file),
                        g_mapped_file_get_length(file));
    return TRUE;
}

static GBytes *
pack(TncDesk *desk, const char *folder, const char *shown, GError **error)
{
    const char *name;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(TncWritingZip) zip = tnc_writing_zip_new(tnc_desk_today(desk));
    while (dir && (name = g_dir_read_name(dir)))
        if (!add_file(zip, folder, name, shown, error))
            return NULL;
    return tnc_writing_zip_finish(zip, error);
}

GBytes *
tnc_desk_backup_zip(TncDesk *desk, char **name_out, GError **error)
{
    char today[TNC_DATE_BUFFER];
    g_autofree char *ref = tnc_desk_new_ref(desk);
    g_autofree char *made = g_strconcat("copy-", ref, NULL);
    g_autofree char *folder = g_build_filename(tnc_desk_data(desk), made, NULL);
    g_autofree char *shown =
        g_strconcat("tenace-", tnc_date_format(tnc_desk_today(desk), today), NULL);
    TncStore *store = tnc_desk_store(desk);
    GBytes *zip = tnc_store_backup(store, folder, error) ? pack(desk, folder, shown, error) : NULL;
    remove_folder(folder);
    if (zip)
        *name_out = g_steal_pointer(&shown);
    return zip;
}
