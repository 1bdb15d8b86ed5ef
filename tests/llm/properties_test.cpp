// What must hold whatever the sentence: checked on every sentence of the corpus.
#include "base/text.h"
#include "llm/real_model.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using llm::understood;

std::vector<std::string> sentences()
{
    std::vector<std::string> sentences;
    for (const auto* part :
         {"development",
          "held_out",
          "held_out_later",
          "held_out_2026_11_20",
          "held_out_2026_11_20_later",
          "held_out_2026_11_20_last"})
        for (const auto& entry : llm::corpus(part))
            sentences.push_back(entry.at("request").get<std::string>());
    return sentences;
}

/// Everything of a reply but the places of the words.
base::Value meaning_of(const llm::Reply& reply)
{
    auto meaning = base::Value::object();
    meaning["refusal"] = reply.refusal ? reply.refusal->reason : "";
    for (const auto& question : reply.questions)
        meaning["questions"].push_back(question.id);
    for (const auto& draft : reply.drafts) {
        base::Value values{{"type", draft.resource_type}};
        for (const auto& [name, stated] : draft.values)
            values[name] = stated.value;
        meaning["drafts"].push_back(values);
    }
    return meaning;
}

void expect_same_meaning(const std::string& changed, const std::string& words)
{
    EXPECT_EQ(meaning_of(understood(changed)), meaning_of(understood(words))) << changed;
}

TEST(Meaning, DoesNotChangeWithDoubledSpaces)
{
    for (const auto& words : sentences())
        expect_same_meaning("  " + base::replaced(words, " ", "  ") + " ", words);
}

TEST(Meaning, DoesNotChangeWithCourtesy)
{
    for (const auto& words : sentences())
        if (!words.empty() && understood(words).drafts.size() == 1)
            expect_same_meaning(
                "Hi! " + words + (words.ends_with('.') ? "" : ".") + " Thanks a lot, kind regards", words
            );
}

/// Nothing that is said is dropped: a word that nobody knows leads to a question, or to another name.
TEST(Meaning, ChangesWithAWordThatNobodyKnows)
{
    std::size_t tried = 0;
    std::size_t dropped = 0;
    for (const auto& words : sentences()) {
        const auto reply = understood(words);
        const bool signs =
            words.find("hank") != std::string::npos || words.find("heers") != std::string::npos;
        if (reply.drafts.empty() || signs)
            continue;  // "Thanks, Qwybble" is somebody's name
        const auto bare = words.substr(0, words.find_last_not_of(".!? ") + 1);
        for (const auto* more : {", qwybble", " with qwybble", ", qwybble enabled", " and zorgle qwybble"}) {
            ++tried;
            if (meaning_of(understood(bare + more)) == meaning_of(reply)) {
                ++dropped;
                std::cout << "  " << bare << more << "\n";
            }
        }
    }
    EXPECT_GT(tried, 1000U);
    EXPECT_LE(dropped * 100, tried);
}

TEST(Meaning, ChangesWithAWordThatNobodyKnowsInTheMiddle)
{
    for (const auto* words :
         {"prod postgres for crm with 100 GB zorgle storage",
          "prod postgres for crm with zorgle backups kept for 20 days",
          "a zorgle postgres for the crm service in prod",
          "postgres 16 zorgle for the crm service in prod",
          "postgres for the crm service in prod, zorgle, 100 GB",
          "postgres for the crm service in prod at 3am",
          "postgres for the crm service in another region",
          "two zorgle caches, one for the crm and one for the wiki, in dev"}) {
        const auto reply = understood(words);
        bool named = false;
        for (const auto& draft : reply.drafts) {
            const auto name = draft.values.find("resource_name");
            named = named || (name != draft.values.end() &&
                              name->second.value.get<std::string>().find("zorgle") != std::string::npos);
        }
        EXPECT_TRUE(reply.drafts.empty() || named) << words;
    }
}

TEST(Meaning, DoesNotChangeWithLowerCase)
{
    for (const auto& words : sentences()) {
        const auto reply = understood(words);
        const auto lower = understood(base::lower_ascii(words));
        ASSERT_EQ(lower.drafts.size(), reply.drafts.size()) << words;
        for (std::size_t i = 0; i < reply.drafts.size(); ++i)
            EXPECT_EQ(lower.drafts[i].resource_type, reply.drafts[i].resource_type) << words;
    }
}

TEST(Meaning, DoesNotChangeWithTheOrderOfSettings)
{
    const auto expected = meaning_of(
        understood("production Postgres 16 for the payments API, 200 GB, multi-az, two read replicas")
    );
    for (const auto* words :
         {"production Postgres 16 for the payments API, two read replicas, multi-az, 200 GB",
          "Postgres 16, 200 GB, multi-az, two read replicas, for the payments API in production",
          "for the payments API: production Postgres 16, multi-az, 200 GB, two read replicas",
          "multi-az production Postgres 16 with two read replicas and 200 GB for the payments API"})
        EXPECT_EQ(meaning_of(understood(words)), expected) << words;
}

