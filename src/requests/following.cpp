#include "requests/following.h"

namespace requests {

void to_json(base::Value& json, const Following& following)
{
    const auto& progress = following.progress;
    json = {
        {"document", following.document},
        {"progress",
         {{"state", progress.state},
          {"head_sha", progress.head_sha},
          {"review", progress.review},
          {"checks", progress.checks}}},
        {"last_comment", following.last_comment},
        {"news", base::Value::array()}};
    for (const auto& news : following.news)
        json["news"].push_back({{"kind", news.kind}, {"actor", news.actor}, {"payload", news.payload}});
}

void from_json(const base::Value& json, Following& following)
{
    json.at("document").get_to(following.document);
    const auto& progress = json.at("progress");
    progress.at("state").get_to(following.progress.state);
    progress.at("head_sha").get_to(following.progress.head_sha);
    progress.at("review").get_to(following.progress.review);
    progress.at("checks").get_to(following.progress.checks);
    json.at("last_comment").get_to(following.last_comment);
    following.news.clear();
    for (const auto& news : json.at("news"))
        following.news.push_back({news.at("kind"), news.at("actor"), news.at("payload")});
}

}  // namespace requests
