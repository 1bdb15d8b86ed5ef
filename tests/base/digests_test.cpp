// What has vectors of its own: base64 (RFC 4648), SHA-256 (FIPS 180-2), random bytes, comparison.
#include "base/base64.h"
#include "base/random.h"

#include <gtest/gtest.h>

#include <set>

namespace {

TEST(Base64, DecodesTheVectorsOfRfc4648)
{
    const std::vector<std::pair<const char*, const char*>> vectors{
        {"", ""},
        {"Zg==", "f"},
        {"Zm8=", "fo"},
        {"Zm9v", "foo"},
        {"Zm9vYg==", "foob"},
        {"Zm9vYmE=", "fooba"},
        {"Zm9vYmFy", "foobar"}};
    for (const auto& [encoded, text] : vectors)
        EXPECT_EQ(base::base64_decoded(encoded), text);
    EXPECT_EQ(base::base64_decoded("AP/+"), std::string("\0\xFF\xFE", 3));
}

TEST(Base64, RefusesWhatIsNotIt)
{
    for (const auto* text :
         {"Zg",
          "Zg=",
          "Zg===",
          "=",
          "====",
          "Zm9v=",
          "Zh==",
          "Zm9=",
          "Zm9vYg",
          "AP_-",
          "Zm9v!",
          "Zm 9v",
          " Zm9v",
          "Zm9v ",
          "Zm9v\n",
          "Z===",
          "Z"})
        EXPECT_EQ(base::base64_decoded(text), std::nullopt) << text;
    EXPECT_EQ(base::base64_decoded(std::string_view("Zm9v\0", 5)), std::nullopt);
}

TEST(Sha256, HasTheDigestsOfTheStandard)
{
    EXPECT_EQ(base::sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(base::sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(
        base::sha256_hex(std::string(1'000'000, 'a')),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    );
}

TEST(RandomHex, HasTwoLowerCaseDigitsForEachByteAndNeverComesTwice)
{
    EXPECT_EQ(base::random_hex(0), "");
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto text = base::random_hex(16);
        EXPECT_EQ(text.size(), 32U);
        EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos);
        seen.insert(text);
    }
    EXPECT_EQ(seen.size(), 1000U);
}

TEST(RandomHex, UsesEveryDigitInEveryPlace)
{
    std::vector<std::set<char>> digits(8);
    for (int i = 0; i < 500; ++i) {
        const auto text = base::random_hex(4);
        for (std::size_t place = 0; place < digits.size(); ++place)
            digits[place].insert(text[place]);
    }
    for (const auto& place : digits)
        EXPECT_EQ(place.size(), 16U);
}

TEST(ConstantTime, ComparesWholeTexts)
{
    EXPECT_TRUE(base::equal_in_constant_time("", ""));
    EXPECT_TRUE(base::equal_in_constant_time("abc", "abc"));
    for (const auto* other : {"", "ab", "abd", "bbc", "abcd", "ABC"})
        EXPECT_FALSE(base::equal_in_constant_time("abc", other));
    EXPECT_FALSE(base::equal_in_constant_time(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

}  // namespace
