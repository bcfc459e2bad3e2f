// SPDX-License-Identifier: AGPL-3.0-or-later
// All patterns of a list are first tried at once: most sentences hold none of them.

#include "reading-rule.h"

typedef struct {
    const TncPacksLexiconRule *rule;
    GRegex *any;
    GRegex *no; // NULL when there is none
} Compiled;

struct TncReadingRules {
    GArray *rules; // of Compiled
    GRegex *all;
};

GRegex *
tnc_reading_rule_join(char *const *patterns, guint count, const char *before, const char *after)
{
    if (count == 0)
        return NULL;
    g_autoptr(GString) joined = g_string_new(before);
    g_string_append(joined, "(?:");
    for (guint i = 0; i < count; i++)
        g_string_append_printf(joined, "%s(?:%s)", i ? "|" : "", patterns[i]);
    g_string_append_printf(joined, ")%s", after);
    return g_regex_new(joined->str, G_REGEX_OPTIMIZE, 0, NULL);
}

TncReadingRules *
tnc_reading_rule_list_new(const TncPacksLexiconRule *rules, guint count)
{
    TncReadingRules *list = g_new0(TncReadingRules, 1);
    list->rules = g_array_new(FALSE, FALSE, sizeof(Compiled));
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    for (guint i = 0; i < count; i++) {
        Compiled compiled = {&rules[i],
                             tnc_reading_rule_join(rules[i].any, rules[i].any_count, "", ""),
                             tnc_reading_rule_join(rules[i].no, rules[i].no_count, "", "")};
        g_array_append_val(list->rules, compiled);
        for (guint k = 0; k < rules[i].any_count; k++)
            g_ptr_array_add(all, rules[i].any[k]);
    }
    list->all = tnc_reading_rule_join((char *const *)all->pdata, all->len, "", "");
    return list;
}

void
tnc_reading_rule_list_free(TncReadingRules *list)
{
    if (!list)
        return;
    for (guint i = 0; i < list->rules->len; i++) {
        Compiled *compiled = &g_array_index(list->rules, Compiled, i);
        g_clear_pointer(&compiled->any, g_regex_unref);
        g_clear_pointer(&compiled->no, g_regex_unref);
    }
    g_array_unref(list->rules);
    g_clear_pointer(&list->all, g_regex_unref);
    g_free(list);
}

void
tnc_reading_rule_list_each(const TncReadingRules *list, const char *text,
                           TncReadingRuleFunc function, gpointer data)
{
    if (!list->all || !g_regex_match(list->all, text, 0, NULL))
        return;
    for (guint i = 0; i < list->rules->len; i++) {
        const Compiled *compiled = &g_array_index(list->rules, Compiled, i);
        if (g_regex_match(compiled->any, text, 0, NULL) &&
            !(compiled->no && g_regex_match(compiled->no, text, 0, NULL)))
            function(compiled->rule, data);
    }
}
