// SPDX-License-Identifier: AGPL-3.0-or-later
// Preloaded under ThreadSanitizer, which knows POSIX locks only: tells it of GLib's own locks and queues.

#include <dlfcn.h>
#include <glib.h>
#include <pthread.h>

void __tsan_acquire(void *place) __attribute__((weak));
void __tsan_release(void *place) __attribute__((weak));

static void
acquire(void *place)
{
    if (__tsan_acquire)
        __tsan_acquire(place);
}

static void
release(void *place)
{
    if (__tsan_release)
        __tsan_release(place);
}

// The function that stands behind ours; once a call site.
#define REAL(function) ((__typeof__(&function))(gintptr)dlsym(RTLD_NEXT, #function))

void
g_mutex_lock(GMutex *mutex)
{
    REAL(g_mutex_lock)(mutex);
    acquire(mutex);
}

void
g_mutex_unlock(GMutex *mutex)
{
    release(mutex);
    REAL(g_mutex_unlock)(mutex);
}

void
g_cond_wait(GCond *cond, GMutex *mutex)
{
    release(mutex);
    REAL(g_cond_wait)(cond, mutex);
    acquire(mutex);
}

gboolean
g_cond_wait_until(GCond *cond, GMutex *mutex, gint64 until)
{
    release(mutex);
    gboolean woken = REAL(g_cond_wait_until)(cond, mutex, until);
    acquire(mutex);
    return woken;
}

void
g_async_queue_push(GAsyncQueue *queue, gpointer data)
{
    release(queue);
    REAL(g_async_queue_push)(queue, data);
}

gpointer
g_async_queue_pop(GAsyncQueue *queue)
{
    gpointer data = REAL(g_async_queue_pop)(queue);
    acquire(queue);
    return data;
}

gboolean(g_once_init_enter)(volatile void *location)
{
    gboolean first =
        ((gboolean(*)(volatile void *))(gintptr)dlsym(RTLD_NEXT, "g_once_init_enter"))(location);
    acquire((void *)(gintptr)location);
    return first;
}

void(g_once_init_leave)(volatile void *location, gsize result)
{
    release((void *)(gintptr)location);
    ((void (*)(volatile void *, gsize))(gintptr)dlsym(RTLD_NEXT, "g_once_init_leave"))(location,
                                                                                       result);
}

// GLib keeps the zones that were asked for, for all threads.
static char zones;

GTimeZone *
g_time_zone_new_identifier(const char *identifier)
{
    acquire(&zones);
    GTimeZone *zone = REAL(g_time_zone_new_identifier)(identifier);
    release(&zones);
    return zone;
}

void
g_time_zone_unref(GTimeZone *zone)
{
    release(&zones);
    acquire(&zones);
    REAL(g_time_zone_unref)(zone);
}

// The table of interned strings has a lock inside of GLib: one more outside, which is seen.
const char *
g_intern_string(const char *string)
{
    static pthread_mutex_t interning = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&interning);
    const char *interned = REAL(g_intern_string)(string);
    pthread_mutex_unlock(&interning);
    return interned;
}
