#include "client/session.h"

#include "client/safe.h"

namespace client {

Session::Session(Surroundings& surroundings, const Globals& globals)
    : surroundings_(surroundings),
      globals_(globals),
      screen_(
          surroundings.terminal.output,
          abilities(surroundings.terminal.output_is_terminal, surroundings.environment)
      )
{}

Api& Session::api()
{
    if (!api_)
        api_.emplace(surroundings_.network, find_address(), token());
    return *api_;
}

base::Secret Session::token() const
{
    return base::Secret(globals_.token.empty() ? variable("GROUNDWORK_TOKEN") : globals_.token);
}

std::string Session::find_address()
{
    if (!globals_.server.empty())
        return globals_.server;
    if (auto address = variable("GROUNDWORK_SERVER"); !address.empty())
        return address;
    if (auto address = surroundings_.local.find_server())
        return *address;
    embedded_ = surroundings_.local.start_server();
    return embedded_->address;
}

bool Session::can_ask() const
{
    return surroundings_.terminal.input_is_terminal && surroundings_.terminal.output_is_terminal;
}

std::string Session::variable(const std::string& name) const
{
    const auto found = surroundings_.environment.find(name);
    return found == surroundings_.environment.end() ? "" : found->second;
}

void Session::print_json(const Answer& answer)
{
    screen_.out() << (screen_.abilities().live ? safe_json(answer.text) : answer.text);
    if (!answer.text.ends_with('\n'))
        screen_.out() << '\n';
}

}  // namespace client
