#pragma once

#include "base/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hcl {

/// The lines of an HCL body in the canonical form of `terraform fmt`: two spaces for each level, equals signs
/// aligned within a run of single-line attributes. Values go through the one writer of literals; names,
/// expressions and comments are fixed words of ours.
class Body {
public:
    explicit Body(std::size_t indent = 0) : indent_(indent) {}

    /// `key` is written as it is; quote it first where it is no identifier.
    void attribute(const std::string& key, const base::Value& value);
    /// An expression such as var.region: code of ours, never anything that came from outside.
    void expression(const std::string& key, const std::string& code);
    void block(const std::string& header, const Body& inside);
    void comment(const std::string& words);
    void blank() { lines_.push_back({}); }
    /// One element of a list, with its comma.
    void element(const base::Value& value);

    /// A body for what stands inside of a block or a value of this one.
    Body inner() const { return Body(indent_ + 2); }
    std::string text() const;

private:
    /// A line `start = rest`, or just `start`, which may be the first line of several.
    struct Line {
        std::string start;
        std::optional<std::string> rest;
    };
    void align(std::size_t first, std::size_t last, std::string& text) const;

    std::size_t indent_;
    std::vector<Line> lines_;
};

}  // namespace hcl
