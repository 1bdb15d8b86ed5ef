#include "support/stubbed_network.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace support {

StubbedNetwork::~StubbedNetwork()
{
    for (const auto& stub : stubs_)
        ADD_FAILURE() << "never called: " << stub.method << " " << stub.url;
}

void StubbedNetwork::expect(Stub stub)
{
    stubs_.push_back(std::move(stub));
}

base::HttpAnswer StubbedNetwork::send(const base::HttpRequest& request)
{
    const auto found = std::find_if(stubs_.begin(), stubs_.end(), [&](const Stub& stub) {
        return stub.method == request.method && stub.url == request.url;
    });
    if (found == stubs_.end()) {
        ADD_FAILURE() << "unexpected call: " << request.method << " " << request.url << "\n" << request.body;
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

}  // namespace support
