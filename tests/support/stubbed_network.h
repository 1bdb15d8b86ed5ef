#pragma once

#include "base/network.h"

#include <deque>
#include <functional>
#include <map>
#include <string>
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

    ~StubbedNetwork() override;

    void expect(Stub stub);

    base::HttpAnswer send(const base::HttpRequest& request) override;

private:
    std::deque<Stub> stubs_;
};

}  // namespace support
