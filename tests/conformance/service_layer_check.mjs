// Compares exchanges with SAP against the official $metadata.
import { jsonOf, placeOf, withTarget } from './exchanges.mjs';
import { boundaryOf, readInnerAnswer, readInnerRequest, readMultipart } from './multipart.mjs';
import { queryProblems } from './odata_query.mjs';
import { collectionOf, misfits, typeOf } from './odata_values.mjs';

const place = (problem) => ({ ...problem, at: placeOf(problem.at) });
const finding = (what, at, message) => ({ what, at, message });

// SQLQueries('code')/List: the parameters of the stored query stand among the options of the address, and its columns are its own.
const runsQuery = ({ operation }) => operation?.name === 'List' && operation.bound === 'SQLQuery';
const optionsOf = (query) => query.split('&').filter((part) => /^(\$|%24)/.test(part)).join('&');

export class ServiceLayerCheck {
  // `models`: {v1, v2}
  constructor(models) {
    this.models = models;
  }

  // What a request means: {name, model, type, set?, key?, operation?}, or {problem}.
  meaningOf(request) {
    const found = /^\/+b1s\/+(v[12])\/+(.+?)\/?$/.exec(decodeURIComponent(request.path));
    if (!found) return { name: `${request.method} ${request.path}`, problem: 'no path of the Service Layer' };
    const model = this.models[found[1]];
    const path = /^([$\w]+)(?:\((.+)\))?(?:\/([$\w.]+))?$/.exec(found[2]);
    const name = `${request.method} /${found[1]}/${path ? path[1] + (path[2] ? '(key)' : '') + (path[3] ? `/${path[3]}` : '') : found[2]}`;
    if (!path) return { name, problem: 'the path is no resource, resource(key) or resource(key)/operation' };
    const [, first, key, last] = path;
    if (first === '$batch') return { name, model, batch: true };
    const type = model.sets.get(first) ?? (/^U_\w+$/.test(first) ? 'user table' : undefined);
    if (!type) {
      const operation = model.operations.find((one) => one.name === first && !one.bound);
      return operation && !key && !last ? { name, model, operation } : { name, problem: 'the metadata has no such entity set or operation' };
    }
    if (!last) return { name, model, type, set: first, key };
    if (last === '$count') return { name, model, type, set: first, count: true };
    const operation = model.operations.find((one) => one.name === last && one.bound === type) ?? (model.version === 'v1' ? this.models.v2.operations.find((one) => one.name === last && one.bound === type) : undefined);
    return operation && key ? { name, model, set: first, key, keyType: type, operation } : { name, problem: `${type} has no operation ${last}` };
  }

  // [{name, findings}]: the request, and those inside a batch.
  requests(exchange) {
    const meaning = this.meaningOf(exchange);
    if (!meaning.batch) return [{ name: meaning.name, findings: this.request(meaning, exchange) }];
    const out = [{ name: meaning.name, findings: [] }];
    try {
      for (const { request, inChangeSet } of this.batchRequests(exchange)) {
        const inner = this.meaningOf(request);
        const findings = this.request(inner, request);
        if (inChangeSet && request.method === 'GET') findings.push(finding('batch', '', 'a GET stands in a change set'));
        if (!inChangeSet && request.method !== 'GET') findings.push(finding('batch', '', 'a write stands outside a change set'));
        out.push({ name: `${inner.name} in $batch`, findings });
      }
    } catch (problem) {
      out[0].findings.push(finding('batch', '', problem.message));
    }
    return out;
  }

  // Leaves, in their order, with the change set that they stand in.
  batchRequests(exchange) {
    const read = (part, inChangeSet) => {
      if (part.headers['content-type'] !== 'application/http') throw new Error(`a part is of type ${part.headers['content-type']}, not application/http`);
      if (part.headers['content-transfer-encoding'] !== 'binary') throw new Error('a part does not say that it is binary');
      if (inChangeSet && !part.headers['content-id']) throw new Error('a part of a change set has no Content-ID');
      return { request: withTarget(readInnerRequest(part.body)), inChangeSet };
    };
    return readMultipart(exchange.body, boundaryOf(exchange.headers['content-type'])).flatMap((part) => {
      const inner = boundaryOf(part.headers['content-type']);
      return inner ? readMultipart(part.body, inner).map((one) => read(one, true)) : [read(part, false)];
    });
  }

