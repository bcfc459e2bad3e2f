// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters on paper in six languages: bytes that repeat, pages, what is left out. How they look is
// for eyes: --keep DIRECTORY writes them there.

#include "writing-letter.h"
#include "packs.h"
#include "writing-overlay.h"

#include <string.h>

static const char *keep;

static const struct {
    const char *language;
    const char *sender;
    const char *recipient;
    const char *date_line;
    const char *subject;
    const char *body;
} letters[] = {
    {"fr", "Claire Petit\n12 rue des Tilleuls\n69003 Lyon\nclaire.petit@example.org",
     "Verger & Fils\nService clients\n4 chemin du Moulin\n49000 Angers", "Lyon, le 1er mars 2026",
     "mise en demeure de livrer la commande VF-3341",
     "Madame, Monsieur,\n\nLe 19 février 2026, j'ai commandé chez vous un pommier nain, au prix de "
     "44,90\u00a0€, livrable le 2 mars 2026. Je n'ai rien reçu, et mes messages des 9 et 16 mars "
     "sont restés sans réponse.\n\nJe vous mets donc en demeure de livrer cette commande au plus "
     "tard le 30 mars 2026.\n\nPour mémoire, voici ce qui a été fait\u00a0:\n- 9 mars 2026\u00a0: "
     "formulaire du vendeur envoyé\n- 16 mars 2026\u00a0: message envoyé au vendeur "
     "(e-mail)\n\nJe vous prie d'agréer, Madame, Monsieur, l'expression de mes salutations "
     "distinguées.\nClaire Petit"},
    {"en", "Claire Petit\n12 Linden Road\nLeeds LS2 9JT\nclaire.petit@example.org",
     "Shenzhen Phones\nUnit 7, Harbour Centre\nHong Kong", "Leeds, 1 March 2026",
     "Order HK-7781: formal notice",
     "Dear Sir or Madam,\n\nThe phone that I bought from you has not charged since 12 January "
     "2026.\n\nI hereby give you formal notice to repair it by 30 March 2026 at the "
     "latest.\n\nYours faithfully,\nClaire Petit"},
    {"de", "Claire Petit\nLindenstraße 12\n10969 Berlin\nclaire.petit@example.org",
     "Obstgarten Müller GmbH\nKundendienst\nMühlenweg 4\n50667 Köln", "Berlin, den 1. März 2026",
     "Mahnung mit Fristsetzung, Bestellung VF-3341",
     "Sehr geehrte Damen und Herren,\n\nam 19. Februar 2026 habe ich bei Ihnen einen "
     "Zwergapfelbaum bestellt; die Lieferung war für den 2. März 2026 zugesagt. Bis heute ist "
     "nichts eingetroffen.\n\nIch setze Ihnen hiermit eine Frist bis zum 30. März 2026.\n\nMit "
     "freundlichen Grüßen\nClaire Petit"},
    {"es", "Claire Petit\nCalle de los Tilos, 12\n28004 Madrid",
     "Frutales Huerta, S. L.\nAtención al cliente\nCamino del Molino, 4\n50001 Zaragoza",
     "Madrid, 1 de marzo de 2026", "requerimiento de entrega, pedido VF-3341",
     "Estimados señores:\n\nEl 19 de febrero de 2026 les compré un manzano enano. La entrega "
     "estaba prevista para el 2 de marzo de 2026, pero no he recibido nada.\n\n¿Podrían indicarme "
     "qué ha ocurrido? Les requiero la entrega a más tardar el 30 de marzo de "
     "2026.\n\nAtentamente,\nClaire Petit"},
    {"it", "Claire Petit\nVia dei Tigli 12\n20121 Milano",
     "Frutteto Bianchi S.r.l.\nServizio clienti\nVia del Mulino 4\n40121 Bologna",
     "Milano, 1º marzo 2026", "diffida ad adempiere, ordine VF-3341",
     "Gentili Signori,\n\nil 19 febbraio 2026 ho ordinato presso di voi un melo nano. La consegna "
     "era prevista per il 2 marzo 2026, ma non ho ricevuto nulla.\n\nVi invito pertanto a "
     "consegnare entro il 30 marzo 2026.\n\nCordiali saluti,\nClaire Petit"},
    {"zh", "Claire Petit\n12 rue des Tilleuls\n69003 Lyon, France",
     "深圳某某手机有限公司\n售后服务部\n广东省深圳市南山区科技路 7 号", "2026年3月1日，里昂",
     "关于订单 HK-7781 的正式通知",
     "尊敬的客服：\n\n您好！本人于 2026 年 1 月 5 日在贵店购买了一部手机（订单号 "
     "HK-7781），价格为 249.90 欧元。自 1 月 12 "
     "日起，该手机无法充电。按照贵方要求，本人已先后完成强制重启和恢复出厂设置，问题仍未解决。\n\n"
     "根"
     "据三包规定，请贵方于 2026 年 3 月 30 "
     "日前提供退货地址并承担维修费用。\n\n此致\n敬礼！\nClaire "
     "Petit"},
};

static GHashTable *papers;

