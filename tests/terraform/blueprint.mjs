// Reads one blueprint folder.
//   node blueprint.mjs check DIR          every promise of docs/blueprints.md that can be seen without terraform;
//                                         prints all problems and ends with 1 where there are some
//   node blueprint.mjs values DIR CLASS   the default values of an environment class, as terraform.tfvars.json
//   node blueprint.mjs example DIR N      the values of the N-th example (0, 1, …); ends with 3 where there is none
//   node blueprint.mjs cloud DIR          aws, gcp or kubernetes
//   node blueprint.mjs network DIR        true where the module uses the look-ups of network.tf
// GROUNDWORK_STUB_MODULES names the node_modules with yaml and ajv.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const installed = createRequire(path.join(process.env.GROUNDWORK_STUB_MODULES, 'x.js'));
const yaml = installed('yaml');
const Ajv = installed('ajv');

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const classes = ['dev', 'staging', 'prod'];
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false, formats: { regex: isRegex } });

function isRegex(text) {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}

const readYaml = (file) => yaml.parse(fs.readFileSync(file, 'utf8'));

/** The name → body of every block of a kind; the modules are fmt-clean, so a block ends at the first `}` in column 1. */
function blocks(file, kind) {
  const pattern = new RegExp(`^${kind} "(\\w+)" \\{\\n(.*?)^\\}`, 'gms');
  return new Map([...fs.readFileSync(file, 'utf8').matchAll(pattern)].map((match) => [match[1], match[2]]));
}

/** The value of every parameter in a class: what is stated, else the default; null where there is neither. */
function valuesOf(blueprint, environmentClass, stated = {}) {
  const result = {};
  for (const [name, { default: value }] of Object.entries(blueprint.parameters)) {
    const perClass = value !== null && typeof value === 'object' && !Array.isArray(value);
    result[name] = stated[name] ?? (perClass ? value[environmentClass] : value) ?? null;
  }
  for (const [name, { allowed_by: by }] of Object.entries(blueprint.parameters)) {
    if (by && result[name] === null) result[name] = by.values[result[by.parameter]]?.[0] ?? null;
  }
  return result;
}

function keeps(rule, values) {
  const value = values[rule.parameter];
  if ('stated' in rule) return value === null; // an unstated default would have no effect
  if (value === null) return true;
  if ('equals' in rule) return value === rule.equals;
  if ('minimum' in rule) return value >= rule.minimum;
  if ('maximum' in rule) return value <= rule.maximum;
  if ('allowed' in rule) return rule.allowed.includes(value);
  return values[rule.at_least] === null || value >= values[rule.at_least];
}

/** Lifts what was only a default to what the rules want, as Groundwork does. */
function lift(blueprint, environmentClass, stated, values) {
  for (const rule of blueprint.guardrails ?? []) {
    const holds = !rule.classes || rule.classes.includes(environmentClass);
    if (!holds || rule.parameter in stated || keeps(rule, values)) continue;
    values[rule.parameter] = rule.equals ?? rule.minimum ?? rule.maximum ?? values[rule.at_least] ?? null;
  }
  return values;
}

function* problemsOfSchema(blueprint) {
  const schema = JSON.parse(fs.readFileSync(path.join(root, 'config/blueprint.schema.json'), 'utf8'));
  if (ajv.validate(schema, blueprint)) return;
  for (const { instancePath, message, params } of ajv.errors) yield `${instancePath || '/'}: ${message} ${JSON.stringify(params)}`;
}