  request(meaning, request) {
    if (meaning.problem) return [finding('path', '', meaning.problem)];
    const { model, type, operation } = meaning;
    const findings = queryProblems(model, type, runsQuery(meaning) ? optionsOf(request.query) : request.query);
    if (runsQuery(meaning)) findings.push(...sqlParameterProblems(request.query));
    if (meaning.key) findings.push(...this.keyProblems(model, meaning.keyType ?? type, meaning.key));
    const [body, problem] = jsonOf(request.body);
    if (problem) return [...findings, finding('body', '', problem)];
    if (request.method === 'GET' || request.method === 'DELETE') return body === undefined ? findings : [...findings, finding('body', '', `a ${request.method} brings a body`)];
    if (body !== undefined && !/^application\/json/.test(request.headers['content-type'] ?? '')) findings.push(finding('header', 'Content-Type', 'a JSON body is not called application/json'));
    if (operation) findings.push(...this.parameterProblems(model, operation, body ?? {}));
    else if (body === undefined) findings.push(finding('body', '', 'there is no body'));
    else findings.push(...misfits(model, type, body));
    return findings.map(place);
  }

  keyProblems(model, typeName, key) {
    const described = typeOf(model, typeName);
    const named = key.includes('=') && !key.startsWith("'");
    const values = named ? Object.fromEntries(key.split(',').map((one) => one.split('='))) : { [described.key[0]]: key };
    return Object.entries(values).flatMap(([name, value]) => {
      if (!described.key.includes(name)) return [finding('key', name, `${typeName} has the key ${described.key.join(', ')}`)];
      const type = described.properties.get(name).type, quoted = /^'([^']|'')*'$/.test(value);
      return /^Edm\.Int/.test(type) === /^-?\d+$/.test(value) && (quoted || /^-?\d+$/.test(value)) ? [] : [finding('key', name, `${value} is no ${type}`)];
    });
  }

  parameterProblems(model, operation, body) {
    return Object.entries(body).flatMap(([name, value]) => {
      const parameter = operation.parameters.get(name);
      return parameter ? misfits(model, parameter.type, value, `/${name}`) : [finding('unknown-property', `/${name}`, `${operation.name} has no parameter ${name}`)];
    });
  }

  // [{name, findings}] of the answer and of those inside a batch.
  answers(exchange) {
    const meaning = this.meaningOf(exchange);
    if (meaning.problem) return exchange.answer.status >= 400 && /\/b1s\/+v[12]\//.test(exchange.path) ? [this.answer({ ...meaning, model: this.models[/v[12]/.exec(exchange.path)[0]] }, exchange, exchange.answer)] : [];
    if (!meaning.batch || exchange.answer.status >= 400) return [this.answer(meaning, exchange, exchange.answer)];
    const out = [{ name: `${meaning.name} ${exchange.answer.status}`, findings: exchange.answer.status === 202 || exchange.answer.status === 200 ? [] : [finding('status', '', 'a batch is answered with 202')] }];
    try {
      const requests = this.batchRequests(exchange);
      let next = 0;
      for (const part of readMultipart(exchange.answer.body, boundaryOf(exchange.answer.headers['content-type']))) {
        const inner = boundaryOf(part.headers['content-type']);
        const leaves = inner ? readMultipart(part.body, inner) : [part];
        for (const leaf of leaves) {
          const answer = readInnerAnswer(leaf.body);
          // A refused change set is answered by one part for all of its requests, and nothing comes after it.
          const { request } = requests[next++] ?? { request: exchange };
          const judged = this.answer(this.meaningOf(request), request, answer);
          out.push({ name: judged.name.replace(/ (\d{3})$/, ' in $batch $1'), findings: judged.findings });
        }
      }
    } catch (problem) {
      out[0].findings.push(finding('batch', '', problem.message));
    }
    return out;
  }

  answer(meaning, request, answer) {
    const { model, operation } = meaning;
    const named = (findings) => ({ name: `${meaning.name} ${answer.status}`, findings: findings.map(place) });
    const [body, problem] = meaning.count ? [Number(answer.body), ''] : jsonOf(answer.body);
    if (problem) return named([finding('body', '', problem)]);
    if (answer.status >= 400) return named(errorProblems(model, body));
    if (answer.status === 204) return named(body === undefined ? [] : [finding('body', '', '204 has no body')]);
    const writes = { POST: 201, PATCH: 204, PUT: 204, DELETE: 204 };
    const expected = operation || request.method === 'GET' ? 200 : writes[request.method];
    const findings = answer.status === expected ? [] : [finding('status', '', `${request.method} is answered with ${expected}`)];
    if (meaning.count) return named(Number.isInteger(body) ? findings : [...findings, finding('body', '', 'is no number')]);
    const returns = operation ? operation.returns : meaning.type;
    const context = model.version === 'v1' ? 'odata.metadata' : '@odata.context';
    if (returns && body && typeof body === 'object' && !(context in body)) findings.push(finding('annotation', context, 'the annotation is missing'));
    if (!returns) return named([...findings, ...(body === undefined ? [] : [finding('body', '', 'the metadata describes no result')])]);
    if (runsQuery(meaning)) return named([...findings, ...sqlResultProblems(body)]);
    const rows = !operation && request.method === 'GET' && !meaning.key;
    const item = collectionOf(returns);
    if (rows || item) findings.push(...misfits(model, `Collection(${item ?? returns})`, body?.value ?? null, '', false));
    else if (returns.startsWith('Edm.')) findings.push(...misfits(model, returns, body !== null && typeof body === 'object' ? body.value : body));
    else findings.push(...misfits(model, returns, body ?? null, '', false));
    return named(findings);
  }
}

