// The store's callbacks: a receiver on this computer, a change of an order for each scope, and what then comes.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';

import yaml from 'js-yaml';
import responseModule from 'openapi-response-validator';

import { placeOf } from './exchanges.mjs';
import { unknownMembers } from './unknown_members.mjs';

const { Webhook } = createRequire(import.meta.url)('standardwebhooks');
const ResponseValidator = responseModule.default ?? responseModule;

const scopes = [
  'store/order/created', 'store/order/updated', 'store/order/statusUpdated', 'store/order/refund/created', 'store/order/transaction/created', 'store/product/created', 'store/product/updated', 'store/sku/updated',
  'store/product/inventory/updated', 'store/product/inventory/order/updated', 'store/sku/inventory/updated', 'store/inventory/location/updated',
];

// Takes callbacks; `taken` grows by {headers, body}.
async function receiver() {
  const taken = [];
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    taken.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(200).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { taken, url: `http://127.0.0.1:${server.address().port}/hooks`, close: () => server.close() };
}

// `ask`: async (method, path, body) to the store → {status, json}; `trade`: async () → id of an order, after products of both kinds of tracking,
// SKU-CALLED and SKU-CALLED-S, were made. Gives what came, signatures checked
// by the reference library; undefined where the sandbox sends none to this computer.
export async function takeCallbacks(ask, trade, clientSecret) {
  const door = await receiver();
  try {
    const hooks = [];
    for (const scope of scopes) {
      const made = await ask('POST', '/v3/hooks', { scope, destination: door.url, is_active: true });
      if (made.status !== 200) return undefined;
      hooks.push(made.json.data.id);
    }
    const id = await trade();
    assert.equal((await ask('PUT', `/v2/orders/${id}`, { status_id: 9 })).status, 200);
    assert.equal((await ask('POST', `/v3/orders/${id}/payment_actions/refunds`, { items: [{ item_type: 'ORDER', item_id: id, amount: 1 }], payments: [{ provider_id: 'stripe', amount: 1, offline: false }] })).status, 201);
    const [variant] = (await ask('GET', '/v3/catalog/variants?sku=SKU-CALLED-S')).json.data;
    assert.equal((await ask('PUT', '/v3/catalog/variants', [{ id: variant.id, price: 9 }])).status, 200);
    const items = ['SKU-CALLED', 'SKU-CALLED-S'].map((sku) => ({ location_id: 1, sku, quantity: 7 }));
    assert.equal((await ask('PUT', '/v3/inventory/adjustments/absolute', { items })).status, 200);
    assert.equal((await ask('PUT', '/v3/inventory/locations', [{ id: 1, label: 'Default location' }])).status, 200);
    for (let waited = 0; waited < 100 && !scopes.every((scope) => door.taken.some(({ body }) => body.includes(`"${scope}"`))); ++waited) await new Promise((done) => setTimeout(done, 100));
    for (const hook of hooks) await ask('DELETE', `/v3/hooks/${hook}`);
    const verifier = new Webhook(Buffer.from(clientSecret).toString('base64'));
    for (const { headers, body } of door.taken) verifier.verify(body, headers);
    const came = new Set(door.taken.map(({ body }) => JSON.parse(body).scope));
    assert.deepEqual(scopes.filter((scope) => !came.has(scope)), [], 'no callback came for these scopes');
    return door.taken.map(({ body }) => body);
  } finally {
    door.close();
  }
}

// Findings of a callback by the official files of docs/webhooks/callbacks.
export class CallbackCheck {
  constructor(folder) {
    const files = readdirSync(folder).filter((file) => file.endsWith('.yml'));
    this.schemas = Object.assign({}, ...files.map((file) => yaml.load(readFileSync(`${folder}/${file}`, 'utf8')).properties));
  }

  callback(text) {
    const body = JSON.parse(text);
    const schema = this.schemas[body.scope];
    if (!schema) return { name: String(body.scope), findings: [{ what: 'scope', at: '', message: 'the official files know no such scope' }] };
    const validator = new ResponseValidator({ responses: { 200: { content: { 'application/json': { schema: structuredClone(schema) } } } } });
    const findings = (validator.validateResponse(200, body)?.errors ?? []).map((one) => ({ what: one.errorCode.split('.')[0], at: placeOf(one.path), message: one.message }));
    for (const at of unknownMembers(schema, body)) findings.push({ what: 'unknown-member', at, message: 'the schema has no such member' });
    for (const name of Object.keys(schema.properties)) if (!(name in body)) findings.push({ what: 'missing', at: name, message: 'the official file has this member' });
    return { name: body.scope, findings };
  }
}
