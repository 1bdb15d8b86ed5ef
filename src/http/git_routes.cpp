#include "http/git_routes.h"

#include "base/error.h"
#include "http/failure.h"
#include "http/inflate.h"

namespace http {
namespace {

using base::Code;
using base::Error;

constexpr std::size_t largest_request = 8U << 20U;

std::string protocol_of(const Request& request)
{
    const auto& protocol = request.header("git-protocol");
    return protocol == "version=2" || protocol == "version=1" ? protocol : "";
}

std::string body_of(const Request& request)
{
    const auto& encoding = request.header("content-encoding");
    if (encoding.empty())
        return request.body;
    if (encoding != "gzip" && encoding != "x-gzip")
        throw Error(Code::invalid, "The body may be compressed with gzip only.");
    return inflated(request.body, largest_request);
}

/// Runs `serve` for those who may read pull requests; asks the others for a password, as git understands it.
Response for_readers(
    operations::Dispatcher& dispatcher, const Request& request, const std::function<Response()>& serve
)
{
    const auto answer = dispatcher.call("pulls.list", {{"limit", 1}}, bearer_of(request), request.base_url);
    if (answer.status < 400)
        return serve();
    Response refused{
        .status = answer.status, .body = base::write_json(answer.body), .headers = answer.headers};
    if (answer.status == 401)
        refused.headers["WWW-Authenticate"] =
            "Basic realm=\"groundwork: any name, and your token as password\"";
    return refused;
}

}  // namespace

std::vector<Route> git_routes(GitServing git, operations::Dispatcher& dispatcher)
{
    const std::string repository = "/git/infrastructure.git";
    const auto refs = [git, &dispatcher](const Request& request, const Captures&) {
        const auto service = request.query.find("service");
        if (service == request.query.end() || service->second != "git-upload-pack")
            return failure(
                {Code::forbidden, "This repository can only be read, with git's smart protocol."},
                request.trace_id
            );
        return for_readers(dispatcher, request, [&] {
            return Response{
                .content_type = "application/x-git-upload-pack-advertisement",
                .body = git.advertise(protocol_of(request))};
        });
    };
    const auto upload = [git, &dispatcher](const Request& request, const Captures&) {
        if (request.header("content-type") != "application/x-git-upload-pack-request")
            return failure(
                {Code::invalid, "Send application/x-git-upload-pack-request."}, request.trace_id, 415
            );
        return for_readers(dispatcher, request, [&] {
            return Response{
                .content_type = "application/x-git-upload-pack-result",
                .stream = [git, protocol = protocol_of(request), body = body_of(request)](const auto& write) {
                    git.upload_pack(protocol, body, write);
                }};
        });
    };
    return {{"GET", repository + "/info/refs", refs}, {"POST", repository + "/git-upload-pack", upload}};
}

}  // namespace http
