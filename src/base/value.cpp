#include "base/value.h"

#include "base/error.h"
#include "base/text.h"

#include <set>

namespace base {
namespace {

/// Builds a Value from the parser's events and stops at the first thing we refuse.
class Reader final : public nlohmann::json_sax<Value> {
public:
    explicit Reader(ReadLimits limits) : limits_(limits) {}

    Value take() { return std::move(root_); }
    const std::string& complaint() const { return complaint_; }

    bool null() override { return place(nullptr); }
    bool boolean(bool value) override { return place(value); }
    bool number_integer(number_integer_t value) override { return place(value); }
    bool number_unsigned(number_unsigned_t value) override { return place(value); }
    bool number_float(number_float_t value, const string_t&) override { return place(value); }
    bool string(string_t& value) override { return place(std::move(value)); }
    bool binary(binary_t&) override { return refuse("Binary values are not JSON."); }

    bool start_object(std::size_t) override { return open(Value::object()); }
    bool start_array(std::size_t) override { return open(Value::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        if (open_.back()->contains(name))
            return refuse("The key \"" + name + "\" stands twice in the same object.");
        key_ = std::move(name);
        return true;
    }

    bool
    parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override
    {
        std::string_view text = error.what();
        if (!is_utf8(text))  // the library quotes what it read
            return refuse("This is not valid JSON: byte " + std::to_string(position) + " is not UTF-8.");
        if (auto at = text.find("] "); at != std::string_view::npos)
            text.remove_prefix(at + 2);
        return refuse("This is not valid JSON: " + std::string(text) + ".");
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

    bool place(Value value)
    {
        put(std::move(value));
        return true;
    }

    bool open(Value container)
    {
        if (open_.size() >= limits_.depth)
            return refuse("JSON may be nested at most " + std::to_string(limits_.depth) + " levels deep.");
        open_.push_back(put(std::move(container)));
        return true;
    }

    bool close()
    {
        open_.pop_back();
        return true;
    }

    ReadLimits limits_;
    Value root_;
    std::vector<Value*> open_;
    std::string key_;
    std::string complaint_;
};

}  // namespace

Value read_json(std::string_view text, ReadLimits limits)
{
    Reader reader(limits);
    if (!Value::sax_parse(text.begin(), text.end(), &reader))
        throw Error(Code::invalid, reader.complaint());
    return reader.take();
}

std::string write_json(const Value& value)
{
    return value.dump();
}

std::string write_pretty_json(const Value& value)
{
    return value.dump(2) + "\n";
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
