// Looks at every page of a running server in a real browser: node tests/browser/pages.mjs http://127.0.0.1:8000 [folder]
// Fails when a page asks for anything outside its origin, runs a script that is not ours, breaks its own policy, writes
// an error to the console, or is wider than a telephone. With a folder, leaves pictures there.
import assert from 'node:assert/strict';
import path from 'node:path';

import { launch } from './chromium.mjs';

const [, , base, pictures] = process.argv;
const browser = await launch();
const complaints = [];

async function look(address, { width = 1280, scheme = 'light', picture } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // a busy machine is no failure
  const complain = (what) => complaints.push(`${address} (${width}, ${scheme}): ${what}`);
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base + '/') && !url.startsWith('data:')) complain(`asks for ${url}`);
  });
  page.on('console', (message) => message.type() === 'error' && complain(message.text()));
  page.on('pageerror', (error) => complain(error.message));
  page.on('dialog', (dialog) => (complain('a script of a stranger ran'), dialog.dismiss()));
  const response = await page.goto(base + address, { waitUntil: 'networkidle' });
  assert.ok(response.status() < 400, `${address} answered ${response.status()}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) complain(`${wide} pixels too wide`);
  if (pictures && picture) await page.screenshot({ path: path.join(pictures, `${picture}.png`), fullPage: true });
  return { page, done: () => context.close() };
}

async function firstLink(address, pattern) {
  const { page, done } = await look(address);
  const links = await page.$$eval('main a[href]', (all) => all.map((one) => one.getAttribute('href')));
  await done();
  return links.find((href) => pattern.test(href));
}

const pull = await firstLink('/pulls', /^\/pulls\/\d+$/);
const request = await firstLink('/requests', /^\/requests\/req-/);
for (const [address, name] of [['/', 'root'], ['/pulls', 'pulls'], [pull, 'pull'], ['/requests', 'requests'],
  [request, 'request'], ['/redoc', 'reference'], ['/login', 'login']])
  if (address)
    for (const [width, scheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light']])
      await (await look(address, { width, scheme, picture: `${name}-${width}-${scheme}` })).done();

const { page: docs, done } = await look('/docs');
await docs.waitForSelector('.opblock', { timeout: 20_000 });
assert.ok((await docs.$$('.opblock')).length > 0, 'the viewer shows no operation');
if (pictures) await docs.screenshot({ path: path.join(pictures, 'docs.png') });
await docs.click('.opblock-summary-control');
await docs.waitForSelector('.opblock-body');
if (pictures) await docs.screenshot({ path: path.join(pictures, 'docs-open.png') });
await done();

await browser.close();
assert.deepEqual(complaints, []);
console.log(`looked at ${pull ?? 'no pull request'}, ${request ?? 'no request'} and the rest: all well`);
