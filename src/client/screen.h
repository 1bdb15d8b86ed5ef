#pragma once

#include "client/surroundings.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace client {

enum class Style { bold, dim, red, green, yellow, blue, magenta, cyan };
enum class Symbol { done, failed, question, busy, again };

/// One stream and what it can show.
class Screen {
public:
    struct Abilities {
        bool live = false;    ///< a terminal: a line can be written over
        bool colour = false;  ///< a terminal, and NO_COLOR is not set
        bool unicode = false;
        std::size_t width = 100;
    };

    Screen(std::ostream& out, Abilities abilities) : out_(out), abilities_(abilities) {}

    std::ostream& out() { return out_; }
    const Abilities& abilities() const { return abilities_; }

    std::string paint(Style style, std::string_view text) const;
    std::string symbol(Symbol symbol) const;
    /// `text` on one line of at most `width` letters.
    std::string fitted(std::string_view text, std::size_t width) const;

    void line(std::string_view text = "") { out_ << text << '\n'; }
    /// A bold heading and what it speaks of.
    void heading(std::string_view word, std::string_view text = "");
    /// Columns as wide as their widest cell. On a terminal cells are cut where a row is wider than it: in the
    /// last column first, in the first column, which says what the row is of, last. `titles` may be empty.
    void table(const std::vector<std::string>& titles, const std::vector<std::vector<std::string>>& rows);

private:
    std::ostream& out_;
    Abilities abilities_;
};

/// Colour only on a terminal and without NO_COLOR; UTF-8 by LC_ALL, LC_CTYPE or LANG; width by COLUMNS
/// on a terminal, else without end.
Screen::Abilities abilities(bool is_terminal, const std::map<std::string, std::string>& environment);

}  // namespace client
