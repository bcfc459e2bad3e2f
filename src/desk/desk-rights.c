// SPDX-License-Identifier: AGPL-3.0-or-later
// The buyer's own law comes first, whatever the seller's terms say (Regulation 593/2008, art. 6):
// surely when both are in one country or the seller speaks the buyer's language, else assumed. Then
// what is common in Europe, what binds by contract (payments), and last the seller's own law.

#include "desk-rights.h"
#include "desk-reason.h"
#include "desk-speech.h"
#include "desk-words.h"
#include <string.h>
#include "packs-calendar.h"
#include "packs-law.h"

#define _(text) gettext(text)
#define N_(text) text
#define MAX_SOURCES 8

typedef struct {
    TncDesk *desk;
    const TncDeskCase *kase;
    guint count;
    TncRightsSource sources[MAX_SOURCES];
    GHashTable *calendars; // id → TncCalendar* that the desk keeps
    const char *calendar;  // that of the buyer's country; NULL: none
} Sources;

static void
clear_sources(Sources *sources)
{
    g_clear_pointer(&sources->calendars, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sources, clear_sources)

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

static TncCalendar *
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

static gboolean
add_calendar(Sources *sources, const char *id, GError **error)
{
    if (!id || g_hash_table_contains(sources->calendars, id))
        return TRUE;
    TncCalendar *calendar = load_calendar(sources->desk, id, error);
    if (calendar)
        g_hash_table_insert(sources->calendars, g_strdup(id), calendar);
    return calendar != NULL;
}

static gboolean
add_calendars(Sources *sources, const TncLaw *law, GError **error)
{
    gboolean added = add_calendar(sources, law->calendar, error);
    for (guint i = 0; added && i < law->rules->len; i++) {
        const TncLawRule *rule = law->rules->pdata[i];
        added = add_calendar(sources, rule->clock.calendar, error);
    }
    return added;
}

// NULL without an error: a law that nobody wrote yet. The claim has the rights that are known.
static const TncLaw *
load_law(TncDesk *desk, const char *id, GError **error)
{
    g_autofree char *key = g_strconcat("law.", id, NULL);
    TncLaw *law = tnc_desk_kept(desk, key);
    if (law)
        return law;
    law = tnc_packs_law_find(tnc_desk_packs_directory(desk), id, error);
    if (law)
        tnc_desk_keep(desk, g_intern_string(key), law, free_law);
    return law;
}

static gboolean
has_source(const Sources *sources, const TncLaw *law)
{
    for (guint i = 0; i < sources->count; i++)
        if (sources->sources[i].law == law)
            return TRUE;
    return FALSE;
}

static gboolean
add_source(Sources *sources, const char *id, TncLawApplication application, GError **error)
{
    GError *problem = NULL;
    const TncLaw *law = load_law(sources->desk, id, &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    if (!law || has_source(sources, law) || sources->count == MAX_SOURCES)
        return TRUE;
    if (!sources->calendars)
        sources->calendars = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sources->sources[sources->count++] =
        (TncRightsSource){law, application, sources->calendars, sources->calendar};
    return add_calendars(sources, law, error);
}

// The platform's own rules: 'platform-ebay' for whoever is reached at a domain of which 'ebay' is a part.
static gboolean
add_platforms_of(Sources *sources, const char *domain, GError **error)
{
    g_auto(GStrv) labels = g_strsplit(domain, ".", 8);
    for (guint i = 0; labels[i] && labels[i + 1]; i++) {
        gsize length = strspn(labels[i], "abcdefghijklmnopqrstuvwxyz0123456789-");
        g_autofree char *id = g_strconcat("platform-", labels[i], NULL);
        if (length && !labels[i][length] &&
            !add_source(sources, id, TNC_LAW_APPLICATION_HOME, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
add_platforms(Sources *sources, GError **error)
{
    const TncMerchant *merchant = sources->kase->merchant;
    gboolean added = TRUE;
    for (guint i = 0; added && merchant->domains[i]; i++)
        added = add_platforms_of(sources, merchant->domains[i], error);
    for (guint i = 0; added && merchant->emails[i]; i++) {
        const char *at = strrchr(merchant->emails[i], '@');
        g_autofree char *domain = g_ascii_strdown(at ? at + 1 : "", -1);
        added = add_platforms_of(sources, domain, error);
    }
    return added;
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

static gboolean
speaks(const TncLaw *law, const char *language)
{
    return law && law->languages && g_strv_contains((const char *const *)law->languages, language);
}

// Does the seller turn to buyers of this country: a domain of it, or a language that is spoken there and not where he is
// (Court of Justice, C-585/08 and C-144/09, on what 'directs' means).
static gboolean
is_targeted(const TncDeskCase *kase, const char *country, const TncLaw *home, const TncLaw *away)
{
    g_autofree char *ending = g_strdup_printf(".%s", country);
    g_autofree char *lower = g_ascii_strdown(ending, -1);
    for (guint i = 0; kase->merchant->domains[i]; i++)
        if (g_str_has_suffix(kase->merchant->domains[i], lower))
            return TRUE;
    for (guint i = 0; away && kase->merchant->languages[i]; i++)
        if (speaks(home, kase->merchant->languages[i]) &&
            !speaks(away, kase->merchant->languages[i]))
            return TRUE;
    return FALSE;
}

// How the buyer's own law reaches the seller. What cannot be loaded speaks for nothing here; it is
// the error of the source that is added next.
static TncLawApplication
application_of(TncDesk *desk, const TncDeskCase *kase, const char *home, const char *away)
{
    const char *buyer = tnc_desk_country(desk);
    const char *seller = kase->merchant->country;
    if (!seller[0] || g_str_equal(seller, buyer))
        return TNC_LAW_APPLICATION_HOME;
    gboolean targeted =
        is_targeted(kase, buyer, load_law(desk, home, NULL), load_law(desk, away, NULL));
    return targeted ? TNC_LAW_APPLICATION_TARGETED : TNC_LAW_APPLICATION_ASSUMED;
}

// The buyer is in Europe, the seller is not.
static gboolean
leaves_europe(const Sources *sources)
{
    return tnc_claim_predicate_is_european(tnc_desk_country(sources->desk)) &&
           (sources->kase->position.facts & TNC_PREDICATE_BIT(MERCHANT_OUTSIDE_EU)) != 0;
}

static gboolean
choose_sources(Sources *sources, GError **error)
{
    const TncDeskCase *kase = sources->kase;
    g_autofree char *home = pack_of(tnc_desk_country(sources->desk));
    g_autofree char *away = pack_of(kase->merchant->country);
    TncLawApplication application = application_of(sources->desk, kase, home, away);
    const TncLaw *own = load_law(sources->desk, home, NULL); // its error is that of add_source()
    sources->calendar = own ? own->calendar : NULL;
    gboolean in_europe = (kase->position.facts & TNC_PREDICATE_BIT(MERCHANT_EU)) != 0;
    // What holds in all of Europe is surer than a law of which it is open whether it reaches him.
    gboolean open = application == TNC_LAW_APPLICATION_ASSUMED;
    return (!in_europe || !open || add_source(sources, "eu", TNC_LAW_APPLICATION_HOME, error)) &&
           add_source(sources, home, application, error) &&
           (!in_europe || add_source(sources, "eu", TNC_LAW_APPLICATION_HOME, error)) &&
           (!leaves_europe(sources) ||
            add_source(sources, "eu-abroad", TNC_LAW_APPLICATION_HOME, error)) &&
           add_source(sources, "payments", TNC_LAW_APPLICATION_HOME, error) &&
           add_platforms(sources, error) &&
           (application == TNC_LAW_APPLICATION_HOME ||
            add_source(sources, away, TNC_LAW_APPLICATION_SELLER_LAW, error));
}

GArray *
tnc_desk_rights_find(TncDesk *desk, const TncDeskCase *kase, GError **error)
{
    g_auto(Sources) sources = {.desk = desk, .kase = kase};
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

// The words before the number of an article, in the languages of the drafts.
static gboolean
follows_article(const char *text, const char *number)
{
    static const char *const words[] = {"rticle", "rtikel", "rtículo", "rticolo", "rt.", "第"};
    while (number > text && g_ascii_isspace(number[-1]))
        number--;
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if ((gsize)(number - text) >= length && memcmp(number - length, words[i], length) == 0)
            return TRUE;
    }
    return FALSE;
}

// How long the article is that begins at C: 'L216-1' (L, R or D and three digits) anywhere, '1231-6' behind its word; 0 when
// none does.
static gsize
article_at(const char *text, const char *c)
{
    if (c > text && g_ascii_isalnum(c[-1]))
        return 0;
    gsize letter = *c && strchr("LRD", *c) ? 1 : 0;
    gsize code = strspn(c + letter, "0123456789");
    gsize dash = code && c[letter + code] == '-' ? 1 : 0;
    gsize number = dash ? strspn(c + letter + code + 1, "0123456789") : 0;
    if (letter)
        return code == 3 && number ? letter + code + dash + number : 0;
    return code && follows_article(text, c) ? code + (number ? dash + number : 0) : 0;
}

static GPtrArray *
articles_of(const char *text)
{
    GPtrArray *articles = g_ptr_array_new_with_free_func(g_free);
    for (const char *c = text; *c; c++) {
        gsize length = article_at(text, c);
        if (length)
            g_ptr_array_add(articles, g_strndup(c, length));
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

// A contract of an unknown day has only the rules that were always there.
static gboolean
was_in_force(const TncLawRule *rule, TncDate contract)
{
    gboolean dated = contract != TNC_DATE_NONE;
    return (rule->valid_from == TNC_DATE_NONE || (dated && rule->valid_from <= contract)) &&
           (rule->valid_to == TNC_DATE_NONE || (dated && contract <= rule->valid_to));
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
    g_auto(Sources) sources = {.desk = desk, .kase = kase};
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

static void
add_reason(json_t *why, const char *text, guint event)
{
    json_array_append_new(why, json_pack("{s:s, s:o}", "text", text, "event",
                                         event ? json_integer(event) : json_null()));
}

// Whose law it is, which facts it met, what its time is counted from.
static json_t *
why_json(const TncDeskCase *kase, const TncRight *right)
{
    json_t *why = json_array();
    const char *whose = tnc_desk_reason_whose(kase, right);
    g_autofree char *facts = tnc_desk_reason_facts(kase, right);
    if (whose || !facts)
        add_reason(why, whose ? whose : _("It applies to a purchase like yours."), 0);
    if (facts)
        add_reason(why, facts, 0);
    if (!right->has_start && !right->read_by_user && !right->awaits_receipt)
        return why;
    g_autofree char *text =
        right->read_by_user ? g_strdup(_("It is the date that you read in your account."))
        : right->awaits_receipt
            ? g_strdup(_("Counted from the day on which the seller received it: 'tenace log CLAIM "
                         "date received --due DATE' notes that day."))
            : g_strdup_printf(_("Counted from %s."), words_of_start(right->start));
    add_reason(why, text, right->event);
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
text_json(const char *text)
{
    return text ? json_string(text) : json_null();
}

// What a jurist wants to know of the rule itself.
static void
add_verification(json_t *json, const TncRight *right, int language)
{
    const TncLawRule *rule = right->rule;
    json_object_set_new(json, "status", json_string(tnc_claim_law_status_name(right->status)));
    json_object_set_new(json, "confidence", json_string(rule->confidence));
    json_object_set_new(json, "pending", text_json(rule->pending[language]));
    json_object_set_new(json, "read_on", tnc_json_date(rule->read_on));
    json_object_set_new(json, "text_as_of", tnc_json_date(rule->text_as_of));
    json_object_set_new(json, "recheck_by", tnc_json_date(rule->recheck_by));
}

static void
add_clock(json_t *json, const TncRight *right, TncDate today)
{
    gboolean dated = right->due != TNC_DATE_NONE;
    json_object_set_new(json, "starts", tnc_json_date(right->starts));
    json_object_set_new(json, "due", tnc_json_date(right->due));
    json_object_set_new(json, "days_left", dated ? json_integer(right->due - today) : json_null());
    json_object_set_new(json, "amount", tnc_json_money(&right->amount));
    json_object_set_new(json, "tier", tier_json(right));
    json_object_set_new(json, "late", json_boolean(right->late));
    json_object_set_new(json, "expired", json_boolean(right->group == TNC_RIGHT_EXPIRED));
}

static json_t *
right_json(const TncDeskCase *kase, const TncRight *right, TncDate today, int language)
{
    const TncLawRule *rule = right->rule;
    json_t *json = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:s}", "rule", rule->id, "law",
        right->law->id, "jurisdiction", right->law->jurisdiction, "kind",
        tnc_claim_law_kind_name(rule->kind), "binding_on",
        tnc_claim_law_party_name(rule->binding_on), "nature",
        tnc_claim_law_nature_name(rule->nature), "effect", rule->effect[language], "source",
        language == 1 && rule->source_en ? rule->source_en : rule->source, "url",
        text_json(rule->url), "application", tnc_claim_law_application_name(right->application),
        "return_cost", tnc_claim_law_cost_name(rule->return_cost));
    add_verification(json, right, language);
    add_clock(json, right, today);
    json_object_set_new(json, "why", why_json(kase, right));
    return json;
}

json_t *
tnc_desk_rights_json(TncDesk *desk, const TncDeskCase *kase, const GArray *rights)
{
    json_t *list = json_array();
    TncDate today = tnc_zone_date(kase->input.zone, kase->computed_at);
    int language = g_str_has_prefix(tnc_desk_language(desk), "fr") ? 0 : 1;
    for (guint i = 0; i < rights->len; i++)
        json_array_append_new(
            list, right_json(kase, &g_array_index(rights, TncRight, i), today, language));
    return list;
}
