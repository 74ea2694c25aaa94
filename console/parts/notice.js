/** The state of a view in words: empty, loading, offline or failed. */
import { html } from '../ui.js';
import { explain } from '../data/api.js';

export function Notice({ title, text, children, kind = 'empty' }) {
  return html`<div class=${`notice ${kind}`} role=${kind === 'error' ? 'alert' : undefined}>
    <p class="notice-title">${title}</p>${text ? html`<p>${text}</p>` : null}${children}</div>`;
}

/** An error above what was read before, which stays readable. */
export function Trouble({ error, retry }) {
  return error ? html`
    <div class="trouble" role="alert"><span>${explain(error)}</span>
      <button type="button" onClick=${retry}>Try now</button></div>` : null;
}
