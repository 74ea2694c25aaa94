/** What views are made of: Preact's elements, written as HTML in template literals. Text is never taken for markup. */
import { h, render, Fragment } from './vendor/preact.js';
import htm from './vendor/htm.js';

export const html = htm.bind(h);
export { render, Fragment };
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from './vendor/preact-hooks.js';

/** The names of the classes whose condition is true. */
export const classes = (...names) => names.filter(Boolean).join(' ');
