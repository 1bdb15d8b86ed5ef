// Has the real program call a model, first well and then badly answered, over every API that it speaks, and holds what
// it sent against the types of the vendors' SDKs: node tests/vendors/bodies.mjs PROGRAM STAND_IN FOLDER
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { toStrictJsonSchema } from 'openai/lib/transform';
import { schemaOf } from './schemas.mjs';

const require = createRequire(new URL('../package.json', import.meta.url));
const Ajv = require('ajv').default;
const [program, standIn, folder] = process.argv.slice(2).map((path) => resolve(path));
const work = mkdtempSync(join(tmpdir(), 'groundwork-bodies-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const key = 'key-of-the-test';
const claude = {
  type: 'MessageCreateParamsNonStreaming',
  file: '@anthropic-ai/sdk/resources/messages/messages.d.ts',
  headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
  form: (body) => body.output_config.format.schema,
};
const openai = {
  type: 'ChatCompletionCreateParamsNonStreaming',
  file: 'openai/resources/chat/completions/completions.d.ts',
  headers: { 'api-key': key },
  form: (body) => body.response_format.json_schema?.schema,
};
const azure = (address, version = '') => ({
  AZURE_OPENAI_API_KEY: key, AZURE_OPENAI_ENDPOINT: address, AZURE_OPENAI_DEPLOYMENT: 'gpt', AZURE_OPENAI_API_VERSION: version,
});
const dated = (version) => `/openai/deployments/gpt/chat/completions?api-version=${version}`;

// Every way to call: whose types it must fit, where it goes, and the settings that lead to it.
const ways = {
  'Claude': { vendor: claude, path: '/v1/messages', settings: (at) => ({ ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: at }) },
  'Azure v1': { vendor: openai, path: '/openai/v1/chat/completions', settings: (at) => azure(at) },
  'Azure dated': { vendor: openai, path: dated('2024-10-21'), settings: (at) => azure(at, '2024-10-21') },
  'Azure dated, first with schemas': { vendor: openai, path: dated('2024-08-01-preview'), settings: (at) => azure(at, '2024-08-01-preview') },
  'Azure JSON mode': { vendor: openai, path: dated('2023-12-01-preview'), settings: (at) => azure(at, '2023-12-01-preview'), free: true },
  'a compatible server': {
    vendor: { ...openai, headers: { authorization: `Bearer ${key}` } }, path: '/v1/chat/completions', settings: (at) => azure(`${at}/v1`),
  },
};

/** Runs the program once against a stand-in that answers two forms wrongly; the calls that it got, in order. */
async function callsOf(name, settings) {
  const folder = mkdtempSync(join(work, 'calls-'));
  const server = spawn(standIn, ['0', '2', folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const address = await new Promise((done, fail) => {
    server.stdout.once('data', (text) => done(String(text).trim()));
    server.once('exit', (code) => fail(new Error(`the stand-in ended with ${code}`)));
  });
  const environment = { PATH: process.env.PATH, GROUNDWORK_DATA_DIR: join(folder, 'data'), ...settings(address) };
  const words = ['dry-run', 'a bucket that is called logs', '--team', 'search', '--json'];
  const { stdout } = await promisify(execFile)(program, words, { env: environment });
  server.stdin.end();
  assert.equal(JSON.parse(stdout).parsed_requirements.resource_name, 'logs', `${name}: ${stdout}`);
  return readdirSync(folder).filter((file) => file.endsWith('.json')).sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

const ajv = new Ajv({ strict: false, allErrors: true });
const versions = new Set();
for (const vendor of [claude, openai]) {
  const made = schemaOf(vendor.type, vendor.file, folder);
  made.versions.forEach((version) => versions.add(version));
  vendor.schema = made.schema;
  ajv.addSchema(made.schema, vendor.type);
}

function problemsOf({ type }, body) {
  const validate = ajv.getSchema(type);
  return validate(body) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

/** What is wrong with the body is refused: one member that is not the vendor's, at each place that is. */
function refusesStrangers(vendor, body) {
  const places = [['temperatur', 0], ['output_format', { type: 'json' }], ['max_tokens', '4096'], ['messages', [{ role: 'model', content: 'x' }]]];
  for (const [member, value] of places)
    assert.notDeepEqual(problemsOf(vendor, { ...body, [member]: value }), [], `${vendor.type} takes ${member}`);
  const [first, ...others] = body.messages;
  assert.notDeepEqual(problemsOf(vendor, { ...body, messages: [{ ...first, colour: 'red' }, ...others] }), []);
  const { model, ...nameless } = body;
  assert.notDeepEqual(problemsOf(vendor, nameless), [], `${vendor.type} needs no model`);
}

/** The form is one that the SDK's own transformers leave as it is: nothing in it is beyond the vendor's subset. */
function fitsTheSubset(vendor, form) {
  // Anthropic's leaves out the type beside an enum, which says the same.
  const bare = JSON.parse(JSON.stringify(form), (_, value) => {
    if (value?.enum) delete value.type;
    return value;
  });
  if (vendor.type === claude.type) assert.deepEqual(transformJSONSchema(form), bare);
  else assert.deepEqual(toStrictJsonSchema(form), form);
}

const { stdout } = await promisify(execFile)(program, ['catalog', '--json'], {
  env: { PATH: process.env.PATH, GROUNDWORK_DATA_DIR: join(work, 'types') },
});
const types = JSON.parse(stdout).types.map(({ type }) => type).sort();

let bodies = 0;
for (const [name, { vendor, path, settings, free }] of Object.entries(ways)) {
  const calls = await callsOf(name, settings);
  assert.deepEqual(calls.map(({ body }) => JSON.parse(body).messages.filter(({ role }) => role !== 'system').length), [1, 3, 5], name);
  for (const call of calls) {
    const body = JSON.parse(call.body);
    assert.equal(call.path, path);
    for (const [header, value] of Object.entries({ ...vendor.headers, 'content-type': 'application/json' }))
      assert.equal(call.headers[header], value, `${name}: ${header}`);
    assert.deepEqual(problemsOf(vendor, body), [], name);
    refusesStrangers(vendor, body);
    ++bodies;
    if (free) {
      assert.deepEqual(body.response_format, { type: 'json_object' });
      continue;
    }
    const form = vendor.form(body);
    fitsTheSubset(vendor, form);
    assert.deepEqual(form.properties.resources.items.properties.resource_type.anyOf[0].enum.sort(), types, name);
  }
}
console.log(`${bodies} bodies fit ${[...versions].join(', ')}`);
