#include "base/value.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <iterator>
#include <utility>

template class nlohmann::basic_json<>;

namespace base {
namespace {

/// Walks over the text and shows how far the parser has come, so that a refusal can name its place.
class Walk {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Walk(const char* at, const char*& reached) : at_(at), reached_(&reached) {}

    reference operator*() const { return *at_; }
    Walk& operator++()
    {
        *reached_ = ++at_;
        return *this;
    }
    bool operator==(const Walk& other) const { return at_ == other.at_; }
    bool operator!=(const Walk& other) const { return at_ != other.at_; }

private:
    const char* at_;
    const char** reached_;
};

/// "line 3, column 7" of the last of `length` bytes; columns count characters.
std::string place_of(std::string_view text, std::size_t length)
{
    const auto before = text.substr(0, std::max<std::size_t>(length, 1) - 1);
    const auto line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
    return "line " + std::to_string(std::count(before.begin(), before.end(), '\n') + 1) + ", column " +
           std::to_string(code_points(line) + 1);
}

/// The library's words for a mistake, without its place and without what it read: that may be long or secret.
std::string words_of(std::string_view what)
{
    for (const std::string_view before : {"] ", ": "})
        if (const auto at = what.find(before); at != std::string_view::npos)
            what.remove_prefix(at + before.size());
    return shortened(what.substr(0, what.find("; last read")), 200);
}

/// Builds a Value from the parser's events and stops at the first thing we refuse.
class Reader final : public nlohmann::json_sax<Value> {
public:
    Reader(std::string_view text, ReadLimits limits) : text_(text), limits_(limits) {}

    Value read()
    {
        // The library takes NUL for the end.
        if (const auto nul = text_.find('\0'); nul != std::string_view::npos)
            throw Error(
                Code::invalid,
                "This is not valid JSON (" + place_of(text_, nul + 1) + "): NUL is not allowed."
            );
        const char* end = text_.data() + text_.size();
        if (!Value::sax_parse(Walk(text_.data(), reached_), Walk(end, reached_), this))
            throw Error(Code::invalid, complaint_);
        return std::move(root_);
    }

    bool null() override { return put_leaf(nullptr); }
    bool boolean(bool value) override { return put_leaf(value); }
    bool number_integer(number_integer_t value) override { return put_leaf(value); }
    /// The library compares what is beyond 64 signed bits as a negative number; as a float it is what it is.
    bool number_unsigned(number_unsigned_t value) override
    {
        return std::in_range<number_integer_t>(value) ? put_leaf(value)
                                                      : put_leaf(static_cast<double>(value));
    }
    bool number_float(number_float_t value, const string_t&) override { return put_leaf(value); }
    bool string(string_t& value) override { return put_leaf(std::move(value)); }
    bool binary(binary_t&) override { return refuse("Binary values are not JSON."); }

    bool start_object(std::size_t) override { return open(Value::object()); }
    bool start_array(std::size_t) override { return open(Value::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        if (open_.back()->contains(name))
            return refuse(
                "The key \"" + shortened(name, 60) + "\" stands twice in the same object (" + place() + ")."
            );
        key_ = std::move(name);
        return true;
    }

    bool
    parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override
    {
        const auto here = place_of(text_, position);
        if (!is_utf8(text_.substr(0, position)))
            return refuse("This is not valid JSON (" + here + "): a byte is not UTF-8.");
        return refuse("This is not valid JSON (" + here + "): " + words_of(error.what()) + ".");
    }

private:
    bool refuse(std::string complaint)
    {
        complaint_ = std::move(complaint);
        return false;
    }

    Value* put(Value value)
    {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        auto& parent = *open_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        return &(parent[key_] = std::move(value));
    }

    bool put_leaf(Value value)
    {
        put(std::move(value));
        return true;
    }

    bool open(Value container)
    {
        if (open_.size() >= limits_.depth)
            return refuse(
                "JSON may be nested at most " + std::to_string(limits_.depth) + " levels deep (" + place() +
                ")."
            );
        open_.push_back(put(std::move(container)));
        return true;
    }

    bool close()
    {
        open_.pop_back();
        return true;
    }

    std::string place() const { return place_of(text_, static_cast<std::size_t>(reached_ - text_.data())); }

    std::string_view text_;
    const char* reached_ = text_.data();
    ReadLimits limits_;
    Value root_;
    std::vector<Value*> open_;
    std::string key_;
    std::string complaint_;
};

std::string written(const Value& value, int indent)
{
    try {
        return value.dump(indent);
    } catch (const nlohmann::json::type_error& error) {
        throw Error(Code::internal, "A text that is not UTF-8 cannot be written as JSON.", "", error.what());
    }
}

}  // namespace

Value read_json(std::string_view text, ReadLimits limits)
{
    return Reader(text, limits).read();
}

std::string write_json(const Value& value)
{
    return written(value, -1);
}

std::string write_pretty_json(const Value& value)
{
    return written(value, 2) + "\n";
}

std::string pointer_token(std::string_view key)
{
    std::string token;
    for (char c : key) {
        if (c == '~')
            token += "~0";
        else if (c == '/')
            token += "~1";
        else
            token += c;
    }
    return token;
}

}  // namespace base
