#include "base/metrics.h"
#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <regex>
#include <set>
#include <thread>

namespace {

using base::Metrics;

/// The samples of a text in Prometheus' format, by name and labels; fails the test for a line that is none.
std::map<std::string, double> samples_of(const std::string& text)
{
    static const std::string label = R"re([a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*")re";
    static const std::regex sample(
        R"re(([a-zA-Z_:][a-zA-Z0-9_:]*(?:\{)re" + label + "(?:," + label +
        R"re()*\})?) (\+Inf|-Inf|Nan|NaN|[-+0-9.e]+))re"
    );
    static const std::regex comment(
        R"(# (HELP [a-zA-Z_:][a-zA-Z0-9_:]* .*|TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (counter|gauge|histogram)))"
    );
    std::map<std::string, double> samples;
    EXPECT_TRUE(text.empty() || text.ends_with('\n'));
    for (const auto& line : base::split(text, '\n')) {
        std::smatch parts;
        if (line.empty())
            continue;
        if (line.starts_with('#'))
            EXPECT_TRUE(std::regex_match(line, comment)) << line;
        else if (std::regex_match(line, parts, sample))
            EXPECT_TRUE(samples.emplace(parts[1], std::stod(parts[2])).second) << "twice: " << line;
        else
            ADD_FAILURE() << "no sample: " << line;
    }
    return samples;
}

TEST(Metrics, CountFromNothing)
{
    Metrics metrics;
    EXPECT_EQ(metrics.text(), "");
    metrics.count("requests_total", "Requests.", {{"status", "done"}});
    metrics.count("requests_total", "Requests.", {{"status", "done"}}, 2);
    metrics.count("requests_total", "Requests.", {{"status", "failed"}});
    metrics.count("starts_total", "Starts.");
    const auto samples = samples_of(metrics.text());
    EXPECT_EQ(samples.at(R"(requests_total{status="done"})"), 3);
    EXPECT_EQ(samples.at(R"(requests_total{status="failed"})"), 1);
    EXPECT_EQ(samples.at("starts_total"), 1);
    EXPECT_EQ(samples.size(), 3U);
}

TEST(Metrics, NameTheKindAndTheSenseOfAFigureOnce)
{
    Metrics metrics;
    metrics.count("a_total", "What a counts.", {{"x", "1"}});
    metrics.count("a_total", "What a counts.", {{"x", "2"}});
    metrics.set("b", "What b is.", {}, 1);
    const auto text = metrics.text();
    for (const auto* line :
         {"# HELP a_total What a counts.\n", "# TYPE a_total counter\n", "# TYPE b gauge\n"}) {
        EXPECT_THAT(text, testing::HasSubstr(line));
        EXPECT_EQ(text.find(line), text.rfind(line));
    }
}

TEST(Metrics, AreSetToTheLastValue)
{
    Metrics metrics;
    metrics.set("depth", "Depth.", {}, 5);
    metrics.set("depth", "Depth.", {}, -2.5);
    EXPECT_EQ(samples_of(metrics.text()).at("depth"), -2.5);
}

TEST(Metrics, SortObservationsIntoBucketsOfSeconds)
{
    Metrics metrics;
    for (const auto took : {0.0005, 0.02, 0.02, 45.0, 3600.0})
        metrics.observe("took_seconds", "Time.", {{"stage", "parse"}}, std::chrono::duration<double>(took));
    const auto samples = samples_of(metrics.text());
    const auto bucket = [&](const std::string& upto) {
        return samples.at(R"(took_seconds_bucket{stage="parse",le=")" + upto + "\"}");
    };
    EXPECT_EQ(bucket("0.001"), 1);
    EXPECT_EQ(bucket("0.01"), 1);
    EXPECT_EQ(bucket("0.025"), 3);
    EXPECT_EQ(bucket("30"), 3);
    EXPECT_EQ(bucket("60"), 4);
    EXPECT_EQ(bucket("+Inf"), 5);
    EXPECT_EQ(samples.at(R"(took_seconds_count{stage="parse"})"), 5);
    EXPECT_NEAR(samples.at(R"(took_seconds_sum{stage="parse"})"), 3645.0405, 1e-6);
}

TEST(Metrics, EscapeWhatStandsInALabel)
{
    Metrics metrics;
    metrics.count("a_total", "Help.", {{"x", "quote \" slash \\ line \n end"}});
    const auto samples = samples_of(metrics.text());
    EXPECT_EQ(samples.at(R"(a_total{x="quote \" slash \\ line \n end"})"), 1);
}

TEST(Metrics, AreCountedByManyThreads)
{
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            for (int j = 0; j < 200; ++j) {
                metrics.count("a_total", "A.", {{"of", std::to_string(i % 2)}});
                metrics.observe("b_seconds", "B.", {}, std::chrono::seconds(1));
                if (j % 50 == 0)
                    samples_of(metrics.text());
            }
        });
    for (auto& thread : threads)
        thread.join();
    const auto samples = samples_of(metrics.text());
    EXPECT_EQ(samples.at(R"(a_total{of="0"})"), 800);
    EXPECT_EQ(samples.at(R"(a_total{of="1"})"), 800);
    EXPECT_EQ(samples.at("b_seconds_count"), 1600);
}

}  // namespace
