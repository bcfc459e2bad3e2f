// SPDX-License-Identifier: AGPL-3.0-or-later
// New mails of a folder in batches: UIDs, then sizes, then bodies in groups that fit in memory. What
// is kept and matched is the caller's business.

#include <string.h>
#include "error.h"
#include "mail-imap-session.h"

#define GROUP_BYTES TNC_MAIL_IMAP_MAX_MAIL_BYTES
#define FETCH_ANSWER_MAX (128 * 1024 * 1024)

typedef struct {
    TncMailImapTake take;
    gpointer data;
    TncMailImapMark mark;
    guint done;
    guint total;
} Fetch;

static int
compare_uids(gconstpointer a, gconstpointer b)
{
    guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;
    return (left > right) - (left < right);
}

// Sorted, without doubles and without what was read: 'n:*' always gives the last mail, even when its
// UID is below n (RFC 9051 § 6.4.8).
static GArray *
only_new(const GArray *found, guint32 last_uid)
{
    GArray *uids = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = 0; i < found->len; i++)
        if (g_array_index(found, guint32, i) > last_uid)
            g_array_append_vals(uids, &g_array_index(found, guint32, i), 1);
    g_array_sort(uids, compare_uids);
    guint kept = 0;
    for (guint i = 0; i < uids->len; i++) {
        guint32 uid = g_array_index(uids, guint32, i);
        if (kept == 0 || g_array_index(uids, guint32, kept - 1) != uid)
            g_array_index(uids, guint32, kept++) = uid;
    }
    g_array_set_size(uids, kept);
    return uids;
}

static struct mailimap_search_key *
key_of(guint32 last_uid, TncDate since)
{
    struct mailimap_search_key *uid =
        mailimap_search_key_new_uid(mailimap_set_new_interval(last_uid + 1, 0));
    if (since == TNC_DATE_NONE)
        return uid;
    TncYmd day = tnc_date_to_ymd(since);
    struct mailimap_search_key *both = mailimap_search_key_new_multiple_empty();
    mailimap_search_key_multiple_add(both, uid);
    mailimap_search_key_multiple_add(
        both, mailimap_search_key_new_since(mailimap_date_new(day.day, day.month, day.year)));
    return both;
}

// UID FETCH of COUNT mails with one attribute besides the UID; both SET and TYPE are made and freed.
static clist *
ask(TncMailImap *imap, const TncMailImapMail *mails, guint count,
    struct mailimap_fetch_att *attribute, guint64 answer_bytes, GError **error)
{
    struct mailimap_set *set = mailimap_set_new_empty();
    for (guint i = 0; i < count; i++)
        mailimap_set_add_single(set, mails[i].uid);
    struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();
    mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_uid());
    mailimap_fetch_type_new_fetch_att_list_add(type, attribute);
    clist *result = NULL;
    tnc_mail_imap_guard_begin(&imap->wire.guard, answer_bytes);
    int code = mailimap_uid_fetch(imap->session, set, type, &result);
    mailimap_fetch_type_free(type);
    mailimap_set_free(set);
    if (code == MAILIMAP_NO_ERROR)
        return result ? result : clist_new();
    tnc_mail_imap_fail(imap, code, "fetching mails", error);
    return NULL;
}

static TncMailImapMail *
find_mail(TncMailImapMail *mails, guint count, guint32 uid)
{
    for (guint i = 0; i < count; i++)
        if (mails[i].uid == uid)
            return &mails[i];
    return NULL;
}

typedef struct {
    guint32 uid;
    gboolean has_size;
    guint32 size;
    const struct mailimap_msg_att_body_section *body;
} Item;

static Item
item_of(const struct mailimap_msg_att *response)
{
    Item item = {0};
    for (clistiter *i = clist_begin(response->att_list); i; i = clist_next(i)) {
        const struct mailimap_msg_att_item *part = clist_content(i);
        if (part->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC)
            continue;
        const struct mailimap_msg_att_static *value = part->att_data.att_static;
        if (value->att_type == MAILIMAP_MSG_ATT_UID) {
            item.uid = value->att_data.att_uid;
        } else if (value->att_type == MAILIMAP_MSG_ATT_RFC822_SIZE) {
            item.size = value->att_data.att_rfc822_size;
            item.has_size = TRUE;
        } else if (value->att_type == MAILIMAP_MSG_ATT_BODY_SECTION) {
            item.body = value->att_data.att_body_section;
        }
    }
    return item;
}

