// A reviewer reads a pull request and merges it, in a real browser: node tests/browser/merge.mjs http://127.0.0.1:8000
import assert from "node:assert/strict";
import { launch } from "./chromium.mjs";

const base = process.argv[2];
const browser = await launch();
const page = await browser.newPage();

await page.goto(`${base}/pulls`);
await page.click("main a.title");
await page.waitForURL(/\/pulls\/1$/);
const text = await page.textContent("main");
for (const word of ["logs-bucket", "terraform.tfvars", "staging"]) assert.ok(text.includes(word), `the page lacks ${word}`);

await page.click('form[action="/pulls/1/merge"] button');
await page.waitForURL(/done=merged/);
assert.match(await page.textContent("main"), /merged/);

const { requests } = await (await fetch(`${base}/api/v1/requests`)).json();
const status = await (await fetch(`${base}/api/v1/requests/${requests[0].request_id}/status`)).json();
assert.equal(status.pr_state, "merged");
await browser.close();
