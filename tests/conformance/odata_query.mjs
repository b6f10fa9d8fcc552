// The query of a request: its grammar by an independent OData 4 parser, its properties and literals by the metadata.
import { createRequire } from 'node:module';

import { isUserDefined, typeOf } from './odata_values.mjs';

const { defaultParser } = createRequire(import.meta.url)('@odata/parser');

const options = new Set(['$filter', '$select', '$orderby', '$top', '$skip', '$count', '$inlinecount', '$expand', '$apply']);

// Every node of the tree, each once.
function* nodes(node) {
  if (node === null || typeof node !== 'object') return;
  if (node.type) yield node;
  for (const [name, child] of Object.entries(node)) if (name !== 'tokens' && name !== 'position') yield* nodes(child);
}

const isComparison = (type) => /^(Not)?EqualsExpression$|^(Lesser|Greater)(Than|OrEquals)Expression$/.test(type);

// Service Layer takes enumerations by name, and dates and times as quoted text.
function literalProblem(model, type, literal) {
  if (literal === 'null' || type === undefined) return '';
  const quoted = /^'.*'$/s.test(literal);
  if (/^Edm\.(Int|Double|Decimal)/.test(type)) return quoted ? `${literal} is quoted, the property is ${type}` : '';
  if (!quoted) return `${literal} is not quoted, the property is ${type}`;
  if (/^Edm\.Date/.test(type) && !/^'\d{4}-\d{2}-\d{2}(T[\d:.]+Z?)?'$/.test(literal)) return `${literal} is no date`;
  if (/^Edm\.Time/.test(type) && !/^'\d{2}:\d{2}(:\d{2})?'$/.test(literal)) return `${literal} is no time`;
  const members = model.enums.get(type);
  return members && !members.has(literal.slice(1, -1)) ? `${literal} is no member of ${type}` : '';
}

// Problems {what, at, message} of a percent-encoded query on a type; `type` may be undefined where nothing is selected from.
export function queryProblems(model, typeName, query) {
  const out = [];
  const type = typeOf(model, typeName);
  const property = (name, at) => {
    if (type && !type.properties.has(name) && !isUserDefined(name)) out.push({ what: 'unknown-property', at, message: `${typeName} has no property ${name}` });
    return type?.properties.get(name)?.type;
  };
  for (const part of query.split('&').filter(Boolean)) {
    const [name, ...rest] = part.split('=');
    const option = decodeURIComponent(name), value = decodeURIComponent(rest.join('=').replace(/\+/g, ' '));
    if (!options.has(option)) {
      out.push({ what: 'query', at: option, message: 'Service Layer has no such query option' });
      continue;
    }
    try {
      if (option === '$filter') {
        for (const node of nodes(defaultParser.filter(value))) {
          if (node.type === 'ODataIdentifier') property(node.value.name, '$filter');
          if (!isComparison(node.type) || node.value.right?.type !== 'Literal' || node.value.left?.type !== 'FirstMemberExpression') continue;
          const problem = literalProblem(model, type?.properties.get(node.value.left.raw)?.type, node.value.right.raw);
          if (problem) out.push({ what: 'literal', at: `$filter/${node.value.left.raw}`, message: problem });
        }
      } else {
        defaultParser.query(`${option}=${value}`);
        if (option === '$select') for (const one of value.split(',')) property(one, '$select');
        if (option === '$orderby') for (const one of value.split(',')) property(one.replace(/ (asc|desc)$/, ''), '$orderby');
      }
    } catch (problem) {
      out.push({ what: 'grammar', at: option, message: `${value.slice(0, 120)}: ${problem.message}` });
    }
  }
  return out;
}
