#pragma once

#include <string>
#include <string_view>

namespace requests::markdown {

/// What a machine wrote as one line of plain words, at most `limit` code points, for running text: no
/// mention, reference, closing keyword's number, link, address, commit's hash, image, HTML or Markdown comes
/// to life, neither in Markdown nor where the line becomes a commit's message. A word that could be one of
/// these is left out, with … in its place. Empty for what is not UTF-8 and for what holds no words.
std::string prose(std::string_view text, std::size_t limit);

}  // namespace requests::markdown
