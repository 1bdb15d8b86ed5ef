#include "base/error.h"
#include "client/event_stream.h"

#include <gmock/gmock.h>

#include <vector>

namespace client {
namespace {

using testing::ElementsAre;

std::vector<std::string> read(const std::vector<std::string>& pieces)
{
    std::vector<std::string> events;
    EventStream stream;
    for (const auto& piece : pieces)
        stream.feed(piece, [&](const EventStream::Event& event) {
            events.push_back(event.id + "|" + event.kind + "|" + event.text);
            return true;
        });
    return events;
}

TEST(EventStream, ReadsIdKindAndText)
{
    EXPECT_THAT(read({"id: 7\nevent: request.queued\ndata: {}\n\n"}), ElementsAre("7|request.queued|{}"));
}

TEST(EventStream, ReadsTheSameHoweverThePiecesAreCut)
{
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        const auto text = "\xEF\xBB\xBFid: 1" + end + "event: a" + end + "data: ü" + end + end +
                          ":heartbeat" + end + "data:b" + end + "data" + end + "data:  c" + end + end;
        const auto whole = read({text});
        EXPECT_THAT(whole, ElementsAre("1|a|ü", "1|message|b\n\n c"));
        std::vector<std::string> bytes;
        for (const char c : text)
            bytes.emplace_back(1, c);
        EXPECT_EQ(read(bytes), whole);
        for (std::size_t cut = 0; cut <= text.size(); ++cut)
            EXPECT_EQ(read({text.substr(0, cut), text.substr(cut)}), whole) << cut;
    }
}

TEST(EventStream, PassesOverHeartbeatsUnknownFieldsAndAnUnfinishedEvent)
{
    EXPECT_THAT(
        read({": beat\n\nretry: 10\nevent: x\n\nfoo\n\ndata: 1\n\ndata: unfinished\n"}),
        ElementsAre("|message|1")
    );
}

TEST(EventStream, StopsWhenTold)
{
    EventStream stream;
    int seen = 0;
    EXPECT_FALSE(stream.feed("data: 1\n\ndata: 2\n\n", [&](const EventStream::Event&) { return ++seen > 9; })
    );
    EXPECT_EQ(seen, 1);
}

TEST(EventStream, RefusesAnEventWithoutEnd)
{
    EventStream stream;
    const std::string piece(1U << 16U, 'x');
    EXPECT_THROW(
        {
            for (int i = 0; i < 20; ++i)
                stream.feed("data: " + piece + "\n", [](const EventStream::Event&) { return true; });
        },
        base::Error
    );
}

}  // namespace
}  // namespace client
