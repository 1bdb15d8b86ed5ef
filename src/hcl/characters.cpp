#include "hcl/characters.h"

#include "base/error.h"
#include "base/handle.h"
#include "base/text.h"

#include <utf8proc.h>

#include <cstdlib>

namespace hcl {
namespace {

using base::Code;
using base::Error;

const utf8proc_uint8_t* bytes_of(std::string_view text)
{
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

bool is_normalised(std::string_view text)
{
    utf8proc_uint8_t* made = nullptr;
    const auto length = utf8proc_map(
        bytes_of(text),
        static_cast<utf8proc_ssize_t>(text.size()),
        &made,
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE)
    );
    const base::Handle<utf8proc_uint8_t, std::free> normalised(made);
    if (length < 0)
        throw Error(Code::internal, "A text could not be normalised.", "", utf8proc_errmsg(length));
    return std::equal(
        text.begin(),
        text.end(),
        normalised.get(),
        normalised.get() + length,
        [](char a, auto b) { return static_cast<unsigned char>(a) == b; }
    );
}

}  // namespace

void for_each_character(
    std::string_view text, const std::function<void(std::int32_t, std::string_view)>& each
)
{
    while (!text.empty()) {
        utf8proc_int32_t point = 0;
        const auto length =
            utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &point);
        if (length <= 0)
            throw Error(Code::invalid, "This is not valid UTF-8.");
        each(point, text.substr(0, static_cast<std::size_t>(length)));
        text.remove_prefix(static_cast<std::size_t>(length));
    }
}

void require_writable(std::string_view text)
{
    if (!base::is_utf8(text))
        throw Error(Code::invalid, "This is not valid UTF-8.");
    for_each_character(text, [](std::int32_t point, std::string_view) {
        if (utf8proc_category(point) == UTF8PROC_CATEGORY_CN)
            throw Error(Code::invalid, "This holds a character that Unicode does not know.");
    });
    if (!is_normalised(text))
        throw Error(
            Code::invalid,
            "This is not in Unicode's normal form C: write letters with accents as one character."
        );
}

bool is_invisible(std::int32_t point)
{
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: return false;
    }
}

std::size_t columns(std::string_view text)
{
    std::size_t count = 0;
    std::int32_t before = -1;
    utf8proc_int32_t state = 0;
    for_each_character(text, [&](std::int32_t point, std::string_view) {
        // HCL's scanner ends a token at an opening quote and at these signs, and counts each token by itself.
        const bool starts_token = (count == 1 && before == '"') || before == '$' || before == '%';
        if (before < 0 || starts_token || utf8proc_grapheme_break_stateful(before, point, &state))
            ++count;
        before = point;
    });
    return count;
}

}  // namespace hcl
