#pragma once

#include "base/clock.h"
#include "base/metrics.h"
#include "http/documentation.h"
#include "http/front.h"
#include "http/pages.h"
#include "http/sample_answers.h"
#include "http/two_operations.h"

namespace http {

/// Every page over a dispatcher that knows one pull request and one request, with hostile words wherever
/// words can stand. With `token`, nothing opens without it.
class SampleSite {
public:
    explicit SampleSite(std::string token = "")
        : token_(std::move(token)), desk_(operations, clock_), front_({}, operations, metrics, routes())
    {
        fill();
    }

    Response answer(const Request& request) const { return front_.answer(request); }

    /// As a browser asks.
    Response
    get(const std::string& path,
        const std::string& cookies = "",
        const std::map<std::string, std::string>& query = {}) const
    {
        return answer(
            {.method = "GET",
             .path = path,
             .query = query,
             .headers = {{"host", "localhost:8000"}, {"accept", "text/html"}, {"cookie", cookies}}}
        );
    }
    Response post(const std::string& path, const std::string& form, const std::string& cookies) const
    {
        return answer(
            {.method = "POST",
             .path = path,
             .headers =
                 {{"host", "localhost:8000"},
                  {"origin", "http://localhost:8000"},
                  {"content-type", "application/x-www-form-urlencoded"},
                  {"cookie", cookies}},
             .body = form}
        );
    }

    const Front& front() const { return front_; }

    TwoOperations operations;
    base::Metrics metrics;
    std::vector<std::string> done;  ///< "merge 1"

private:
    using Answer = ::operations::Answer;

    void know(const std::string& name, std::function<base::Value(const base::Value& input)> run)
    {
        operations.verbs[name] = [this, run](const base::Value& input, const std::string& bearer) {
            if (bearer != token_)
                return TwoOperations::refused(base::Code::unauthenticated, "A token is needed.");
            auto body = run(input);
            return body.is_null() ? TwoOperations::refused(base::Code::not_found, "There is no such thing.")
                                  : Answer{200, std::move(body), {}};
        };
    }

    void fill()
    {
        operations.document = sample_openapi();
        const auto act = [this](std::string verb) {
            return [this, verb](const base::Value& input) {
                done.push_back(verb + " " + base::write_json(input.at("number")));
                return sample_pull();
            };
        };
        know("pulls.list", [](const base::Value& input) {
            const bool open = input.value("state", "open") == "open";
            return base::Value{
                {"pulls", open ? base::Value::array({sample_pull()}) : base::Value::array()},
                {"next_cursor", open ? "a&b" : ""},
                {"count", 1}};
        });
        know("pulls.get", [](const base::Value& input) {
            return input.at("number") == 1 ? sample_pull() : base::Value();
        });
        know("pulls.diff", [](const base::Value&) { return sample_diff(); });
        know("pulls.merge", act("merge"));
        know("pulls.close", act("close"));
        know("requests.list", [](const base::Value&) {
            return base::Value{{"requests", {sample_request()}}, {"count", 1}, {"next_cursor", nullptr}};
        });
        know("requests.status", [](const base::Value& input) {
            return input.at("id") == sample_request()["request_id"] ? sample_request() : base::Value();
        });
        know("requests.events", [](const base::Value&) { return sample_events(); });
    }

    std::vector<Route> routes()
    {
        auto all = documentation_routes({"1.2.3", PROJECT_DIR "/.deps/swagger-ui"}, operations, metrics);
        const auto pages = page_routes(desk_);
        all.insert(all.end(), pages.begin(), pages.end());
        return all;
    }

    const std::string token_;
    base::ManualClock clock_{base::from_micros(1'795'162'000'000'000)};
    Desk desk_;
    Front front_;
};

}  // namespace http
