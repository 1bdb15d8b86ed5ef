#include "requests/following.h"

#include <algorithm>
#include <array>

namespace requests {
namespace {

constexpr std::array<std::string_view, 3> step_words{"obey", "retell", "answer"};

base::Value json_of(const std::optional<base::Time>& time)
{
    return time ? base::Value(base::to_micros(*time)) : base::Value(nullptr);
}

/// Nullopt also where an older version wrote nothing.
std::optional<base::Time> find_time(const base::Value& json, const char* name)
{
    if (!json.contains(name) || json[name].is_null())
        return std::nullopt;
    return base::from_micros(json[name].get<std::int64_t>());
}

base::Value json_of(const Task& task)
{
    return {
        {"comment", task.comment.id},
        {"author", task.comment.author},
        {"command", task.comment.body},
        {"created_at", base::to_micros(task.comment.created_at)},
        {"step", step_words.at(static_cast<std::size_t>(task.step))},
        {"answer", task.answer},
        {"mark", task.mark}};
}

Task read_task(const base::Value& json)
{
    const auto step = std::find(step_words.begin(), step_words.end(), json.at("step").get<std::string>());
    return {
        {json.at("comment"),
         json.at("author"),
         json.at("command"),
         base::from_micros(json.at("created_at").get<std::int64_t>())},
        static_cast<Task::Step>(step - step_words.begin()),
        json.at("answer"),
        json.at("mark")};
}

}  // namespace

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
        {"news", base::Value::array()},
        {"task", following.task ? json_of(*following.task) : base::Value(nullptr)},
        {"trouble",
         {{"times", following.trouble.times}, {"gone_since", json_of(following.trouble.gone_since)}}},
        {"next_look", base::to_micros(following.next_look)},
        {"woken_at", base::to_micros(following.woken_at)},
        {"closed_since", json_of(following.closed_since)},
        {"path_taken", following.path_taken},
        {"lost", following.lost}};
    for (const auto& news : following.news)
        json["news"].push_back({{"kind", news.kind}, {"actor", news.actor}, {"payload", news.payload}});
}

void from_json(const base::Value& json, Following& following)
{
    following = {};
    json.at("document").get_to(following.document);
    const auto& progress = json.at("progress");
    progress.at("state").get_to(following.progress.state);
    progress.at("head_sha").get_to(following.progress.head_sha);
    progress.at("review").get_to(following.progress.review);
    progress.at("checks").get_to(following.progress.checks);
    json.at("last_comment").get_to(following.last_comment);
    for (const auto& news : json.at("news"))
        following.news.push_back({news.at("kind"), news.at("actor"), news.at("payload")});
    if (json.contains("task") && !json["task"].is_null())
        following.task = read_task(json["task"]);
    if (json.contains("trouble"))
        following.trouble = {json["trouble"].at("times"), find_time(json["trouble"], "gone_since")};
    following.next_look = find_time(json, "next_look").value_or(base::Time{});
    following.woken_at = find_time(json, "woken_at").value_or(base::Time{});
    following.closed_since = find_time(json, "closed_since");
    following.path_taken = json.value("path_taken", false);
    following.lost = json.value("lost", false);
}

}  // namespace requests
