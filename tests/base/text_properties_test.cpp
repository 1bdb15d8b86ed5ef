#include "base/base64.h"
#include "base/random.h"
#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {

RC_GTEST_PROP(TextProperties, WhatIsPercentEncodedIsDecodedAgain, (const std::string& bytes))
{
    RC_ASSERT(base::percent_decoded(base::percent_encoded(bytes)) == bytes);
}

RC_GTEST_PROP(TextProperties, WhatIsSplitIsJoinedAgain, (const std::string& text))
{
    RC_ASSERT(base::join(base::split(text, ','), ",") == text);
}

RC_GTEST_PROP(TextProperties, ShortenedTextHasAtMostItsLimitAndStaysUtf8, ())
{
    const auto pieces =
        *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("a", "ä", "日", "😀"));
    const auto limit = *rc::gen::inRange<std::size_t>(0, 30);
    const auto text = base::join(pieces, "");
    const auto shortened = base::shortened(text, limit);
    RC_ASSERT(base::is_utf8(shortened));
    RC_ASSERT(base::code_points(shortened) <= limit);
    RC_ASSERT((shortened == text) == (pieces.size() <= limit));
}

RC_GTEST_PROP(TextProperties, EditDistanceIsADistance, ())
{
    const auto word = rc::gen::scale(0.1, rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c')));
    const auto a = *word;
    const auto b = *word;
    const auto distance = base::edit_distance(a, b);
    RC_ASSERT(distance == base::edit_distance(b, a));
    RC_ASSERT((distance == 0) == (a == b));
    RC_ASSERT(distance <= std::max(a.size(), b.size()));
    RC_ASSERT(base::edit_distance(a + "x", b + "x") <= distance);
}

RC_GTEST_PROP(TextProperties, ReplacedTextHoldsNothingToReplace, (const std::string& text))
{
    RC_ASSERT(base::replaced(text, "a", "b").find('a') == std::string::npos);
}

RC_GTEST_PROP(TextProperties, EqualInConstantTimeIsEqual, (const std::string& a, const std::string& b))
{
    RC_ASSERT(base::equal_in_constant_time(a, b) == (a == b));
    RC_ASSERT(base::equal_in_constant_time(a, std::string(a)));
}

RC_GTEST_PROP(TextProperties, AnyBytesAreBase64OrNone, (const std::string& bytes))
{
    if (const auto decoded = base::base64_decoded(bytes))
        RC_ASSERT(bytes.size() % 4 == 0 && decoded->size() <= bytes.size() / 4 * 3);
}

}  // namespace
