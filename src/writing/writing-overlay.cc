// SPDX-License-Identifier: AGPL-3.0-or-later
// The one C++ file of the module: qpdf's C interface knows no form XObjects. Exceptions end here.

#include "writing-overlay.h"

extern "C" {
#include "error.h"
}

#include <map>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace
{

const double points = 72.0 / 25.4; // of a millimetre

std::shared_ptr<QPDF>
open_pdf(GBytes *bytes)
{
    auto pdf = std::make_shared<QPDF>();
    gsize size;
    auto *data = static_cast<const char *>(g_bytes_get_data(bytes, &size));
    pdf->setSuppressWarnings(true);
    pdf->processMemoryFile("document", data ? data : "", size);
    return pdf;
}

// Filled-in forms and stamps are annotations: they become part of the page.
void
flatten(QPDF &pdf)
{
    QPDFAcroFormDocumentHelper(pdf).generateAppearancesIfNeeded();
    QPDFPageDocumentHelper(pdf).flattenAnnotations(0, 0x1 | 0x2 | 0x20); // not the hidden ones
}

class Documents
{
  public:
    std::vector<QPDFPageObjectHelper> &pages_of(GBytes *bytes)
    {
        auto found = pages.find(bytes);
        if (found != pages.end())
            return found->second;
        auto pdf = open_pdf(bytes);
        flatten(*pdf);
        opened.push_back(pdf);
        return pages[bytes] = QPDFPageDocumentHelper(*pdf).getAllPages();
    }

  private:
    std::vector<std::shared_ptr<QPDF>> opened; // their streams are read when the result is written
    std::map<GBytes *, std::vector<QPDFPageObjectHelper>> pages;
};

void
put(QPDF &base, QPDFPageObjectHelper &target, QPDFPageObjectHelper &source,
    const TncWritingPageFrame &frame)
{
    QPDFObjectHandle form = base.copyForeignObject(source.getFormXObjectForPage());
    QPDFObjectHandle resources = target.getAttribute("/Resources", true);
    int suffix = 0;
    resources.mergeResources(QPDFObjectHandle::parse("<< /XObject << >> >>"));
    std::string name = resources.getUniqueResourceName("/Page", suffix);
    double top = TNC_WRITING_PAGE_HEIGHT - frame.y;
    QPDFObjectHandle::Rectangle place(frame.x * points, (top - frame.height) * points,
                                      (frame.x + frame.width) * points, top * points);
    std::string content = target.placeFormXObject(form, name, place, true, true, false);
    resources.getKey("/XObject").replaceKey(name, form);
    // What our own page does to the coordinates must not reach the foreign one.
    target.addPageContents(base.newStream("q\n"), true);
    target.addPageContents(base.newStream("\nQ\n" + content), false);
}

void
set_root(QPDF &base, const char *language)
{
    QPDFObjectHandle root = base.getRoot();
    root.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(language));
    root.replaceKey("/MarkInfo", QPDFObjectHandle::parse("<< /Marked true >>"));
    root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
}

GBytes *
write(QPDF &base)
{
    QPDFWriter writer(base);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.write();
    auto buffer = writer.getBufferSharedPointer();
    return g_bytes_new(buffer->getBuffer(), buffer->getSize());
}

} // namespace

guint
tnc_writing_overlay_count(GBytes *document)
{
    try {
        auto pdf = open_pdf(document);
        flatten(*pdf);
        auto pages = QPDFPageDocumentHelper(*pdf).getAllPages();
        // A page that cannot be used must be found now, not when the whole is put together.
        for (auto &page : pages)
            page.getFormXObjectForPage();
        return static_cast<guint>(pages.size());
    } catch (const std::exception &) {
        return 0;
    }
}

GBytes *
tnc_writing_overlay_apply(GBytes *base, const TncWritingOverlay *overlays, guint count,
                          const char *language, GError **error)
{
    try {
        auto pdf = open_pdf(base);
        auto pages = QPDFPageDocumentHelper(*pdf).getAllPages();
        Documents documents;
        for (guint i = 0; i < count; i++) {
            auto &sources = documents.pages_of(overlays[i].document);
            put(*pdf, pages.at(overlays[i].frame.page), sources.at(overlays[i].page),
                overlays[i].frame);
        }
        set_root(*pdf, language);
        return write(*pdf);
    } catch (const std::exception &problem) {
        tnc_error_set(error, TNC_ERROR_FAILED, "the PDF cannot be put together: %s",
                      problem.what());
        return nullptr;
    }
}
