// JSON Schemas made from the types of the vendors' own SDKs. Every object in them is closed, except where the vendor's
// type is free (such as the schema of a structured answer).
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createGenerator } from 'ts-json-schema-generator';

const packages = new URL('../node_modules/', import.meta.url);
const read = (path) => readFileSync(new URL(path, packages), 'utf8');
const compiler = { strict: true, module: 'esnext', moduleResolution: 'bundler', target: 'es2022', skipLibCheck: true };

// The SDKs take some headers among the parameters; in a body they are nothing but unknown.
function withoutHeaders(definition) {
  for (const [name, { description }] of Object.entries(definition.properties))
    if (description?.startsWith('Header param')) delete definition.properties[name];
}

/** The schema of a type that a package declares in `file`. Making one takes seconds, so it is kept in `folder`. */
export function schemaOf(type, file, folder) {
  const versions = [file, 'ts-json-schema-generator', 'typescript'].map((path) => {
    const name = path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : path.split('/')[0];
    return `${name}@${JSON.parse(read(`${name}/package.json`)).version}`;
  });
  const script = readFileSync(new URL(import.meta.url), 'utf8');
  const key = createHash('sha256').update([type, ...versions, script].join('\n')).digest('hex').slice(0, 16);
  const kept = `${folder}/${type}-${key}.json`;
  try {
    return { schema: JSON.parse(readFileSync(kept, 'utf8')), versions };
  } catch {
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: compiler }));
  const schema = createGenerator({
    path: new URL(file, packages).pathname,
    tsconfig: `${folder}/tsconfig.json`,
    type,
    skipTypeCheck: true,
    additionalProperties: false,
  }).createSchema(type);
  withoutHeaders(schema.definitions[type]);
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(schema));
  renameSync(`${kept}.${process.pid}`, kept);
  return { schema, versions };
}
