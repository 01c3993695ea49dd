#include "viz/figure/font_file.h"

#include <fontconfig/fontconfig.h>
#include <hb-subset.h>

#include <memory>

#include "scenarios/files/base64.h"

namespace concord::figure {
namespace {

template <auto destroy>
struct Destroyer {
    template <class Thing>
    void operator()(Thing* thing) const {
        destroy(thing);
    }
};
template <class Thing, auto destroy>
using Owned = std::unique_ptr<Thing, Destroyer<destroy>>;

void add_characters(hb_set_t* set, std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        unsigned code = length == 1 ? lead : lead & (0x7Fu >> length);
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
        hb_set_add(set, code);
        i += length;
    }
}

}  // namespace

std::string font_path(Weight weight) {
    const Owned<FcPattern, FcPatternDestroy> wanted(FcPatternCreate());
    FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>("Inter"));
    FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight == Weight::kBold ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
    FcDefaultSubstitute(wanted.get());
    FcResult result = FcResultNoMatch;
    const Owned<FcPattern, FcPatternDestroy> found(FcFontMatch(nullptr, wanted.get(), &result));
    FcChar8 *family = nullptr, *file = nullptr;
    if (!found || FcPatternGetString(found.get(), FC_FAMILY, 0, &family) != FcResultMatch ||
        FcPatternGetString(found.get(), FC_FILE, 0, &file) != FcResultMatch) {
        return {};
    }
    return std::string_view(reinterpret_cast<const char*>(family)) == "Inter" ? reinterpret_cast<const char*>(file)
                                                                              : std::string();
}

std::string embedded_font(Weight weight, std::string_view text) {
    const std::string path = font_path(weight);
    if (path.empty() || text.empty()) return {};
    const Owned<hb_blob_t, hb_blob_destroy> blob(hb_blob_create_from_file_or_fail(path.c_str()));
    if (!blob) return {};
    const Owned<hb_face_t, hb_face_destroy> face(hb_face_create(blob.get(), 0));
    const Owned<hb_subset_input_t, hb_subset_input_destroy> input(hb_subset_input_create_or_fail());
    if (!input) return {};
    add_characters(hb_subset_input_unicode_set(input.get()), text);
    // Kerning and digits of equal width are kept; other alternates would bring in glyphs that nothing uses.
    hb_set_t* features = hb_subset_input_set(input.get(), HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    hb_set_clear(features);
    hb_set_add(features, HB_TAG('k', 'e', 'r', 'n'));
    hb_set_add(features, HB_TAG('t', 'n', 'u', 'm'));
    const Owned<hb_face_t, hb_face_destroy> subset(hb_subset_or_fail(face.get(), input.get()));
    if (!subset) return {};
    const Owned<hb_blob_t, hb_blob_destroy> result(hb_face_reference_blob(subset.get()));
    unsigned length = 0;
    const char* data = hb_blob_get_data(result.get(), &length);
    return scenarios::base64({data, length});
}

}  // namespace concord::figure
