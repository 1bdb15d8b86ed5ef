#pragma once

#include "base/network.h"
#include "base/value.h"
#include "server/app.h"
#include "support/temporary_folder.h"

namespace support {

/// The real program on a free port, with SQLite in a file, the offline model and the local forge.
class RunningApp {
public:
    using Flags = std::map<std::string, std::string>;

    RunningApp() : RunningApp(Flags{}) {}
    explicit RunningApp(Flags flags) : folder_(std::make_shared<TemporaryFolder>())
    {
        start(std::move(flags));
    }
    /// On a data directory that somebody else keeps.
    RunningApp(const std::filesystem::path& data, Flags flags)
    {
        flags["data_dir"] = data.string();
        start(std::move(flags));
    }

    server::App& app() { return *app_; }
    const std::string& address() const { return app_->address(); }

    base::HttpAnswer send(base::HttpRequest request)
    {
        request.url = address() + request.url;
        return network_.send(request);
    }

    base::HttpAnswer
    ask(const std::string& method,
        const std::string& path,
        std::map<std::string, std::string> headers,
        std::string body = "")
    {
        base::HttpRequest request;
        request.method = method;
        request.url = path;
        request.headers = std::move(headers);
        request.body = std::move(body);
        request.deadline = std::chrono::seconds(60);
        return send(std::move(request));
    }

    base::HttpAnswer get(const std::string& path) { return ask("GET", path, {}); }

    base::HttpAnswer
    post(const std::string& path, const base::Value& body, std::map<std::string, std::string> headers = {})
    {
        headers["content-type"] = "application/json";
        return ask("POST", path, std::move(headers), base::write_json(body));
    }

    base::Value get_json(const std::string& path) { return base::read_json(get(path).body); }

    /// Posts the request and waits until it rests; its status.
    base::Value provision(base::Value body)
    {
        const auto accepted = base::read_json(post("/api/v1/provision", body).body);
        if (!accepted.contains("request_id"))
            return accepted;
        return settled(accepted["request_id"]);
    }

    base::Value settled(const std::string& id)
    {
        return get_json("/api/v1/requests/" + id + "/status?wait=50");
    }

private:
    void start(Flags flags)
    {
        if (folder_)
            flags["data_dir"] = (folder_->path() / "data").string();
        flags.try_emplace("listen", "127.0.0.1:0");
        flags.try_emplace("catalog_path", PROJECT_DIR "/templates/terraform");
        flags.try_emplace("config_dir", PROJECT_DIR "/config");
        const auto settings = base::Settings::read(server::settings_table(), {flags, {}, "", ""});
        app_ = std::make_unique<server::App>(settings, server::Mode::serving);
    }

    std::shared_ptr<TemporaryFolder> folder_;
    std::unique_ptr<server::App> app_;
    base::RealNetwork network_;
};

}  // namespace support
