#include "client/asked.h"

#include "base/files.h"
#include "base/text.h"
#include "client/read.h"

#include <istream>
#include <iterator>

namespace client {
namespace {

using base::Code;
using base::Error;
using base::Value;

/// What a caller may say of a resource; a dry run's answer says more, which is its own.
constexpr std::array<const char*, 4> resource_members{
    "resource_type", "resource_name", "environment", "parameters"};

std::string read_source(const std::string& name, Session& session)
{
    if (name != "-")
        return base::read_file(name);
    auto& input = session.surroundings().terminal.input;
    return {std::istreambuf_iterator<char>(input), {}};
}

/// Throws what read_json throws, with the file's name before it.
Value read_document(const std::string& source, Session& session)
{
    try {
        return base::read_json(read_source(source, session));
    } catch (const Error& error) {
        throw Error(error.code, source + ": " + error.message);
    }
}

Value read_resource(const Value& written, const std::string& source)
{
    if (!written.is_object() || !written.contains("resource_type"))
        throw Error(
            Code::invalid,
            source + " must hold a resource {resource_type, resource_name, environment, parameters}, a list "
                     "of them, "
                     "or what dry-run --json printed."
        );
    auto resource = Value::object();
    for (const auto* name : resource_members)
        if (const auto& member = member_of(written, name); !member.is_null())
            resource[name] = member;
    return resource;
}

void append_resources(Value& resources, const std::string& source, Session& session)
{
    const auto written = read_document(source, session);
    const auto& found = written.is_object() && written.contains("resources") ? written["resources"] : written;
    if (!found.is_array()) {
        resources.push_back(read_resource(found, source));
        return;
    }
    for (const auto& resource : found)
        resources.push_back(read_resource(resource, source));
}

/// Where nobody is signed in, the person at the keyboard is the best name there is.
std::string requester_of(const Asked& asked, const Session& session)
{
    if (!asked.requester.empty() || !session.token().empty())
        return asked.requester;
    return session.variable("USER");
}

}  // namespace

std::string Asked::sentence() const
{
    return std::string(base::trimmed(base::join(words, " ")));
}

void add_asked(CLI::App& command, Asked& asked)
{
    command.add_option("sentence", asked.words, "What is wanted, in plain words")->option_text(" ");
    command.add_option("--environment", asked.environment, "Where it shall stand; beats the words")
        ->option_text("<environment>");
    command.add_option("--team", asked.team, "Who owns it")->option_text("<team>");
    command.add_option("--service", asked.service, "What it is for")->option_text("<service>");
    command.add_option("--requester", asked.requester, "Who asks (default: the token's owner, or you)")
        ->option_text("<name>");
    command.add_option("--answer", asked.answers, "The answer to a question, beforehand; may be repeated")
        ->option_text("<question>=<value>")
        ->allow_extra_args(false);
    command
        .add_option(
            "--resource",
            asked.resources,
            "In place of words: a JSON file with typed resources, such as dry-run --json prints; - reads "
            "standard "
            "input; may be repeated"
        )
        ->option_text("<file>")
        ->allow_extra_args(false);
}

Value body_of(const Asked& asked, Session& session)
{
    auto body = Value::object();
    auto resources = Value::array();
    for (const auto& source : asked.resources)
        append_resources(resources, source, session);
    const auto sentence = asked.sentence();
    if (sentence.empty() == resources.empty())
        throw Error(Code::invalid, "Say what is wanted: either in a sentence, or by --resource.");
    if (sentence.empty())
        body["resources"] = std::move(resources);
    else
        body["request"] = sentence;
    const std::map<std::string, std::string> stated{
        {"environment", asked.environment},
        {"team", asked.team},
        {"service", asked.service},
        {"requester", requester_of(asked, session)}};
    for (const auto& [name, value] : stated)
        if (!value.empty())
            body[name] = value;
    if (!asked.answers.empty())
        body["answers"] = read_answers(asked.answers);
    return body;
}

Value read_answers(const std::vector<std::string>& texts)
{
    auto answers = Value::object();
    std::vector<base::Problem> problems;
    for (const auto& text : texts) {
        const auto equals = text.find('=');
        const auto name = text.substr(0, equals);
        if (equals == std::string::npos || name.empty())
            problems.push_back({"", "An answer has the form question=value: " + text});
        else if (answers.contains(name))
            problems.push_back({"", "This question is answered twice: " + name});
        else
            answers[name] = text.substr(equals + 1);
    }
    base::refuse_when_any(std::move(problems));
    return answers;
}

}  // namespace client
