// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests that speak with mail servers have their own thread, so that the page stays quick while they wait.

#include "server-work.h"
#include "desk-mailbox.h"
#include "desk-outbox.h"
#include "desk-public-watch.h"
#include "desk-remind.h"
#include "desk-speech.h"
#include "error.h"
#include "server-first.h"
#include "server-ready.h"

#define MAX_WAITING 512
#define SOON (50 * G_TIME_SPAN_MILLISECOND)

typedef struct {
    TncServerWork *work;
    TncDesk *desk;
    GAsyncQueue *queue;
    GThread *thread;
    gint64 version; // of the folder, as this desk last saw it
} Worker;

struct TncServerWork {
    TncServerState *state;
    TncServerLive *live;
    TncStore *watcher; // only to see what was stored, by whomever; desk thread
    gint64 seen;
    Worker desk;
    Worker remote;
    gint busy; // with chores
    GMutex lock;
    TncInstant look_at; // when a public word is to be looked at; under the lock
    gint64 since;       // when the desk began what it is at (monotonic); 0: nothing; under the lock
    gboolean stopped;   // nothing is taken any more
};

static TncServerJob look;
static TncServerJob stop;
static TncServerJob chores;
static TncServerJob words;
static TncServerJob warm;

// ---- one job

static void
go_to_page(const TncServerWork *work, TncServerAnswer *answer)
{
    g_autofree char *page =
        g_strconcat(tnc_server_state_settings(work->state)->base_path, "/", NULL);
    answer->status = 303;
    tnc_server_answer_header(answer, "Location", page);
}

// The link of the terminal: its secret is worth one session, then the page is shown. A browser whose link was used
// already goes to the page, too: there it has a session, or is told how to get one.
static gboolean
open_session(TncServerWork *work, TncDesk *desk, TncServerJob *job, GError **error)
{
    TncInstant now = g_get_real_time();
    const char *secret = job->call.parameters[0];
    gboolean good = tnc_server_state_use_link(work->state, secret, now) ||
                    tnc_desk_access_use_link(desk, secret);
    if (!good && !job->call.shows) {
        tnc_server_answer_problem(
            &job->answer, 401, "unauthorized", NULL,
            gettext("this link was used or is too old: 'tenace serve' prints one"));
        return TRUE;
    }
    if (good && !tnc_server_state_open_session(work->state, desk, &job->answer, error))
        return FALSE;
    go_to_page(work, &job->answer);
    return TRUE;
}

static void
handle(Worker *worker, TncServerJob *job)
{
    TncServerWork *work = worker->work;
    g_autoptr(GError) error = NULL;
    g_assert(job->opens || job->route);
    gboolean done = job->opens ? open_session(work, worker->desk, job, &error)
                               : job->route->handler(work->state, worker->desk, &job->call,
                                                     &job->answer, &error);
    if (!done) {
        if (!error)
            tnc_error_set(&error, TNC_ERROR_FAILED, gettext("no reason was given"));
        tnc_server_answer_error(&job->answer, error);
    }
    if (done && job->wants_until)
        job->until = tnc_server_ready_until(worker->desk);
}

// What is changed and the note that it was done happen together. Not what goes on after the change (a mail is sent),
// and not where the answer is a secret: a repeated send is refused, since its yes does not count twice.
static void
handle_framed(Worker *worker, TncServerJob *job)
{
    TncStore *store = tnc_desk_store(worker->desk);
    g_autoptr(GError) error = NULL;
    tnc_store_frame_begin(store);
    handle(worker, job);
    gboolean good = job->answer.status < 300;
    gboolean done = good && (!tnc_store_frame_used(store) ||
                             tnc_server_once_keep(worker->desk, &job->call, &job->answer, &error));
    if (!done || !tnc_store_frame_commit(store, &error))
        tnc_store_frame_rollback(store);
    if (error)
        tnc_server_answer_error(&job->answer, error);
}

static void
handle_new(Worker *worker, TncServerJob *job)
{
    TncServerRouteKind kind = job->route->kind;
    if (kind == TNC_SERVER_ROUTE_PLAIN || kind == TNC_SERVER_ROUTE_BIG)
        handle_framed(worker, job);
    else
        handle(worker, job);
}

