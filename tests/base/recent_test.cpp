#include "base/recent.h"

#include <gtest/gtest.h>

#include <string>

using Words = base::Recent<std::string, std::string>;

TEST(Recent, LosesWhatWasNotUsedForTheLongestTime)
{
    Words words(3);
    for (const std::string key : {"a", "b", "c"})
        words.put(key, key);
    ASSERT_NE(words.find("a"), nullptr);
    words.put("d", "d");
    EXPECT_EQ(words.find("b"), nullptr);
    for (const std::string key : {"a", "c", "d"}) {
        ASSERT_NE(words.find(key), nullptr) << key;
        EXPECT_EQ(*words.find(key), key);
    }
}

TEST(Recent, WeighsWhatItKeeps)
{
    Words words(10);
    words.put("a", "a", 4);
    words.put("b", "b", 4);
    words.put("a", "A", 6);  // in place of the first
    EXPECT_EQ(*words.find("a"), "A");
    EXPECT_NE(words.find("b"), nullptr);
    words.put("c", "c", 5);
    EXPECT_EQ(words.find("a"), nullptr);
    EXPECT_NE(words.find("b"), nullptr);
    EXPECT_NE(words.find("c"), nullptr);
}

TEST(Recent, KeepsNothingThatIsTooHeavyAlone)
{
    Words words(10);
    words.put("a", "a", 11);
    EXPECT_EQ(words.find("a"), nullptr);
    words.put("b", "b", 10);
    EXPECT_NE(words.find("b"), nullptr);
}
