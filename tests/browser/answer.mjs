// A person answers the questions of a request that waits, in a real browser without JavaScript:
// node tests/browser/answer.mjs http://127.0.0.1:8000 [picture.png]
import assert from 'node:assert/strict';

import { launch } from './chromium.mjs';

const [, , base, picture] = process.argv;

async function api(path, body) {
  const options = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(`${base}/api/v1${path}`, options)).json();
}

const settled = (id) => api(`/requests/${id}/status?wait=50`);

/// A request that waits for the answer to one question.
async function ask(request) {
  const { request_id: id } = await api('/provision', { request, requester: 'dana', ask: true });
  const status = await settled(id);
  assert.equal(status.status, 'needs_input', JSON.stringify(status));
  return [id, status.questions[0]];
}

const [id, question] = await ask('a staging bucket');

const browser = await launch();
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(120_000); // a busy machine is no failure
const field = page.locator(`[name="answer.${question.id}"]`);

/// Does what sends the page's form, and gives the status of the page that comes of it.
async function send(where, act = () => where.click('form[action$="/answers"] button')) {
  const [response] = await Promise.all([where.waitForNavigation(), act()]);
  return response.status();
}

await page.goto(`${base}/requests/${id}`);
assert.ok((await page.textContent('form')).includes(question.question), 'the form lacks the question');
assert.ok(await page.getByLabel(question.id).isVisible(), 'the field has no label');

assert.equal(await send(page), 400);
assert.match(await page.textContent('[role=alert]'), /Answer at least one question/);

// What is no answer to this question is asked again, with the reason.
await field.fill('Not A Name!');
assert.equal(await send(page), 200);
let status = await settled(id);
assert.equal(status.status, 'needs_input', JSON.stringify(status));
await page.goto(`${base}/requests/${id}`);
assert.ok((await page.textContent('form')).includes(status.questions[0].question), 'the reason is not shown');

// Somebody else answers meanwhile: the form of before says so and does no harm.
const stale = await context.newPage();
await stale.goto(`${base}/requests/${id}`);

await field.fill('ledger');
assert.equal(await send(page), 200);
status = await settled(id);
assert.equal(status.status, 'completed', JSON.stringify(status));
assert.equal(status.requirements.resource_name, 'ledger');
await page.goto(`${base}/requests/${id}`);
assert.equal(await page.locator('form').count(), 0, 'a request that is over still asks');

await stale.fill(`[name="answer.${question.id}"]`, 'other');
assert.equal(await send(stale), 409);
assert.match(await stale.textContent('main'), /only a request that is in needs_input takes answers/);

// A question with a choice, answered from the keyboard.
const [chosen, choice] = await ask('a queue named orders for the mars environment');
await page.goto(`${base}/requests/${chosen}`);
await page.getByLabel(choice.id).selectOption('prod');
if (picture) await page.screenshot({ path: picture, fullPage: true });
await page.getByLabel(choice.id).focus();
await page.keyboard.press('Tab');
assert.equal(await send(page, () => page.keyboard.press('Enter')), 200);
status = await settled(chosen);
assert.equal(status.status, 'completed', JSON.stringify(status));
assert.equal(status.requirements.environment, 'prod');

await browser.close();
console.log(`answered ${id} and ${chosen}: all well`);