static void
handle_once(Worker *worker, TncServerJob *job)
{
    TncServerOnce *once = tnc_server_state_once(worker->work->state);
    switch (tnc_server_once_begin(once, worker->desk, &job->call, &job->answer)) {
    case TNC_SERVER_ONCE_NEW:
        handle_new(worker, job);
        tnc_server_once_done(once, &job->call, &job->answer);
        return;
    case TNC_SERVER_ONCE_DONE:
        tnc_server_answer_header(&job->answer, "Idempotency-Replayed", "true");
        return;
    case TNC_SERVER_ONCE_BUSY:
        tnc_server_answer_problem(&job->answer, 409, "busy", NULL,
                                  gettext("a request with this Idempotency-Key is being worked"));
        return;
    case TNC_SERVER_ONCE_OTHER:
        break;
    }
    tnc_server_answer_problem(&job->answer, 422, "idempotency", NULL,
                              gettext("this Idempotency-Key came with another request"));
}

// Settings may have been changed by the other desk, or by another program.
static void
look_around(Worker *worker)
{
    gint64 version = tnc_store_version(tnc_desk_store(worker->desk));
    if (version == worker->version)
        return;
    worker->version = version;
    tnc_desk_settings_changed(worker->desk);
}

static void
work_job(Worker *worker, TncServerJob *job)
{
    look_around(worker);
    tnc_desk_speak(worker->desk, job->call.language);
    if (job->first) {
        tnc_server_first(worker->work->state, worker->desk, &job->call, &job->answer);
        return;
    }
    gboolean once = job->call.key && job->route && job->route->kind != TNC_SERVER_ROUTE_PUBLIC &&
                    g_str_equal(job->call.method, "POST");
    if (once)
        handle_once(worker, job);
    else
        handle(worker, job);
}

// ---- what was stored

// A word that cannot be looked at is tried again in a minute.
#define LOOK_AGAIN (60 * TNC_INSTANT_SECOND)

// Asked of the folder, because any program may publish.
static void
plan_look(Worker *worker)
{
    TncInstant next = tnc_desk_public_watch_next(worker->desk);
    TncServerWork *work = worker->work;
    g_mutex_lock(&work->lock);
    work->look_at = next;
    g_mutex_unlock(&work->lock);
}

static void
look_at_words(Worker *worker)
{
    TncDeskPublicSeen seen = {0};
    look_around(worker);
    tnc_desk_speak(worker->desk, NULL);
    gboolean done = tnc_desk_public_watch_look(worker->desk, 0, FALSE, &seen, NULL);
    TncInstant now = g_get_real_time();
    plan_look(worker);
    g_mutex_lock(&worker->work->lock);
    if (!done && worker->work->look_at != TNC_INSTANT_NONE)
        worker->work->look_at = MAX(worker->work->look_at, now + LOOK_AGAIN);
    g_mutex_unlock(&worker->work->lock);
    g_atomic_int_set(&worker->work->busy, 0);
}

static void
tell_changes(TncServerWork *work)
{
    gint64 version = tnc_store_version(work->watcher);
    if (version == work->seen)
        return;
    work->seen = version;
    tnc_server_state_load_access(work->state, work->desk.desk);
    plan_look(&work->desk);
    tnc_server_live_tell(work->live, "event: changed\ndata: {}\n\n");
}

// What fails here fails again for the user who asks for it, with its reason: GET accounts shows the mailboxes' last.
static void
do_chores(Worker *worker)
{
    TncDeskIngested counts = {0};
    TncDeskOutboxCounts sent = {0};
    TncDeskPublicSeen seen = {0};
    look_around(worker);
    tnc_desk_speak(worker->desk, NULL);
    g_autoptr(GPtrArray) mailboxes = tnc_desk_mailbox_list(worker->desk);
    for (guint i = 0; i < mailboxes->len; i++) {
        TncDeskMailbox *mailbox = g_ptr_array_index(mailboxes, i);
        if (mailbox->imap.host)
            (void)!tnc_desk_mailbox_fetch(worker->desk, mailbox, &counts, NULL);
    }
    (void)!tnc_desk_outbox_flush(worker->desk, 0, &sent, NULL);
    (void)!tnc_desk_public_watch_look(worker->desk, 0, FALSE, &seen, NULL);
    (void)!tnc_desk_remind(worker->desk, NULL);
    g_atomic_int_set(&worker->work->busy, 0);
}

// Before the browser is there: the plans that no longer hold are made anew, and the packs read.
static void
warm_up(Worker *worker)
{
    const TncServerCall call = {.method = "GET"};
    g_auto(TncServerAnswer) answer = {0};
    tnc_desk_speak(worker->desk, NULL);
    tnc_server_first(worker->work->state, worker->desk, &call, &answer);
}

// ---- the threads

static void
work_any(Worker *worker, TncServerJob *job)
{
    TncServerWork *work = worker->work;
    if (job == &chores)
        do_chores(worker);
    else if (job == &words)
        look_at_words(worker);
    else if (job == &warm)
        warm_up(worker);
    else if (job != &look)
        work_job(worker, job);
    // The page hears of the change at once, whichever thread made it.
    if (worker == &work->remote)
        tnc_server_work_look(work);
    if (job->done)
        job->done(job);
}

