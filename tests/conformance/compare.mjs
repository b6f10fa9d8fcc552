// Compares the recordings with the official files and writes the report.
//   node compare.mjs SPECS FOLDER      FOLDER has scenarios.jsonl, network.jsonl, clients.jsonl, clients.json, callbacks.json
// Exit 1 if anything is neither as the official files say nor a known deviation, if a client's call failed, or if a
// planted error was not found.
import { readFileSync, writeFileSync } from 'node:fs';

import { CallbackCheck } from './callbacks.mjs';
import { addNewer, readMetadata } from './edmx.mjs';
import { readExchanges, secretsShown } from './exchanges.mjs';
import { readOperations } from './openapi_files.mjs';
import { reportOf } from './report.mjs';
import { selfCheck } from './self_check.mjs';
import { ServiceLayerCheck } from './service_layer_check.mjs';
import { StoreCheck } from './store_check.mjs';
import { Tally } from './tally.mjs';

const [specs, folder] = process.argv.slice(2);
const store = new StoreCheck(await readOperations(`${specs}/bigcommerce/reference`));
const sap = new ServiceLayerCheck({
  v1: addNewer(readMetadata(`${specs}/sapb1/metadata-v1-full.xml.gz`, 'v1'), `${specs}/sapb1`),
  v2: addNewer(readMetadata(`${specs}/sapb1/metadata-v2-full-scrubbed.xml.gz`, 'v2'), `${specs}/sapb1`),
});
const tally = new Tally(JSON.parse(readFileSync(new URL('deviations.json', import.meta.url), 'utf8')));

// What a web page or half a document says is a fault that the sandbox was told to play.
const isPlayedFault = ({ answer }) => answer === null || /^\s*</.test(answer.body);

function compare(exchange, ours) {
  if (/^\/+b1s\//.test(exchange.path)) {
    if (ours) for (const one of sap.requests(exchange)) tally.add('sap', 'requests of the connector to SAP', one, exchange.during);
    if (!isPlayedFault(exchange)) for (const one of sap.answers(exchange)) tally.add('sap', 'answers of the sandbox as SAP', one, exchange.during);
  } else {
    if (ours) tally.add('store', 'requests of the connector to the store', store.request(exchange), exchange.during);
    const answer = isPlayedFault(exchange) ? undefined : store.answer(exchange);
    if (answer) tally.add('store', 'answers of the sandbox as the store', answer, exchange.during);
  }
}

const recordings = [['scenarios.jsonl', true], ['network.jsonl', true], ['clients.jsonl', false]];
const all = [];
for (const [name, ours] of recordings) {
  const exchanges = readExchanges(`${folder}/${name}`);
  if (exchanges.length === 0) throw new Error(`${name} is empty`);
  for (const exchange of exchanges) compare(exchange, ours);
  all.push(...exchanges);
}
const callbacks = new CallbackCheck(`${specs}/bigcommerce/docs/webhooks/callbacks`);
for (const text of JSON.parse(readFileSync(`${folder}/callbacks.json`, 'utf8'))) tally.add('store', 'callbacks of the sandbox as the store', callbacks.callback(text), 'callbacks');
const proof = selfCheck(all, store, sap, specs);
proof.problems.push(...secretsShown(all).slice(0, 10));
const clients = JSON.parse(readFileSync(`${folder}/clients.json`, 'utf8'));
const report = reportOf(tally, clients, proof);
writeFileSync(`${folder}/report.txt`, report);
process.stdout.write(report);
process.exit(tally.violations.size > 0 || proof.problems.length > 0 || clients.some((one) => !one.ok) ? 1 : 0);
