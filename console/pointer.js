/** JSON pointers (RFC 6901). */

/** The value at a pointer, or undefined. */
export function at(document, pointer) {
  return pointer
    .split('/')
    .slice(1)
    .reduce((node, part) => node?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

/** The pointer to a member of the value at another pointer. */
export const child = (pointer, name) => `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The longest of some pointers to the value at a pointer, or to a value that contains it; undefined for none. */
export function closest(pointer, pointers) {
  return pointers
    .filter((known) => pointer === known || pointer.startsWith(`${known}/`))
    .sort((one, other) => other.length - one.length)[0];
}
