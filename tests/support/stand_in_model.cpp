#include "support/stand_in_model.h"

#include "base/text.h"
#include "base/value.h"
#include "support/model_answers.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace support {
namespace {

using Call = StandInModel::Call;

int listen()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener, SOMAXCONN) != 0)
        throw std::runtime_error("no port on loopback");
    return listener;
}

/// Without the system's.
base::Value turns_of(const Call& call)
{
    auto turns = base::Value::array();
    const auto body = call.body.empty() ? base::Value::object() : base::read_json(call.body);
    for (const auto& message : body.value("messages", base::Value::array()))
        if (message["role"] != "system")
            turns.push_back(message["content"]);
    return turns;
}

std::string last_word(const Call& call)
{
    const auto turn = turns_of(call).at(0).get<std::string>();
    const auto begin = turn.find('>') + 1;
    const auto request = base::read_json(turn.substr(begin, turn.find('<', begin) - begin))["request"];
    return base::split(request.get<std::string>(), ' ').back();
}

Call read_head(const std::string& head)
{
    const auto lines = base::split(head, '\n');
    const auto words = base::split(lines.front(), ' ');
    Call call{words.at(0), words.at(1), {}, {}};
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (const auto colon = lines[i].find(':'); colon != std::string::npos)
            call.headers[base::lower_ascii(lines[i].substr(0, colon))] =
                base::trimmed(std::string_view(lines[i]).substr(colon + 1));
    return call;
}

std::optional<Call> read_call(Wire& wire, std::string& unread)
{
    const auto more = [&](auto&& enough) {
        while (!enough()) {
            const auto piece = wire.read();
            if (piece.empty())
                return false;
            unread += piece;
        }
        return true;
    };
    if (!more([&] { return unread.find("\r\n\r\n") != std::string::npos; }))
        return std::nullopt;
    auto call = read_head(unread.substr(0, unread.find("\r\n\r\n")));
    unread.erase(0, unread.find("\r\n\r\n") + 4);
    const auto length =
        call.headers.contains("content-length") ? std::stoul(call.headers["content-length"]) : 0;
    if (!more([&] { return unread.size() >= length; }))
        return std::nullopt;
    call.body = unread.substr(0, length);
    unread.erase(0, length);
    call.turns = turns_of(call).size();
    return call;
}

}  // namespace

StandInModel::StandInModel(std::vector<Script> scripts, Script otherwise, Greeting greeting)
    : scripts_(std::move(scripts)),
      otherwise_(std::move(otherwise)),
      greeting_(std::move(greeting)),
      listener_(listen())
{
    accepting_ = std::thread([this] { accept_all(); });
}

StandInModel::~StandInModel()
{
    ::shutdown(listener_, SHUT_RDWR);
    accepting_.join();
    {
        std::lock_guard lock(mutex_);
        for (auto* wire : open_)
            wire->end();
    }
    for (auto& thread : serving_)
        thread.join();
    ::close(listener_);
}

int StandInModel::port() const
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

int StandInModel::most_at_once() const
{
    std::lock_guard lock(mutex_);
    return most_at_once_;
}

std::vector<StandInModel::Call> StandInModel::calls() const
{
    std::lock_guard lock(mutex_);
    return calls_;
}

std::string StandInModel::answer(
    int status, const std::string& body, const std::vector<std::pair<std::string, std::string>>& headers
)
{
    auto text = fmt::format(
        "HTTP/1.1 {} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n", status, body.size()
    );
    for (const auto& [name, value] : headers)
        text += name + ": " + value + "\r\n";
    return text + "\r\n" + body;
}

std::string StandInModel::says(const Call& call, const std::string& text)
{
    return call.path.ends_with("/v1/messages") ? conversation::claude_says(text)
                                               : conversation::azure_says(text);
}

void StandInModel::understand(Wire& wire, const Call& call)
{
    using conversation::value;
    const auto form = conversation::form({conversation::resource(
        "s3", {value("resource_name", last_word(call)), value("environment", "prod")}
    )});
    wire.write(answer(200, says(call, form)));
}

void StandInModel::accept_all()
{
    for (int socket = 0; (socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;)
        serving_.emplace_back([this, socket] { serve(socket); });
}

void StandInModel::serve(int socket)
{
    Wire wire(socket);
    const auto place = enter(wire);
    std::string unread;
    if (greeting_ && !greeting_(wire))
        wire.end();
    while (const auto call = read_call(wire, unread)) {
        if (call->method == "GET")
            wire.write(answer(models_status, R"({"data": []})"));
        else
            play(wire, *call);
    }
    std::lock_guard lock(mutex_);
    open_.erase(place);
}

std::list<Wire*>::iterator StandInModel::enter(Wire& wire)
{
    std::lock_guard lock(mutex_);
    return open_.insert(open_.end(), &wire);
}

void StandInModel::play(Wire& wire, const Call& call)
{
    std::unique_lock lock(mutex_);
    calls_.push_back(call);
    const auto script = calls_.size() <= scripts_.size() ? scripts_[calls_.size() - 1] : otherwise_;
    most_at_once_ = std::max(most_at_once_, ++at_once_);
    lock.unlock();
    script(wire, call);
    lock.lock();
    --at_once_;
}

}  // namespace support