// Keeps of MAILS those that still exist, with their sizes.
static gboolean
ask_sizes(TncMailImap *imap, TncMailImapMail *mails, guint *count, GError **error)
{
    clist *list = ask(imap, mails, *count, mailimap_fetch_att_new_rfc822_size(),
                      TNC_MAIL_IMAP_SMALL_ANSWER, error);
    if (!list)
        return FALSE;
    gboolean there[TNC_MAIL_IMAP_BATCH] = {FALSE};
    for (clistiter *i = clist_begin(list); i; i = clist_next(i)) {
        Item item = item_of(clist_content(i));
        TncMailImapMail *mail = find_mail(mails, *count, item.uid);
        if (!mail || !item.has_size)
            continue;
        mail->size = item.size;
        there[mail - mails] = TRUE;
    }
    mailimap_fetch_list_free(list);
    guint kept = 0;
    for (guint i = 0; i < *count; i++)
        if (there[i])
            mails[kept++] = mails[i];
    *count = kept;
    return TRUE;
}

static gboolean
ask_bodies(TncMailImap *imap, TncMailImapMail *mails, guint count, guint64 bytes, GError **error)
{
    // Some servers' sizes are wrong, none's by a factor of two.
    guint64 allowed = MIN(2 * bytes + TNC_MAIL_IMAP_SMALL_ANSWER, FETCH_ANSWER_MAX);
    clist *list =
        ask(imap, mails, count,
            mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)), allowed, error);
    if (!list)
        return FALSE;
    for (clistiter *i = clist_begin(list); i; i = clist_next(i)) {
        Item item = item_of(clist_content(i));
        TncMailImapMail *mail = find_mail(mails, count, item.uid);
        if (mail && !mail->raw && item.body && item.body->sec_body_part)
            mail->raw = g_bytes_new(item.body->sec_body_part, item.body->sec_length);
    }
    mailimap_fetch_list_free(list);
    return TRUE;
}

static void
drop_bodies(TncMailImapMail *mails, guint count)
{
    for (guint i = 0; i < count; i++)
        g_clear_pointer(&mails[i].raw, g_bytes_unref);
}

// The first mails of COUNT whose bodies together fit; a mail over the cap is a group of its own.
static guint
group_of(const TncMailImapMail *mails, guint count, guint64 *bytes_out)
{
    guint64 bytes = mails[0].size;
    guint size = 1;
    while (size < count && bytes + mails[size].size <= GROUP_BYTES)
        bytes += mails[size++].size;
    *bytes_out = bytes;
    return size;
}

static gboolean
give_group(TncMailImap *imap, Fetch *fetch, TncMailImapMail *mails, guint count, guint64 bytes,
           GError **error)
{
    if (bytes <= GROUP_BYTES && !ask_bodies(imap, mails, count, bytes, error))
        return FALSE;
    fetch->mark.last_uid = mails[count - 1].uid;
    fetch->done += count;
    gboolean taken =
        fetch->take(mails, count, &fetch->mark, fetch->done, fetch->total, fetch->data, error);
    drop_bodies(mails, count);
    return taken;
}

static gboolean
give_batch(TncMailImap *imap, Fetch *fetch, const guint32 *uids, guint count, GError **error)
{
    TncMailImapMail mails[TNC_MAIL_IMAP_BATCH] = {{0}};
    guint asked = count;
    for (guint i = 0; i < count; i++)
        mails[i].uid = uids[i];
    if (!ask_sizes(imap, mails, &count, error))
        return FALSE;
    fetch->total -= asked - count; // deleted meanwhile
    for (guint i = 0; i < count;) {
        guint64 bytes = 0;
        guint group = group_of(mails + i, count - i, &bytes);
        if (!give_group(imap, fetch, mails + i, group, bytes, error)) {
            drop_bodies(mails, G_N_ELEMENTS(mails));
            return FALSE;
        }
        i += group;
    }
    return TRUE;
}

gboolean
tnc_mail_imap_fetch(TncMailImap *imap, const char *folder, TncMailImapMark mark, TncDate since,
                    TncMailImapTake take, gpointer data, GError **error)
{
    if (!tnc_mail_imap_examine(imap, folder, error))
        return FALSE;
    guint32 validity = imap->session->imap_selection_info->sel_uidvalidity;
    if (mark.uid_validity != validity || validity == 0)
        mark = (TncMailImapMark){.uid_validity = validity};
    if (mark.last_uid == G_MAXUINT32)
        return TRUE;
    g_autoptr(GArray) found = tnc_mail_imap_search(imap, key_of(mark.last_uid, since), error);
    if (!found)
        return FALSE;
    g_autoptr(GArray) uids = only_new(found, mark.last_uid);
    Fetch fetch = {.take = take, .data = data, .mark = mark, .total = uids->len};
    for (guint i = 0; i < uids->len; i += TNC_MAIL_IMAP_BATCH)
        if (!give_batch(imap, &fetch, &g_array_index(uids, guint32, i),
                        MIN(TNC_MAIL_IMAP_BATCH, uids->len - i), error))
            return FALSE;
    return TRUE;
}
