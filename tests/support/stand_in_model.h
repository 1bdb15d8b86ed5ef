#pragma once

#include "support/wire.h"

#include <atomic>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace support {

/// A provider of models on a real socket: Claude's API and OpenAI's. Every call gets the next of the scripts,
/// and when there is none left, `otherwise`. Without any it understands every request: as a bucket in `prod`
/// that is called by the request's last word.
class StandInModel {
public:
    std::atomic<int> models_status = 200;  ///< of the answer to the question for the models

    struct Call {
        std::string method;
        std::string path;
        std::map<std::string, std::string> headers;  ///< lower-case names
        std::string body;
        std::size_t turns = 0;  ///< of the conversation, the one that waits for an answer included
    };
    /// What the stand-in does with a call.
    using Script = std::function<void(Wire&, const Call&)>;
    /// Comes before the first call of a connection; false ends it.
    using Greeting = std::function<bool(Wire&)>;

    explicit StandInModel(
        std::vector<Script> scripts = {}, Script otherwise = understand, Greeting greeting = {}
    );
    StandInModel(const StandInModel&) = delete;
    StandInModel& operator=(const StandInModel&) = delete;
    ~StandInModel();

    int port() const;
    std::string address() const { return "http://127.0.0.1:" + std::to_string(port()); }

    /// How many calls were open at the same time, at most.
    int most_at_once() const;

    std::vector<Call> calls() const;

    static std::string answer(
        int status,
        const std::string& body,
        const std::vector<std::pair<std::string, std::string>>& headers = {}
    );

    /// The text in the envelope of the API that was called.
    static std::string says(const Call& call, const std::string& text);

    static void understand(Wire& wire, const Call& call);

private:
    void accept_all();
    void serve(int socket);
    std::list<Wire*>::iterator enter(Wire& wire);
    void play(Wire& wire, const Call& call);

    std::vector<Script> scripts_;
    Script otherwise_;
    Greeting greeting_;
    int listener_;
    mutable std::mutex mutex_;
    std::vector<Call> calls_;
    int at_once_ = 0;
    int most_at_once_ = 0;
    std::list<Wire*> open_;
    std::list<std::thread> serving_;  ///< the accepting thread's, until that has ended
    std::thread accepting_;
};

}  // namespace support
