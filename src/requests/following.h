#pragma once

#include "forge/conversation.h"
#include "requests/document.h"

namespace requests {

/// What is to be told of a pull request, as an event, once the look that found it is saved.
struct News {
    std::string kind;
    std::string actor;
    base::Value payload;
};

/// What the follow workflow knows; saved after every look.
struct Following {
    Document document;  ///< as it was published; comments revise it. With files only when the last look did
    forge::Progress progress;
    std::int64_t last_comment = 0;  ///< everything up to this one was read
    std::vector<News> news = {};    ///< of the last look
};

void to_json(base::Value& json, const Following& following);
void from_json(const base::Value& json, Following& following);

}  // namespace requests
