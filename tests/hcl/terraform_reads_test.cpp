#include "hcl/terraform.h"
#include "hcl/texts.h"

#include <gtest/gtest.h>

namespace {

using base::Value;

std::string from_base64(std::string_view text)
{
    static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned filled = 0;
    for (const char c : text) {
        const auto digit = digits.find(c);
        if (digit == std::string::npos)
            continue;
        bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
        filled += 6;
        if (filled < 8)
            continue;
        filled -= 8;
        bytes += static_cast<char>((bits >> filled) & 0xFFU);
    }
    return bytes;
}

/// What a real terraform evaluates the expression to.
Value evaluated(const Folder& folder, const std::string& expression)
{
    const auto done = run_in(
        folder.path(), {*find_terraform(), "console"}, "base64encode(jsonencode(" + expression + "))\n"
    );
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    return base::read_json(from_base64(done.output));
}

void expect_same(const Value& got, const Value& wanted)
{
    ASSERT_EQ(got.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        ASSERT_EQ(got[i], wanted[i]) << "text " << i << ", written as "
                                     << hcl::quoted(wanted[i].get<std::string>());
}

TEST(Terraform, ReadsEveryTextBackByteForByteFromTfvars)
{
    SKIP_WITHOUT_TERRAFORM();
    const auto texts = writable_texts(4000);
    const Folder folder;
    folder.write("main.tf", "variable \"texts\" {\n  type = list(string)\n}\n");
    folder.write("terraform.tfvars", hcl::tfvars({{"texts", texts, "request"}}));
    expect_same(evaluated(folder, "var.texts"), texts);
}

/// In a .tf file templates are evaluated too. A text that got out could add a block; then the list would not
/// be the same, for everything that stands between its brackets comes back as its elements.
TEST(Terraform, ReadsEveryTextBackByteForByteFromAModule)
{
    SKIP_WITHOUT_TERRAFORM();
    const auto texts = writable_texts(4000);
    const Folder folder;
    folder.write("main.tf", "locals {\n  texts = " + hcl::literal(texts, 2) + "\n}\n");
    expect_same(evaluated(folder, "local.texts"), texts);
}

TEST(Terraform, ReadsEveryKeyOfAMapBack)
{
    SKIP_WITHOUT_TERRAFORM();
    auto map = Value::object();
    for (const auto& text : writable_texts(500))
        map[text.get<std::string>()] = text;
    for (const auto* word : {"for", "if", "null", "true", "a-b", "a.b", "1", ""})
        map[word] = word;
    const Folder folder;
    folder.write("main.tf", "variable \"texts\" {\n  type = map(string)\n}\n");
    folder.write("terraform.tfvars", hcl::tfvars({{"texts", map, "request"}}));
    const auto got = evaluated(folder, "var.texts");
    ASSERT_EQ(got.size(), map.size());
    for (const auto& [key, text] : map.items())
        ASSERT_EQ(got.value(key, Value()), text) << hcl::quoted(key);
}

TEST(Terraform, WouldFormatNothingDifferently)
{
    SKIP_WITHOUT_TERRAFORM();
    auto map = Value::object();
    for (const auto& text : writable_texts(2000))
        map[text.get<std::string>()] = text;
    const Value deep{{"b", {1, {{"c", nullptr}}}}};
    const Value value{
        {"short", "x"}, {"a_longer_name", {1, 2.5, 1e30, -3}}, {"nested", {{"a", deep}, {"d", {}}}}};
    const Folder folder;
    folder.write(
        "terraform.tfvars",
        hcl::tfvars(
            {{"texts", writable_texts(300), "request"},
             {"one", 1, ""},
             {"three", value, ""},
             {"map", map, ""},
             {"four", true, ""},
             {"fifteen", Value::array(), ""}}
        )
    );
    const auto done = run_in(folder.path(), {*find_terraform(), "fmt", "-check", "-diff"});
    EXPECT_EQ(done.exit_code, 0) << done.output << done.errors;
}

}  // namespace
