#include "server/routes.h"

#include "forge/serve_git.h"
#include "http/documentation.h"
#include "http/git_routes.h"
#include "http/pages.h"
#include "requests/store.h"
#include "server/version.h"

namespace server {
namespace {

class RequestFeed final : public http::EventFeed {
public:
    explicit RequestFeed(db::Database& database) : database_(database) {}

    std::vector<events::Event> after(const std::string& request_id, std::int64_t number) override
    {
        return database_.read([&](db::Transaction& tx) {
            return events::list(tx, requests::subject_of(request_id), number);
        });
    }

    bool finished(const std::string& request_id) override
    {
        return requests::is_end(database_.read([&](db::Transaction& tx) {
            return requests::get(tx, request_id).status;
        }));
    }

private:
    db::Database& database_;
};

http::GitServing git_serving(const std::string& repository)
{
    const auto advertise = [repository](const std::string& protocol) {
        return forge::advertise_refs(repository, protocol).body;
    };
    const auto upload_pack = [repository](
                                 const std::string& protocol, const std::string& body, const auto& write
                             ) { forge::upload_pack(repository, protocol, body, write); };
    return {advertise, upload_pack};
}

}  // namespace

std::unique_ptr<http::EventFeed> request_feed(db::Database& database)
{
    return std::make_unique<RequestFeed>(database);
}

std::vector<http::Route> routes(const RouteMeans& means)
{
    std::vector<http::Route> all{http::event_stream_route({}, means.dispatcher, means.feed, means.hub)};
    const auto add = [&](std::vector<http::Route> more) {
        all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    add(http::documentation_routes({std::string(version), means.assets}, means.dispatcher, means.metrics));
    add(http::page_routes(means.desk));
    if (!means.repository.empty())
        add(http::git_routes(git_serving(means.repository), means.dispatcher));
    return all;
}

}  // namespace server
