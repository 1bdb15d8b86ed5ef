#pragma once

#include "operations/dispatch.h"

#include <functional>

/// A table of a few verbs, and answers that a test writes by name. Stands in for the real dispatcher, which
/// is built of rooms that this one may not use.
class TwoOperations final : public operations::Dispatcher {
public:
    std::map<
        std::string,
        std::function<operations::Answer(const base::Value& input, const std::string& bearer)>>
        verbs;
    std::vector<operations::Incoming> received;  ///< by answer()
    base::Value document = {{"openapi", "3.1.0"}, {"info", {{"title", "Groundwork"}, {"version", "1.2.3"}}}};

    TwoOperations()
    {
        table_.push_back(
            {"pulls.get",
             "GET",
             "/api/v1/pulls/{number}",
             operations::Scope::read,
             "",
             {},
             {},
             200,
             {},
             false}
        );
        table_.push_back(
            {"requests.provision",
             "POST",
             "/api/v1/provision",
             operations::Scope::request,
             "",
             {},
             {},
             202,
             {},
             false}
        );
    }

    const std::vector<operations::Operation>& table() const override { return table_; }

    operations::Answer answer(const operations::Incoming& incoming) override
    {
        received.push_back(incoming);
        if (incoming.path == "/api/v1/provision")
            return {202, {{"request_id", "req-0123456789ab"}}, {}};
        return refused(base::Code::not_found, "There is no " + incoming.path + ".");
    }

    operations::Answer
    call(std::string_view name, const base::Value& input, const std::string& bearer, const std::string&)
        override
    {
        const auto verb = verbs.find(std::string(name));
        return verb == verbs.end() ? refused(base::Code::not_found, "No such thing.")
                                   : verb->second(input, bearer);
    }

    const base::Value& openapi() const override { return document; }

    static operations::Answer refused(base::Code code, const std::string& message)
    {
        return {
            base::row_of(code).http_status, operations::error_body({code, message}, "trace-of-dispatch"), {}};
    }

private:
    std::vector<operations::Operation> table_;
};
