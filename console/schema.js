/** Reads JSON Schema, as far as report requests use it, into the fields of a form. */

/** @param document the contract: where references lead */
export function fieldsOf(schema, document, pointer = '') {
  const object = resolved(schema, document);
  return Object.entries(object.properties).map(([name, part]) => {
    const field = resolved(part, document);
    const common = {
      name,
      pointer: `${pointer}/${name}`,
      isRequired: (object.required ?? []).includes(name),
      description: (field.description ?? '').replaceAll('`', ''),
      words: name.replaceAll('_', ' ').replace(/\bid\b/, 'ID').replace(/^./, (first) => first.toUpperCase()),
    };
    if (field.type === 'object') {
      return { ...common, kind: 'group', fields: fieldsOf(field, document, common.pointer) };
    }
    if (field.type === 'array') {
      return { ...common, kind: 'choices', options: resolved(field.items, document).enum ?? [] };
    }
    if (field.enum) {
      return { ...common, kind: 'choice', options: field.enum };
    }
    return {
      ...common,
      kind: field.format === 'date' ? 'date' : field.type === 'integer' || field.type === 'number' ? 'number' : 'text',
      maxLength: field.maxLength,
      isUuid: field.format === 'uuid',
    };
  });
}

function resolved(schema, document) {
  return schema.$ref
    ? schema.$ref.slice(2).split('/').reduce((node, name) => node[name], document)
    : schema;
}

/** What is filled in as the body of a call; what is empty is left out. */
export function bodyOf(fields, values) {
  const body = {};
  for (const field of fields) {
    const value = values[field.pointer];
    if (field.kind === 'group') {
      body[field.name] = bodyOf(field.fields, values);
    } else if (field.kind === 'choices') {
      if (value?.length) {
        body[field.name] = field.options.filter((option) => value.includes(option));
      }
    } else if (field.kind === 'number' && value) {
      body[field.name] = Number(value);
    } else if (value) {
      body[field.name] = value;
    }
  }
  return body;
}