function* problemsOfModule(folder, blueprint) {
  for (const file of ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf', 'README.md']) {
    if (!fs.existsSync(path.join(folder, file))) return yield `${file} is missing`;
  }
  for (const file of ['provider.tf', 'backend.tf', 'network.tf', 'terraform.tfvars', '.terraform.lock.hcl']) {
    if (fs.existsSync(path.join(folder, file))) yield `${file} is written by Groundwork and does not belong into a blueprint`;
  }
  const variables = blocks(path.join(folder, 'variables.tf'), 'variable');
  const common = ['cloud_name', 'environment', 'tags', ...(blueprint.cloud === 'kubernetes' ? [] : ['region'])];
  for (const name of [...common, ...Object.keys(blueprint.parameters)]) {
    if (!variables.has(name)) yield `variables.tf declares no variable ${name}`;
  }
  for (const [name, body] of variables) {
    const parameter = blueprint.parameters[name];
    if (!parameter && !common.includes(name)) yield `variable ${name} is no parameter`;
    for (const attribute of ['description', 'type']) {
      if (!new RegExp(`^  ${attribute} += `, 'm').test(body)) yield `variable ${name} has no ${attribute}`;
    }
    const nullable = /^  default += null$/m.test(body);
    const optional = Boolean(parameter) && !('default' in parameter) && !parameter.allowed_by;
    if (optional !== nullable) yield `variable ${name} ${optional ? 'needs' : 'must not have'} default = null`;
  }
  const sources = ['main.tf', 'outputs.tf'].map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n');
  for (const name of Object.keys(blueprint.parameters)) {
    if (!new RegExp(`\\bvar\\.${name}\\b`).test(sources)) yield `parameter ${name} has no effect`;
  }
  for (const forbidden of [/^provider "/m, /^ *backend "/m, /^module "/m, /^ *provisioner "/m, /\bpassword +=/, /0\.0\.0\.0\/0/]) {
    if (forbidden.test(sources)) yield `the module holds ${forbidden.source}`;
  }
  const outputs = blocks(path.join(folder, 'outputs.tf'), 'output');
  const names = Object.keys(blueprint.outputs);
  if (names.join() !== [...outputs.keys()].join()) yield `outputs are [${names}] in blueprint.yaml and [${[...outputs.keys()]}] in outputs.tf`;
  for (const [name, body] of outputs) {
    if (!body.includes(`description = "${blueprint.outputs[name]}"`)) yield `output ${name} is described differently in outputs.tf`;
  }
}

function* problemsOfValues(type, blueprint) {
  const policies = readYaml(path.join(root, 'config/policies.yaml')).rules.filter(
    (rule) => rule.types?.includes(type) ?? rule.parameter in blueprint.parameters,
  );
  const guardrails = blueprint.guardrails ?? [];
  for (const [name, parameter] of Object.entries(blueprint.parameters)) {
    const fits = ajv.compile(parameter.schema);
    const check = function* (value, where) {
      if (!fits(value)) yield `${name}: ${where} ${JSON.stringify(value)} ${ajv.errorsText(fits.errors, { dataVar: 'value' })}`;
    };
    for (const environmentClass of classes) {
      const value = valuesOf(blueprint, environmentClass)[name];
      if (value !== null) yield* check(value, `default for ${environmentClass}`);
    }
    for (const phrase of parameter.phrases ?? []) yield* check(phrase.value, 'phrase');
    for (const value of Object.keys(parameter.values ?? {})) yield* check(value, 'value');
    for (const example of blueprint.examples) if (name in example.parameters) yield* check(example.parameters[name], 'example');
    if (parameter.allowed_by) {
      const { parameter: other, values } = parameter.allowed_by;
      const expected = blueprint.parameters[other]?.schema.enum ?? [];
      if (expected.join() !== Object.keys(values).join()) yield `${name}: allowed_by names [${Object.keys(values)}], ${other} has [${expected}]`;
      for (const value of Object.values(values).flat()) yield* check(value, 'allowed_by');
      const unreachable = (parameter.schema.enum ?? []).filter((value) => !Object.values(values).flat().includes(value));
      if (unreachable.length) yield `${name}: [${unreachable}] is allowed by no value of ${other}`;
    }
  }
  for (const rule of [...guardrails, ...policies]) {
    for (const name of [rule.parameter, rule.at_least].filter(Boolean)) {
      if (!(name in blueprint.parameters)) yield `rule ${rule.id} speaks of ${name}, which is no parameter`;
    }
    for (const environmentClass of rule.classes ?? classes) {
      if (!keeps(rule, valuesOf(blueprint, environmentClass))) yield `the default for ${environmentClass} breaks ${rule.id}`;
    }
  }
  const ids = guardrails.map((rule) => rule.id);
  if (new Set(ids).size !== ids.length) yield 'two guardrails have the same id';
}

function* problemsOfWords(type, blueprint) {
  const owner = new Map();
  for (const [name, parameter] of Object.entries(blueprint.parameters)) {
    const said = [
      ...parameter.words,
      ...(parameter.phrases ?? []).flatMap((phrase) => phrase.say),
      ...Object.values(parameter.values ?? {}).flat(),
    ];
    for (const word of said) {
      if (owner.has(word)) yield `"${word}" stands for ${owner.get(word)} and again for ${name}`;
      owner.set(word, name);
    }
  }
  const refused = readYaml(path.join(root, 'config/policies.yaml')).refusals.flatMap((refusal) => refusal.say);
  for (const word of [...owner.keys(), ...blueprint.aliases]) {
    if (refused.includes(word)) yield `"${word}" is refused by config/policies.yaml`;
  }
  for (const other of fs.readdirSync(path.join(root, 'templates/terraform'))) {
    if (other === type) continue;
    const taken = readYaml(path.join(root, 'templates/terraform', other, 'blueprint.yaml')).aliases;
    for (const alias of blueprint.aliases) if (taken.includes(alias)) yield `"${alias}" is an alias of ${other} too`;
  }
}

