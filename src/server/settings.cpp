#include "server/settings.h"

#include "base/files.h"

#include <unistd.h>

namespace server {
namespace {

constexpr std::array<std::string_view, 2> auth_words{"none", "token"};
constexpr std::array<std::string_view, 2> forge_words{"local", "github"};
constexpr std::array<std::string_view, 4> level_words{"debug", "info", "warn", "error"};
constexpr std::array<std::string_view, 2> switch_words{"off", "on"};
constexpr std::array<std::string_view, 2> format_words{"text", "json"};

constexpr std::array<base::Setting, 45> table{{
    {"GROUNDWORK_LISTEN",
     "listen",
     "127.0.0.1:8000",
     "Address and port of the server; on any other address than loopback authentication must be on."},
    {"GROUNDWORK_AUTH",
     "auth",
     "",
     "Who may call: none, or token (bearer tokens with scopes). Default: none on loopback.",
     false,
     auth_words},
    {"GROUNDWORK_ALLOWED_HOSTS",
     "allowed_hosts",
     "",
     "Host names the server answers to besides loopback's, separated by commas."},
    {"GROUNDWORK_CORS_ORIGINS",
     "cors_origins",
     "",
     "Web origins that may call the API from a browser, separated by commas."},
    {"GROUNDWORK_PUBLIC_URL",
     "public_url",
     "",
     "How people reach the server, for addresses in pull requests. Default: http:// and the listen address."},
    {"GROUNDWORK_DATA_DIR",
     "data_dir",
     "./data",
     "Where the database, the local forge's repository and the lock file live."},
    {"GROUNDWORK_THREADS",
     "threads",
     "96",
     "Most connections served at once; half of them may wait (?wait=, events)."},
    {"GROUNDWORK_WORKERS",
     "workers",
     "320",
     "Most stages of requests that run at once; a thread is started when one is needed."},
    {"LLM_PROVIDER",
     "llm_provider",
     "",
     "Who understands requests: claude, azure_openai, offline (rules over the catalog's words; needs no "
     "key), or "
     "several, separated by commas: the next is asked where one fails. Default: claude when its key is set, "
     "else "
     "azure_openai when its key is, else offline."},
    {"LLM_TIMEOUT",
     "llm_timeout",
     "30",
     "Seconds after which a call to a language model is given up and tried again later."},
    {"ANTHROPIC_API_KEY", "anthropic_api_key", "", "The key for Claude.", true},
    {"ANTHROPIC_BASE_URL",
     "anthropic_base_url",
     "https://api.anthropic.com",
     "Where Claude is asked; another address for a gateway."},
    {"ANTHROPIC_MODEL", "anthropic_model", "claude-sonnet-5", "Which Claude is asked."},
    {"AZURE_OPENAI_API_KEY", "azure_openai_api_key", "", "The key for Azure OpenAI.", true},
    {"AZURE_OPENAI_ENDPOINT",
     "azure_openai_endpoint",
     "",
     "Where Azure OpenAI is asked: https://name.openai.azure.com; or a compatible server's address, ending "
     "in /v1."},
    {"AZURE_OPENAI_API_VERSION",
     "azure_openai_api_version",
     "",
     "The dated API, such as 2024-10-21. Default: the v1 API, which has no date."},
    {"AZURE_OPENAI_DEPLOYMENT", "azure_openai_deployment", "", "The name of the deployment that is asked."},
    {"GROUNDWORK_PROMPTS", "prompts", "prompts", "The folder of the prompts for language models."},
    {"GROUNDWORK_MODEL_SUMMARY",
     "model_summary",
     "off",
     "Whether a language model writes a sentence for the reviewer into the pull request: off or on.",
     false,
     switch_words},
    {"GROUNDWORK_MONTHLY_TOKENS",
     "monthly_tokens",
     "0",
     "Most tokens that language models may use in a calendar month (UTC), all requesters together; 0: no "
     "limit."},
    {"GROUNDWORK_MONTHLY_TOKENS_PER_REQUESTER",
     "monthly_tokens_per_requester",
     "0",
     "Most tokens that language models may use in a calendar month (UTC) for one requester; 0: no limit."},
    {"FORGE",
     "forge",
     "",
     "Where pull requests live: local (embedded), or github. Default: github when a token or an App, "
     "GITHUB_ORG and GITHUB_REPO are set, else local.",
     false,
     forge_words},
    {"GITHUB_TOKEN", "github_token", "", "A token that may push and open pull requests.", true},
    {"GITHUB_ORG", "github_org", "", "The owner of the repository for pull requests."},
    {"GITHUB_REPO", "github_repo", "", "The name of the repository for pull requests."},
    {"GITHUB_BASE_BRANCH",
     "github_base_branch",
     "",
     "The branch that pull requests on GitHub are merged into. Default: the repository's default branch."},
    {"GITHUB_SERVER_URL",
     "github_server_url",
     "https://github.com",
     "Where GitHub is; another address for GitHub Enterprise."},
    {"GITHUB_API_URL",
     "github_api_url",
     "",
     "Where the API of that GitHub is. Default: api. before the host for github.com and ghe.com, else the "
     "server's address and /api/v3."},
    {"GITHUB_APP_ID", "github_app_id", "", "The id of a GitHub App, in place of a token."},
    {"GITHUB_APP_PRIVATE_KEY_FILE",
     "github_app_private_key_file",
     "",
     "The file with the App's private key (PEM)."},
    {"GITHUB_REVIEWERS",
     "github_reviewers",
     "",
     "Who is asked to review each pull request on GitHub: login names, separated by commas."},
    {"GITHUB_TEAM_REVIEWERS",
     "github_team_reviewers",
     "",
     "The teams that are asked to review: their short names, separated by commas."},
    {"GITHUB_DRAFT",
     "github_draft",
     "off",
     "Whether pull requests on GitHub are opened as drafts: off or on.",
     false,
     switch_words},
    {"GITHUB_COMMIT_NAME", "github_commit_name", "Groundwork", "The author's name in commits for GitHub."},
    {"GITHUB_COMMIT_EMAIL",
     "github_commit_email",
     "groundwork@localhost",
     "The author's address in commits for GitHub, for repositories with rules about it."},
    {"GITHUB_LIMITS",
     "github_limits",
     "on",
     "Whether GitHub is called no faster than github.com allows; off for a GitHub Enterprise Server whose "
     "rate limits are switched off.",
     false,
     switch_words},
    {"GITHUB_WEBHOOK_SECRET",
     "github_webhook_secret",
     "",
     "With what GitHub signs the webhooks it sends to /api/v1/webhooks/github. Default: none are taken.",
     true},
    {"GROUNDWORK_BASE_BRANCH",
     "base_branch",
     "main",
     "The local forge's branch that pull requests are merged into."},
    {"GROUNDWORK_BRANCH_PREFIX", "branch_prefix", "groundwork", "What the names of branches begin with."},
    {"DEFAULT_ENVIRONMENT", "default_environment", "dev", "The environment of a request that names none."},
    {"CATALOG_PATH", "catalog_path", "templates/terraform", "The folder of blueprints."},
    {"GROUNDWORK_CONFIG_DIR",
     "config_dir",
     "config",
     "The folder of environments.yaml, policies.yaml, prices.yaml and repositories.yaml."},
    {"GROUNDWORK_ASSETS",
     "assets",
     ".deps/swagger-ui",
     "The folder of the interactive documentation's files."},
    {"LOG_LEVEL", "log_level", "info", "The least that is logged.", false, level_words},
    {"LOG_FORMAT",
     "log_format",
     "",
     "text or json. Default: text on a terminal, else json.",
     false,
     format_words},
}};

}  // namespace

std::span<const base::Setting> settings_table()
{
    return table;
}

base::Settings read_settings(
    const std::map<std::string, std::string>& flags, const std::map<std::string, std::string>& environment
)
{
    return read_settings(flags, environment, base::find_file(dotenv_file).value_or(""));
}

base::Settings read_settings(
    const std::map<std::string, std::string>& flags,
    const std::map<std::string, std::string>& environment,
    const std::string& dotenv
)
{
    base::Settings::Sources sources{
        flags, environment, dotenv, base::find_file("config/groundwork.yaml").value_or("")};
    return base::Settings::read(table, sources);
}

std::map<std::string, std::string> process_environment()
{
    std::map<std::string, std::string> variables;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view line(*entry);
        if (const auto equals = line.find('='); equals != std::string_view::npos)
            variables.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
    return variables;
}

}  // namespace server
