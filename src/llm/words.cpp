#include "llm/words.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace llm {
namespace {

/// The request with typographic characters made plain; `at` gives the original byte of each character.
struct Plain {
    std::string text;
    std::vector<std::size_t> at;
};

struct Typographic {
    std::string_view bytes;
    char plain;
};

constexpr std::array<Typographic, 24> typographic{{
    {"\xE2\x80\x90", '-'},  {"\xE2\x80\x91", '-'},  {"\xE2\x80\x92", '-'}, {"\xE2\x80\x93", '-'},
    {"\xE2\x80\x94", '-'},  {"\xE2\x80\x95", '-'},  {"\xE2\x88\x92", '-'}, {"\xE2\x80\x98", '\''},
    {"\xE2\x80\x99", '\''}, {"\xE2\x80\x9A", '\''}, {"\xE2\x80\x9C", '"'}, {"\xE2\x80\x9D", '"'},
    {"\xE2\x80\x9E", '"'},  {"\xC2\xAB", '"'},      {"\xC2\xBB", '"'},     {"\xC2\xA0", ' '},
    {"\xE2\x80\xAF", ' '},  {"\xE2\x80\x89", ' '},  {"\xE2\x80\xA2", '-'}, {"\xE2\x80\xA6", '.'},
    {"\xC2\xB7", '-'},      {"\xEF\xBC\x8C", ','},  {"\xE2\x80\x8B", ' '}, {"\xEF\xBB\xBF", ' '},
}};

Plain plain_of(std::string_view text)
{
    Plain plain;
    plain.text.reserve(text.size());
    plain.at.reserve(text.size() + 1);
    for (std::size_t i = 0; i < text.size();) {
        const auto* found = std::find_if(typographic.begin(), typographic.end(), [&](const Typographic& t) {
            return text.compare(i, t.bytes.size(), t.bytes) == 0;
        });
        plain.text += found == typographic.end() ? text[i] : found->plain;
        plain.at.push_back(i);
        i += found == typographic.end() ? 1 : found->bytes.size();
    }
    plain.at.push_back(text.size());
    return plain;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_word_character(char c)
{
    return is_letter(c) || is_digit(c);
}

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

constexpr std::size_t longest_chunk = 256;

class Tokenizer {
public:
    explicit Tokenizer(std::string_view text) : plain_(plain_of(text)) {}

    std::vector<Word> words()
    {
        while (i_ < size())
            step();
        return std::move(words_);
    }

private:
    std::size_t size() const { return plain_.text.size(); }
    char at(std::size_t i) const { return i < size() ? plain_.text[i] : '\0'; }

    void step()
    {
        const char c = at(i_);
        if (is_space(c)) {
            joint_ = ' ';
            fresh_ = true;
            ++i_;
        } else if (take_chunk() || take_quoted(c)) {
            fresh_ = false;
        } else if (is_digit(c)) {
            take_number();
        } else if (is_letter(c)) {
            take_word();
        } else {
            take_mark(c);
        }
    }

    void add(Word::Kind kind, std::size_t begin, std::size_t end)
    {
        Word word;
        word.kind = kind;
        word.raw = plain_.text.substr(begin, end - begin);
        word.text = base::lower_ascii(word.raw);
        word.span = {plain_.at[begin], plain_.at[end]};
        word.joint = words_.empty() ? ' ' : joint_;
        words_.push_back(std::move(word));
        joint_ = '\0';
        fresh_ = false;
        i_ = end;
    }

    /// Addresses and times are seen only at the start of a run without spaces, so that the work stays linear.
    bool take_chunk()
    {
        if (!fresh_ || !is_word_character(at(i_)))
            return false;
        auto end = i_;
        bool address = false;
        const auto limit = std::min(size(), i_ + longest_chunk);
        for (; end < limit && !is_space(at(end)) && at(end) != '\n'; ++end) {
            const bool between = end > i_ && is_word_character(at(end - 1));
            address = address || (between && at(end) == '@' && is_word_character(at(end + 1))) ||
                      (at(end) == ':' && at(end + 1) == '/' && at(end + 2) == '/') ||
                      (between && at(end) == ':' && is_digit(at(end - 1)) && is_digit(at(end + 1)) &&
                       is_digit(at(end + 2)));
        }
        while (end > i_ && std::string_view(".,;:!?)\"'`").find(at(end - 1)) != std::string_view::npos)
            --end;
        fresh_ = false;
        if (address)
            add(Word::Kind::chunk, i_, end);
        return address;
    }

    bool take_quoted(char quote)
    {
        if (quote != '"' && quote != '`' && quote != '\'')
            return false;
        if (!fresh_ && quote == '\'')
            return false;
        constexpr std::size_t longest = 80;
        for (auto end = i_ + 1; end < size() && end - i_ <= longest && at(end) != '\n'; ++end) {
            if (at(end) != quote || end == i_ + 1 || (quote == '\'' && is_word_character(at(end + 1))))
                continue;
            add(Word::Kind::quoted, i_ + 1, end);
            ++i_;
            joint_ = ' ';
            return true;
        }
        return false;
    }

    void take_number()
    {
        auto end = i_;
        std::string digits;
        while (is_digit(at(end)) || (at(end) == '.' && is_digit(at(end + 1))) || is_thousands_comma(end)) {
            if (at(end) != ',')
                digits += at(end);
            ++end;
        }
        add(Word::Kind::number, i_, end);
        words_.back().text = digits;
    }

    bool is_thousands_comma(std::size_t i) const
    {
        return at(i) == ',' && i > 0 && is_digit(at(i - 1)) && is_digit(at(i + 1)) && is_digit(at(i + 2)) &&
               is_digit(at(i + 3)) && !is_word_character(at(i + 4));
    }

    void take_word()
    {
        auto end = i_;
        while (is_word_character(at(end)) || (at(end) == '\'' && is_letter(at(end + 1)) && end > i_) ||
               (at(end) == '.' && is_digit(at(end - 1)) && is_digit(at(end + 1))))
            ++end;
        const bool without = end == i_ + 1 && at(i_) == 'w' && at(end) == '/' && at(end + 1) == 'o' &&
                             !is_word_character(at(end + 2));
        add(Word::Kind::word, i_, without ? end + 2 : end);
        if (without)
            words_.back().text = "without";
        take_possessive();
    }

    /// checkout's → checkout. In let's and it's the s is a verb.
    void take_possessive()
    {
        auto& word = words_.back();
        const auto cut = [&](std::size_t by) {
            word.possessive = true;
            word.text.resize(word.text.size() - by);
            word.raw.resize(word.raw.size() - by);
            word.span.end = word.span.begin + word.raw.size();
        };
        constexpr std::array<std::string_view, 9> verbs{
            "let's", "it's", "that's", "there's", "what's", "who's", "here's", "he's", "she's"};
        if (word.text.ends_with("'s") && std::find(verbs.begin(), verbs.end(), word.text) == verbs.end()) {
            cut(2);
        } else if (word.text.ends_with('s') && at(i_) == '\'' && is_space(at(i_ + 1))) {
            cut(0);
            ++i_;
        }
    }

    void take_mark(char c)
    {
        const bool inside = i_ > 0 && is_word_character(at(i_ - 1)) && is_word_character(at(i_ + 1));
        if (inside && (c == '-' || c == '_' || c == '.' || c == '/')) {
            joint_ = c;
            ++i_;
            return;
        }
        if (c == '\n' || std::string_view(",;.:=()?!-&+|[]{}<>").find(c) != std::string_view::npos)
            add(Word::Kind::mark, i_, i_ + 1);
        else
            ++i_;
        joint_ = ' ';
        fresh_ = true;
    }

    Plain plain_;
    std::vector<Word> words_;
    std::size_t i_ = 0;
    char joint_ = ' ';
    bool fresh_ = true;
};

}  // namespace

std::vector<Word> words_of(std::string_view text)
{
    return Tokenizer(text).words();
}

std::string stem_of(std::string_view word)
{
    const auto ends = [&](std::string_view end) { return word.size() > end.size() && word.ends_with(end); };
    if (word.size() < 4 || !ends("s") || ends("ss") || ends("us") || ends("is"))
        return std::string(word);
    if (word.size() > 4 && ends("ies"))
        return std::string(word.substr(0, word.size() - 3)) + "y";
    if (ends("xes") || ends("ches") || ends("shes") || ends("sses"))
        return std::string(word.substr(0, word.size() - (ends("aches") ? 1 : 2)));
    return std::string(word.substr(0, word.size() - 1));
}

}  // namespace llm
