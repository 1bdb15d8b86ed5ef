#include "client/questions.h"

#include "base/text.h"
#include "client/read.h"
#include "client/safe.h"

#include <charconv>
#include <istream>

namespace client {
namespace {

using base::Value;

void print_options(Screen& screen, const Value& options)
{
    std::size_t number = 0;
    for (const auto& option : options)
        screen.line("    " + std::to_string(++number) + ") " + one_line(plain(option)));
}

Value chosen(const std::string& line, const Value& options)
{
    std::size_t number = 0;
    const auto read = std::from_chars(line.data(), line.data() + line.size(), number);
    const bool whole = read.ec == std::errc{} && read.ptr == line.data() + line.size();
    // An option may itself be a number: then what was typed is meant as it stands.
    const bool is_option =
        std::any_of(options.begin(), options.end(), [&](const Value& o) { return plain(o) == line; });
    if (whole && !is_option && number >= 1 && number <= options.size())
        return options[number - 1];
    return line;
}

}  // namespace

void print_questions(Screen& screen, const Value& questions)
{
    for (const auto& question : questions) {
        screen.line(
            screen.symbol(Symbol::question) + " " + one_line(text_of(question, "question")) + " " +
            screen.paint(Style::dim, "(" + one_line(text_of(question, "id")) + ")")
        );
        print_options(screen, list_of(question, "options"));
    }
}

std::optional<Value> ask_questions(Session& session, const Value& questions)
{
    auto answers = Value::object();
    auto& screen = session.screen();
    for (const auto& question : questions) {
        print_questions(screen, Value::array({question}));
        std::string line;
        while (base::trimmed(line).empty()) {
            screen.out() << "> " << std::flush;
            if (!std::getline(session.surroundings().terminal.input, line)) {
                screen.line();
                return std::nullopt;
            }
        }
        answers[text_of(question, "id")] =
            chosen(std::string(base::trimmed(line)), list_of(question, "options"));
    }
    return answers;
}

}  // namespace client
