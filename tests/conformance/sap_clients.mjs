// Foreign clients of SAP's Service Layer, driven against the sandbox.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const ServiceLayer = require('b1-service-layer');
const SAPb1 = require('node-sapb1');
const filters = require('node-sapb1/lib/filters.js');

// `erp`: {port, ca, company, user, password}; `notServed`: ends a call where the sandbox does not play that part of SAP.
export function sapCalls(erp, notServed) {
  const calls = [];
  const add = (client) => (call, run) => calls.push({ client, call, run });

  const layer = new ServiceLayer();
  let order;
  const first = add('b1-service-layer (v2)');
  first('login', async () => {
    await layer.createSession({ host: 'https://localhost', port: erp.port, company: erp.company, username: erp.user, password: erp.password });
    assert.equal(layer.sessionTimeout, 30);
  });
  first('a wrong password is refused', async () => {
    const other = new ServiceLayer();
    await assert.rejects(other.createSession({ host: 'https://localhost', port: erp.port, company: erp.company, username: erp.user, password: 'wrong' }), (problem) => problem.response.status === 401);
  });
  first('all items, by the link to the next page', async () => {
    const items = await layer.find('Items?$select=ItemCode,ItemName&$orderby=ItemCode');
    assert.ok(items.length > 20);
    assert.equal(new Set(items.map((item) => item.ItemCode)).size, items.length);
  });
  first('items by filters', async () => {
    const [item] = await layer.find("Items?$filter=Valid eq 'tYES' and SalesItem eq 'tYES'&$top=1");
    assert.equal((await layer.query(`Items('${item.ItemCode}')`)).ItemCode, item.ItemCode);
    assert.deepEqual((await layer.find("Items?$filter=startswith(ItemCode,'MUG') and not (Frozen eq 'tYES')&$select=ItemCode")).map((one) => one.ItemCode.slice(0, 3)).filter((code) => code !== 'MUG'), []);
  });
  first('an item is counted', async () => assert.ok(Number.isInteger(await layer.query('Items/$count'))));
  first('orders, posted before', async () => {
    const orders = await layer.find("Orders?$filter=DocumentStatus eq 'bost_Open'&$orderby=DocEntry desc");
    assert.ok(orders.length > 0);
    [order] = orders;
    assert.equal((await layer.query(`Orders(${order.DocEntry})`)).DocNum, order.DocNum);
  });
  first('an order is made, changed, closed', async () => {
    const made = await layer.post('Orders', { CardCode: order.CardCode, DocDueDate: '2027-01-31', DocumentLines: [{ ItemCode: order.DocumentLines[0].ItemCode, Quantity: 2, UnitPrice: 5.5 }] });
    assert.ok(made.DocEntry > 0, JSON.stringify(made));
    await layer.patch(`Orders(${made.DocEntry})`, { Comments: 'by another client' });
    assert.equal((await layer.query(`Orders(${made.DocEntry})`)).Comments, 'by another client');
    await layer.post(`Orders(${made.DocEntry})/Close`);
    assert.equal((await layer.query(`Orders(${made.DocEntry})`)).DocumentStatus, 'bost_Close');
  });
  first('a batch with a change set', async () => {
    const body = ['--b', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', 'GET /b1s/v2/Warehouses?$top=1', '', '', '--b', 'Content-Type: multipart/mixed;boundary=c', '',
      '--c', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', 'Content-ID: 1', '', `PATCH /b1s/v2/Orders(${order.DocEntry})`, 'Content-Type: application/json', '',
      '{"Comments":"from a batch"}', '--c--', '--b--', ''].join('\r\n');
    const answer = await layer.instance.post('$batch', body, { headers: { 'Content-Type': 'multipart/mixed;boundary=b' } });
    assert.deepEqual(answer.data.match(/HTTP\/1\.1 \d{3}/g), ['HTTP/1.1 200', 'HTTP/1.1 204']);
  });
  const served = async (...sets) => {
    for (const set of sets) await layer.query(`${set}?$top=1`).catch(() => notServed(set));
  };
  const orderOf = (quantity) => layer.post('Orders', { CardCode: order.CardCode, DocDueDate: '2027-01-31', DocumentLines: [{ ItemCode: order.DocumentLines[0].ItemCode, Quantity: quantity, UnitPrice: 5.5 }] });
  const basedOn = (type, document, quantity) => ({ CardCode: document.CardCode, DocDueDate: '2027-01-31', DocumentLines: [{ BaseType: type, BaseEntry: document.DocEntry, BaseLine: 0, ...(quantity && { Quantity: quantity }) }] });
  const made = (document) => {
    assert.ok(document.DocEntry > 0, JSON.stringify(document));
    return document;
  };
  first('an order is delivered in two parts, the second is invoiced', async () => {
    await served('DeliveryNotes', 'Invoices');
    const ordered = made(await orderOf(3));
    made(await layer.post('DeliveryNotes', basedOn(17, ordered, 1)));
    assert.equal((await layer.query(`Orders(${ordered.DocEntry})`)).DocumentStatus, 'bost_Open');
    const delivery = made(await layer.post('DeliveryNotes', basedOn(17, ordered)));
    assert.equal((await layer.query(`Orders(${ordered.DocEntry})`)).DocumentStatus, 'bost_Close');
    made(await layer.post('Invoices', basedOn(15, delivery)));
  });
  first('a payment on account', async () => {
    await served('IncomingPayments');
    made(await layer.post('IncomingPayments', { DocType: 'rCustomer', CardCode: order.CardCode, TransferAccount: '161000', TransferSum: 11, TransferDate: '2027-01-31' }));
  });
  first('goods come in, are moved and go out', async () => {
    await served('InventoryGenEntries', 'StockTransfers');
    const code = order.DocumentLines[0].ItemCode;
    const levels = async () => (await layer.query(`Items('${code}')?$select=ItemCode,ItemWarehouseInfoCollection`)).ItemWarehouseInfoCollection;
    const inStock = (rows, warehouse) => rows.find((one) => one.WarehouseCode === warehouse)?.InStock;
    const before = await levels();
    const [from, to] = before.map((one) => one.WarehouseCode);
    made(await layer.post('InventoryGenEntries', { DocumentLines: [{ ItemCode: code, Quantity: 5, WarehouseCode: from }] }));
    if (to) made(await layer.post('StockTransfers', { FromWarehouse: from, ToWarehouse: to, StockTransferLines: [{ ItemCode: code, Quantity: 2 }] }));
    made(await layer.post('InventoryGenExits', { DocumentLines: [{ ItemCode: code, Quantity: 1, WarehouseCode: from }] }));
    assert.equal(inStock(await levels(), from) - inStock(before, from), to ? 2 : 4);
  });
  first('goods are ordered and come in', async () => {
    await served('PurchaseOrders');
    const code = order.DocumentLines[0].ItemCode;
    await layer.post('BusinessPartners', { CardCode: 'V-FOREIGN', CardName: 'A vendor', CardType: 'cSupplier' });
    const ordered = made(await layer.post('PurchaseOrders', { CardCode: 'V-FOREIGN', DocDueDate: '2027-01-31', DocumentLines: [{ ItemCode: code, Quantity: 3 }] }));
    made(await layer.post('PurchaseDeliveryNotes', { CardCode: 'V-FOREIGN', DocumentLines: [{ BaseType: 22, BaseEntry: ordered.DocEntry, BaseLine: 0 }] }));
    assert.equal((await layer.query(`PurchaseOrders(${ordered.DocEntry})`)).DocumentStatus, 'bost_Close');
  });
  first('stock by a stored query', async () => {
    await served('SQLQueries');
    await layer.post('SQLQueries', { SqlCode: 'foreign', SqlName: 'Levels', SqlText: 'select ItemCode, WhsCode, OnHand from OITW where WhsCode = :whs order by ItemCode' });
    const { SqlText, value } = await layer.query("SQLQueries('foreign')/List?whs='01'");
    assert.match(SqlText, /^select ItemCode/);
    assert.ok(value.length > 0);
    assert.equal((await layer.post("SQLQueries('foreign')/List", { ParamList: "whs='none'" })).value.length, 0);
    assert.equal((await layer.post('SQLQueries', { SqlCode: 'movements', SqlName: 'x', SqlText: 'select ItemCode from OINM' })).message?.error.code, '702');
    assert.equal((await layer.query("SQLQueries('foreign')")).ParamList, 'whs');
  });
  first('a bill of materials and a special price', async () => {
    await served('ProductTrees', 'SpecialPrices');
    const items = await layer.find('Items?$select=ItemCode&$orderby=ItemCode&$top=3');
    const [part, other, whole] = items.map((one) => one.ItemCode);
    await layer.post('ProductTrees', { TreeCode: whole, TreeType: 'iSalesTree', ProductTreeLines: [{ ItemCode: part, Quantity: 2 }, { ItemCode: other, Quantity: 1 }] });
    assert.equal((await layer.query(`ProductTrees('${whole}')`)).ProductTreeLines.length, 2);
    await layer.post('SpecialPrices', { ItemCode: part, CardCode: '*1', PriceListNum: 1, SpecialPriceDataAreas: [{ RowNumber: 0, DateFrom: '2027-01-01', Dateto: '2027-01-31', SpecialPrice: 5 }] });
    assert.equal((await layer.query(`SpecialPrices(ItemCode='${part}',CardCode='*1')`)).SpecialPriceDataAreas.length, 1);
    await layer.query('PriceLists');
  });
  first('an order that is not there', async () => assert.equal((await layer.get('Orders(999999)')).message.error.code, '-2028'));
  first('the company says who it is', async () => assert.ok((await layer.post('CompanyService_GetCompanyInfo', {})).CompanyName));

  // Its callbacks as promises.
  const promised = (run) => new Promise((done, failed) => run(done, (problem) => failed(new Error(problem.body ? problem.body() : problem))));
  const second = add('node-sapb1 (v1)');
  let session;
  second('login', async () => {
    session = await promised((done, failed) => SAPb1.createSession({ host: 'https://localhost', port: erp.port, version: 1, username: erp.user, password: erp.password, company: erp.company, ca: erp.ca }, done, failed));
  });
  second('items with filters, order and count', async () => {
    const found = await promised((done, failed) => session.resource('Items').queryBuilder().select('ItemCode,ItemName').where(new filters.Equal('Valid', 'tYES')).orderBy('ItemCode', 'desc').inlineCount().limit(3).findAll(done, failed));
    assert.equal(found.value.length, 3);
    assert.ok(Number(found['odata.count']) > 3);
  });
  second('an item by its code', async () => {
    const { value: [{ ItemCode }] } = await promised((done, failed) => session.resource('Items').queryBuilder().limit(1).findAll(done, failed));
    assert.equal((await promised((done, failed) => session.resource('Items').queryBuilder().find(ItemCode, done, failed))).ItemCode, ItemCode);
  });
  second('a partner is made and changed', async () => {
    const partners = session.resource('BusinessPartners');
    await promised((done, failed) => partners.create({ CardCode: 'C-FOREIGN', CardName: "O'Brien & Sons", CardType: 'cCustomer' }, done, failed));
    await promised((done, failed) => partners.update('C-FOREIGN', { Phone1: '1' }, done, failed));
    assert.equal((await promised((done, failed) => partners.queryBuilder().find('C-FOREIGN', done, failed))).Phone1, '1');
  });
  second('orders, and one that is not there', async () => {
    const found = await promised((done, failed) => session.resource('Orders').queryBuilder().limit(5).findAll(done, failed));
    assert.ok(found.value.length > 0);
    await assert.rejects(promised((done, failed) => session.resource('Orders').queryBuilder().find(999999, done, failed)), /-2028/);
  });
  return calls;
}

