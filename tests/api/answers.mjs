// Calls every operation of a running server and holds each answer against the schema that the OpenAPI document gives
// for its status: node tests/api/answers.mjs http://127.0.0.1:8000
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../package.json', import.meta.url));
const Ajv = require('ajv/dist/2020').default;
const ajv = new Ajv({ strict: false, allErrors: true });
require('ajv-formats')(ajv);

const [, , base] = process.argv;
const document = await (await fetch(base + '/openapi.json')).json();
ajv.addSchema(document, 'openapi.json');
const called = new Set();

const escaped = (text) => text.replaceAll('~', '~0').replaceAll('/', '~1');

/** Calls the operation and checks its answer; gives the body. */
async function call(method, pattern, { at = pattern, body, status, headers = {} } = {}) {
  const options = { method, headers: { accept: 'application/json', ...headers } };
  if (body !== undefined) {
    options.headers['content-type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(base + at, options);
  const json = await answer.json();
  if (status) assert.equal(answer.status, status, `${method} ${at}: ${JSON.stringify(json)}`);
  const operation = document.paths[pattern][method.toLowerCase()];
  let pointer = `/paths/${escaped(pattern)}/${method.toLowerCase()}/responses/${answer.status}`;
  const response = operation.responses[answer.status];
  assert.ok(response, `${method} ${pattern} does not document ${answer.status}`);
  if (response.$ref) pointer = response.$ref.slice(1);
  const validate = ajv.compile({ $ref: `openapi.json#${pointer}/content/application~1json/schema` });
  assert.ok(validate(json), `${method} ${at} → ${answer.status}: ${ajv.errorsText(validate.errors)}`);
  called.add(`${method} ${pattern}`);
  return json;
}

const words = { request: 'staging SQS queue for orders', requester: 'jane@example.com' };
await call('GET', '/', { status: 200 });
await call('GET', '/api/v1/health', { status: 200 });
await call('GET', '/api/v1/catalog', { status: 200 });
for (const { type } of (await call('GET', '/api/v1/catalog')).types)
  await call('GET', '/api/v1/catalog/{type}', { at: `/api/v1/catalog/${type}`, status: 200 });
await call('GET', '/api/v1/catalog/{type}', { at: '/api/v1/catalog/nothing', status: 404 });
await call('POST', '/api/v1/dry-run', { body: { request: words.request }, status: 200 });
await call('POST', '/api/v1/dry-run', { body: { request: 'a poem about autumn' }, status: 200 });
await call('POST', '/api/v1/dry-run', { body: { request: 'a staging queue' }, status: 200 });
await call('POST', '/api/v1/dry-run', { body: { reqest: '' }, status: 400 });
const accepted = await call('POST', '/api/v1/provision', { body: words, status: 202 });
const status = { pattern: '/api/v1/requests/{id}/status', at: `/api/v1/requests/${accepted.request_id}/status?wait=50` };
const done = await call('GET', status.pattern, { at: status.at, status: 200 });
assert.equal(done.status, 'completed', JSON.stringify(done));
await call('GET', status.pattern, { at: '/api/v1/requests/req-000000000000/status', status: 404 });
await call('GET', '/api/v1/requests', { at: '/api/v1/requests?limit=5&user=jane@example.com', status: 200 });
await call('GET', '/api/v1/requests/{id}/events', { at: `/api/v1/requests/${accepted.request_id}/events`, status: 200 });
const asking = await call('POST', '/api/v1/provision', { body: { request: 'a staging queue', requester: 'jane', ask: true } });
await call('GET', status.pattern, { at: `/api/v1/requests/${asking.request_id}/status?wait=50`, status: 200 });
await call('POST', '/api/v1/requests/{id}/answers', {
  at: `/api/v1/requests/${asking.request_id}/answers`, body: { answers: { resource_name: 'returns' } }, status: 202,
});
await call('GET', status.pattern, { at: `/api/v1/requests/${asking.request_id}/status?wait=50`, status: 200 });
await call('POST', '/api/v1/requests/{id}/cancel', { at: `/api/v1/requests/${asking.request_id}/cancel`, body: {}, status: 409 });
const pulls = (await call('GET', '/api/v1/pulls', { at: '/api/v1/pulls?state=open', status: 200 })).pulls;
const [newest, older] = pulls.map(({ number }) => `/api/v1/pulls/${number}`);
await call('GET', '/api/v1/pulls/{number}', { at: newest, status: 200 });
await call('GET', '/api/v1/pulls/{number}/diff', { at: newest + '/diff', status: 200 });
await call('POST', '/api/v1/pulls/{number}/merge', { at: newest + '/merge', body: {}, status: 200 });
await call('POST', '/api/v1/pulls/{number}/close', { at: older + '/close', body: {}, status: 200 });
await call('POST', '/api/v1/pulls/{number}/close', { at: newest + '/close', body: {}, status: 409 });
const ping = { zen: 'Keep it logically awesome.' };
const signature = 'sha256=' + createHmac('sha256', 'webhook secret of the tests').update(JSON.stringify(ping)).digest('hex');
const webhook = '/api/v1/webhooks/github';
await call('POST', webhook, { body: ping, headers: { 'x-hub-signature-256': signature }, status: 202 });
await call('POST', webhook, { body: ping, status: 401 });

const all = Object.entries(document.paths).flatMap(([at, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${at}`));
assert.deepEqual(all.filter((operation) => !called.has(operation)), [], 'operations that nobody called');
console.log(`${called.size} operations, every answer as documented`);
