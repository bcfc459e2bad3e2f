// SPDX-License-Identifier: AGPL-3.0-or-later
// A provider's file → TncPacksProvider, and the choice by an address's domain. A provider without a
// source is refused: nobody could check its settings.

#include "packs-provider.h"

#include <string.h>
#include "error.h"

typedef struct {
    char *host;
    int port;
    char *tls;
} FileServer;

typedef struct {
    char *fr;
    char *en;
} FileHelp;

typedef struct {
    char *id;
    char *name;
    char *source;
    char **domains;
    guint domains_count;
    FileServer imap;
    FileServer smtp;
    char *user;
    char *password;
    char *password_url;
    FileHelp help;
} FileProvider;

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_schema_value_t domain = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 3, 253)};

static const cyaml_schema_field_t server_fields[] = {
    CYAML_FIELD_STRING_PTR("host", MUST, FileServer, host, 1, 253),
    CYAML_FIELD_INT("port", CYAML_FLAG_DEFAULT, FileServer, port),
    CYAML_FIELD_STRING_PTR("tls", MUST, FileServer, tls, 1, 20),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t help_fields[] = {
    CYAML_FIELD_STRING_PTR("fr", MUST, FileHelp, fr, 1, 1000),
    CYAML_FIELD_STRING_PTR("en", MUST, FileHelp, en, 1, 1000),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileProvider, id, 1, 40),
    CYAML_FIELD_STRING_PTR("name", MUST, FileProvider, name, 1, 80),
    CYAML_FIELD_STRING_PTR("source", MUST, FileProvider, source, 1, 400),
    CYAML_FIELD_SEQUENCE("domains", MUST, FileProvider, domains, &domain, 0, 200),
    CYAML_FIELD_MAPPING("imap", CYAML_FLAG_DEFAULT, FileProvider, imap, server_fields),
    CYAML_FIELD_MAPPING("smtp", CYAML_FLAG_DEFAULT, FileProvider, smtp, server_fields),
    CYAML_FIELD_STRING_PTR("user", MUST, FileProvider, user, 1, 20),
    CYAML_FIELD_STRING_PTR("password", MUST, FileProvider, password, 1, 20),
    CYAML_FIELD_STRING_PTR("password_url", MAY, FileProvider, password_url, 1, 400),
    CYAML_FIELD_MAPPING("help", CYAML_FLAG_DEFAULT, FileProvider, help, help_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileProvider, fields)};

void
tnc_packs_provider_free(TncPacksProvider *provider)
{
    if (!provider)
        return;
    g_free(provider->id);
    g_free(provider->name);
    g_free(provider->source);
    g_strfreev(provider->domains);
    g_free(provider->imap.host);
    g_free(provider->smtp.host);
    g_free(provider->password_url);
    g_free(provider->help_fr);
    g_free(provider->help_en);
    g_free(provider);
}

// The place of TEXT in WORDS (NULL-terminated).
static gboolean
read_choice(const TncPacksYaml *yaml, const char *field, const char *text, const char *const *words,
            guint *choice_out, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; words[i]; i++) {
        if (g_str_equal(words[i], text)) {
            *choice_out = i;
            return TRUE;
        }
        g_string_append_printf(all, "%s%s", i ? ", " : "", words[i]);
    }
    return tnc_packs_yaml_fail(yaml, error, field, "expected one of %s, found '%s'", all->str,
                               text);
}

static gboolean
read_server(const TncPacksYaml *yaml, const char *field, const FileServer *file,
            TncPacksProviderServer *server, GError **error)
{
    static const char *const modes[] = {"implicit", "starttls", NULL};
    g_autofree char *port_field = g_strconcat(field, ".port", NULL);
    g_autofree char *tls_field = g_strconcat(field, ".tls", NULL);
    guint mode = 0;
    if (file->port < 1 || file->port > 65535)
        return tnc_packs_yaml_fail(yaml, error, port_field,
                                   "expected a port from 1 to 65535, found '%d'", file->port);
    if (!read_choice(yaml, tls_field, file->tls, modes, &mode, error))
        return FALSE;
    server->host = g_strdup(file->host);
    server->port = (guint16)file->port;
    server->is_starttls = mode == 1;
    return TRUE;
}

static gboolean
read_domains(const TncPacksYaml *yaml, const FileProvider *file, TncPacksProvider *provider,
             GError **error)
{
    provider->domains = g_new0(char *, file->domains_count + 1);
    for (guint i = 0; i < file->domains_count; i++) {
        const char *name = file->domains[i];
        gboolean good = strchr(name, '.') != NULL && !strchr(name, '@');
        for (const char *c = name; *c; c++)
            good = good && (g_ascii_islower(*c) || g_ascii_isdigit(*c) || *c == '.' || *c == '-');
        g_autofree char *field = g_strdup_printf("domains[%u]", i);
        if (!good)
            return tnc_packs_yaml_fail(yaml, error, field,
                                       "expected a domain in small letters such as orange.fr, "
                                       "found '%s'",
                                       name);
        provider->domains[i] = g_strdup(name);
    }
    return TRUE;
}

