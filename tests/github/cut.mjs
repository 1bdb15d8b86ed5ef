// Cuts GitHub's own OpenAPI description down to the calls that Groundwork makes, and writes it to standard output:
//   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-*.tgz
//   node tests/github/cut.mjs package/generated/api.github.com.json > tests/github/openapi.json
// Only parameters and request bodies are kept. Bodies are made strict: a property that is not described is refused.
import { readFileSync } from 'node:fs';

const calls = [
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'GET /repos/{owner}/{repo}/commits/{ref}/status',
  'GET /repos/{owner}/{repo}/actions/runs',
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'GET /repos/{owner}/{repo}/labels/{name}',
  'POST /repos/{owner}/{repo}/labels',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'POST /repos/{owner}/{repo}/git/refs',
  'GET /repos/{owner}/{repo}/installation',
  'POST /app/installations/{installation_id}/access_tokens',
];

const document = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const noise = new Set(['description', 'summary', 'example', 'examples', 'deprecated', 'title', 'x-github']);

/** Without references and without words. */
function plain(node) {
  if (Array.isArray(node)) return node.map(plain);
  if (node === null || typeof node !== 'object') return node;
  if (node.$ref) return plain(node.$ref.slice(2).split('/').reduce((at, key) => at[key], document));
  const kept = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') kept.properties = Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, plain(schema)]));
    else if (!noise.has(key)) kept[key] = plain(value);
  }
  return strict(kept);
}

function strict(schema) {
  if (schema.type !== 'object' || !schema.properties || schema.additionalProperties) return schema;
  return { ...schema, additionalProperties: false };
}

const cut = { from: `@octokit/openapi, ${document.info.title} ${document.info.version}`, calls: {} };
for (const call of calls) {
  const [method, path] = call.split(' ');
  const item = document.paths[path];
  const operation = item?.[method.toLowerCase()];
  if (!operation) throw new Error(`GitHub describes no ${call}`);
  cut.calls[call] = {
    parameters: plain([...(item.parameters ?? []), ...(operation.parameters ?? [])]),
    body: operation.requestBody ? plain(operation.requestBody.content['application/json'].schema) : null,
  };
}
process.stdout.write(JSON.stringify(cut, null, 1) + '\n');
