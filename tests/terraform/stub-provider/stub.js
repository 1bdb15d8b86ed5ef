// A Terraform provider that knows a schema and does nothing. It serves provider-schema.json over the plugin protocol
// (version 5), which is enough for `terraform validate` and for `terraform test` with mock_provider. Started by
// terraform through tests/terraform/terraform-offline, as `node stub.js <provider>`.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { createRequire } = require('module');

const provider = process.argv[2];
const installed = createRequire(path.join(process.env.GROUNDWORK_STUB_MODULES, 'x.js'));
const grpc = installed('@grpc/grpc-js');
const protoLoader = installed('@grpc/proto-loader');
const schema = JSON.parse(fs.readFileSync(process.env.GROUNDWORK_STUB_SCHEMA, 'utf8'));

// 'set(string)' → ['set', 'string'], the way go-cty writes types in JSON.
function ctyType(text) {
  if (['string', 'number', 'bool'].includes(text)) return text;
  const collection = text.match(/^(list|set|map)\((.*)\)$/);
  return collection ? [collection[1], ctyType(collection[2])] : 'dynamic';
}

function attributeType(attribute) {
  const nested = attribute.type.match(/^(?:object|block):(\w+)$/);
  if (!nested) return ctyType(attribute.type);
  const members = Object.entries(attribute.attrs || attribute.block || {});
  const object = ['object', Object.fromEntries(members.map(([name, member]) => [name, attributeType(member)]))];
  return nested[1] === 'single' ? object : [nested[1], object];
}

function nestedBlock(name, attribute) {
  const nesting = attribute.type.slice('block:'.length).toUpperCase();
  const counted = nesting !== 'SINGLE';
  return {
    type_name: name,
    nesting,
    block: block(attribute.block || {}),
    min_items: counted && attribute.required ? 1 : 0,
    max_items: counted ? attribute.max_items || 0 : 0,
  };
}

function plainAttribute(name, attribute) {
  return {
    name,
    type: Buffer.from(JSON.stringify(attributeType(attribute))),
    required: Boolean(attribute.required),
    optional: Boolean(attribute.optional),
    computed: Boolean(attribute.computed || attribute.read_only || (name === 'id' && !attribute.required)),
    deprecated: Boolean(attribute.deprecated),
  };
}

function block(members) {
  const result = { attributes: [], block_types: [] };
  for (const [name, member] of Object.entries(members)) {
    if (member.type.startsWith('block:')) result.block_types.push(nestedBlock(name, member));
    else result.attributes.push(plainAttribute(name, member));
  }
  return result;
}

function schemasOf(types) {
  const own = Object.entries(types).filter(([type]) => type.startsWith(`${provider}_`));
  return Object.fromEntries(own.map(([type, members]) => [type, { version: 0, block: block(members) }]));
}

const nothing = (call, reply) => reply(null, {});
const end = () => setTimeout(() => process.exit(0), 20);
const stop = (call, reply) => {
  reply(null, {});
  end();
};

const definition = protoLoader.loadSync(path.join(__dirname, 'tfplugin5.proto'), { keepCase: true, defaults: true });
const server = new grpc.Server({ 'grpc.max_send_message_length': -1 });
server.addService(grpc.loadPackageDefinition(definition).tfplugin5.Provider.service, {
  GetSchema: (call, reply) =>
    reply(null, {
      provider: { version: 0, block: block(schema.providers[provider]) },
      resource_schemas: schemasOf(schema.resources),
      data_source_schemas: schemasOf(schema.data_sources),
      diagnostics: [],
    }),
  PrepareProviderConfig: (call, reply) => reply(null, { prepared_config: call.request.config }),
  ValidateResourceTypeConfig: nothing,
  ValidateDataSourceConfig: nothing,
  Configure: nothing,
  Stop: stop,
});

// go-plugin's own way to end a plugin; its messages are empty.
const emptyMessage = { serialize: () => Buffer.alloc(0), deserialize: () => ({}) };
server.addService(
  {
    Shutdown: {
      path: '/plugin.GRPCController/Shutdown',
      requestStream: false,
      responseStream: false,
      requestSerialize: emptyMessage.serialize,
      requestDeserialize: emptyMessage.deserialize,
      responseSerialize: emptyMessage.serialize,
      responseDeserialize: emptyMessage.deserialize,
    },
  },
  { Shutdown: stop },
);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stub-provider-'));
const socket = path.join(folder, 'socket');
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(0));
server.bindAsync(`unix:${socket}`, grpc.ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
  process.stdout.write(`1|5|unix|${socket}|grpc|\n`); // the handshake: core version, protocol, network, address
});