TncPacksProvider *
tnc_packs_provider_load(const char *path, GError **error)
{
    static const char *const users[] = {"address", "local", NULL};
    static const char *const passwords[] = {"normal", "app", "oauth", NULL};
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    if (!yaml)
        return NULL;
    const FileProvider *file = tnc_packs_yaml_data(yaml);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    g_autoptr(TncPacksProvider) provider = g_new0(TncPacksProvider, 1);
    guint user = 0, password = 0;
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id") ||
        !read_domains(yaml, file, provider, error) ||
        !read_server(yaml, "imap", &file->imap, &provider->imap, error) ||
        !read_server(yaml, "smtp", &file->smtp, &provider->smtp, error) ||
        !read_choice(yaml, "user", file->user, users, &user, error) ||
        !read_choice(yaml, "password", file->password, passwords, &password, error))
        return NULL;
    provider->id = g_strdup(file->id);
    provider->name = g_strdup(file->name);
    provider->source = g_strdup(file->source);
    provider->user_is_local = user == 1;
    provider->password = (TncPacksPassword)password;
    provider->password_url = g_strdup(file->password_url);
    provider->help_fr = g_strdup(file->help.fr);
    provider->help_en = g_strdup(file->help.en);
    return g_steal_pointer(&provider);
}

static void
free_provider(gpointer provider)
{
    tnc_packs_provider_free(provider);
}

// Domains that a provider before this one has: the choice would depend on the order of files.
static gboolean
check_domains(const GPtrArray *providers, const TncPacksProvider *provider, const char *path,
              GError **error)
{
    for (guint i = 0; i < providers->len; i++) {
        const TncPacksProvider *other = g_ptr_array_index(providers, i);
        for (guint j = 0; provider->domains[j]; j++)
            if (g_strv_contains((const char *const *)other->domains, provider->domains[j]))
                return tnc_error_set(error, TNC_ERROR_INPUT,
                                     "%s:1: domains[%u]: expected a domain of one provider, found "
                                     "'%s' of '%s'",
                                     path, j, provider->domains[j], other->id);
    }
    return TRUE;
}

static const TncPacksProvider *
generic(const GPtrArray *providers)
{
    for (guint i = 0; i < providers->len; i++) {
        const TncPacksProvider *provider = g_ptr_array_index(providers, i);
        if (g_str_equal(provider->id, "generic"))
            return provider;
    }
    return NULL;
}

GPtrArray *
tnc_packs_provider_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "providers", error);
    g_autoptr(GPtrArray) providers = g_ptr_array_new_with_free_func(free_provider);
    if (!paths)
        return NULL;
    for (guint i = 0; paths[i]; i++) {
        g_autoptr(TncPacksProvider) provider = tnc_packs_provider_load(paths[i], error);
        if (!provider || !check_domains(providers, provider, paths[i], error))
            return NULL;
        g_ptr_array_add(providers, g_steal_pointer(&provider));
    }
    if (generic(providers))
        return g_steal_pointer(&providers);
    tnc_error_set(error, TNC_ERROR_INPUT,
                  "%s/providers: expected a file generic.yaml for all other domains", directory);
    return NULL;
}

const TncPacksProvider *
tnc_packs_provider_find(const GPtrArray *providers, const char *address)
{
    const char *at = address ? strrchr(address, '@') : NULL;
    if (!at || !at[1])
        return NULL;
    g_autofree char *wanted = g_ascii_strdown(at + 1, -1);
    for (guint i = 0; i < providers->len; i++) {
        const TncPacksProvider *provider = g_ptr_array_index(providers, i);
        if (g_strv_contains((const char *const *)provider->domains, wanted))
            return provider;
    }
    return generic(providers);
}

char *
tnc_packs_provider_host(const TncPacksProviderServer *server, const char *address)
{
    const char *at = strrchr(address, '@');
    g_auto(GStrv) parts = g_strsplit(server->host, "{domain}", -1);
    return g_strjoinv(at ? at + 1 : "", parts);
}

char *
tnc_packs_provider_user(const TncPacksProvider *provider, const char *address)
{
    const char *at = strrchr(address, '@');
    return provider->user_is_local && at ? g_strndup(address, (gsize)(at - address))
                                         : g_strdup(address);
}

const char *
tnc_packs_provider_help(const TncPacksProvider *provider, const char *language)
{
    return language && g_str_has_prefix(language, "fr") ? provider->help_fr : provider->help_en;
}
