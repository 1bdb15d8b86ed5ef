// A person answers the questions of a request that waits, in a real browser without JavaScript:
// node tests/browser/answer.mjs http://127.0.0.1:8000
import assert from 'node:assert/strict';

import { launch } from './chromium.mjs';

const base = process.argv[2];

async function api(path, body) {
  const options = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(`${base}/api/v1${path}`, options)).json();
}

const { request_id: id } = await api('/provision', { request: 'a staging bucket', requester: 'dana', ask: true });
const settled = async () => api(`/requests/${id}/status?wait=50`);
let status = await settled();
assert.equal(status.status, 'needs_input', JSON.stringify(status));
const [question] = status.questions;

const browser = await launch();
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(120_000); // a busy machine is no failure
const field = page.locator(`[name="answer.${question.id}"]`);
const send = () => page.click('form[action$="/answers"] button');

await page.goto(`${base}/requests/${id}`);
assert.ok((await page.textContent('form')).includes(question.question), 'the form lacks the question');
assert.ok(await page.getByLabel(question.id).isVisible(), 'the field has no label');

await send();
assert.match(await page.textContent('[role=alert]'), /Answer at least one question/);

// What is no answer to this question is asked again, with the reason.
await field.fill('Not A Name!');
await send();
await page.waitForURL(new RegExp(`/requests/${id}$`));
status = await settled();
assert.equal(status.status, 'needs_input', JSON.stringify(status));
await page.goto(`${base}/requests/${id}`);
assert.ok((await page.textContent('form')).includes(status.questions[0].question), 'the reason is not shown');

// Somebody else answers meanwhile: the form of before says so and does no harm.
const stale = await context.newPage();
await stale.goto(`${base}/requests/${id}`);

await field.fill('ledger');
await send();
await page.waitForURL(new RegExp(`/requests/${id}$`));
status = await settled();
assert.equal(status.status, 'completed', JSON.stringify(status));
assert.equal(status.requirements.resource_name, 'ledger');
await page.goto(`${base}/requests/${id}`);
assert.equal(await page.locator('form').count(), 0, 'a request that is over still asks');

await stale.fill(`[name="answer.${question.id}"]`, 'other');
await stale.click('form[action$="/answers"] button');
assert.match(await stale.textContent('main'), /only a request that is in needs_input takes answers/);

await browser.close();
console.log(`answered ${id}: all well`);