function* problemsOfExamples(blueprint) {
  const environments = readYaml(path.join(root, 'config/environments.yaml')).environments;
  for (const { request, resource_name: name, environment, parameters } of blueprint.examples) {
    const place = environments.find((candidate) => candidate.name === environment);
    if (!place) {
      yield `example "${request}": no environment ${environment}`;
      continue;
    }
    const { pattern, max_length: maxLength, reserved = [] } = blueprint.name;
    const kept = reserved.some((word) => (word.endsWith('*') ? name.startsWith(word.slice(0, -1)) : name === word));
    if (!new RegExp(pattern, 'u').test(name) || name.length > maxLength || kept) yield `example "${request}": ${name} is no name`;
    const cloudName = `${environment}-${name}`;
    if (!new RegExp(blueprint.cloud_name.pattern, 'u').test(cloudName) || cloudName.length > blueprint.cloud_name.max_length) {
      yield `example "${request}": ${cloudName} is no name in the cloud`;
    }
    for (const parameter of Object.keys(parameters)) {
      if (!(parameter in blueprint.parameters)) yield `example "${request}": ${parameter} is no parameter`;
    }
    const values = lift(blueprint, place.class, parameters, valuesOf(blueprint, place.class, parameters));
    for (const [parameter, { allowed_by: by }] of Object.entries(blueprint.parameters)) {
      if (by && !by.values[values[by.parameter]]?.includes(values[parameter])) {
        yield `example "${request}": ${parameter} ${values[parameter]} does not go with ${values[by.parameter]}`;
      }
    }
    for (const rule of blueprint.guardrails ?? []) {
      const holds = !rule.classes || rule.classes.includes(place.class);
      const stated = 'stated' in rule && rule.parameter in parameters;
      if (holds && !stated && !keeps(rule, values)) yield `example "${request}" breaks ${rule.id}`;
    }
  }
}

function* problems(folder) {
  const type = path.basename(folder);
  const blueprint = readYaml(path.join(folder, 'blueprint.yaml'));
  const schemaProblems = [...problemsOfSchema(blueprint)];
  yield* schemaProblems;
  if (schemaProblems.length) return;
  yield* problemsOfModule(folder, blueprint);
  yield* problemsOfValues(type, blueprint);
  yield* problemsOfWords(type, blueprint);
  yield* problemsOfExamples(blueprint);
}

function tfvars(blueprint, environment, environmentClass, resourceName, stated) {
  const values = lift(blueprint, environmentClass, stated, valuesOf(blueprint, environmentClass, stated));
  return {
    cloud_name: `${environment}-${resourceName}`,
    environment,
    tags: { Environment: environment, CostCenter: 'unassigned', Owner: 'platform', ManagedBy: 'terraform' },
    ...(blueprint.cloud === 'kubernetes' ? {} : { region: 'us-east-1' }),
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
  };
}

function tfvarsOfClass(blueprint, environmentClass) {
  return tfvars(blueprint, environmentClass, environmentClass, `payments-${blueprint.noun}`, {});
}

function tfvarsOfExample(blueprint, { environment, resource_name: name, parameters }) {
  const { environments } = readYaml(path.join(root, 'config/environments.yaml'));
  const { class: environmentClass } = environments.find((candidate) => candidate.name === environment);
  return tfvars(blueprint, environment, environmentClass, name, parameters);
}

const [verb, folder, which] = process.argv.slice(2);
const read = () => readYaml(path.join(folder, 'blueprint.yaml'));
if (verb === 'check') {
  const found = [...problems(path.resolve(folder))];
  for (const problem of found) console.log(problem);
  process.exitCode = found.length ? 1 : 0;
} else if (verb === 'values' && classes.includes(which)) {
  console.log(JSON.stringify(tfvarsOfClass(read(), which), null, 2));
} else if (verb === 'example') {
  const blueprint = read();
  const example = blueprint.examples[Number(which)];
  if (example) console.log(JSON.stringify(tfvarsOfExample(blueprint, example), null, 2));
  else process.exitCode = 3;
} else if (verb === 'cloud' || verb === 'network') {
  console.log(read()[verb]);
} else {
  console.error('usage: blueprint.mjs check DIR | values DIR dev|staging|prod | example DIR N | cloud DIR | network DIR');
  process.exitCode = 2;
}
