#pragma once

#include <string>

namespace requests {

/// The words with everything that looks like a credential replaced by "[redacted]": API keys and tokens of
/// the known makers (AWS, GitHub, Anthropic, OpenAI, Slack, Google, GitLab), JSON web tokens, PEM blocks, and
/// what follows "password", "secret" or "token" with a colon or an equals sign. Applied before anything is
/// stored or sent.
std::string redacted(const std::string& words);

}  // namespace requests
