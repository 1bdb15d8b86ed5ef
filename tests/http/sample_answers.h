#pragma once

#include "base/value.h"

namespace http {

/// What a hostile requester might write.
inline constexpr const char* hostile =
    R"html(<script>alert("pwned")</script><img src="https://evil.example/x.png" onerror="alert(1)">)html";

inline base::Value sample_pull()
{
    return {
        {"number", 1},
        {"title", std::string("Create a production PostgreSQL for the payments API ") + hostile},
        {"state", "open"},
        {"branch", "groundwork/prod-rds-payments-4f1c9a"},
        {"base_branch", "main"},
        {"author", "dana@example.org"},
        {"url", "http://localhost:8000/pulls/1"},
        {"labels", {"infrastructure", "terraform", "env:prod", "resource:rds", "<b>bold</b>"}},
        {"created_at", "2026-11-20T07:02:00.000Z"},
        {"closed_at", nullptr},
        {"head_sha", "9fceb02d0ae598e95dc970b74767f19372d61af8"},
        {"base_sha", "e83c5163316f89bfbde7d9ab23ca2e25604af290"},
        {"merge_sha", nullptr},
        {"body",
         std::string(R"markdown(## Summary
A **production** PostgreSQL 16 for the payments API, in `eu-central-1`, encrypted and private.

### What is created
| Resource | Name | Why |
|---|---|---|
| `aws_db_instance` | `prod-payments-postgres` | the database |
| `aws_security_group` | `prod-payments-postgres` | who may reach it |

### Parameters
| Parameter | Value | Where from |
|---|---|---|
| `engine` | `postgres` | request |
| `multi_az` | `true` | default for prod |
| `storage_gb` | `100` | default for prod |

### Security
- encrypted with the account's key
- ~~public~~ private: no address outside the network

### Check list
- [x] Follows the naming pattern
- [ ] The size fits the expected load
- [ ] The cost is agreed

> production Postgres for the payments API

[good](https://example.org/) [bad](javascript:alert(1)) ![beacon](https://evil.example/beacon.png)

)markdown") + hostile +
             "\n"}};
}

inline base::Value sample_diff()
{
    return {
        {"files",
         {{{"path", "terraform/prod/rds/payments/terraform.tfvars"},
           {"status", "added"},
           {"added", 9},
           {"removed", 0},
           {"patch",
            "@@ -0,0 +1,9 @@\n+# request\n+engine = \"postgres\"\n+# default for prod\n+engine_version = "
            "\"16\"\n+# default for prod\n"
            "+multi_az = true\n+# default for prod\n+storage_gb = 100\n+note = "
            "\"</td><script>alert(1)</script>\"\n"}},
          {{"path", "terraform/prod/rds/payments/main.tf"},
           {"status", "modified"},
           {"added", 4},
           {"removed", 2},
           {"patch",
            "diff --git a/main.tf b/main.tf\nindex 1..2 100644\n--- a/main.tf\n+++ b/main.tf\n@@ -1,9 +1,11 "
            "@@ resource \"aws_db_instance\" \"this\" {\n"
            " resource \"aws_db_instance\" \"this\" {\n   identifier        = var.identifier\n-  "
            "allocated_storage = 20\n-  storage_encrypted = false\n"
            "+  allocated_storage = var.storage_gb\n+  storage_encrypted = true\n+  # kept for the "
            "reviewers, however long this line may be: it must scroll inside its own box and not widen the "
            "page, ever\n"
            "+  multi_az          = var.multi_az\n   engine            = var.engine\n \n   tags = "
            "local.tags\n }\n\\ No newline at end of file\n"}},
          {{"path", "terraform/prod/rds/<old>.tf"},
           {"status", "deleted"},
           {"added", 0},
           {"removed", 1},
           {"patch", "@@ -1 +0,0 @@\n-locals {}\n"}}}}};
}

inline base::Value sample_request()
{
    return {
        {"request_id", "req-0123456789ab"},
        {"request_text", std::string("production Postgres for the payments API ") + hostile},
        {"requester", "dana@example.org"},
        {"team", "payments"},
        {"service", nullptr},
        {"status", "completed"},
        {"pr_url", "http://localhost:8000/pulls/1"},
        {"pr_number", 1},
        {"pr_state", "open"},
        {"branch_name", "groundwork/prod-rds-payments-4f1c9a"},
        {"error", nullptr},
        {"refusal", nullptr},
        {"questions",
         {{{"id", "size"}, {"question", "How large shall it be? <b>"}, {"options", {"small", "large"}}}}},
        {"resources",
         {{{"resource_type", "rds"},
           {"resource_name", "payments"},
           {"environment", "prod"},
           {"directory", "terraform/prod/rds/payments"},
           {"parameters",
            {{"engine", "postgres"}, {"multi_az", true}, {"storage_gb", 100}, {"note", hostile}}},
           {"sources",
            {{"engine", {{"from", "request"}, {"span", {11, 19}}}},
             {"multi_az", {{"from", "environment default"}}},
             {"storage_gb", {{"from", "environment default"}}},
             {"note", {{"from", "caller"}, {"span", {900, 1000}}}}}}}}},
        {"created_at", "2026-11-20T07:01:00.000Z"},
        {"completed_at", "2026-11-20T07:02:00.000Z"}};
}

/// One that waits for answers.
inline base::Value sample_question()
{
    auto waiting = sample_request();
    waiting["status"] = "needs_input";
    waiting["completed_at"] = nullptr;
    waiting["pr_url"] = nullptr;
    waiting["questions"] = {
        {{"id", "size"}, {"question", "How large shall it be? <b>"}, {"options", {"small", "large"}}},
        {{"id", "0.na\"me"},
         {"question", std::string("What is it called? ") + hostile},
         {"options", base::Value::array()}}};
    return waiting;
}

inline base::Value sample_events()
{
    const auto event = [](int number, const char* status) {
        return base::Value{
            {"number", number},
            {"kind", "request.status"},
            {"actor", "system"},
            {"at", "2026-11-20T07:01:00.000Z"},
            {"payload", {{"status", status}, {"note", hostile}}}};
    };
    return {
        {"events",
         {event(1, "queued"),
          event(2, "parsing"),
          event(3, "generating"),
          event(4, "creating_pr"),
          event(5, "completed")}}};
}

inline base::Value sample_openapi()
{
    return base::read_json(R"json({
      "openapi": "3.1.0",
      "info": {"title": "Groundwork", "version": "1.2.3", "description": "Infrastructure *in words*. <script>alert(1)</script>"},
      "paths": {
        "/api/v1/provision": {"post": {
          "operationId": "requests.provision", "tags": ["requests"], "summary": "Turn a sentence into a pull request.",
          "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ask"}}}},
          "responses": {"202": {"description": "Queued", "content": {"application/json": {"schema": {"type": "object",
            "properties": {"request_id": {"type": "string"}, "status": {"type": "string", "enum": ["queued"]}}}}}},
            "400": {"$ref": "#/components/responses/Failed"}}}},
        "/api/v1/requests/{id}/status": {"get": {
          "operationId": "requests.status", "tags": ["requests"], "summary": "How far a request is.",
          "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^req-[0-9a-f]{12}$"}, "description": "The request's id <b>"},
                         {"name": "wait", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 55, "default": 0}}],
          "responses": {"200": {"description": "The status"}}}},
        "/api/v1/pulls/{number}/merge": {"post": {"operationId": "pulls.merge", "tags": ["pulls"], "summary": "Merge it.", "responses": {"200": {"description": "Merged"}}}},
        "/api/v1/tokens/{id}": {"delete": {"operationId": "tokens.revoke", "tags": ["tokens"], "summary": "Revoke a token.", "responses": {"204": {"description": "Gone"}}}}
      },
      "components": {
        "responses": {"Failed": {"description": "What was wrong"}},
        "schemas": {"Ask": {"type": "object", "required": ["request", "requester"], "properties": {
          "request": {"type": "string", "maxLength": 4000, "description": "The words.", "example": "Dana's production Postgres"},
          "requester": {"type": "string"},
          "team": {"type": ["string", "null"]},
          "resources": {"type": "array", "items": {"$ref": "#/components/schemas/Ask"}}}}}
      }
    })json");
}

}  // namespace http
