#pragma once

#include "base/text.h"
#include "base/value.h"

#include <concepts>
#include <string>
#include <string_view>

namespace http {

/// HTML that is safe to send, because of how it is made: literals in our source are markup, every other text
/// is escaped.
class Markup {
public:
    Markup() = default;

    template <std::size_t size> explicit Markup(const char (&ours)[size]) : text_(ours) {}

    template <std::size_t size> Markup& operator<<(const char (&ours)[size])
    {
        text_ += ours;
        return *this;
    }
    Markup& operator<<(const Markup& markup)
    {
        text_ += markup.text_;
        return *this;
    }
    Markup& operator<<(const std::string& foreign)
    {
        text_ += base::html_escaped(foreign);
        return *this;
    }
    Markup& operator<<(std::string_view foreign)
    {
        text_ += base::html_escaped(foreign);
        return *this;
    }
    template <std::integral Number> Markup& operator<<(Number number)
    {
        text_ += std::to_string(number);
        return *this;
    }

    /// For text that somebody else has made safe: the Markdown library's output.
    static Markup trusted(std::string html)
    {
        Markup markup;
        markup.text_ = std::move(html);
        return markup;
    }

    bool empty() const { return text_.empty(); }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// A member as text: a string as it is, null or none as nothing, anything else as JSON.
std::string text_of(const base::Value& value, std::string_view key);
std::string shown(const base::Value& value);

}  // namespace http
