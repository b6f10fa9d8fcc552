// Foreign clients of the store's API, driven against the sandbox: what works for them would work for anybody.
import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import tls from 'node:tls';

const require = createRequire(import.meta.url);
const NodeBigCommerce = require('node-bigcommerce');
const { BigCommerceApiClient } = require('bigcommerce-api-client');
const space48 = require('@space48/bigcommerce-api');
const { fetchTransport } = require('@space48/bigcommerce-api/lib/internal/operation');
const { Webhook } = require('standardwebhooks');

// Two clients have the address of the real API built in: their connections go to the sandbox instead.
class Redirected extends https.Agent {
  constructor(port) {
    super();
    this.sandboxPort = port;
  }
  createConnection() {
    return tls.connect({ host: '127.0.0.1', port: this.sandboxPort, rejectUnauthorized: false });
  }
}

const hashOf = (url) => /\/stores\/([^/]+)$/.exec(url)[1];
const isMoney = (text) => /^-?\d+\.\d{4}$/.test(text);

// `shop`: {url, tlsPort, token}; `control`: async (method, path, body) to the sandbox's control interface; `served`: async (method,
// path) ends the call where the sandbox does not play that part of the store.
export function storeCalls(shop, control, served) {
  const calls = [];
  const add = (client) => (call, run) => calls.push({ client, call, run });
  let ids = [];

  const node = new NodeBigCommerce({ clientId: 'conformance', accessToken: shop.token, storeHash: hashOf(shop.url), responseType: 'json', agent: new Redirected(shop.tlsPort), headers: { 'Accept-Encoding': 'gzip' } });
  const first = add('node-bigcommerce');
  first('orders, first page', async () => {
    ids = (await node.get('/orders?limit=250&sort=id:asc')).map((order) => order.id);
    assert.ok(ids.length >= 16 && ids.every(Number.isInteger));
  });
  first('orders, page by page', async () => {
    const seen = [];
    for (let page = 1, rows; (rows = await node.get(`/orders?limit=5&page=${page}&sort=id:asc`)) && rows.length > 0; ++page) seen.push(...rows.map((order) => order.id));
    assert.deepEqual(seen, ids);
  });
  first('a list without anything (204)', async () => assert.equal(await node.get(`/orders?min_id=${Math.max(...ids) + 1000}`), ''));
  first('one order and its parts', async () => {
    const order = await node.get(`/orders/${ids[0]}`);
    assert.equal(order.id, ids[0]);
    assert.ok(isMoney(order.total_inc_tax));
    for (const part of ['products', 'shipping_addresses', 'taxes?details=true']) assert.ok((await node.get(`/orders/${ids[0]}/${part}`)).length > 0, part);
  });
  first('an order that is not there (404)', () => assert.rejects(node.get('/orders/1'), (problem) => problem.code === 404));
  first('a wrong token (401), an unknown parameter (400)', async () => {
    const stranger = new NodeBigCommerce({ clientId: 'conformance', accessToken: 'wrong', storeHash: hashOf(shop.url), responseType: 'json', agent: new Redirected(shop.tlsPort) });
    await assert.rejects(stranger.get('/orders'), (problem) => problem.code === 401);
    await assert.rejects(node.get('/orders?is_archived=true'), (problem) => problem.code === 400);
  });
  first('too fast (429), and again after the wait', async () => {
    await control('POST', '/faults', { kind: 'rate_limited', requests: 1 });
    assert.equal((await node.get(`/orders/${ids[0]}`)).id, ids[0]);
  });
  first('the store and its time', async () => {
    assert.ok((await node.get('/store')).currency);
    assert.ok((await node.get('/time')).time > 0);
  });
  first('an order is changed', async () => {
    const before = await node.get(`/orders/${ids[1]}`);
    const after = await node.put(`/orders/${ids[1]}`, { staff_notes: 'checked' });
    assert.equal(after.staff_notes, 'checked');
    assert.equal(after.total_inc_tax, before.total_inc_tax);
  });

  const transport = (version) => fetchTransport({ baseUrl: `${shop.url}/${version}`, headers: { 'X-Auth-Token': shop.token }, agent: new http.Agent(), retry: { backoffTime: () => 50 } });
  const v2 = new space48.Management.V2.Client(transport('v2')), v3 = new space48.Management.V3.Client(transport('v3'));
  const second = add('@space48/bigcommerce-api');
  second('orders by their ids and dates', async () => {
    const orders = await v2.get('/orders', { query: { min_id: ids[2], max_id: ids[4], sort: 'id:asc' } });
    assert.deepEqual(orders.map((order) => order.id), ids.slice(2, 5));
    assert.ok((await v2.get('/orders', { query: { min_date_modified: '2000-01-01T00:00:00Z', limit: 250 } })).length >= ids.length);
  });
  second('order count and statuses', async () => {
    assert.ok((await v2.get('/orders/count')).count >= ids.length);
    assert.ok((await v2.get('/order_statuses')).some((status) => status.id === 11));
  });
  second('lines of every order', async () => {
    for (const id of ids) assert.ok((await v2.get('/orders/{order_id}/products', { path: { order_id: id } })).every((line) => line.order_id === id && isMoney(line.total_inc_tax)));
  });
  second('an order that is not there is null', async () => assert.equal(await v2.get('/orders/{order_id}', { path: { order_id: 1 } }), null));
  second('transactions (v3)', async () => {
    const rows = await v3.get('/orders/{order_id}/transactions', { path: { order_id: ids[0] } });
    assert.ok(rows.length > 0 && rows.every((row) => typeof row.amount === 'number'));
  });
  second('refunds, page by page (v3)', async () => {
    const rows = [];
    for await (const row of v3.list('/orders/payment_actions/refunds')) rows.push(row);
    assert.ok(Array.isArray(rows));
  });
  second('a failing store (503), and again', async () => {
    await control('POST', '/faults', { kind: 'server_error', requests: 1 });
    assert.ok((await v2.get('/orders', { query: { limit: 1 } })).length === 1);
  });

  // The catalogue is theirs: what they read and change is made first.
  let plain, withOptions;
  const all = async (path, query = {}) => {
    const rows = [];
    for await (const row of v3.list(path, { query })) rows.push(row);
    return rows;
  };
  second('products, page by page, and by their filters (v3)', async () => {
    await served('GET', '/v3/catalog/products');
    const size = (label) => ({ sku: `CHECK-TEE-${label}`, option_values: [{ option_display_name: 'Size', label }], stock: { 1: 5 } });
    const made = await control('POST', '/products', [
      { sku: 'CHECK-MUG', name: 'Mug of the check', price: 12.5, weight: 0.4, stock: { 1: 10 } },
      { sku: 'CHECK-TEE', name: 'Tee of the check', price: 20, inventory_tracking: 'variant', variants: [size('S'), size('M')] },
    ]);
    [plain, withOptions] = made.ids;
    const products = await all('/catalog/products');
    assert.ok([plain, withOptions].every((id) => products.some((product) => product.id === id)));
    const found = await all('/catalog/products', { sku: 'CHECK-MUG', include: 'variants', is_visible: true });
    assert.equal(found[0].variants[0].id, found[0].base_variant_id);
    assert.deepEqual(await all('/catalog/products', { 'id:in': String(withOptions), include_fields: 'name' }), [{ id: withOptions, name: 'Tee of the check' }]);
  });
  second('variants, of all products and of one (v3)', async () => {
    const variants = await all('/catalog/variants', { 'product_id:in': `${plain},${withOptions}` });
    assert.deepEqual(variants.map((variant) => variant.sku), ['CHECK-MUG', 'CHECK-TEE-S', 'CHECK-TEE-M']);
    assert.equal((await v3.get('/catalog/products/{product_id}/variants', { path: { product_id: withOptions } })).length, 2);
    assert.equal(variants[1].price, null);
    assert.equal(variants[1].calculated_price, 20);
  });
  second('products and variants are changed; one that is not there is null (v3)', async () => {
    assert.equal((await v3.put('/catalog/products/{product_id}', { path: { product_id: plain }, body: { price: 13.5 } })).price, 13.5);
    const [variant] = await all('/catalog/variants', { sku: 'CHECK-TEE-S' });
    assert.equal((await v3.put('/catalog/variants', { body: [{ id: variant.id, price: 19, upc: '5012345678900' }] }))[0].price, 19);
    assert.equal(await v3.get('/catalog/products/{product_id}', { path: { product_id: 1 } }), null);
  });
  second('stock is read, adjusted and read again (v3)', async () => {
    const level = async () => (await all('/inventory/items', { 'sku:in': 'CHECK-TEE-S' }))[0].locations[0].total_inventory_onhand;
    assert.equal(await level(), 5);
    const asked = { reason: 'check', items: [{ location_id: 1, sku: 'CHECK-TEE-S', quantity: 8 }, { location_id: 1, product_id: plain, quantity: 4 }] };
    await v3.put('/inventory/adjustments/absolute', { body: asked });
    await control('POST', '/clock', { advance_ms: 60_000 });
    assert.equal(await level(), 8);
    await assert.rejects(v3.put('/inventory/adjustments/absolute', { body: { items: [{ location_id: 1, sku: 'CHECK-NONE', quantity: 1 }] } }));
  });
  second('locations and the inventory settings (v3)', async () => {
    assert.ok((await all('/inventory/locations')).some((location) => location.id === 1 && location.enabled));
    assert.ok((await v3.get('/settings/inventory', {})).update_stock_behavior);
  });

  const typed = new BigCommerceApiClient({ storeHash: hashOf(shop.url), accessToken: shop.token, maxRetries: 2, retryDelay: 50, timeout: 10000 });
  const redirected = new Redirected(shop.tlsPort);
  const third = (call, run) => add('bigcommerce-api-client')(call, async () => {
    const usual = https.globalAgent; // it takes no agent of its own
    https.globalAgent = redirected;
    try {
      await run();
    } finally {
      https.globalAgent = usual;
    }
  });
  third('all orders, pages by itself', async () => {
    const orders = await typed.orders.getAllOrders({ sort: 'id:asc' }, 1, 500);
    assert.deepEqual(orders.map((order) => order.id), ids);
    assert.ok(orders.every((order) => order.date_created instanceof Date && !Number.isNaN(order.date_created.getTime())));
  });
  third('lines, addresses, taxes, coupons of an order', async () => {
    const { orders } = typed;
    assert.ok((await orders.orderProducts.listOrderProducts(ids[0])).length > 0);
    assert.ok((await orders.orderShippingAddresses.getOrderShippingAddresses(ids[0])).length > 0);
    assert.ok((await orders.orderTaxes.getAllOrderTaxes(ids[0], { details: true })).length > 0);
    await orders.orderCoupons.listOrderCoupons?.(ids[0]);
  });
  third('transactions of an order', async () => assert.ok((await typed.orderTransactions.getTransactions(ids[0])).data.length > 0));
  third('an order that is not there is null', async () => assert.equal(await typed.orders.getOrder(1), null));
  third('too fast (429), and again', async () => {
    await control('POST', '/faults', { kind: 'rate_limited', requests: 1 });
    assert.equal((await typed.orders.getOrder(ids[0])).id, ids[0]);
  });
  third('the status of an order is changed', async () => assert.equal((await typed.orders.updateOrderStatus(ids[2], 9)).status_id, 9));

  third('an order is shipped in part, and the shipment is taken back', async () => {
    await served('POST', `/v2/orders/${ids[0]}/shipments`);
    const { orders } = typed;
    const [line] = await orders.orderProducts.listOrderProducts(ids[0]);
    const made = await orders.orderShipments.createOrderShipment(ids[0], { order_address_id: line.order_address_id, tracking_number: 'EJ958083578US', shipping_provider: '', items: [{ order_product_id: line.id, quantity: 1 }] });
    assert.equal((await orders.orderShipments.getOrderShipment(ids[0], made.id)).tracking_number, 'EJ958083578US');
    await orders.orderShipments.updateOrderShipment(ids[0], made.id, { tracking_number: 'EJ958083578GB' });
    assert.equal((await orders.orderShipments.getOrderShipments(ids[0])).length, 1);
    await orders.orderShipments.deleteOrderShipment(ids[0], made.id);
  });
  third('the consignments of an order', async () => {
    await served('GET', `/v2/orders/${ids[0]}/consignments`);
    assert.ok(await typed.orders.orderConsignments.getOrderConsignments(ids[0]));
  });
  third('a webhook is made, changed and removed', async () => {
    await served('GET', '/v3/hooks');
    const { data: made } = await typed.webhooks.createWebhook({ scope: 'store/order/created', destination: 'https://hooks.example.com/store', is_active: true, headers: { 'X-Custom': 'value' } });
    assert.ok((await typed.webhooks.getWebhooks({}, 1, 50)).data.some((hook) => hook.id === made.id));
    assert.equal((await typed.webhooks.updateWebhook(made.id, { is_active: false })).data.is_active, false);
    await typed.webhooks.deleteWebhook(made.id);
    assert.equal(await typed.webhooks.getWebhook(made.id), null);
  });

  // Refunds are of orders of their own, made when the others are counted: everything that can be refunded is on them.
  const refundable = async () => {
    const address = { first_name: 'Ada', last_name: 'Hill', street_1: '1 High St', city: 'London', zip: 'E1 6AN', country: 'United Kingdom', country_iso2: 'GB', email: 'ada@example.com' };
    const { id } = await control('POST', '/orders', {
      customer_id: 27, billing_address: address, shipping_addresses: [{ ...address, cost: '4.95' }], store_credit_amount: '10.00', handling_cost: '1.20', fees: [{ name: 'Small order', cost: '0.60' }],
      products: [{ sku: 'CHECK-REFUND', name: 'Blue mug', quantity: 3, price: '12.50', wrapping_cost: '3.00' }],
    });
    const whole = await control('GET', `/orders/${id}`);
    return { id, line: whole.products[0].id, address: whole.shipping_addresses[0].id, fee: whole.fees[0].id };
  };
  second('a refund from its quote to its transaction (v3)', async () => {
    await served('POST', `/v3/orders/${ids[0]}/payment_actions/refund_quotes`);
    const order = await refundable(), path = { order_id: order.id };
    const items = [
      { item_type: 'PRODUCT', item_id: order.line, quantity: 1, reason: 'Chipped', adjustments: [{ amount: -1.5, description: 'Restocking fee' }] },
      { item_type: 'GIFT_WRAPPING', item_id: order.line, quantity: 1 },
      { item_type: 'SHIPPING', item_id: order.address, amount: 2 },
      { item_type: 'HANDLING', item_id: order.address, amount: 1.2 },
      { item_type: 'FEE', item_id: order.fee, amount: 0.6 },
      { item_type: 'ORDER', item_id: order.id, amount: 0.25 },
      { item_type: 'TAX', item_id: order.id, amount: 0.05 },
    ];
    const quote = await v3.post('/orders/{order_id}/payment_actions/refund_quotes', { path, body: { items } });
    assert.equal(quote.total_refund_amount, 16.1);
    const method = quote.refund_methods.at(-1);
    assert.deepEqual(method.map((option) => option.provider_id), ['stripe']);
    const payments = method.map(({ provider_id, amount, offline }) => ({ provider_id, amount, offline }));
    const refund = await v3.post('/orders/{order_id}/payment_actions/refunds', { path, body: { items, payments } });
    assert.equal(refund.total_amount, quote.total_refund_amount);
    assert.equal(refund.total_tax, quote.total_refund_tax_amount);
    assert.ok(refund.payments.every((payment) => payment.transaction_id === undefined && !payment.is_declined));
    await control('POST', '/clock', { advance_ms: 60_000 });
    const paid = (await v3.get('/orders/payment_actions/refunds/{refund_id}', { path: { refund_id: refund.id } })).payments[0].transaction_id;
    const rows = await v3.get('/orders/{order_id}/transactions', { path });
    assert.ok(rows.some((row) => String(row.id) === paid && row.event === 'refund' && row.status === 'ok'));
    assert.equal((await v2.get('/orders/{order_id}', { path })).status_id, 14);
  });
  second('refunds that are overridden, of tax alone, declined, and refused (v3)', async () => {
    await served('POST', `/v3/orders/${ids[0]}/payment_actions/refund_quotes`);
    const order = await refundable(), path = { order_id: order.id };
    const items = [{ item_type: 'PRODUCT', item_id: order.line, quantity: 1 }];
    const make = (body) => v3.post('/orders/{order_id}/payment_actions/refunds', { path, body });
    const overridden = await make({ items, merchant_calculated_override: { total_amount: 10.42, total_tax: 0 }, payments: [{ provider_id: 'storecredit', amount: 10.42, offline: false }] });
    assert.ok(overridden.uses_merchant_override_values);
    assert.deepEqual((await make({ tax_adjustment_amount: 2.08 })).items, []);
    await control('POST', '/refund-faults', { kind: 'declined', message: 'Card expired' });
    await make({ items, payments: [{ provider_id: 'stripe', amount: 12.5, offline: false }] });
    await control('POST', '/clock', { advance_ms: 60_000 });
    const refunds = await v3.get('/orders/{order_id}/payment_actions/refunds', { path });
    assert.deepEqual(refunds.map((refund) => refund.payments[0].is_declined), [false, false, true]);
    await assert.rejects(make({ items, payments: [{ provider_id: 'stripe', amount: 12.51, offline: false }] }));
  });

  add('standardwebhooks')('the signature of a callback', () => {
    const id = 'msg_2t9QyXc0mVb4', at = 1741101667, clientSecret = '8d1f0a7c5b3e49d2a6f4c0b9e7d81352';
    const body = '{"producer":"stores/a1b2c3d4e5","hash":"99fd5567b5ea823bbefe3f2d01bd9b2726ee2ab2","created_at":1741101667,"store_id":"1002345678","scope":"store/order/created","data":{"type":"order","id":1047}}';
    const signer = new Webhook(Buffer.from(clientSecret).toString('base64'));
    assert.equal(signer.sign(id, new Date(at * 1000), body), 'v1,b0izpablXA8xRF12tm/6mI4SCRL5Qx3AvzWh850BfnQ=');
  });
  return calls;
}
