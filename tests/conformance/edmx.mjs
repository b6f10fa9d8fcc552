// The official $metadata of SAP's Service Layer, read into what a check needs: types with their properties, enumerations, entity
// sets and operations. OData 3 (v1) and OData 4 (v2) files.
import { XMLParser } from 'fast-xml-parser';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const bare = (type) => type?.replace(/SAPB1\./g, '');

function propertiesOf(type) {
  const properties = new Map(list(type.Property).map((one) => [one.Name, { type: bare(one.Type), nullable: one.Nullable !== 'false' }]));
  for (const one of list(type.NavigationProperty)) properties.set(one.Name, { type: bare(one.Type) ?? 'navigation', nullable: true });
  return properties;
}

function operationOf(found, kind) {
  const parameters = list(found.Parameter).map((one) => [one.Name, { type: bare(one.Type), nullable: true }]);
  const returns = found.ReturnType?.Type ?? (typeof found.ReturnType === 'string' ? found.ReturnType : undefined);
  const bound = found.IsBound === 'true' || found.IsBindable === 'true' ? parameters.shift()?.[1].type : undefined;
  return { name: found.Name, kind, bound, parameters: new Map(parameters), returns: bare(returns) };
}

// `file` may be gzipped. {version, types, enums, sets, operations}: types by name {key, properties}, sets by name → type.
export function readMetadata(file, version) {
  const raw = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
  const tree = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', removeNSPrefix: true, parseAttributeValue: false }).parse(text);
  const model = { version, types: new Map(), enums: new Map(), sets: new Map(), operations: [] };
  for (const schema of list(tree.Edmx.DataServices.Schema)) {
    for (const kind of ['EntityType', 'ComplexType'])
      for (const type of list(schema[kind])) model.types.set(type.Name, { key: list(type.Key?.PropertyRef).map((one) => one.Name), properties: propertiesOf(type) });
    for (const one of list(schema.EnumType)) model.enums.set(one.Name, new Set(list(one.Member).map((member) => member.Name)));
    for (const one of list(schema.Action)) model.operations.push(operationOf(one, 'POST'));
    for (const one of list(schema.Function)) model.operations.push(operationOf(one, 'GET'));
    for (const container of list(schema.EntityContainer)) {
      for (const one of list(container.EntitySet)) model.sets.set(one.Name, bare(one.EntityType));
      for (const one of list(container.FunctionImport).filter((each) => !each.Function)) model.operations.push(operationOf(one, one.HttpMethod ?? 'POST'));
    }
  }
  return model;
}

function rowsOf(file) {
  const [header, ...rows] = readFileSync(file, 'utf8').trim().split(/\r?\n/).map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

// What only the OpenAPI files of a newer server have (fields.csv, enums.csv, operations-fp2602.csv) is official as well: types,
// properties, members and operations are added. Those files describe v1, whose types of dates and times have other names in v2.
export function addNewer(model, folder) {
  const known = new Set(model.types.keys());
  const named = (type) => (model.version === 'v2' ? type.replace('Edm.DateTime', 'Edm.DateTimeOffset').replace(/Edm\.Time$/, 'Edm.TimeOfDay') : type);
  for (const row of rowsOf(`${folder}/fields.csv`)) {
    const newer = row.fp2602_v1_type;
    if (!newer) continue;
    if (!model.types.has(row.type)) model.types.set(row.type, { key: [], properties: new Map() });
    const type = model.types.get(row.type);
    if (row.key === 'key' && !known.has(row.type)) type.key.push(row.property);
    if (!type.properties.has(row.property)) type.properties.set(row.property, { type: named(bare(newer)), nullable: true });
  }
  for (const row of rowsOf(`${folder}/enums.csv`)) {
    if (row.in_fp2602 !== 'yes') continue;
    if (!model.enums.has(row.enum)) model.enums.set(row.enum, new Set());
    model.enums.get(row.enum).add(row.member);
  }
  const operations = new Set(model.operations.map((one) => one.name));
  for (const row of rowsOf(`${folder}/operations-fp2602.csv`)) {
    const set = /^\/(\w+)$/.exec(row.path)?.[1];
    const bound = /^\/(\w+)\([^)]*\)\/(\w+)$/.exec(row.path);
    const collection = /^SAPB1\.(\w+)CollectionResponse$/.exec(row.result ?? '');
    if (set && row.method === 'POST' && bare(row.result) === bare(row.body) && row.body && !model.sets.has(set) && row.success_status === '201') model.sets.set(set, bare(row.body));
    else if (set && row.method === 'POST' && row.success_status !== '201' && !operations.has(set) && !model.sets.has(set))
      model.operations.push({ name: set, kind: 'POST', bound: undefined, parameters: new Map(), returns: collection ? undefined : bare(row.result) || undefined });
    if (bound && row.method === 'POST' && model.sets.has(bound[1]) && !operations.has(bound[2]))
      model.operations.push({ name: bound[2], kind: 'POST', bound: model.sets.get(bound[1]), parameters: new Map(), returns: undefined });
  }
  return model;
}
