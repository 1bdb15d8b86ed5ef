// Holds every call of a ledger, and every answer of GitHub's stand-in, against GitHub's own description:
//   node tests/github/calls.mjs LEDGER
// A ledger is lines of JSON: {method, path, query, body, status, answer, scripted}, as the stand-in writes them.
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

const { calls, schemas } = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'));
/** GitHub's answers; a schema may name others. */
const judge_of = (schema) => schema && ajv.compile({ ...schema, schemas });
/** Refusals that GitHub describes for no call in particular. */
const refused = judge_of(schemas['basic-error']);
const misunderstood = judge_of({ anyOf: ['basic-error', 'validation-error-simple'].map((name) => ({ $ref: `#/schemas/${name}` })) });

const described = Object.entries(calls).map(([call, { parameters, body, answers }]) => {
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
    answers: Object.fromEntries(Object.entries(answers).map(([status, schema]) => [status, judge_of(schema)])),
  };
}).sort((a, b) => a.variable - b.variable);

const known_of = (entry) => described.find(({ method, shape }) => method === entry.method && shape.test(entry.path));

/** What is wrong with a call; empty when GitHub takes it. */
function wrong(entry) {
  const known = known_of(entry);
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

/** What is wrong with an answer; empty when GitHub gives such ones. */
function wrong_answer({ method, path, status, answer }) {
  const { answers } = known_of({ method, path });
  if (status === 304) return answer === '' ? '' : 'a 304 with a body';
  if (!(status in answers) && status < 300) return `GitHub describes no ${status}`;
  const validate = answers[status] ?? (status === 422 ? misunderstood : refused);
  return validate(JSON.parse(answer)) ? '' : ajv.errorsText(validate.errors);
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

const opened = {
  method: 'POST', path: '/repos/acme/infra/pulls', status: 201,
  answer: { number: 1, body: null, merged_at: null, html_url: 'https://github.com/a/b/pull/1', user: { login: 'a' }, head: { ref: 'b', repo: { full_name: 'a/b' } } },
};
const says = (said, status = 201) => wrong_answer({ ...opened, status, answer: JSON.stringify({ ...opened.answer, ...said }) });
for (const spoilt of [
  { mergedAt: null }, { number: '1' }, { number: null }, { html_url: 'here' }, { merged_at: 'yesterday' }, { state: 'merged' },
  { user: { nick: 'a' } }, { head: { ref: 'b', branch: 'b' } }, { labels: ['a'] }, { labels: [{ label: 'a' }] },
])
  assert.notEqual(says(spoilt), '', `the judge let through ${JSON.stringify(spoilt)}`);
assert.notEqual(says({}, 200), '');
assert.notEqual(says({}, 422), '');
assert.equal(says({}), '');

// A repository that was renamed is called by its number: GitHub itself sends there.
const byNumber = /^\/repositories\/\d+/;
const ledger = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
let answers = 0;
for (const entry of ledger) {
  const call = { ...entry, path: entry.path.replace(byNumber, '/repos/acme/infra') };
  assert.equal(wrong(call), '', `${entry.method} ${entry.path}?${entry.query} ${JSON.stringify(entry.body)}`);
  if (entry.status === 0 || entry.scripted) continue;
  assert.equal(wrong_answer(call), '', `${entry.method} ${entry.path} ${entry.status} ${entry.answer}`);
  answers += 1;
}
assert.deepEqual(described.filter(({ made }) => !made).map(({ call }) => call), [], 'calls that no test made');
assert.ok(answers > ledger.length / 2, 'most answers are none of GitHub\'s');
console.log(`${ledger.length} calls and ${answers} answers, every one as GitHub describes it`);
