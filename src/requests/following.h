#pragma once

#include "forge/conversation.h"
#include "requests/document.h"

namespace requests {

/// The signal that something has happened to the pull request.
inline constexpr std::string_view wake = "pull_changed";

/// What is to be told of a pull request, as an event, once what has happened is saved.
struct News {
    std::string kind;
    std::string actor;
    base::Value payload;
};

/// A command that is being obeyed, saved before each of its steps: however it is cut, each has its effect
/// once, and the command is the one that was read, whoever edits the comment.
struct Task {
    enum class Step { obey, retell, answer };

    forge::Comment comment;  ///< the body is the command alone
    Step step = Step::obey;
    std::string answer = {};  ///< Markdown; once it is known
    /// Hidden in the answer. Nobody knows it before the answer is there, so where it stands, that was given.
    std::string mark = {};
};

/// How long the host has not let us look.
struct Trouble {
    int times = 0;                              ///< in a row
    std::optional<base::Time> gone_since = {};  ///< when it first said that there is no such pull request
};

/// What the follow workflow knows; saved after every look, and after every step of a command.
struct Following {
    Document
        document;  ///< as it was published; comments revise it. With files only when that has just happened
    forge::Progress progress;
    std::int64_t last_comment = 0;  ///< everything up to this one was read
    std::vector<News> news = {};    ///< of the last run
    std::optional<Task> task = {};
    Trouble trouble = {};
    base::Time next_look = {};                    ///< when it is due, unless somebody wakes us
    base::Time woken_at = {};                     ///< when somebody last did
    std::optional<base::Time> closed_since = {};  ///< while it is not open
    bool path_taken = false;                      ///< it was reopened after its path had got another owner
    bool lost = false;                            ///< it will never be seen again
};

void to_json(base::Value& json, const Following& following);
void from_json(const base::Value& json, Following& following);

}  // namespace requests
