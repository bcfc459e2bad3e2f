// SPDX-License-Identifier: AGPL-3.0-or-later
// The buyer's own law comes first, whatever the seller's terms say (Regulation 593/2008, art. 6):
// surely when both are in one country or the seller speaks the buyer's language, else assumed. Then
// what is common in Europe, what binds by contract (payments), and last the seller's own law.

#include "desk-rights.h"
#include "desk-words.h"
#include <libintl.h>
#include <string.h>
#include "packs-calendar.h"
#include "packs-law.h"

#define _(text) gettext(text)
#define N_(text) text
#define MAX_SOURCES 5

typedef struct {
    TncDesk *desk;
    const TncDeskCase *kase;
    guint count;
    TncRightsSource sources[MAX_SOURCES];
} Sources;

static void
free_law(gpointer law)
{
    tnc_packs_law_free(law);
}

static void
free_calendar(gpointer calendar)
{
    tnc_calendar_free(calendar);
}

static const TncCalendar *
load_calendar(TncDesk *desk, const char *id, GError **error)
{
    g_autofree char *key = g_strconcat("calendar.", id, NULL);
    TncCalendar *calendar = tnc_desk_kept(desk, key);
    if (calendar)
        return calendar;
    g_autofree char *name = g_strconcat(id, ".yaml", NULL);
    g_autofree char *path =
        g_build_filename(tnc_desk_packs_directory(desk), "calendars", name, NULL);
    calendar = tnc_packs_calendar_load(path, error);
    if (calendar)
        tnc_desk_keep(desk, g_intern_string(key), calendar, free_calendar);
    return calendar;
}

