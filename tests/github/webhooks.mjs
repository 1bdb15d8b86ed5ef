// Delivers every published example of a webhook of GitHub's to a running server, signed, as GitHub would:
//   node tests/github/webhooks.mjs http://127.0.0.1:8000
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const events = createRequire(new URL('../package.json', import.meta.url))('@octokit/webhooks-examples');
const [, , base] = process.argv;
const used = ['check_run', 'check_suite', 'issue_comment', 'pull_request', 'pull_request_review', 'status'];
const names = events.map(({ name }) => name);
assert.deepEqual(used.filter((name) => !names.includes(name)), [], 'events without an example');

let delivered = 0;
for (const { name, examples } of events)
  for (const example of examples) {
    const body = JSON.stringify(example);
    const answer = await fetch(base + '/api/v1/webhooks/github', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': name,
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': 'sha256=' + createHmac('sha256', process.env.GITHUB_WEBHOOK_SECRET).update(body).digest('hex'),
      },
      body,
    });
    assert.equal(answer.status, 202, `${name}: ${await answer.text()}`);
    ++delivered;
  }
console.log(`${delivered} deliveries of ${names.length} events, every one taken`);