static void
note_since(Worker *worker, gint64 since)
{
    if (worker != &worker->work->desk)
        return;
    g_mutex_lock(&worker->work->lock);
    worker->work->since = since;
    g_mutex_unlock(&worker->work->lock);
}

static gpointer
run(gpointer data)
{
    Worker *worker = data;
    TncServerWork *work = worker->work;
    for (;;) {
        TncServerJob *job = g_async_queue_pop(worker->queue);
        if (job == &stop)
            return NULL;
        note_since(worker, g_get_monotonic_time());
        work_any(worker, job);
        note_since(worker, 0);
        if (worker == &work->desk)
            tell_changes(work);
    }
}

static gboolean
start(TncServerWork *work, Worker *worker, const TncDeskOptions *options, const char *name,
      GError **error)
{
    worker->work = work;
    worker->version = -1;
    worker->queue = g_async_queue_new();
    worker->desk = tnc_desk_open(options, error);
    if (worker->desk)
        worker->thread = g_thread_new(name, run, worker);
    return worker->desk != NULL;
}

static void
end(Worker *worker)
{
    if (worker->thread) {
        g_async_queue_push(worker->queue, &stop);
        g_thread_join(worker->thread);
    }
    worker->thread = NULL;
}

static void
clear(Worker *worker)
{
    tnc_desk_close(worker->desk);
    if (worker->queue)
        g_async_queue_unref(worker->queue);
}

TncServerWork *
tnc_server_work_new(const TncDeskOptions *options, TncServerState *state, TncServerLive *live,
                    GError **error)
{
    TncServerWork *work = g_new0(TncServerWork, 1);
    g_autoptr(TncDesk) first = tnc_desk_open(options, error);
    g_mutex_init(&work->lock);
    work->state = state;
    work->live = live;
    if (first) {
        tnc_server_state_load_access(state, first);
        work->watcher = tnc_store_open(tnc_desk_data(first), TRUE, 1, error);
    }
    if (!work->watcher) {
        tnc_server_work_free(work);
        return NULL;
    }
    work->seen = tnc_store_version(work->watcher);
    work->look_at = tnc_desk_public_watch_next(first);
    if (start(work, &work->desk, options, "desk", error) &&
        start(work, &work->remote, options, "remote", error)) {
        g_async_queue_push(work->desk.queue, &warm);
        return work;
    }
    tnc_server_work_free(work);
    return NULL;
}

void
tnc_server_work_stop(TncServerWork *work)
{
    g_mutex_lock(&work->lock);
    work->stopped = TRUE;
    g_mutex_unlock(&work->lock);
    end(&work->remote);
    end(&work->desk);
}

void
tnc_server_work_free(TncServerWork *work)
{
    if (!work)
        return;
    tnc_server_work_stop(work);
    clear(&work->remote);
    clear(&work->desk);
    tnc_store_close(work->watcher);
    g_mutex_clear(&work->lock);
    g_free(work);
}

gboolean
tnc_server_work_push(TncServerWork *work, TncServerJob *job)
{
    gboolean remote = job->route && job->route->kind == TNC_SERVER_ROUTE_REMOTE;
    Worker *worker = remote ? &work->remote : &work->desk;
    g_mutex_lock(&work->lock);
    gboolean room = !work->stopped && g_async_queue_length(worker->queue) <= MAX_WAITING;
    if (room)
        g_async_queue_push(worker->queue, job);
    g_mutex_unlock(&work->lock);
    return room;
}

gboolean
tnc_server_work_is_quick(TncServerWork *work)
{
    g_mutex_lock(&work->lock);
    gint64 since = work->since;
    g_mutex_unlock(&work->lock);
    return since == 0 || g_get_monotonic_time() - since < SOON;
}

void
tnc_server_work_look(TncServerWork *work)
{
    g_async_queue_push(work->desk.queue, &look);
}

void
tnc_server_work_chores(TncServerWork *work)
{
    if (g_atomic_int_compare_and_exchange(&work->busy, 0, 1))
        g_async_queue_push(work->remote.queue, &chores);
}

void
tnc_server_work_words(TncServerWork *work)
{
    g_mutex_lock(&work->lock);
    gboolean due = work->look_at != TNC_INSTANT_NONE && work->look_at <= g_get_real_time();
    g_mutex_unlock(&work->lock);
    if (due && g_atomic_int_compare_and_exchange(&work->busy, 0, 1))
        g_async_queue_push(work->remote.queue, &words);
}

const char *
tnc_server_work_data(const TncServerWork *work)
{
    return tnc_desk_data(work->desk.desk);
}
