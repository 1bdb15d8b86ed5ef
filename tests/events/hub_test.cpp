#include "events/hub.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace events {
namespace {

using namespace std::chrono_literals;

const Subject house{"house", "h1"};
const Subject garden{"garden", "h1"};

std::chrono::steady_clock::time_point now()
{
    return std::chrono::steady_clock::now();
}

TEST(Watch, SeesWhatWasToldSinceItBegan)
{
    Hub hub;
    hub.tell(house);
    Watch watch(hub, house);
    EXPECT_FALSE(watch.wait(now())) << "that was before";
    hub.tell(house);
    hub.tell(house);
    EXPECT_TRUE(watch.wait(now()));
    EXPECT_FALSE(watch.wait(now())) << "one wake for everything told so far";
}

TEST(Watch, HearsOnlyItsSubject)
{
    Hub hub;
    Watch watch(hub, house);
    hub.tell(garden);
    EXPECT_FALSE(watch.wait(now()));
}

TEST(Watch, WakesEveryWatchOfASubject)
{
    Hub hub;
    Watch first(hub, house);
    Watch second(hub, house);
    hub.tell(house);
    EXPECT_TRUE(first.wait(now()));
    EXPECT_TRUE(second.wait(now()));
}

TEST(Watch, EndsWhenTheHubCloses)
{
    Hub hub;
    std::vector<std::thread> waiting;
    for (int i = 0; i < 3; ++i)
        waiting.emplace_back([&] {
            Watch watch(hub, house);
            EXPECT_FALSE(watch.wait(now() + 1h));
        });
    hub.close();
    for (auto& thread : waiting)
        thread.join();
    EXPECT_TRUE(hub.closed());
    Watch late(hub, house);
    hub.tell(house);
    EXPECT_FALSE(late.wait(now() + 1h));
}

TEST(Watch, LosesNoWakeOfManyTellers)
{
    Hub hub;
    std::atomic<int> told = 0;
    std::thread reader([&] {
        Watch watch(hub, house);
        while (told < 4000)
            if (!watch.wait(now() + 30s)) {
                ADD_FAILURE() << "a wake was lost";
                return;
            }
    });
    while (hub.watched() == 0)
        std::this_thread::yield();
    std::vector<std::thread> tellers;
    for (int i = 0; i < 4; ++i)
        tellers.emplace_back([&] {
            for (int j = 0; j < 1000; ++j) {
                ++told;
                hub.tell(house);
            }
        });
    for (auto& teller : tellers)
        teller.join();
    reader.join();
}

TEST(Hub, RemembersOnlyWhatIsWatched)
{
    Hub hub;
    for (int i = 0; i < 1000; ++i)
        hub.tell({"house", std::to_string(i)});
    EXPECT_EQ(hub.watched(), 0U);
    {
        const Watch first(hub, house);
        const Watch second(hub, house);
        EXPECT_EQ(hub.watched(), 1U);
    }
    EXPECT_EQ(hub.watched(), 0U);
}

}  // namespace
}  // namespace events
