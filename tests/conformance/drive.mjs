// Lets the engine and the foreign clients work with a running sandbox, and records what they say to each other.
//   node drive.mjs PORTS.json WORK_FOLDER LEDGERLINE DEPLOYMENT
// Writes network.jsonl (the engine), clients.jsonl and clients.json (the clients: recording and results), callbacks.json.
import { execFile } from 'node:child_process';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { takeCallbacks } from './callbacks.mjs';
import { RecordingProxy, readTls } from './recording_proxy.mjs';
import { sapCalls } from './sap_clients.mjs';
import { storeCalls } from './store_clients.mjs';

const [portsFile, work, ledgerline, deployment] = process.argv.slice(2);
const ports = JSON.parse(readFileSync(portsFile, 'utf8'));
const tls = readTls(work);
const run = promisify(execFile);

// The sandbox does not play this part.
class NotServed extends Error {}

async function letTheEngineWork() {
  const file = `${work}/network.jsonl`;
  writeFileSync(file, '');
  const shop = await new RecordingProxy(ports.shop_url, file).listen();
  const erp = await new RecordingProxy(ports.b1_url, file, tls).listen();
  const env = {
    ...process.env,
    LEDGERLINE_SHOP_URL: `http://127.0.0.1:${shop.port}${new URL(ports.shop_url).pathname}`,
    LEDGERLINE_ERP_URL: `https://localhost:${erp.port}${new URL(ports.b1_url).pathname}`,
    LEDGERLINE_ERP_CA_FILE: `${work}/proxy.pem`,
  };
  const results = [];
  for (const verb of [['prepare', 'erp'], ['check', '--online'], ['run', '--once']]) {
    shop.during = erp.during = `ledgerline ${verb.join(' ')}`;
    try {
      await run(ledgerline, [...verb, '--deployment', deployment], { env, timeout: 90_000 });
      results.push({ client: 'ledgerline', call: verb.join(' '), ok: true });
    } catch (problem) {
      results.push({ client: 'ledgerline', call: verb.join(' '), ok: false, problem: `${problem.stdout}${problem.stderr}`.slice(-1000) || String(problem) });
    }
  }
  shop.close();
  erp.close();
  return results;
}

async function letTheClientsWork() {
  const file = `${work}/clients.jsonl`;
  writeFileSync(file, '');
  const shop = await new RecordingProxy(ports.shop_url, file).listen();
  const shopTls = await new RecordingProxy(ports.shop_url, file, tls).listen();
  const erp = await new RecordingProxy(ports.b1_url, file, tls).listen();
  const control = async (method, path, body) => {
    const answer = await fetch(ports.control_url + path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
    if (!answer.ok) throw new Error(`the control interface answers ${path} with ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const notServed = (what) => {
    throw new NotServed(what);
  };
  // Asked beside the recording: without a body it changes nothing.
  const served = async (method, path) => {
    const { status } = await fetch(ports.shop_url + path, { method, headers: { 'X-Auth-Token': process.env.LEDGERLINE_SHOP_TOKEN, Accept: 'application/json' } });
    if ([404, 405, 501].includes(status)) notServed(`${method} ${path}`);
  };
  const ask = async (method, path, body) => {
    const headers = { 'X-Auth-Token': process.env.LEDGERLINE_SHOP_TOKEN, Accept: 'application/json', 'Content-Type': 'application/json' };
    const answer = await fetch(`http://127.0.0.1:${shop.port}${new URL(ports.shop_url).pathname}${path}`, { method, headers, body: body && JSON.stringify(body) });
    return { status: answer.status, json: await answer.json().catch(() => undefined) };
  };
  const callbacks = async () => {
    const order = { customer_id: 0, billing_address: { first_name: 'Ada', country_iso2: 'GB', email: 'ada@example.com' }, products: [{ sku: 'SKU-CALLED', name: 'Blue mug', price: '12.50' }] };
    const products = [
      { sku: 'SKU-CALLED', name: 'Mug that calls', price: 12.5, stock: { 1: 3 } },
      { sku: 'SKU-CALLED-ALL', name: 'Tee that calls', price: 20, inventory_tracking: 'variant', variants: [{ sku: 'SKU-CALLED-S', option_values: [{ option_display_name: 'Size', label: 'S' }] }] },
    ];
    await served('GET', '/v3/hooks');
    const trade = async () => {
      await control('POST', '/products', products);
      return (await control('POST', '/orders', order)).id;
    };
    const came = await takeCallbacks(ask, trade, process.env.CONFORMANCE_CLIENT_SECRET);
    if (!came) notServed('callbacks to this computer');
    writeFileSync(`${work}/callbacks.json`, JSON.stringify(came));
  };
  writeFileSync(`${work}/callbacks.json`, '[]');
  const calls = [
    ...storeCalls({ url: `http://127.0.0.1:${shop.port}${new URL(ports.shop_url).pathname}`, tlsPort: shopTls.port, token: process.env.LEDGERLINE_SHOP_TOKEN }, control, served),
    ...sapCalls({ port: erp.port, ca: tls.cert, company: process.env.CONFORMANCE_COMPANY, user: process.env.CONFORMANCE_USER, password: process.env.LEDGERLINE_ERP_PASSWORD }, notServed),
    { client: 'standardwebhooks', call: 'callbacks of the sandbox are signed', run: callbacks },
  ];
  const results = [];
  for (const { client, call, run: doIt } of calls) {
    shop.during = shopTls.during = erp.during = `${client}: ${call}`;
    try {
      await doIt();
      results.push({ client, call, ok: true });
    } catch (problem) {
      if (problem instanceof NotServed) results.push({ client, call, ok: true, notServed: true });
      else results.push({ client, call, ok: false, problem: String(problem?.message ?? problem) });
    }
  }
  for (const proxy of [shop, shopTls, erp]) proxy.close();
  return results;
}

// What the clients tell of their retries goes to a file.
const log = createWriteStream(`${work}/clients.log`);
console.error = console.log = (...words) => log.write(`${words.map((one) => one?.message ?? JSON.stringify(one) ?? one).join(' ')}\n`);
const results = [...(await letTheEngineWork()), ...(await letTheClientsWork())];
writeFileSync(`${work}/clients.json`, JSON.stringify(results, null, 2));
process.exit(0);
