#pragma once

#include "base/value.h"

#include <cctype>
#include <charconv>
#include <stdexcept>

/// Reads a values file and takes nothing but what Groundwork may write into one: comments of plain words, and
/// assignments of strings, numbers, truths, lists and maps. No expression, no block, no template. Throws for
/// everything else.
class ValuesFile {
public:
    static base::Value read(std::string_view text)
    {
        ValuesFile file(text);
        auto all = base::Value::object();
        for (file.pass_lines(); !file.text_.empty(); file.pass_lines()) {
            const auto name = file.name();
            if (all.contains(name))
                throw std::runtime_error(name + " is assigned twice");
            file.pass_spaces();
            file.expect("=");
            all[name] = file.value();
            file.expect("\n");
        }
        return all;
    }

private:
    explicit ValuesFile(std::string_view text) : text_(text) {}

    bool take(std::string_view piece)
    {
        if (!text_.starts_with(piece))
            return false;
        text_.remove_prefix(piece.size());
        return true;
    }

    void expect(std::string_view piece)
    {
        if (!take(piece))
            throw std::runtime_error("no " + std::string(piece) + " at " + std::string(text_.substr(0, 60)));
    }

    char next()
    {
        if (text_.empty())
            throw std::runtime_error("the file ends too soon");
        const char first = text_.front();
        text_.remove_prefix(1);
        return first;
    }

    void pass_spaces()
    {
        while (take(" ")) {
        }
    }

    /// Spaces, line ends and comments of plain words.
    void pass_lines()
    {
        while (true) {
            pass_spaces();
            if (take("\n"))
                continue;
            if (!take("#"))
                return;
            for (char c = next(); c != '\n'; c = next())
                if (c != ' ' && std::islower(static_cast<unsigned char>(c)) == 0)
                    throw std::runtime_error("a comment of other than plain words");
        }
    }

    std::string name()
    {
        std::string name;
        while (!text_.empty() &&
               (std::isalnum(static_cast<unsigned char>(text_.front())) != 0 || text_.front() == '_'))
            name += next();
        if (name.empty())
            throw std::runtime_error("no name at " + std::string(text_.substr(0, 60)));
        return name;
    }

    base::Value value()
    {
        pass_spaces();
        if (take("\""))
            return string();
        if (take("["))
            return list();
        if (take("{"))
            return map();
        for (const auto& [word, value] : {std::pair{"true", true}, std::pair{"false", false}})
            if (take(word))
                return value;
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), number);
        if (error != std::errc{})
            throw std::runtime_error("no value at " + std::string(text_.substr(0, 60)));
        text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
        return number;
    }

    base::Value string()
    {
        std::string text;
        for (char c = next(); c != '"'; c = next()) {
            if (c == '\n')
                throw std::runtime_error("a string over two lines");
            text += c;
            if (c == '\\')
                text += next();
            else if ((c == '$' || c == '%') && text_.starts_with(std::string{c, '{'}))
                next();  // doubled: a sign, and no template
            else if ((c == '$' || c == '%') && text_.starts_with("{"))
                throw std::runtime_error("a template: " + text);
        }
        return base::read_json("\"" + text + "\"");
    }

    base::Value list()
    {
        auto all = base::Value::array();
        for (pass_lines(); !take("]"); pass_lines()) {
            all.push_back(value());
            pass_lines();
            if (!take(",") && !text_.starts_with("]"))
                throw std::runtime_error("no list");
        }
        return all;
    }

    base::Value map()
    {
        auto all = base::Value::object();
        for (pass_lines(); !take("}"); pass_lines()) {
            const auto key = take("\"") ? string().get<std::string>() : name();
            pass_spaces();
            expect("=");
            all[key] = value();
            expect("\n");
        }
        return all;
    }

    std::string_view text_;
};
