#pragma once

#include "base/error.h"
#include "base/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <vector>

namespace support {

/// A network with an answer for each expected call, in any order of addresses and in the given order for
/// equal ones. A call without a stub fails the test, and so does a stub that was never called.
class StubbedNetwork final : public base::Network {
public:
    struct Stub {
        std::string method = "GET";
        std::string url = "";
        int status = 200;
        std::string body = "";
        std::vector<std::string> pieces = {};  ///< of the body, for callers that read a stream
        std::function<void(const base::HttpRequest&)> inspect = {};
        bool unreachable = false;  ///< no answer comes, after the pieces
        std::map<std::string, std::string> headers = {};
    };

    ~StubbedNetwork() override
    {
        for (const auto& stub : stubs_)
            ADD_FAILURE() << "never called: " << stub.method << " " << stub.url;
    }

    void expect(Stub stub) { stubs_.push_back(std::move(stub)); }

    base::HttpAnswer send(const base::HttpRequest& request) override
    {
        const auto found = std::find_if(stubs_.begin(), stubs_.end(), [&](const Stub& stub) {
            return stub.method == request.method && stub.url == request.url;
        });
        if (found == stubs_.end()) {
            ADD_FAILURE() << "unexpected call: " << request.method << " " << request.url << "\n"
                          << request.body;
            throw base::Error(base::Code::internal, "unexpected call");
        }
        const auto stub = *found;
        stubs_.erase(found);
        if (stub.inspect)
            stub.inspect(request);
        if (request.on_body) {
            for (const auto& piece : stub.pieces)
                if (!request.on_body(piece))
                    return {stub.status, {}, ""};
        }
        if (stub.unreachable)
            throw base::Error(base::Code::unavailable, "No answer from " + request.url + ".");
        return {stub.status, stub.headers, stub.body};
    }

private:
    std::deque<Stub> stubs_;
};

}  // namespace support
