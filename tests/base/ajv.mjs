// Ajv's verdicts on pairs of schema and value: reads one {"schema", "value"} per line, prints "fits" or "unfit" for each.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../package.json', import.meta.url));
const Ajv = require('ajv/dist/2020').default;

const ajv = new Ajv({ strict: false, validateSchema: false });
for await (const line of createInterface({ input: process.stdin })) {
  const { schema, value } = JSON.parse(line);
  console.log(ajv.validate(schema, value) ? 'fits' : 'unfit');
}
