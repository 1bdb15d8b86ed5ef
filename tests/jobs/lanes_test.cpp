#include "jobs/lanes.h"

#include <gtest/gtest.h>

namespace jobs {
namespace {

constexpr Lane narrow{"narrow", 1};

TEST(Lanes, HaveOneLimitPerName)
{
    Lanes lanes;
    lanes.add(narrow);
    lanes.add(narrow);
    EXPECT_THROW(lanes.add({"narrow", 2}), base::Error);
}

TEST(Lanes, AreLeftForTheNext)
{
    Lanes lanes;
    lanes.add(narrow);
    EXPECT_TRUE(lanes.enter(narrow));
    EXPECT_EQ(lanes.room(narrow), 0);
    EXPECT_FALSE(lanes.leave(narrow)) << "nobody was waiting";
    EXPECT_TRUE(lanes.continue_into(narrow));
}

TEST(Lanes, LetNobodyJumpTheQueue)
{
    Lanes lanes;
    lanes.add(narrow);
    lanes.enter(narrow);
    EXPECT_FALSE(lanes.continue_into(narrow)) << "it waits in the table now";
    EXPECT_TRUE(lanes.leave(narrow)) << "so somebody must look there";
    EXPECT_FALSE(lanes.continue_into(narrow)) << "a later one does not pass it";
    lanes.clear_queue(narrow);
    EXPECT_TRUE(lanes.enter(narrow));
}

}  // namespace
}  // namespace jobs
