// The official OpenAPI files of the store: finds the operation that a request means.
import SwaggerParser from '@apidevtools/swagger-parser';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const methods = ['get', 'put', 'post', 'delete', 'patch'];

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
}

// OpenAPI 3.0 writes bounds as JSON Schema did in draft 4, `exclusiveMaximum: true` beside `maximum`; the validators read a later one.
function withNumericBounds(node, seen = new Set()) {
  if (node === null || typeof node !== 'object' || seen.has(node)) return;
  seen.add(node);
  for (const [word, bound] of [['exclusiveMaximum', 'maximum'], ['exclusiveMinimum', 'minimum']])
    if (typeof node[word] === 'boolean') {
      if (node[word] && bound in node) node[word] = node[bound];
      else delete node[word];
    }
  for (const child of Object.values(node)) withNumericBounds(child, seen);
}

const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');

// Operations by specificity: a path without a variable goes before one with. OpenAPI says that parameters which are called
// Accept, Content-Type or Authorization have no meaning.
export async function readOperations(folder) {
  const operations = [];
  for (const file of filesBelow(folder)) {
    const api = await SwaggerParser.dereference(file, { dereference: { circular: 'ignore' } });
    const version = /\/(v\d)$/.exec(api.servers?.[0]?.url ?? '')?.[1];
    if (!version) continue;
    withNumericBounds(api.paths);
    for (const [path, item] of Object.entries(api.paths))
      for (const method of methods.filter((name) => item[name])) {
        const own = item[method].parameters ?? [];
        const inherited = (item.parameters ?? []).filter((one) => !own.some((other) => other.name === one.name && other.in === one.in));
        const names = [];
        const pattern = escaped(path).replace(/\{([^}]+)\}/g, (_, name) => (names.push(name), '([^/]+)'));
        operations.push({
          name: `${method.toUpperCase()} /${version}${path}`,
          method: method.toUpperCase(),
          pattern: new RegExp(`^/stores/[^/]+/${version}${pattern}/?$`),
          names,
          parameters: [...own, ...inherited].filter((one) => one.in !== 'header' || !/^(accept|content-type|authorization)$/i.test(one.name)),
          requestBody: item[method].requestBody,
          responses: item[method].responses,
        });
      }
  }
  return operations.sort((a, b) => a.names.length - b.names.length);
}

export function operationOf(operations, request) {
  for (const operation of operations) {
    if (operation.method !== request.method) continue;
    const found = operation.pattern.exec(decodeURIComponent(request.path));
    if (found) return { operation, params: Object.fromEntries(operation.names.map((name, i) => [name, found[i + 1]])) };
  }
  return undefined;
}
