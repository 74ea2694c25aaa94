/** The current view: the part of the address after the #, with its own query. */
export function route() {
  const [path, query = ''] = (location.hash.slice(1) || '/').split('?');
  return { path: path.split('/').filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

/** The address of a place; queries without a value are left out. */
export function to(path, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

export function go(address) {
  location.hash = address;
}

/** Changes the query of the current view, without a step in the history. */
export function replaceQuery(query) {
  history.replaceState(null, '', to(route().path, query));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
