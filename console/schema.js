/**
 * Reads the JSON Schema of a report type's requests into the fields of a form. What has no field of its own, such as a
 * list of objects, is a field for JSON.
 */
import { child } from './pointer.js';

/** @param document the schema that references lead into */
export function fieldsOf(schema, document, pointer = '', seen = []) {
  const object = resolved(schema, document);
  return Object.entries(object.properties ?? {}).map(([name, part]) => {
    const field = resolved(part, document);
    const common = {
      name,
      pointer: child(pointer, name),
      isRequired: (object.required ?? []).includes(name),
      description: (field.description ?? '').replaceAll('`', ''),
      words: field.title ?? words(name),
    };
    return { ...common, ...control(field, document, common.pointer, [...seen, part.$ref]) };
  });
}

function control(field, document, pointer, seen) {
  const kind = [field.type].flat().filter((type) => type !== 'null').join();
  const options = field.enum ?? (field.const === undefined ? undefined : [field.const]);
  if (options) {
    return { kind: 'choice', options };
  }
  if (kind === 'boolean') {
    return { kind: 'choice', options: [true, false] };
  }
  if (kind === 'object' && field.properties && !isRecursive(seen)) {
    return { kind: 'group', fields: fieldsOf(field, document, pointer, seen) };
  }
  if (kind === 'array') {
    const items = resolved(field.items ?? {}, document);
    if (items.enum) {
      return { kind: 'choices', options: items.enum };
    }
    return ['string', 'integer', 'number'].includes(items.type)
      ? { kind: 'lines', isNumber: items.type !== 'string' }
      : { kind: 'json' };
  }
  if (kind === 'integer' || kind === 'number') {
    return { kind: 'number', step: kind === 'integer' ? 1 : 'any' };
  }
  return kind === 'string'
    ? { kind: field.format === 'date' ? 'date' : 'text', maxLength: field.maxLength, isUuid: field.format === 'uuid' }
    : { kind: 'json' };
}

/** Whether the last reference was followed before. */
const isRecursive = (seen) => seen.at(-1) !== undefined && seen.indexOf(seen.at(-1)) < seen.length - 1;

function resolved(schema, document) {
  if (!schema.$ref) {
    return schema;
  }
  const { $ref: reference, ...beside } = schema;
  const target = reference.slice(2).split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((node, name) => node[name], document);
  return { ...resolved(target, document), ...beside };
}

export const words = (name) =>
  name.replaceAll(/[_-]/g, ' ').replace(/\bid\b/, 'ID').replace(/^./, (first) => first.toUpperCase());

/** The body of a call from the values of the form, without empty ones. */
export function bodyOf(fields, values) {
  const body = {};
  for (const field of fields) {
    const value = valueOf(field, values);
    if (value !== undefined) {
      body[field.name] = value;
    }
  }
  return body;
}

function valueOf(field, values) {
  const filled = values[field.pointer];
  switch (field.kind) {
    case 'group': {
      const group = bodyOf(field.fields, values);
      return field.isRequired || Object.keys(group).length > 0 ? group : undefined;
    }
    case 'choices':
      return filled?.length ? field.options.filter((option) => filled.includes(option)) : undefined;
    case 'choice':
      return field.options.find((option) => String(option) === filled);
    case 'lines': {
      const lines = (filled ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
      return lines.length ? lines.map((line) => (field.isNumber ? number(line) : line)) : undefined;
    }
    case 'number':
      return filled ? number(filled) : undefined;
    case 'json':
      return filled?.trim() ? parsed(filled) : undefined;
    default:
      return filled || undefined;
  }
}

/** The values of the form for a body. */
export function valuesOf(fields, body) {
  return Object.fromEntries(fields.flatMap((field) => {
    const value = body?.[field.name];
    if (value === undefined) {
      return [];
    }
    switch (field.kind) {
      case 'group':
        return Object.entries(valuesOf(field.fields, value));
      case 'choices':
        return [[field.pointer, value]];
      case 'lines':
        return [[field.pointer, value.join('\n')]];
      case 'json':
        return [[field.pointer, JSON.stringify(value, null, 2)]];
      default:
        return [[field.pointer, String(value)]];
    }
  }));
}

/** The pointers of all fields. */
export const pointers = (fields) =>
  fields.flatMap((field) => [field.pointer, ...(field.kind === 'group' ? pointers(field.fields) : [])]);

/** A number, or the text itself, which the API then rejects. */
const number = (text) => (Number.isFinite(Number(text)) ? Number(text) : text);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
