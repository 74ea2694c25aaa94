/** JSON pointers (RFC 6901). */

/** The value that a pointer leads to, or undefined. */
export function at(document, pointer) {
  return pointer
    .split('/')
    .slice(1)
    .reduce((node, part) => node?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

/** The pointer to a member of what another pointer leads to. */
export const child = (pointer, name) => `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The longest of some pointers that leads to what a pointer leads to, or to what that is in; undefined if none does. */
export function closest(pointer, pointers) {
  return pointers
    .filter((known) => pointer === known || pointer.startsWith(`${known}/`))
    .sort((one, other) => other.length - one.length)[0];
}
