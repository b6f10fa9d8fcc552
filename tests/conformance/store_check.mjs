// Compares exchanges with the store against its official OpenAPI files.
import * as formats from 'ajv-formats/dist/formats.js';
import coercerModule from 'openapi-request-coercer';
import requestModule from 'openapi-request-validator';
import responseModule from 'openapi-response-validator';

import { jsonOf, placeOf } from './exchanges.mjs';
import { operationOf } from './openapi_files.mjs';
import { unknownMembers } from './unknown_members.mjs';

const [RequestCoercer, RequestValidator, ResponseValidator] = [coercerModule, requestModule, responseModule].map((one) => one.default ?? one);

// The formats of the libraries' own validators, as the plain functions that they take.
const customFormats = Object.fromEntries(Object.entries(formats.fullFormats).map(([name, format]) => {
  const test = format instanceof RegExp ? (text) => format.test(text) : typeof format === 'function' ? format : format?.validate;
  return [name, typeof test === 'function' ? (value) => typeof value !== 'string' || Boolean(test(value)) : () => true];
}));

const finding = (what, at, message) => ({ what, at: placeOf(at), message });

export class StoreCheck {
  constructor(operations) {
    this.operations = operations;
    this.validators = new Map();
  }

  // {name, findings} of the request; the name says which operation it is.
  request(exchange) {
    const found = operationOf(this.operations, exchange);
    if (!found) return { name: `${exchange.method} ${exchange.path}`, findings: [finding('path', '', 'the official files know no such path and method')] };
    const { operation, params } = found;
    const findings = [];
    if (!exchange.headers['x-auth-token']) findings.push(finding('header', 'X-Auth-Token', 'the header is missing'));
    const [body, problem] = jsonOf(exchange.body);
    if (problem) findings.push(finding('body', '', problem));
    if (body !== undefined && exchange.method === 'GET') findings.push(finding('body', '', 'a GET brings a body'));
    const query = Object.fromEntries(new URLSearchParams(exchange.query));
    const known = new Set(operation.parameters.filter((one) => one.in === 'query').map((one) => one.name));
    for (const name of Object.keys(query)) if (!known.has(name)) findings.push(finding('query', name, 'the official files know no such query parameter'));
    const asked = { params: { ...params }, query: Object.fromEntries(Object.entries(query).filter(([name]) => known.has(name))), headers: { ...exchange.headers }, body };
    if (body !== undefined) asked.headers['content-type'] ??= '';
    const { coercer, request } = this.of(operation);
    coercer.coerce(asked);
    for (const error of request.validateRequest(asked)?.errors ?? [])
      findings.push(finding(error.errorCode?.split('.')[0] ?? 'request', `${error.location ?? 'request'}/${error.path ?? ''}`, error.message));
    const schema = operation.requestBody?.content?.['application/json']?.schema;
    if (schema && body !== undefined) for (const at of unknownMembers(schema, body)) findings.push(finding('unknown-member', `body/${at}`, 'the schema has no such member'));
    return { name: operation.name, findings };
  }

  // {name, findings} of the answer; undefined where the request means no operation.
  answer(exchange) {
    const found = operationOf(this.operations, exchange);
    if (!found) return undefined;
    const { operation } = found;
    const name = `${operation.name} ${exchange.answer.status}`;
    const documented = operation.responses[exchange.answer.status] ?? operation.responses.default;
    const [body, problem] = jsonOf(exchange.answer.body);
    if (problem) return { name, findings: [finding('body', '', problem)] };
    if (!documented) return { name, findings: [finding('status', '', 'the official file does not list this status'), ...errorProblems(operation, exchange.answer.status, body)] };
    const schema = Object.values(documented.content ?? {})[0]?.schema;
    if (!schema) return { name, findings: body === undefined ? [] : [finding('body', '', 'the official file describes no body')] };
    const errors = this.of(operation).response.validateResponse(exchange.answer.status, structuredClone(body))?.errors ?? [];
    const findings = errors.map((error) => finding(error.errorCode?.split('.')[0] ?? 'response', error.path ?? '', error.message));
    for (const at of unknownMembers(schema, body)) findings.push(finding('unknown-member', at, 'the schema has no such member'));
    return { name, findings };
  }

  of(operation) {
    if (!this.validators.has(operation))
      this.validators.set(operation, {
        coercer: new RequestCoercer({ parameters: structuredClone(operation.parameters), enableHeadersLowercase: true }),
        request: new RequestValidator({ parameters: structuredClone(operation.parameters), requestBody: structuredClone(operation.requestBody), customFormats }),
        response: new ResponseValidator({ responses: structuredClone(operation.responses), customFormats }),
      });
    return this.validators.get(operation);
  }
}

// The two forms of an error: v2 has a list of status and message, v3 one object with a title. Too fast (429) may come without a body.
function errorProblems(operation, status, body) {
  if (status < 400 || (body === undefined && status === 429)) return body === undefined || status >= 400 ? [] : [finding('body', '', `the official file knows no body for ${status}`)];
  const fits = operation.name.includes(' /v2/')
    ? Array.isArray(body) && body.length > 0 && body.every((one) => one.status === status && typeof one.message === 'string')
    : body?.status === status && typeof body.title === 'string' && typeof body.type === 'string';
  return fits ? [] : [finding('error', '', `${JSON.stringify(body)?.slice(0, 120)} is no error body`)];
}
