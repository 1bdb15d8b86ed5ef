// The OpenAPI document under redocly's linter with its recommended rules: node tests/api/lint.mjs http://127.0.0.1:8000
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [, , base] = process.argv;
const folder = mkdtempSync(path.join(tmpdir(), 'groundwork-openapi-'));
const file = path.join(folder, 'openapi.json');
writeFileSync(file, JSON.stringify(await (await fetch(base + '/openapi.json')).json(), null, 2));
// `servers: /` and unauthenticated verbs are meant: this server is the one, and loopback needs no token.
const linter = spawnSync(
  process.execPath,
  [path.resolve('tests/node_modules/@redocly/cli/bin/cli.js'), 'lint', '--format=json', '--extends=recommended', file],
  { encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
);
rmSync(folder, { recursive: true });
const { totals, problems } = JSON.parse(linter.stdout);
for (const problem of problems) console.log(`${problem.severity} ${problem.ruleId}: ${problem.message} ${problem.location?.[0]?.pointer ?? ''}`);
console.log(`${totals.errors} errors, ${totals.warnings} warnings`);
process.exit(totals.errors + totals.warnings === 0 ? 0 : 1);
