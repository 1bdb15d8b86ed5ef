// Our check and Ajv, the most used one, must decide alike on schemas and values that nobody thought up.
#include "base/process.h"
#include "base/schema.h"
#include "base/text.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

namespace {

using base::Value;

/// Makes small schemas and small values out of the same few words, so that they often nearly fit each other.
class Maker {
public:
    explicit Maker(unsigned seed) : random_(seed) {}

    Value value(int levels)
    {
        static const auto leaves = base::read_json(
            R"([null, true, false, 0, 1, 2, 3, -1, 1.0, 1.5, 2.5, "", "a", "b", "ab", "abc", "ä", "äö", "😀", "1"])"
        );
        const int kind = levels == 0 ? 2 : upto(4);
        if (kind == 0) {
            auto list = Value::array();
            for (int i = upto(4); i > 0; --i)
                list.push_back(value(levels - 1));
            return list;
        }
        if (kind == 1) {
            auto members = Value::object();
            for (int i = upto(4); i > 0; --i)
                members[name()] = value(levels - 1);
            return members;
        }
        return leaves[static_cast<std::size_t>(upto(static_cast<int>(leaves.size())))];
    }

    Value schema(int levels)
    {
        auto made = Value::object();
        for (int i = upto(3); i >= 0; --i)
            add_keyword(made, levels);
        return made;
    }

private:
    int upto(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
    std::string name() { return std::string(1, static_cast<char>('a' + upto(3))); }

    void add_keyword(Value& made, int levels)
    {
        static const std::vector<std::string> types{
            "integer", "number", "string", "boolean", "array", "object", "null"};
        const auto inner = [&] { return schema(levels - 1); };
        const auto type = [&] { return types[static_cast<std::size_t>(upto(7))]; };
        switch (upto(levels == 0 ? 11 : 18)) {
        case 0: made["type"] = type(); break;
        case 1: made["type"] = Value::array({"array", "object", "string"}); break;
        case 2: made["enum"] = Value::array({value(1), value(1), value(0), value(0)}); break;
        case 3: made["const"] = value(1); break;
        case 4: made["minimum"] = upto(3) - 1; break;
        case 5: made["maximum"] = upto(3) + 0.5; break;
        case 6: made["minLength"] = upto(3); break;
        case 7: made["maxLength"] = upto(3); break;
        case 8: made["pattern"] = upto(2) == 0 ? "^[ab]+$" : "b|1"; break;
        case 9: made["uniqueItems"] = upto(4) != 0; break;
        case 10: made["required"] = Value::array({name()}); break;
        case 11: made["items"] = inner(); break;
        case 12: made[upto(2) == 0 ? "minItems" : "minProperties"] = upto(3); break;
        case 13: made[upto(2) == 0 ? "maxItems" : "maxProperties"] = upto(3); break;
        case 14: made["properties"] = Value{{name(), inner()}, {name(), inner()}}; break;
        case 15: made["additionalProperties"] = upto(3) == 0 ? Value(upto(2) == 0) : inner(); break;
        case 16: made["propertyNames"] = Value{{"enum", {"a", "b"}}}; break;
        case 17: made["anyOf"] = Value::array({inner(), inner()}); break;
        }
    }

    std::mt19937 random_;
};

TEST(SchemaBesideAjv, DecidesLikeIt)
{
    if (!std::filesystem::exists(PROJECT_DIR "/tests/node_modules/ajv"))
        GTEST_SKIP() << "the npm packages of the tests are not installed (scripts/get-test-packages)";
    Maker maker(20);
    std::vector<Value> pairs;
    base::Command judge;
    judge.argv = {"node", PROJECT_DIR "/tests/base/ajv.mjs"};
    judge.environment = {{"PATH", std::getenv("PATH")}};
    judge.deadline = std::chrono::minutes(5);
    for (int i = 0; i < 1500; ++i) {
        pairs.push_back({{"schema", maker.schema(2)}, {"value", maker.value(2)}});
        judge.input += base::write_json(pairs.back()) + "\n";
    }
    const auto judged = base::run(judge);
    ASSERT_EQ(judged.exit_code, 0) << judged.errors;
    const auto verdicts = base::split(judged.output, '\n');
    ASSERT_EQ(verdicts.size(), pairs.size() + 1);
    std::size_t fitting = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const bool fits = base::check(pairs[i]["schema"], pairs[i]["value"]).empty();
        fitting += fits ? 1 : 0;
        EXPECT_EQ(fits ? "fits" : "unfit", verdicts[i]) << pairs[i].dump();
    }
    EXPECT_GT(fitting, pairs.size() / 5) << "too few pairs fit for the comparison to mean something";
    EXPECT_LT(fitting, pairs.size() * 4 / 5);
}

}  // namespace
