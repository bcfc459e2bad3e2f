// SPDX-License-Identifier: AGPL-3.0-or-later
// The lock goes with the process, however it ends.

#include "desk-serving.h"
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define MAX_ADDRESS 1024

static char *
path_of(TncDesk *desk)
{
    return g_build_filename(tnc_desk_data(desk), "serving", NULL);
}

void
tnc_desk_serving_note(TncDesk *desk, const char *address)
{
    g_autofree char *path = path_of(desk);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    // Held open for the life of the process.
    if (flock(file, LOCK_EX | LOCK_NB) != 0 || ftruncate(file, 0) != 0 ||
        write(file, address, strlen(address)) < 0)
        close(file);
}

char *
tnc_desk_serving_find(TncDesk *desk)
{
    char address[MAX_ADDRESS + 1];
    g_autofree char *path = path_of(desk);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return NULL;
    gboolean served = flock(file, LOCK_SH | LOCK_NB) != 0;
    ssize_t length = served ? read(file, address, MAX_ADDRESS) : 0;
    close(file);
    return length > 0 ? g_strndup(address, (gsize)length) : NULL;
}