static GBytes *
print_letter(guint index, const char *body, const char *const *exhibits)
{
    g_autoptr(GError) error = NULL;
    TncWritingLetter letter = {
        .paper = tnc_packs_paper_find(papers, letters[index].language),
        .sender = letters[index].sender,
        .recipient = letters[index].recipient,
        .date_line = letters[index].date_line,
        .order = "VF-3341",
        .reference = "01HV6",
        .registered = TRUE,
        .subject = letters[index].subject,
        .body = body ? body : letters[index].body,
        .exhibits = exhibits,
        .made_at = tnc_instant_parse("2026-03-01T09:00:00+01:00", NULL),
    };
    GBytes *pdf = tnc_writing_letter_print(&letter, &error);
    g_assert_no_error(error);
    return pdf;
}

static void
test_languages(void)
{
    static const char *const exhibits[] = {"facture.pdf (19.02.2026)", "保修卡 photo.jpg", NULL};
    for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
        g_autoptr(GBytes) one = print_letter(i, NULL, exhibits);
        g_autoptr(GBytes) other = print_letter(i, NULL, exhibits);
        g_test_message("%s: the same bytes twice, one page", letters[i].language);
        g_assert_true(g_bytes_equal(one, other));
        g_assert_cmpuint(tnc_writing_overlay_count(one), ==, 1);
        g_assert_cmpuint(g_bytes_get_size(one), <, 200000);
        g_autofree char *name = g_strdup_printf("letter-%s.pdf", letters[i].language);
        g_autofree char *path = keep ? g_build_filename(keep, name, NULL) : NULL;
        if (path)
            g_assert_true(g_file_set_contents(path, g_bytes_get_data(one, NULL),
                                              (gssize)g_bytes_get_size(one), NULL));
    }
}

static void
test_long(void)
{
    g_autoptr(GString) body = g_string_new("Madame, Monsieur,\n\n");
    for (int i = 0; i < 60; i++)
        g_string_append(body, "Je vous ai écrit, et vous ne m'avez pas répondu ; je le regrette, "
                              "car la chose est simple et se règle en un message.\n\n");
    g_string_append(body, "Cordialement,\nClaire Petit");
    g_autoptr(GBytes) pdf = print_letter(0, body->str, NULL);
    g_assert_cmpuint(tnc_writing_overlay_count(pdf), ==, 4);
    if (keep) {
        g_autofree char *path = g_build_filename(keep, "letter-long.pdf", NULL);
        g_assert_true(g_file_set_contents(path, g_bytes_get_data(pdf, NULL),
                                          (gssize)g_bytes_get_size(pdf), NULL));
    }
}

// A sheet has no addresses and no place for a signature: other bytes than the letter of the same words.
static void
test_sheet(void)
{
    g_autoptr(GError) error = NULL;
    TncWritingLetter sheet = {.paper = tnc_packs_paper_find(papers, "fr"),
                              .subject = "Appel à Boutique Lune",
                              .body = "Dire : « Bonjour. »\n\nNoter :\n- le nom\n- l'heure",
                              .is_sheet = TRUE,
                              .made_at = tnc_instant_parse("2026-03-01T09:00:00+01:00", NULL)};
    g_autoptr(GBytes) alone = tnc_writing_letter_print(&sheet, &error);
    g_assert_no_error(error);
    sheet.sender = letters[0].sender;
    sheet.recipient = letters[0].recipient;
    sheet.date_line = letters[0].date_line;
    sheet.order = "VF-3341";
    g_autoptr(GBytes) known = tnc_writing_letter_print(&sheet, &error);
    g_assert_no_error(error);
    sheet.is_sheet = FALSE;
    g_autoptr(GBytes) letter = tnc_writing_letter_print(&sheet, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(tnc_writing_overlay_count(alone), ==, 1);
    // The author in the file's properties is the only trace of the sender.
    g_assert_cmpuint(g_bytes_get_size(known), <, g_bytes_get_size(alone) + 200);
    g_assert_false(g_bytes_equal(known, letter));
}

// Whatever a text holds, a letter comes out.
static void
test_strange(void)
{
    static const char *const bodies[] = {
        "", "x", "\n\n\n", "a\x01\x7f b\r\nc\rd", "<b>&amp;</b>\n%s", "שלום عليكم 🎉\nx"};
    for (guint i = 0; i < G_N_ELEMENTS(bodies); i++) {
        g_autoptr(GBytes) pdf = print_letter(0, bodies[i], NULL);
        g_assert_cmpuint(tnc_writing_overlay_count(pdf), ==, 1);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    keep = argc == 3 && g_str_equal(argv[1], "--keep") ? argv[2] : NULL;
    g_autoptr(GError) error = NULL;
    papers = tnc_packs_paper_load_all(TNC_PACKS_DIR, &error);
    g_assert_no_error(error);
    g_test_add_func("/letter/languages", test_languages);
    g_test_add_func("/letter/long", test_long);
    g_test_add_func("/letter/strange", test_strange);
    g_test_add_func("/letter/sheet", test_sheet);
    int status = g_test_run();
    g_hash_table_unref(papers);
    return status;
}
