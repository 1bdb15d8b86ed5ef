#include "support/git_server.h"

#include "base/error.h"
#include "base/files.h"
#include "base/process.h"
#include "base/text.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

namespace support {
namespace {

constexpr const char* nginx = "/usr/sbin/nginx";
constexpr const char* fcgiwrap = "/usr/sbin/fcgiwrap";

constexpr const char* pattern = R"(
daemon off;
worker_processes 1;
pid @folder@nginx.pid;
events {}
http {
    log_format short "$request_method $request_uri $status";
    access_log @folder@access.log short;
    client_body_temp_path @folder@body;
    proxy_temp_path @folder@proxy;
    fastcgi_temp_path @folder@fastcgi;
    uwsgi_temp_path @folder@uwsgi;
    scgi_temp_path @folder@scgi;
    client_max_body_size 0;
    map_hash_bucket_size 256;
    # x-access-token and the two tokens, in base64
    map $http_authorization $right {
        default "";
        "Basic eC1hY2Nlc3MtdG9rZW46dG9rZW4tdGhhdC1tYXktd3JpdGU=" write;
        "Basic eC1hY2Nlc3MtdG9rZW46dG9rZW4tdGhhdC1tYXktcmVhZA==" read;
    }
    server {
        listen 127.0.0.1:@port@ @tls@
        location ~ ^/moved/(.*) { return 301 http://$http_host/$1?$args; }
        location ~ ^/elsewhere/(.*) { return 301 http://localhost:@port@/$1?$args; }
        location /status/429/ { return 429; }
        location /status/503/ { return 503; }
        location /status/410/ { return 410; }
        location / {
            if ($right = "") {
                add_header WWW-Authenticate 'Basic realm="Git"' always;
                return 401;
            }
            set $asked "$right $request_uri";
            if ($asked ~ "^read .*git-receive-pack") { return 403; }
            fastcgi_pass unix:@gateway@;
            fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend;
            fastcgi_param GIT_PROJECT_ROOT @folder@repositories;
            fastcgi_param GIT_HTTP_EXPORT_ALL 1;
            fastcgi_param PATH /usr/bin:/bin;
            fastcgi_param PATH_INFO $uri;
            fastcgi_param QUERY_STRING $query_string;
            fastcgi_param REQUEST_METHOD $request_method;
            fastcgi_param CONTENT_TYPE $content_type;
            fastcgi_param CONTENT_LENGTH $content_length;
            fastcgi_param REMOTE_USER $right;
        }
    }
}
)";

int listen_at(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(socket, 64) != 0)
        throw base::Error(base::Code::unavailable, "no socket at " + path);
    return socket;
}

}  // namespace

bool GitServer::installed()
{
    return ::access(nginx, X_OK) == 0 && ::access(fcgiwrap, X_OK) == 0;
}

GitServer::GitServer(Wire wire) : gateway_socket_(listen_at(folder_.at("gateway")))
{
    std::filesystem::create_directories(folder_.at("repositories"));
    if (wire == Wire::tls)
        make_certificate();
    base::write_file(folder_.at("nginx.conf"), configuration(wire));
    gateway_ = std::make_unique<Daemon>(Daemon::Start{
        {fcgiwrap, "-f", "-c", "8"}, {"PATH=/usr/bin:/bin"}, gateway_socket_, 0});
    web_ = std::make_unique<Daemon>(Daemon::Start{
        {nginx, "-p", folder_.at(""), "-c", folder_.at("nginx.conf"), "-e", folder_.at("error.log")},
        {"PATH=/usr/bin:/bin", "NGINX=3;"},
        listener_.descriptor(),
        3});
    // Theirs from now on: where one of them has ended, connections are refused.
    listener_.close();
    ::close(gateway_socket_);
}

void GitServer::set_hook(const std::string& name, const std::string& hook, const std::string& script) const
{
    const auto file = path(name) + "/hooks/" + hook;
    std::filesystem::create_directories(path(name) + "/hooks");
    base::write_file(file, "#!/bin/sh\n" + script);
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
}

void GitServer::remove_hook(const std::string& name, const std::string& hook) const
{
    std::filesystem::remove(path(name) + "/hooks/" + hook);
}

std::vector<std::string> GitServer::calls(const std::string& part, const std::string& last) const
{
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    std::vector<std::string> found;
    while (std::chrono::steady_clock::now() < give_up) {
        found.clear();
        for (const auto& line : base::split(base::find_file(folder_.at("access.log")).value_or(""), '\n'))
            if (line.find(part) != std::string::npos)
                found.push_back(line);
        if (!found.empty() && found.back().ends_with(last))
            return found;
        std::this_thread::yield();
    }
    throw base::Error(
        base::Code::unavailable,
        "No call of " + part + " that ends with " + last + ":\n" + base::join(found, "\n")
    );
}

void GitServer::make_certificate() const
{
    base::Command command;
    command.environment = {{"PATH", "/usr/bin:/bin"}};
    command.argv = {
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        folder_.at("key"),
        "-out",
        certificate()};
    if (const auto made = base::run(command); made.exit_code != 0)
        throw base::Error(base::Code::unavailable, made.errors);
}

std::string GitServer::configuration(Wire wire) const
{
    // As root its workers would become another user, for whom the gateway's socket is not.
    const std::string tls = "ssl; ssl_certificate @folder@certificate; ssl_certificate_key @folder@key;";
    auto text = base::replaced(
        (::geteuid() == 0 ? "user root;" : "") +
            base::replaced(pattern, "@tls@", wire == Wire::tls ? tls : ";"),
        "@port@",
        std::to_string(port())
    );
    return base::replaced(
        base::replaced(text, "@folder@", folder_.at("")), "@gateway@", folder_.at("gateway")
    );
}

}  // namespace support
