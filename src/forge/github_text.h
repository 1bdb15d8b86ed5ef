#pragma once

#include <string>

/// Texts cut to what GitHub takes.
namespace forge {

std::string fitting_title(const std::string& title);

/// A body that is too long loses its middle; its last line tells whose it is.
std::string fitting_body(const std::string& body);

}  // namespace forge
