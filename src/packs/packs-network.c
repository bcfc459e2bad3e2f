// SPDX-License-Identifier: AGPL-3.0-or-later
// A network's file → TncPacksNetwork; the files of tact → one table of words.

#include "packs-network.h"

#include <string.h>
#include "error.h"

typedef struct {
    char *fr;
    char *en;
} FileHelp;

typedef struct {
    char *id;
    char *name;
    char *source;
    char *measure;
    guint limit;
    guint url_weight;
    guint max_bytes;
    gboolean short_mentions;
    gboolean by_tenace;
    char *naming;
    char **hosts;
    guint hosts_count;
    char *profile;
    char *post;
    char *reply;
    char *compose;
    FileHelp help;
} FileNetwork;

typedef struct {
    char *id;
    char **grief;
    guint grief_count;
    char **person;
    guint person_count;
    char **pretence;
    guint pretence_count;
    char **bait;
    guint bait_count;
} FileTact;

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_schema_value_t domain = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 3, 253)};
static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 60)};

static const cyaml_schema_field_t help_fields[] = {
    CYAML_FIELD_STRING_PTR("fr", MUST, FileHelp, fr, 1, 1000),
    CYAML_FIELD_STRING_PTR("en", MUST, FileHelp, en, 1, 1000),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileNetwork, id, 1, 40),
    CYAML_FIELD_STRING_PTR("name", MUST, FileNetwork, name, 1, 80),
    CYAML_FIELD_STRING_PTR("source", MUST, FileNetwork, source, 1, 400),
    CYAML_FIELD_STRING_PTR("measure", MUST, FileNetwork, measure, 1, 20),
    CYAML_FIELD_UINT("limit", CYAML_FLAG_DEFAULT, FileNetwork, limit),
    CYAML_FIELD_UINT("url_weight", CYAML_FLAG_OPTIONAL, FileNetwork, url_weight),
    CYAML_FIELD_UINT("max_bytes", CYAML_FLAG_OPTIONAL, FileNetwork, max_bytes),
    CYAML_FIELD_BOOL("short_mentions", CYAML_FLAG_OPTIONAL, FileNetwork, short_mentions),
    CYAML_FIELD_BOOL("by_tenace", CYAML_FLAG_OPTIONAL, FileNetwork, by_tenace),
    CYAML_FIELD_STRING_PTR("naming", MUST, FileNetwork, naming, 1, 20),
    CYAML_FIELD_SEQUENCE("hosts", MUST, FileNetwork, hosts, &domain, 0, 20),
    CYAML_FIELD_STRING_PTR("profile", MAY, FileNetwork, profile, 8, 400),
    CYAML_FIELD_STRING_PTR("post", MAY, FileNetwork, post, 8, 400),
    CYAML_FIELD_STRING_PTR("reply", MAY, FileNetwork, reply, 8, 400),
    CYAML_FIELD_STRING_PTR("compose", MAY, FileNetwork, compose, 8, 400),
    CYAML_FIELD_MAPPING("help", CYAML_FLAG_DEFAULT, FileNetwork, help, help_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileNetwork, fields)};

static const cyaml_schema_field_t tact_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileTact, id, 1, 40),
    CYAML_FIELD_SEQUENCE("grief", MUST, FileTact, grief, &word, 1, 200),
    CYAML_FIELD_SEQUENCE("person", MUST, FileTact, person, &word, 1, 200),
    CYAML_FIELD_SEQUENCE("pretence", MUST, FileTact, pretence, &word, 1, 200),
    CYAML_FIELD_SEQUENCE("bait", MUST, FileTact, bait, &word, 1, 200),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t tact_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileTact, tact_fields)};

void
tnc_packs_network_free(TncPacksNetwork *network)
{
    if (!network)
        return;
    g_free(network->id);
    g_free(network->name);
    g_free(network->source);
    g_strfreev(network->hosts);
    g_free(network->profile);
    g_free(network->post);
    g_free(network->reply);
    g_free(network->compose);
    g_free(network->help_fr);
    g_free(network->help_en);
    g_free(network);
}

static gboolean
read_choice(const TncPacksYaml *yaml, const char *field, const char *text, const char *const *words,
            guint *choice_out, GError **error)
{
    g_autofree char *all = g_strjoinv(", ", (char **)(gintptr)words);
    for (guint i = 0; words[i]; i++)
        if (g_str_equal(words[i], text)) {
            *choice_out = i;
            return TRUE;
        }
    return tnc_packs_yaml_fail(yaml, error, field, "expected one of %s, found '%s'", all, text);
}

