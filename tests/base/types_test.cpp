// The small types that make mistakes impossible: most of this is decided by the compiler.
#include "base/guarded.h"
#include "base/handle.h"
#include "base/id.h"
#include "base/secret.h"
#include "base/value.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <thread>

namespace {

using base::Secret;

template <typename T>
concept Streamed = requires(std::ostream& out, const T& value)
{
    out << value;
};
template <typename T>
concept Formatted = fmt::is_formattable<T>::value;
template <typename T>
concept Compared = requires(const T& a, const T& b)
{
    a == b;
};
template <typename T>
concept Added = requires(const T& a, const std::string& b)
{
    b + a;
};

static_assert(!Streamed<Secret> && Streamed<std::string>);
static_assert(!Formatted<Secret> && Formatted<std::string>);
static_assert(
    !Compared<Secret>, "== would stop at the first difference; base::equal_in_constant_time does not"
);
static_assert(!Added<Secret> && Added<std::string>);
static_assert(!std::is_constructible_v<base::Value, Secret> && std::is_constructible_v<base::Value, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string> && !std::is_constructible_v<std::string, Secret>);
static_assert(!std::is_convertible_v<Secret, std::string_view> && !std::is_constructible_v<std::string_view, Secret>);
static_assert(!std::is_convertible_v<Secret, const char*> && !std::is_convertible_v<Secret, bool>);
static_assert(!std::is_convertible_v<std::string, Secret>, "what is secret is said to be");

TEST(Secret, IsOnlyRevealedOnDemand)
{
    EXPECT_TRUE(Secret().empty());
    const Secret key("abc");
    EXPECT_FALSE(key.empty());
    EXPECT_EQ(key.reveal(), "abc");
}

using RequestId = base::Id<struct RequestTag>;
using JobId = base::Id<struct JobTag>;
static_assert(!std::is_convertible_v<RequestId, JobId> && !std::is_constructible_v<RequestId, JobId>);
static_assert(!std::is_convertible_v<std::string, RequestId> && !std::is_convertible_v<RequestId, std::string>);

TEST(Id, IsComparedByItsText)
{
    EXPECT_EQ(RequestId{"a"}, RequestId{"a"});
    EXPECT_NE(RequestId{"a"}, RequestId{"b"});
    EXPECT_LT(RequestId{"a"}, RequestId{"b"});
    EXPECT_EQ((std::set<RequestId>{{"b"}, {"a"}, {"b"}}.size()), 2U);
}

struct Thing {
    int* freed;
};
void free_thing(Thing* thing)
{
    ++*thing->freed;
}
using ThingHandle = base::Handle<Thing, free_thing>;
static_assert(!std::is_copy_constructible_v<ThingHandle> && sizeof(ThingHandle) == sizeof(Thing*));

TEST(Handle, FreesWhatItOwnsOnce)
{
    int freed = 0;
    Thing thing{&freed};
    {
        ThingHandle first(&thing);
        const ThingHandle second = std::move(first);
        const ThingHandle none;
    }
    EXPECT_EQ(freed, 1);
}

TEST(Guarded, IsReachedByOneAtATime)
{
    base::Guarded<int> counter(5);
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 1000; ++j)
                counter.with([](int& value) { ++value; });
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(std::as_const(counter).with([](const int& value) { return value; }), 8005);
}

TEST(Guarded, IsFreeAgainWhenItsUserThrows)
{
    base::Guarded<std::string> text;
    EXPECT_THROW(text.with([](std::string&) { throw std::runtime_error("x"); }), std::runtime_error);
    EXPECT_EQ(text.with([](std::string& value) { return value.size(); }), 0U);
}

}  // namespace
