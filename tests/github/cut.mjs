// Cuts GitHub's own OpenAPI description down to the calls that Groundwork makes, and writes it to standard output:
//   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-*.tgz
//   node tests/github/cut.mjs package/generated/api.github.com.json > tests/github/openapi.json
// Parameters, request bodies and answers are kept. They are made strict: a property that is not described is refused.
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
  'GET /repos/{owner}/{repo}/installation',
  'POST /app/installations/{installation_id}/access_tokens',
];

const document = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const noise = new Set(['description', 'summary', 'example', 'examples', 'deprecated', 'title', 'x-github', 'x-multi-segment']);
const at = (reference) => reference.slice(2).split('/').reduce((node, key) => node[key], document);

/** Without words; `node` becomes what `rest` makes of what is left of it. */
function without_words(node, rest) {
  if (Array.isArray(node)) return node.map(rest);
  if (node === null || typeof node !== 'object') return node;
  const kept = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') kept.properties = Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, rest(schema)]));
    else if (!noise.has(key)) kept[key] = rest(value);
  }
  return kept;
}

/** OpenAPI 3.0 has a word of its own for what may be null; lists of allowed values do not count it. */
function nullable({ nullable: allowed, ...schema }) {
  return allowed ? { anyOf: [schema, { type: 'null' }] } : schema;
}

function strict(schema) {
  if (schema?.type !== 'object' || !schema.properties || schema.additionalProperties) return schema;
  return { ...schema, additionalProperties: false };
}

/** What Groundwork sends: without references. */
function plain(node) {
  return node?.$ref ? plain(at(node.$ref)) : strict(without_words(node, plain));
}

/** What GitHub answers: each schema once, by its name, because pull requests hold repositories hold people. */
const schemas = {};
function answered(node) {
  if (node === null || typeof node !== 'object' || Array.isArray(node)) return without_words(node, answered);
  if (node.$ref?.startsWith('#/components/schemas/')) {
    const name = node.$ref.slice('#/components/schemas/'.length);
    if (!(name in schemas)) {
      schemas[name] = null;  // it may hold itself
      schemas[name] = answered(at(node.$ref));
    }
    return { $ref: `#/schemas/${name}` };
  }
  if (node.$ref) return answered(at(node.$ref));
  if (node.allOf) return answered(merged(node));
  const { required, oneOf, ...kept } = without_words(node, answered);  // the stand-in says only what is read
  return nullable(strict(oneOf ? { ...kept, anyOf: oneOf } : kept));
}

/** The parts of an `allOf` as one, so that what none of them describes is refused. */
function merged({ allOf, ...rest }) {
  const parts = allOf.map((part) => (part.$ref ? at(part.$ref) : part)).map((part) => (part.allOf ? merged(part) : part));
  return { ...Object.assign({}, ...parts, rest), properties: Object.assign({}, ...parts.map(({ properties }) => properties), rest.properties) };
}

function answers_of({ responses }) {
  const described = Object.entries(responses).map(([status, response]) => {
    const { content } = response.$ref ? at(response.$ref) : response;
    const json = content?.['application/json'];
    return [status, json?.schema ? answered(json.schema) : null];
  });
  return Object.fromEntries(described);
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
    answers: answers_of(operation),
  };
}
// Of refusals that are described for no call.
for (const name of ['basic-error', 'validation-error-simple']) answered({ $ref: `#/components/schemas/${name}` });
cut.schemas = schemas;
process.stdout.write(JSON.stringify(cut, null, 1) + '\n');
