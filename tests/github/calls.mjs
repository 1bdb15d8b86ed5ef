// Holds every call of a ledger against GitHub's own description: node tests/github/outgoing.mjs LEDGER
// A ledger is lines of JSON: {method, path, query, body, status}, as GitHub's stand-in writes them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../package.json', import.meta.url));
const Ajv = require('ajv').default;
const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
const fromText = new Ajv({ strict: false, allErrors: true, coerceTypes: true });
for (const judge of [ajv, fromText]) {
  require('ajv-formats')(judge);
  judge.addFormat('repo.nwo', true);
}

const { calls } = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'));
const described = Object.entries(calls).map(([call, { parameters, body }]) => {
  const [method, path] = call.split(' ');
  const named = (place) => parameters.filter((parameter) => parameter.in === place);
  return {
    call, method, path,
    shape: new RegExp('^' + path.replaceAll(/\{\w+\}/g, '[^/]+') + '$'),
    variable: path.split('/').filter((part) => part.startsWith('{')).length,
    inPath: named('path').map(({ name, schema }) => [name, fromText.compile({ type: 'object', properties: { [name]: schema } })]),
    inQuery: fromText.compile({
      type: 'object', additionalProperties: false,
      properties: Object.fromEntries(named('query').map(({ name, schema }) => [name, schema])),
      required: named('query').filter(({ required }) => required).map(({ name }) => name),
    }),
    body: body && ajv.compile(body),
  };
}).sort((a, b) => a.variable - b.variable);

/** What is wrong with a call; empty when GitHub takes it. */
function wrong(entry) {
  const known = described.find(({ method, shape }) => method === entry.method && shape.test(entry.path));
  if (!known) return 'GitHub describes no such call';
  const names = known.path.split('/');
  const given = entry.path.split('/');
  for (const [name, validate] of known.inPath)
    if (!validate({ [name]: decodeURIComponent(given[names.indexOf(`{${name}}`)]) })) return ajv.errorsText(validate.errors);
  if (!known.inQuery(Object.fromEntries(new URLSearchParams(entry.query)))) return ajv.errorsText(known.inQuery.errors);
  if (!known.body && entry.body !== null) return 'the call has a body';
  if (known.body && !known.body(entry.body)) return ajv.errorsText(known.body.errors);
  known.made = true;
  return '';
}

const good = {
  method: 'POST', path: '/repos/acme/infra/pulls', query: '',
  body: { title: 'a', head: 'b', base: 'c', body: 'd', draft: false, maintainer_can_modify: false },
};
// The judge itself: each of these must be refused.
for (const spoilt of [
  { ...good, body: { ...good.body, labels: ['a'] } },
  { ...good, body: { ...good.body, draft: 'no' } },
  { ...good, body: { title: 'a', base: 'c' } },
  { ...good, path: '/repos/acme/infra/pull' },
  { ...good, method: 'PUT' },
  { ...good, method: 'GET' },
  { method: 'GET', path: '/repos/acme/infra/pulls', query: 'state=merged', body: null },
  { method: 'GET', path: '/repos/acme/infra/pulls', query: 'branch=x', body: null },
  { method: 'POST', path: '/repos/acme/infra/pulls/x/requested_reviewers', query: '', body: { reviewers: ['a'] } },
  { method: 'POST', path: '/app/installations/1/access_tokens', query: '', body: { permissions: { contents: 'admin' } } },
])
  assert.notEqual(wrong(spoilt), '', `the judge let through ${JSON.stringify(spoilt)}`);
assert.equal(wrong(good), '');
for (const entry of described) entry.made = false;

// A repository that was renamed is called by its number: GitHub itself sends there.
const byNumber = /^\/repositories\/\d+/;
const ledger = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
for (const entry of ledger) {
  const call = { ...entry, path: entry.path.replace(byNumber, '/repos/acme/infra') };
  assert.equal(wrong(call), '', `${entry.method} ${entry.path}?${entry.query} ${JSON.stringify(entry.body)}`);
}
assert.deepEqual(described.filter(({ made }) => !made).map(({ call }) => call), [], 'calls that no test made');
console.log(`${ledger.length} calls, every one as GitHub describes it`);
