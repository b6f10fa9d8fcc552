// Proves that the comparison finds what it is there to find: errors are planted into recorded exchanges, and every one must be
// found where it was planted. Answers that were recorded from a real Service Layer must fit.
import { readFileSync } from 'node:fs';

import { withTarget } from './exchanges.mjs';

const copy = (exchange) => structuredClone(exchange);
const retargeted = (exchange, change) => ({ ...exchange, ...withTarget({ ...exchange, target: change(exchange.target) }) });
const withBody = (exchange, change) => {
  const body = JSON.parse(exchange.body);
  change(body);
  return { ...exchange, body: JSON.stringify(body) };
};
const withAnswer = (exchange, change) => {
  const out = copy(exchange), body = JSON.parse(out.answer.body);
  change(body);
  out.answer.body = JSON.stringify(body);
  return out;
};

// {what, find: which exchange, plant: the change, expect: "what at" of the finding, side}
const planted = [
  { what: 'an unknown query parameter', find: /^\/stores\/[^/]+\/v2\/orders$/, plant: (one) => retargeted(one, (target) => `${target}&is_archived=true`), side: 'request', expect: 'query is_archived' },
  { what: 'a limit that is no number', find: /^\/stores\/[^/]+\/v2\/orders$/, plant: (one) => retargeted(one, (target) => target.replace(/limit=\d+/, 'limit=many')), side: 'request', expect: 'type query/limit' },
  { what: 'an unknown path', find: /\/v2\/orders$/, plant: (one) => retargeted(one, (target) => target.replace('/v2/orders', '/v2/purchases')), side: 'request', expect: 'path ' },
  { what: 'an order without a token', find: /\/v2\/orders$/, plant: (one) => ({ ...one, headers: {} }), side: 'request', expect: 'header X-Auth-Token' },
  { what: 'money as a list', find: /\/v2\/orders$/, rows: true, plant: (one) => withAnswer(one, (rows) => (rows[0].total_inc_tax = [])), side: 'answer', expect: 'type */total_inc_tax' },
  { what: 'a made-up member', find: /\/v2\/orders$/, rows: true, plant: (one) => withAnswer(one, (rows) => (rows[0].grand_total = '1.0000')), side: 'answer', expect: 'unknown-member */grand_total' },
  { what: 'half a body', find: /\/v2\/orders$/, rows: true, plant: (one) => ({ ...one, answer: { ...one.answer, body: one.answer.body.slice(0, -2) } }), side: 'answer', expect: 'body ' },
  { what: 'an undocumented status', find: /\/v2\/orders$/, rows: true, plant: (one) => ({ ...one, answer: { ...one.answer, status: 203 } }), side: 'answer', expect: 'status ' },
  { what: 'an unknown property in a filter', find: /\/v2\/BusinessPartners$/, method: 'GET', plant: (one) => retargeted(one, (target) => target.replace('CardCode%20eq', 'Kardcode%20eq')), side: 'request', expect: 'unknown-property $filter' },
  { what: 'an unknown property in $select', find: /\/v2\/Items$/, method: 'GET', plant: (one) => retargeted(one, (target) => target.replace('$select=', '$select=ItemColour,')), side: 'request', expect: 'unknown-property $select' },
  { what: 'a filter that is no OData', find: /\/v2\/BusinessPartners$/, method: 'GET', plant: (one) => retargeted(one, (target) => target.replace('CardCode%20eq', 'CardCode%20is')), side: 'request', expect: 'grammar $filter' },
  { what: 'a number where text is compared', find: /\/v2\/BusinessPartners$/, method: 'GET', plant: (one) => retargeted(one, (target) => target.replace(/CardCode%20eq%20%27[^%]*%27/, 'CardCode%20eq%2012')), side: 'request', expect: 'literal $filter/CardCode' },
  { what: 'an unknown entity set', find: /\/v2\/Items$/, method: 'GET', plant: (one) => retargeted(one, (target) => target.replace('/Items', '/Articles')), side: 'request', expect: 'path ' },
  { what: 'an unknown property in a body', find: /\/v2\/BusinessPartners$/, method: 'POST', plant: (one) => withBody(one, (body) => (body.Nickname = 'x')), side: 'request', expect: 'unknown-property Nickname' },
  { what: 'a wrong enumeration member', find: /\/v2\/BusinessPartners$/, method: 'POST', plant: (one) => withBody(one, (body) => (body.CardType = 'customer')), side: 'request', expect: 'enum CardType' },
  { what: 'a number as text in a list', find: /\/v2\/BusinessPartners$/, method: 'POST', plant: (one) => withBody(one, (body) => (body.ContactEmployees = [{ InternalCode: '1' }])), side: 'request', expect: 'type ContactEmployees/*/InternalCode' },
  { what: 'an unknown property in a batch', find: /\/v2\/\$batch$/, plant: (one) => ({ ...one, body: one.body.replace(/"CardCode":/, '"CardKode":') }), side: 'request', expect: 'unknown-property CardKode' },
  { what: 'a batch without its end', find: /\/v2\/\$batch$/, plant: (one) => ({ ...one, body: one.body.replace(/--\s*$/, '') }), side: 'request', expect: 'batch ' },
  { what: 'a batch whose lines end with LF', find: /\/v2\/\$batch$/, plant: (one) => ({ ...one, body: one.body.replaceAll('\r\n', '\n') }), side: 'request', expect: 'batch ' },
  { what: 'a made-up property in an answer', find: /\/v2\/Items$/, method: 'GET', rows: true, plant: (one) => withAnswer(one, (body) => (body.value[0].Colour = 'red')), side: 'answer', expect: 'unknown-property */Colour' },
  { what: 'yes instead of tYES', find: /\/v2\/Items$/, method: 'GET', rows: true, plant: (one) => withAnswer(one, (body) => (body.value[0].SalesItem = 'yes')), side: 'answer', expect: 'enum */SalesItem' },
  { what: 'an amount as text in a batch', find: /\/v2\/\$batch$/, rows: true, plant: (one) => ({ ...one, answer: { ...one.answer, body: one.answer.body.replace(/"DocTotal" ?: ?([\d.]+)/, '"DocTotal":"$1"') } }), side: 'answer', expect: 'type DocTotal' },
  { what: 'a made-up error body', find: /\/v2\/Items$/, method: 'GET', rows: true, plant: (one) => ({ ...one, answer: { ...one.answer, status: 400, body: '{"fault":"no"}' } }), side: 'answer', expect: 'error ' },
];

