import { html } from '../ui.js';
import { word } from '../status.js';

/** A status by colour and word. */
export function StatusPill({ status }) {
  return html`<span class=${`pill status-${status.toLowerCase().replaceAll('_', '-')}`}><i aria-hidden="true"></i>${word(status)}</span>`;
}
