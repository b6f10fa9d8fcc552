// Whether a JSON value fits a type of the metadata.
const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/;
const time = /^\d{2}:\d{2}:\d{2}$/;

const primitive = {
  'Edm.String': (value) => typeof value === 'string',
  'Edm.Int32': (value) => Number.isInteger(value) && Math.abs(value) <= 2147483648,
  'Edm.Int16': (value) => Number.isInteger(value) && Math.abs(value) <= 32768,
  'Edm.Int64': (value) => Number.isInteger(value),
  'Edm.Double': (value) => typeof value === 'number',
  'Edm.Decimal': (value) => typeof value === 'number',
  'Edm.Boolean': (value) => typeof value === 'boolean',
  'Edm.DateTime': (value) => date.test(value),
  'Edm.DateTimeOffset': (value) => date.test(value),
  'Edm.Time': (value) => time.test(value),
  'Edm.TimeOfDay': (value) => time.test(value),
};

const isAnnotation = (name) => /^(.*@)?odata\./.test(name);
export const isUserDefined = (name) => /^U_\w+$/.test(name);
export const collectionOf = (type) => /^Collection\((.+)\)$/.exec(type ?? '')?.[1];

// The entity set of a user table: the company's own, so no file knows it. Its columns are Code, Name and fields U_...
const userTable = { key: ['Code'], properties: new Map([['Code', { type: 'Edm.String', nullable: false }], ['Name', { type: 'Edm.String', nullable: true }], ['DocEntry', { type: 'Edm.Int32', nullable: true }]]) };

export function typeOf(model, name) {
  return name === 'user table' ? userTable : model.types.get(name);
}

// Problems {what, at, message} of the value of a type.
export function misfits(model, type, value, at = '', nullable = true) {
  if (value === null) return nullable ? [] : [{ what: 'null', at, message: `${type} is not nullable` }];
  const item = collectionOf(type);
  if (item) return Array.isArray(value) ? value.flatMap((one) => misfits(model, item, one, `${at}/*`)) : [{ what: 'type', at, message: 'is no list' }];
  if (type.startsWith('Edm.')) {
    const fits = type.split('|').some((one) => primitive[one]?.(value));
    return fits ? [] : [{ what: 'type', at, message: `${JSON.stringify(value)?.slice(0, 60)} is no ${type}` }];
  }
  const members = model.enums.get(type);
  if (members) return members.has(value) ? [] : [{ what: 'enum', at, message: `${JSON.stringify(value)} is no member of ${type}` }];
  const described = typeOf(model, type);
  if (!described) return [{ what: 'unknown-type', at, message: `the metadata has no type ${type}` }];
  if (typeof value !== 'object' || Array.isArray(value)) return [{ what: 'type', at, message: `is no object of ${type}` }];
  return Object.entries(value).flatMap(([name, member]) => {
    if (isAnnotation(name)) return [];
    const property = described.properties.get(name);
    if (property) return misfits(model, property.type, member, `${at}/${name}`, property.nullable);
    if (isUserDefined(name)) return member === null || typeof member !== 'object' ? [] : [{ what: 'type', at: `${at}/${name}`, message: 'a user-defined field holds no object' }];
    return [{ what: 'unknown-property', at: `${at}/${name}`, message: `${type} has no property ${name}` }];
  });
}