const hasRows = ({ answer }) => answer?.status < 300 && /"(id|ItemCode|DocTotal)"/.test(answer.body);
const listOf = (judged) => (judged === undefined ? [] : Array.isArray(judged) ? judged : [judged]);

// Problems in plain words, and how many errors were planted.
export function selfCheck(exchanges, store, sap, specs) {
  const problems = [];
  for (const { what, find, method, rows, plant, side, expect } of planted) {
    const found = exchanges.find((one) => find.test(one.path) && (!method || one.method === method) && (!rows || hasRows(one)) && JSON.stringify(plant(one)) !== JSON.stringify(one));
    if (!found) {
      problems.push(`${what}: no exchange to plant it into`);
      continue;
    }
    const changed = plant(found);
    const judged = /\/b1s\//.test(found.path) ? (side === 'request' ? sap.requests(changed) : sap.answers(changed)) : side === 'request' ? store.request(changed) : store.answer(changed);
    const findings = listOf(judged).flatMap((one) => one.findings).map((one) => `${one.what} ${one.at}`);
    if (!findings.includes(expect)) problems.push(`${what}: was not found (found: ${findings.join('; ') || 'nothing'})`);
  }
  const samples = [['v2-items-single.json', 'GET', "/b1s/v2/Items('1')"], ['v2-items-page.json', 'GET', '/b1s/v2/Items'], ['v2-login-response.json', 'POST', '/b1s/v2/Login']];
  for (const [file, type, target] of samples) {
    const answer = { status: 200, headers: {}, body: readFileSync(`${specs}/sapb1/samples/${file}`, 'utf8') };
    for (const { findings } of sap.answers({ ...withTarget({ method: type, target, headers: {}, body: '' }), answer }))
      for (const one of findings) problems.push(`the recorded ${file} does not fit: ${one.what} at "${one.at}": ${one.message}`);
  }
  return { problems, planted: planted.length, samples: samples.length };
}
