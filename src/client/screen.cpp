#include "client/screen.h"

#include "base/text.h"
#include "client/safe.h"

#include <charconv>
#include <numeric>
#include <span>

namespace client {
namespace {

struct Drawing {
    std::string_view unicode;
    std::string_view ascii;
    Style style;
};

const Drawing& drawing_of(Symbol symbol)
{
    static constexpr std::array<Drawing, 5> drawings{{
        {"✓", "ok", Style::green},
        {"✗", "no", Style::red},
        {"?", "?", Style::yellow},
        {"…", "..", Style::dim},
        {"↻", "again", Style::yellow},
    }};
    static_assert(static_cast<std::size_t>(Symbol::again) + 1 == drawings.size());
    return drawings[static_cast<std::size_t>(symbol)];
}

std::string_view code_of(Style style)
{
    static constexpr std::array<std::string_view, 8> codes{"1", "2", "31", "32", "33", "34", "35", "36"};
    static_assert(static_cast<std::size_t>(Style::cyan) + 1 == codes.size());
    return codes[static_cast<std::size_t>(style)];
}

std::string padded(std::string text, std::size_t width)
{
    const auto letters = base::code_points(text);
    if (letters < width)
        text.append(width - letters, ' ');
    return text;
}

std::string find_text(const std::map<std::string, std::string>& environment, const std::string& variable)
{
    const auto found = environment.find(variable);
    return found == environment.end() ? "" : found->second;
}

bool speaks_utf8(const std::map<std::string, std::string>& environment)
{
    for (const auto* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const auto locale = base::lower_ascii(find_text(environment, variable));
        if (!locale.empty())
            return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    }
    return false;
}

/// Takes what is over from the widest column again and again, until each has `least`.
void narrow(std::span<std::size_t> columns, std::size_t least, std::size_t& over)
{
    while (over > 0 && !columns.empty()) {
        const auto widest = std::max_element(columns.begin(), columns.end());
        if (*widest <= least)
            return;
        --*widest;
        --over;
    }
}

/// Makes columns, each with two spaces before it, fit into `room`.
void fit(std::vector<std::size_t>& widths, std::size_t room)
{
    const auto needed = std::accumulate(widths.begin(), widths.end(), 2 * widths.size());
    if (needed <= room || widths.empty())
        return;
    auto over = needed - room;
    const std::span columns(widths);
    const auto last = columns.last(1);
    const auto middle =
        columns.size() > 2 ? columns.subspan(1, columns.size() - 2) : std::span<std::size_t>();
    narrow(last, 20, over);
    narrow(middle, 8, over);
    narrow(last, 8, over);
    narrow(columns.subspan(1), 4, over);
    narrow(columns, 4, over);
}

}  // namespace

std::string Screen::paint(Style style, std::string_view text) const
{
    if (!abilities_.colour || text.empty())
        return std::string(text);
    return "\x1b[" + std::string(code_of(style)) + "m" + std::string(text) + "\x1b[0m";
}

std::string Screen::symbol(Symbol symbol) const
{
    const auto& drawing = drawing_of(symbol);
    return paint(drawing.style, abilities_.unicode ? drawing.unicode : drawing.ascii);
}

std::string Screen::fitted(std::string_view text, std::size_t width) const
{
    auto line = one_line(text);
    if (base::code_points(line) <= width)
        return line;
    if (abilities_.unicode)
        return base::shortened(line, width);
    const auto cut = base::shortened(line, width - 2);  // two letters more for three dots
    return cut.substr(0, cut.size() - std::string_view("…").size()) + "...";
}

void Screen::heading(std::string_view word, std::string_view text)
{
    out_ << paint(Style::bold, word);
    if (!text.empty())
        out_ << "  " << text;
    out_ << '\n';
}

void Screen::table(const std::vector<std::string>& titles, const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    const auto measure = [&](const std::vector<std::string>& row) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], base::code_points(one_line(row[i])));
    };
    measure(titles);
    std::for_each(rows.begin(), rows.end(), measure);

    fit(widths, abilities_.width);

    const auto text_of = [&](const std::vector<std::string>& row) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i)
            text += "  " + padded(fitted(row[i], widths[i]), widths[i]);
        return text.substr(0, text.find_last_not_of(' ') + 1);
    };
    if (!titles.empty())
        line(paint(Style::dim, text_of(titles)));
    for (const auto& row : rows)
        line(text_of(row));
}

Screen::Abilities abilities(bool is_terminal, const std::map<std::string, std::string>& environment)
{
    Screen::Abilities abilities;
    abilities.live = is_terminal;
    abilities.colour = is_terminal && find_text(environment, "NO_COLOR").empty();
    abilities.unicode = speaks_utf8(environment);
    const auto columns = find_text(environment, "COLUMNS");
    std::size_t width = 0;
    std::from_chars(columns.data(), columns.data() + columns.size(), width);
    if (!is_terminal)
        abilities.width = std::string::npos;  // nothing is cut for a program that reads it
    else if (width > 0)
        abilities.width = width;
    return abilities;
}

}  // namespace client