/// One random edit inside one random word of six letters or more.
std::string mistyped(std::string words, std::mt19937& random)
{
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (std::size_t begin = 0, i = 0; i <= words.size(); ++i) {
        const bool letter = i < words.size() &&
                            ((words[i] >= 'a' && words[i] <= 'z') || (words[i] >= 'A' && words[i] <= 'Z'));
        if (letter)
            continue;
        if (i - begin >= 6)
            places.emplace_back(begin, i);
        begin = i + 1;
    }
    if (places.empty())
        return words;
    const auto [begin, end] = places[random() % places.size()];
    const auto at = begin + 1 + random() % (end - begin - 2);
    switch (random() % 4) {
    case 0: words.erase(at, 1); break;
    case 1: std::swap(words[at], words[at + 1]); break;
    case 2: words[at] = static_cast<char>('a' + random() % 26); break;
    default: words.insert(at, 1, static_cast<char>('a' + random() % 26));
    }
    return words;
}

TEST(TypingErrors, NeverLeadToAnotherType)
{
    std::mt19937 random(20261120);
    std::size_t kept = 0;
    std::size_t tried = 0;
    for (const auto& words : sentences()) {
        const auto reply = understood(words);
        if (reply.drafts.size() != 1)
            continue;
        for (int i = 0; i < 20; ++i) {
            const auto changed = mistyped(words, random);
            const auto other = understood(changed);
            ++tried;
            kept += other.drafts.size() == 1 ? 1U : 0U;
            for (const auto& draft : other.drafts)
                EXPECT_EQ(draft.resource_type, reply.drafts[0].resource_type) << changed;
        }
    }
    EXPECT_GE(kept * 100, tried * 90);
}

TEST(TypingErrors, MakeNoEnglishWordAKindOfInfrastructure)
{
    for (const auto* words :
         {"I need a basket for the kitchen",
          "create a packet for me",
          "we need a quota of fish",
          "get me a racket",
          "I want a cashew",
          "please provision a queen",
          "make a postcard",
          "we require regiments",
          "order a backet of beer"})
        EXPECT_TRUE(understood(words).drafts.empty()) << words;
}

TEST(Span, CoversTheWordsThatSaidTheValue)
{
    const std::string words = "Größe egal – production “Postgres” for the payments API, 200 GB";
    const auto reply = understood(words);
    ASSERT_EQ(reply.drafts.size(), 1U);
    const auto said = [&](const char* name) {
        const auto& span = *reply.drafts[0].values.at(name).span;
        return words.substr(span.begin, span.end - span.begin);
    };
    EXPECT_EQ(said("environment"), "production");
    EXPECT_EQ(said("engine"), "Postgres");
    EXPECT_EQ(said("storage_gb"), "200 GB");
    EXPECT_EQ(said("resource_name"), "payments API");
}

TEST(Span, LiesInsideTheWordsForEverySentence)
{
    for (const auto& words : sentences())
        for (const auto& draft : understood(words).drafts)
            for (const auto& [name, stated] : draft.values)
                if (stated.span) {
                    EXPECT_LT(stated.span->begin, stated.span->end) << words << " " << name;
                    EXPECT_LE(stated.span->end, words.size()) << words << " " << name;
                    EXPECT_TRUE(
                        base::is_utf8(words.substr(stated.span->begin, stated.span->end - stated.span->begin))
                    );
                }
}

TEST(Answers, SettleAnOpenType)
{
    llm::Prompt prompt;
    prompt.words = "storage for logs in staging";
    EXPECT_EQ(understood(prompt).questions.at(0).id, "resource_type");
    prompt.answers["resource_type"] = "s3";
    const auto reply = understood(prompt);
    ASSERT_EQ(reply.drafts.size(), 1U);
    EXPECT_EQ(reply.drafts[0].resource_type, "s3");
    EXPECT_EQ(reply.drafts[0].values.at("resource_name").value, "logs-bucket");
}

TEST(Answers, SettleAContradiction)
{
    llm::Prompt prompt;
    prompt.words = "a Postgres for checkout in prod and staging";
    EXPECT_EQ(understood(prompt).questions.at(0).id, "environment");
    prompt.answers["environment"] = "prod";
    EXPECT_EQ(understood(prompt).drafts.size(), 1U);
}

TEST(Envelope, IsNotAskedAgain)
{
    llm::Prompt prompt;
    prompt.words = "a Postgres with 100 GB";
    prompt.environment = "staging";
    prompt.service = "checkout";
    const auto reply = understood(prompt);
    ASSERT_EQ(reply.drafts.size(), 1U);
    EXPECT_EQ(reply.drafts[0].values.at("resource_name").value, "checkout-db");
}

}  // namespace