// A law that nobody wrote yet is no error: the claim has the rights that are known.
static gboolean
add_source(Sources *sources, const char *id, TncLawApplication application, GError **error)
{
    GError *problem = NULL;
    g_autofree char *key = g_strconcat("law.", id, NULL);
    TncLaw *law = tnc_desk_kept(sources->desk, key);
    if (!law)
        law = tnc_packs_law_find(tnc_desk_packs_directory(sources->desk), id, &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    if (!law)
        return TRUE;
    if (!tnc_desk_kept(sources->desk, key))
        tnc_desk_keep(sources->desk, g_intern_string(key), law, free_law);
    TncRightsSource *source = &sources->sources[sources->count++];
    *source = (TncRightsSource){law, application, NULL};
    if (law->calendar)
        source->calendar = load_calendar(sources->desk, law->calendar, error);
    return !law->calendar || source->calendar;
}

static char *
pack_of(const char *country)
{
    if (g_str_equal(country, "HK") || g_str_equal(country, "CN"))
        return g_strdup("hk-cn");
    if (g_str_equal(country, "CA"))
        return g_strdup("ca-qc");
    return g_ascii_strdown(country, -1);
}

// Does the seller turn to buyers of this country: his languages, or a domain of it.
static gboolean
is_targeted(const TncDeskCase *kase, const char *country)
{
    g_autofree char *ending = g_strdup_printf(".%s", country);
    g_autofree char *lower = g_ascii_strdown(ending, -1);
    for (guint i = 0; kase->merchant->domains[i]; i++)
        if (g_str_has_suffix(kase->merchant->domains[i], lower))
            return TRUE;
    const char *language = g_str_equal(country, "FR") ? "fr" : NULL;
    return language && g_strv_contains((const char *const *)kase->merchant->languages, language);
}

static gboolean
choose_sources(Sources *sources, GError **error)
{
    const TncDeskCase *kase = sources->kase;
    const char *buyer = tnc_desk_country(sources->desk);
    const char *seller = kase->merchant->country;
    gboolean same = !seller[0] || g_str_equal(seller, buyer);
    TncLawApplication application = same                       ? TNC_LAW_APPLICATION_HOME
                                    : is_targeted(kase, buyer) ? TNC_LAW_APPLICATION_TARGETED
                                                               : TNC_LAW_APPLICATION_ASSUMED;
    g_autofree char *home = pack_of(buyer);
    g_autofree char *away = pack_of(seller);
    gboolean in_europe = kase->position.facts & TNC_PREDICATE_BIT(MERCHANT_EU);
    return add_source(sources, home, application, error) &&
           (!in_europe || add_source(sources, "eu", TNC_LAW_APPLICATION_HOME, error)) &&
           add_source(sources, "payments", TNC_LAW_APPLICATION_HOME, error) &&
           (same || add_source(sources, away, TNC_LAW_APPLICATION_SELLER_LAW, error));
}

GArray *
tnc_desk_rights_find(TncDesk *desk, const TncDeskCase *kase, GError **error)
{
    Sources sources = {.desk = desk, .kase = kase};
    if (!choose_sources(&sources, error))
        return NULL;
    TncRightsInput input = {.input = &kase->input,
                            .position = &kase->position,
                            .events = kase->events,
                            .guarantee_until = kase->purchase->guarantee_until,
                            .today = tnc_zone_date(kase->input.zone, kase->computed_at),
                            .source_count = sources.count,
                            .sources = sources.sources};
    return tnc_claim_rights_find(&input);
}

// ---- what letters may say

// The articles of a code in TEXT: a capital letter, three digits, a hyphen, digits.
static GPtrArray *
articles_of(const char *text)
{
    GPtrArray *articles = g_ptr_array_new_with_free_func(g_free);
    for (const char *c = text; *c; c++) {
        gboolean begins = strchr("LRD", *c) && (c == text || !g_ascii_isalnum(c[-1]));
        gsize code = begins ? strspn(c + 1, "0123456789") : 0;
        gsize number = code == 3 && c[4] == '-' ? strspn(c + 5, "0123456789") : 0;
        if (number)
            g_ptr_array_add(articles, g_strndup(c, 5 + number));
    }
    return articles;
}

// 'L216-1' does not stand in 'L216-12'.
static gboolean
names_article(const char *source, const char *article)
{
    gsize length = strlen(article);
    for (const char *c = source; (c = strstr(c, article)) != NULL; c += length)
        if (!g_ascii_isdigit(c[length]) && c[length] != '-')
            return TRUE;
    return FALSE;
}

static gboolean
was_in_force(const TncLawRule *rule, TncDate contract)
{
    return contract == TNC_DATE_NONE ||
           ((rule->valid_from == TNC_DATE_NONE || rule->valid_from <= contract) &&
            (rule->valid_to == TNC_DATE_NONE || contract <= rule->valid_to));
}

static gboolean
is_supported(const Sources *sources, const char *article, TncDate contract, TncDate today)
{
    for (guint i = 0; i < sources->count; i++) {
        const TncRightsSource *source = &sources->sources[i];
        gboolean surely = source->application == TNC_LAW_APPLICATION_HOME ||
                          source->application == TNC_LAW_APPLICATION_TARGETED;
        for (guint k = 0; surely && k < source->law->rules->len; k++) {
            const TncLawRule *rule = source->law->rules->pdata[k];
            if (names_article(rule->source, article) && was_in_force(rule, contract) &&
                tnc_claim_rights_status(rule, today) == TNC_LAW_STATUS_VERIFIED)
                return TRUE;
        }
    }
    return FALSE;
}

gboolean
tnc_desk_rights_supports(TncDesk *desk, const TncDeskCase *kase, const char *text,
                         gboolean *supported_out, GError **error)
{
    Sources sources = {.desk = desk, .kase = kase};
    g_autoptr(GPtrArray) articles = articles_of(text);
    if (articles->len && !choose_sources(&sources, error))
        return FALSE;
    TncDate today = tnc_zone_date(kase->input.zone, kase->computed_at);
    TncDate ordered = kase->purchase->ordered_on;
    TncDate contract = ordered != TNC_DATE_NONE ? ordered : kase->purchase->delivered_on;
    *supported_out = TRUE;
    for (guint i = 0; i < articles->len; i++)
        *supported_out &= is_supported(&sources, articles->pdata[i], contract, today);
    return TRUE;
}

// ---- in words

static const char *
why_application(TncLawApplication application)
{
    if (application == TNC_LAW_APPLICATION_HOME)
        return _("It applies to a purchase like yours.");
    if (application == TNC_LAW_APPLICATION_TARGETED)
        return _("The seller sells from abroad to buyers of your country: your law protects you.");
    if (application == TNC_LAW_APPLICATION_ASSUMED)
        return _("The seller is abroad: your law applies if he directs his sales to your country.");
    return _("This is the law of the seller's country.");
}

static const char *
words_of_start(TncLawStart start)
{
    static const char *const words[] = {
        [TNC_LAW_START_ORDERED] = N_("the order"),
        [TNC_LAW_START_EXPECTED] = N_("the delivery date announced"),
        [TNC_LAW_START_DELIVERED] = N_("the delivery"),
        [TNC_LAW_START_CLAIM_OPENED] = N_("the opening of your claim"),
        [TNC_LAW_START_FIRST_REQUEST] = N_("your first request"),
        [TNC_LAW_START_WRITTEN_COMPLAINT] = N_("your written complaint"),
        [TNC_LAW_START_NOTICE] = N_("your formal notice"),
        [TNC_LAW_START_ENDED] = N_("the end of the contract"),
        [TNC_LAW_START_WITHDRAWN] = N_("your withdrawal"),
        [TNC_LAW_START_RETURNED] = N_("the return of the item"),
        [TNC_LAW_START_REPAIRED] = N_("the repair"),
        [TNC_LAW_START_REPLACED] = N_("the replacement"),
        [TNC_LAW_START_GUARANTEE_UNTIL] = N_("the end of the maker's guarantee"),
    };
    return _(words[start]);
}

static json_t *
why_json(const TncRight *right)
{
    json_t *why = json_array();
    const char *application = why_application(right->application);
    json_array_append_new(why, json_pack("{s:s, s:n}", "text", application, "event"));
    if (!right->has_start && !right->read_by_user)
        return why;
    g_autofree char *text =
        right->read_by_user ? g_strdup(_("It is the date that you read in your account."))
                            : g_strdup_printf(_("Counted from %s."), words_of_start(right->start));
    json_array_append_new(why, json_pack("{s:s, s:o}", "text", text, "event",
                                         right->event ? json_integer(right->event) : json_null()));
    return why;
}

static json_t *
tier_json(const TncRight *right)
{
    g_autofree char *text = g_strdup_printf("%d %%", right->percent);
    if (right->percent < 0)
        return json_null();
    return json_string(right->interest ? _("legal interest") : text);
}

static json_t *
right_json(const TncRight *right, TncDate today, gboolean french)
{
    const TncLawRule *rule = right->rule;
    gboolean dated = right->due != TNC_DATE_NONE;
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o}",
        "rule", rule->id, "law", right->law->id, "kind", tnc_claim_law_kind_name(rule->kind),
        "binding_on", tnc_claim_law_party_name(rule->binding_on), "nature",
        tnc_claim_law_nature_name(rule->nature), "effect", rule->effect[french ? 0 : 1], "source",
        rule->source, "status", tnc_claim_law_status_name(right->status), "application",
        tnc_claim_law_application_name(right->application), "starts", tnc_json_date(right->starts),
        "due", tnc_json_date(right->due), "days_left",
        dated ? json_integer(right->due - today) : json_null(), "amount",
        tnc_json_money(&right->amount), "tier", tier_json(right), "late", right->late, "expired",
        right->group == TNC_RIGHT_EXPIRED, "why", why_json(right));
}

json_t *
tnc_desk_rights_json(TncDesk *desk, const TncDeskCase *kase, const GArray *rights)
{
    json_t *list = json_array();
    TncDate today = tnc_zone_date(kase->input.zone, kase->computed_at);
    gboolean french = g_str_has_prefix(tnc_desk_language(desk), "fr");
    for (guint i = 0; i < rights->len; i++)
        json_array_append_new(list, right_json(&g_array_index(rights, TncRight, i), today, french));
    return list;
}
