#include "client/understood.h"

#include "base/text.h"
#include "client/read.h"
#include "client/safe.h"

namespace client {
namespace {

/// The words between the two bytes; empty for a span that does not lie in the text or cuts a letter.
std::string words_of(const base::Value& span, const std::string& text)
{
    const auto& begin = member_of(span, "begin");
    const auto& end = member_of(span, "end");
    if (!begin.is_number_unsigned() || !end.is_number_unsigned())
        return "";
    const auto first = begin.get<std::size_t>();
    const auto last = end.get<std::size_t>();
    if (first >= last || last > text.size())
        return "";
    const auto words = text.substr(first, last - first);
    return base::is_utf8(words) ? one_line(words) : "";
}

/// A region that nobody said is the environment's and needs no line of its own.
bool is_said(const base::Value& source, std::string_view field)
{
    return field != "region" || text_of(source, "from") != "environment default";
}

/// The estimate and what it does not say; nothing where the server told none.
void print_cost(Screen& screen, const base::Value& cost)
{
    if (const auto summary = text_of(cost, "summary"); !summary.empty())
        screen.line("  " + one_line(summary));
    for (const auto& remark : list_of(cost, "remarks"))
        screen.line("  " + one_line(plain(remark)));
}

void print_resource(Screen& screen, const base::Value& resource, const std::string& request_text)
{
    screen.heading(
        "Understood",
        one_line(text_of(resource, "resource_type")) + " " +
            screen.paint(Style::bold, one_line(text_of(resource, "resource_name"))) + " in " +
            one_line(text_of(resource, "environment"))
    );
    std::vector<std::vector<std::string>> rows;
    const auto& sources = member_of(resource, "sources");
    const auto& parameters = list_of(resource, "parameters");
    for (const auto& [name, value] : parameters.items())
        rows.push_back({name, plain(value), source_text(member_of(sources, name), request_text)});
    // The fields that every resource has stand among the sources too: those that somebody said are worth a
    // line.
    for (const auto* name : {"region", "resource_type", "resource_name", "environment"})
        if (const auto& source = member_of(sources, name);
            source.is_object() && !parameters.contains(name) && is_said(source, name))
            rows.insert(rows.begin(), {name, text_of(resource, name), source_text(source, request_text)});
    screen.table({"value", "is", "because of"}, rows);
    print_cost(screen, member_of(resource, "cost"));
    screen.line();
}

}  // namespace

std::string source_text(const base::Value& source, const std::string& request_text)
{
    const auto from = text_of(source, "from");
    const auto words = words_of(member_of(source, "span"), request_text);
    return words.empty() ? one_line(from) : one_line(from) + ": \"" + words + "\"";
}

void print_understood(Screen& screen, const base::Value& resources, const std::string& request_text)
{
    for (const auto& resource : resources)
        print_resource(screen, resource, request_text);
}

}  // namespace client
