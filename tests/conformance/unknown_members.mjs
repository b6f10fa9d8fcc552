// Members of a body that its schema does not name. JSON Schema allows them, a made-up member would go unseen.

// Every schema that may describe the value: the alternatives together.
function parts(schema) {
  return [schema, ...['allOf', 'oneOf', 'anyOf'].flatMap((word) => (schema[word] ?? []).flatMap(parts))];
}

export function unknownMembers(schema, value, at = '', out = new Set()) {
  const all = parts(schema);
  if (Array.isArray(value)) {
    const items = all.map((one) => one.items).filter(Boolean);
    if (items.length > 0) for (const element of value) unknownMembers({ anyOf: items }, element, `${at}*/`, out);
  } else if (value !== null && typeof value === 'object') {
    const described = all.filter((one) => one.properties);
    const open = all.some((one) => one.additionalProperties && typeof one.additionalProperties === 'object');
    for (const [name, member] of Object.entries(value)) {
      const own = described.map((one) => one.properties[name]).filter(Boolean);
      if (own.length > 0) unknownMembers({ anyOf: own }, member, `${at}${name}/`, out);
      else if (described.length > 0 && !open) out.add(at + name);
    }
  }
  return out;
}
