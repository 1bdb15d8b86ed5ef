// What must hold for every value and for every text.
#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {

using base::Value;

std::string encoded(const std::vector<char32_t>& points)
{
    std::string text;
    const auto put = [&](char32_t bits) { text += static_cast<char>(bits); };
    for (const auto point : points) {
        if (point < 0x80) {
            put(point);
        } else if (point < 0x800) {
            put(0xC0U | (point >> 6U));
            put(0x80U | (point & 0x3FU));
        } else if (point < 0x10000) {
            put(0xE0U | (point >> 12U));
            put(0x80U | ((point >> 6U) & 0x3FU));
            put(0x80U | (point & 0x3FU));
        } else {
            put(0xF0U | (point >> 18U));
            put(0x80U | ((point >> 12U) & 0x3FU));
            put(0x80U | ((point >> 6U) & 0x3FU));
            put(0x80U | (point & 0x3FU));
        }
    }
    return text;
}

/// Any text of Unicode: control characters, NUL, quotes and the highest planes too.
rc::Gen<std::string> any_text()
{
    const auto point = rc::gen::oneOf(
        rc::gen::inRange<char32_t>(0, 0x80),
        rc::gen::inRange<char32_t>(0x80, 0xD800),
        rc::gen::inRange<char32_t>(0xE000, 0x110000)
    );
    return rc::gen::map(rc::gen::container<std::vector<char32_t>>(point), encoded);
}

rc::Gen<Value> any_value(int levels)
{
    auto leaf = rc::gen::oneOf(
        rc::gen::just(Value(nullptr)),
        rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return Value(b); }),
        rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t i) { return Value(i); }),
        rc::gen::map(rc::gen::arbitrary<double>(), [](double d) { return Value(d); }),
        rc::gen::map(any_text(), [](std::string text) { return Value(std::move(text)); })
    );
    if (levels == 0)
        return leaf;
    auto list = rc::gen::map(
        rc::gen::scale(0.3, rc::gen::container<std::vector<Value>>(any_value(levels - 1))),
        [](std::vector<Value> items) { return Value(std::move(items)); }
    );
    auto mapping = rc::gen::map(
        rc::gen::scale(
            0.3, rc::gen::container<std::map<std::string, Value>>(any_text(), any_value(levels - 1))
        ),
        [](const std::map<std::string, Value>& members) {
            auto made = Value::object();
            for (const auto& [name, member] : members)
                made[name] = member;
            return made;
        }
    );
    return rc::gen::oneOf(std::move(leaf), std::move(list), std::move(mapping));
}

RC_GTEST_PROP(JsonProperties, WhatIsWrittenIsReadAgain, ())
{
    const auto value = *any_value(3).as("value");
    RC_ASSERT(base::read_json(base::write_json(value)) == value);
    RC_ASSERT(base::read_json(base::write_pretty_json(value)) == value);
}

RC_GTEST_PROP(JsonProperties, EqualValuesHaveOneText, ())
{
    const auto text = base::write_json(*any_value(3).as("value"));
    RC_ASSERT(base::write_json(base::read_json(text)) == text);
}

RC_GTEST_PROP(JsonProperties, WhatIsWrittenIsOneLineOfUtf8, ())
{
    const auto text = base::write_json(*any_value(2).as("value"));
    RC_ASSERT(base::is_utf8(text));
    RC_ASSERT(text.find('\n') == std::string::npos);
}

/// Every text is read or refused as `invalid`: nothing else comes out.
void read_or_refuse(const std::string& text)
{
    try {
        base::read_json(text);
    } catch (const base::Error& error) {
        RC_ASSERT(error.code == base::Code::invalid);
        RC_ASSERT(base::is_utf8(error.message));
        RC_ASSERT(!error.message.empty());
    }
}

RC_GTEST_PROP(JsonProperties, AnyBytesAreReadOrRefused, (const std::string& bytes))
{
    read_or_refuse(bytes);
}

RC_GTEST_PROP(JsonProperties, JsonWithOneByteChangedIsReadOrRefused, (unsigned char byte))
{
    auto text = base::write_json(*any_value(2));
    text[*rc::gen::inRange<std::size_t>(0, text.size())] = static_cast<char>(byte);
    read_or_refuse(text);
    read_or_refuse(text.substr(0, *rc::gen::inRange<std::size_t>(0, text.size())));
}

RC_GTEST_PROP(JsonProperties, APointerTokenLeadsToItsKey, ())
{
    const auto key = *any_text().as("key");
    const Value value{{key, 1}, {key + "x", 2}};
    RC_ASSERT(value[Value::json_pointer("/" + base::pointer_token(key))] == 1);
}

}  // namespace