// An address that somebody follows is never anything but https.
static gboolean
check_addresses(const TncPacksYaml *yaml, const FileNetwork *file, GError **error)
{
    const struct {
        const char *field;
        const char *text;
    } rows[] = {{"source", file->source},
                {"profile", file->profile},
                {"post", file->post},
                {"reply", file->reply},
                {"compose", file->compose}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].text && !g_str_has_prefix(rows[i].text, "https://"))
            return tnc_packs_yaml_fail(yaml, error, rows[i].field,
                                       "expected an address with https://, found '%s'",
                                       rows[i].text);
    return TRUE;
}

static GStrv
copy_words(char **words, guint count)
{
    GStrv copy = g_new0(char *, count + 1);
    for (guint i = 0; i < count; i++)
        copy[i] = g_strdup(words[i]);
    return copy;
}

TncPacksNetwork *
tnc_packs_network_load(const char *path, GError **error)
{
    static const char *const measures[] = {"characters", "graphemes", "weighted", NULL};
    static const char *const namings[] = {"user", "user_at_host", "domain", "place", NULL};
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    if (!yaml)
        return NULL;
    const FileNetwork *file = tnc_packs_yaml_data(yaml);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    g_autoptr(TncPacksNetwork) network = g_new0(TncPacksNetwork, 1);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id") ||
        !read_choice(yaml, "measure", file->measure, measures, &network->measure, error) ||
        !read_choice(yaml, "naming", file->naming, namings, &network->naming, error) ||
        !check_addresses(yaml, file, error))
        return NULL;
    network->id = g_strdup(file->id);
    network->name = g_strdup(file->name);
    network->source = g_strdup(file->source);
    network->limit = file->limit;
    network->url_weight = file->url_weight;
    network->max_bytes = file->max_bytes;
    network->short_mentions = file->short_mentions;
    network->by_tenace = file->by_tenace;
    network->hosts = copy_words(file->hosts, file->hosts_count);
    network->profile = g_strdup(file->profile);
    network->post = g_strdup(file->post);
    network->reply = g_strdup(file->reply);
    network->compose = g_strdup(file->compose);
    network->help_fr = g_strdup(file->help.fr);
    network->help_en = g_strdup(file->help.en);
    return g_steal_pointer(&network);
}

static void
free_network(gpointer network)
{
    tnc_packs_network_free(network);
}

GPtrArray *
tnc_packs_network_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "networks", error);
    g_autoptr(GPtrArray) networks = g_ptr_array_new_with_free_func(free_network);
    if (!paths)
        return NULL;
    for (guint i = 0; paths[i]; i++) {
        TncPacksNetwork *network = tnc_packs_network_load(paths[i], error);
        if (!network)
            return NULL;
        g_ptr_array_add(networks, network);
    }
    return g_steal_pointer(&networks);
}

const TncPacksNetwork *
tnc_packs_network_find(const GPtrArray *networks, const char *id)
{
    for (guint i = 0; networks && i < networks->len; i++) {
        const TncPacksNetwork *network = networks->pdata[i];
        if (g_str_equal(network->id, id))
            return network;
    }
    return NULL;
}

// ---- tact

void
tnc_packs_network_tact_free(TncPacksTact *tact)
{
    if (!tact)
        return;
    g_strfreev(tact->grief);
    g_strfreev(tact->person);
    g_strfreev(tact->pretence);
    g_strfreev(tact->bait);
    g_free(tact);
}

static void
add_words(GStrv *list, char **words, guint count)
{
    guint length = *list ? g_strv_length(*list) : 0;
    *list = g_renew(char *, *list, length + count + 1);
    for (guint i = 0; i < count; i++)
        (*list)[length + i] = g_strdup(words[i]);
    (*list)[length + count] = NULL;
}

static gboolean
add_file(TncPacksTact *tact, const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &tact_schema, error);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    const FileTact *file = yaml ? tnc_packs_yaml_data(yaml) : NULL;
    if (!file || !tnc_packs_yaml_id(yaml, file->id, stem, error, "id"))
        return FALSE;
    add_words(&tact->grief, file->grief, file->grief_count);
    add_words(&tact->person, file->person, file->person_count);
    add_words(&tact->pretence, file->pretence, file->pretence_count);
    add_words(&tact->bait, file->bait, file->bait_count);
    return TRUE;
}

TncPacksTact *
tnc_packs_network_load_tact(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "tact", error);
    g_autoptr(TncPacksTact) tact = g_new0(TncPacksTact, 1);
    if (!paths)
        return NULL;
    for (guint i = 0; paths[i]; i++)
        if (!add_file(tact, paths[i], error))
            return NULL;
    return g_steal_pointer(&tact);
}

gboolean
tnc_packs_network_check_tact(const char *path, GError **error)
{
    g_autoptr(TncPacksTact) tact = g_new0(TncPacksTact, 1);
    return add_file(tact, path, error);
}