// {error: {code, message}}: v1 has a number and an object with a language, v2 two texts.
function errorProblems(model, body) {
  const { code, message, ...others } = body?.error ?? {};
  const out = [];
  const fits = model.version === 'v1' ? typeof code === 'number' && typeof message?.value === 'string' && typeof message?.lang === 'string' : typeof code === 'string' && typeof message === 'string';
  if (!fits) out.push(finding('error', '', `${JSON.stringify(body)?.slice(0, 120)} is no error body of ${model.version}`));
  for (const name of Object.keys(others)) if (name !== 'details') out.push(finding('error', name, 'no error body has this member'));
  return out;
}

// Texts stand in quotes, which are doubled inside; anything else is a number.
function sqlParameterProblems(query) {
  return query.split('&').filter((part) => part && !/^(\$|%24)/.test(part)).flatMap((part) => {
    const [name, ...rest] = part.split('=').map(decodeURIComponent);
    const value = rest.join('=');
    return /^'([^']|'')*'$/s.test(value) || /^-?\d+(\.\d+)?$/.test(value) ? [] : [finding('literal', name, `${value} is neither a number nor a text in quotes`)];
  });
}

// {SqlText, value: [{column: text, number or null}]}
function sqlResultProblems(body) {
  const out = typeof body?.SqlText === 'string' ? [] : [finding('type', 'SqlText', 'the text of the query is missing')];
  if (!Array.isArray(body?.value)) return [...out, finding('type', 'value', 'there is no list of rows')];
  const wrong = body.value.flatMap((row) => Object.entries(row)).find(([, cell]) => cell !== null && !['string', 'number'].includes(typeof cell));
  return wrong ? [...out, finding('type', `value/*/${wrong[0]}`, `${JSON.stringify(wrong[1])} is no cell of a table`)] : out;
}
