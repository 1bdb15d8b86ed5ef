#pragma once

#include "client/session.h"
#include "client/topics.h"

namespace client {

/// Asks a person at a terminal, topic by topic, and tries what they say. Nothing is written.
class Wizard {
public:
    explicit Wizard(Session& session);

    /// Throws `invalid` when the input ends before the last question.
    Choices ask();

    /// The variables of everything that it can ask for.
    static std::vector<std::string> variables(const std::vector<base::Settings::Entry>& entries);

private:
    using Entry = base::Settings::Entry;

    void ask_topic(const Topic& topic);
    /// Without an answer the choices stay as they are.
    void ask_setting(const Entry& entry, Choices& choices);
    base::Secret read(const Entry& entry, const std::string& prompt);
    /// Whether the choices stand; false: the topic is asked for again.
    bool try_out(const Topic& topic, Choices& choices);
    std::string read_line();

    Session& session_;
    Screen& screen_;
    const std::vector<Entry> entries_;  ///< what is set now
    Choices made_;
};

}  // namespace client
