// SPDX-License-Identifier: AGPL-3.0-or-later
// A request has 20 seconds, and a second more for every 16 KiB of its body that came. The socket is only shut down here:
// the network library then finds it closed by the other side.

#include "server-visit.h"
#include <sys/socket.h>

#define PATIENCE (20 * G_USEC_PER_SEC)
#define LEAST_RATE 16384

struct TncServerVisit {
    GList link;
    int socket;
    gboolean waits; // for us: no deadline
    gint64 since;
    gsize bytes;
};

struct TncServerVisits {
    GMutex lock;
    GQueue all;
};

TncServerVisits *
tnc_server_visit_new(void)
{
    TncServerVisits *visits = g_new0(TncServerVisits, 1);
    g_mutex_init(&visits->lock);
    g_queue_init(&visits->all);
    return visits;
}

void
tnc_server_visit_free(TncServerVisits *visits)
{
    g_mutex_clear(&visits->lock);
    g_free(visits);
}

TncServerVisit *
tnc_server_visit_begin(TncServerVisits *visits, int socket)
{
    TncServerVisit *visit = g_new0(TncServerVisit, 1);
    visit->link.data = visit;
    visit->socket = socket;
    visit->since = g_get_monotonic_time();
    g_mutex_lock(&visits->lock);
    g_queue_push_tail_link(&visits->all, &visit->link);
    g_mutex_unlock(&visits->lock);
    return visit;
}

void
tnc_server_visit_end(TncServerVisits *visits, TncServerVisit *visit)
{
    if (!visit)
        return;
    g_mutex_lock(&visits->lock);
    g_queue_unlink(&visits->all, &visit->link);
    g_mutex_unlock(&visits->lock);
    g_free(visit);
}

void
tnc_server_visit_writes(TncServerVisits *visits, TncServerVisit *visit, gsize count)
{
    if (!visit)
        return;
    g_mutex_lock(&visits->lock);
    visit->bytes += count;
    g_mutex_unlock(&visits->lock);
}

static void
set_waits(TncServerVisits *visits, TncServerVisit *visit, gboolean waits)
{
    if (!visit)
        return;
    g_mutex_lock(&visits->lock);
    visit->waits = waits;
    visit->bytes = 0;
    visit->since = g_get_monotonic_time();
    g_mutex_unlock(&visits->lock);
}

void
tnc_server_visit_waits(TncServerVisits *visits, TncServerVisit *visit)
{
    set_waits(visits, visit, TRUE);
}

void
tnc_server_visit_answered(TncServerVisits *visits, TncServerVisit *visit)
{
    set_waits(visits, visit, FALSE);
}

void
tnc_server_visit_sweep(TncServerVisits *visits)
{
    gint64 now = g_get_monotonic_time();
    g_mutex_lock(&visits->lock);
    for (GList *link = visits->all.head; link; link = link->next) {
        TncServerVisit *visit = link->data;
        gint64 patience = PATIENCE + (gint64)(visit->bytes / LEAST_RATE) * (gint64)G_USEC_PER_SEC;
        if (!visit->waits && now - visit->since > patience)
            shutdown(visit->socket, SHUT_RDWR);
    }
    g_mutex_unlock(&visits->lock);
}
