import { html, useState } from '../ui.js';
import { announce } from './announcer.js';

/** A text to be copied. */
export function Code({ text, label }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce('Copied');
    setTimeout(() => setCopied(false), 2000);
  };
  return html`
    <div class="code">
      <pre tabindex="0" role="region" aria-label=${label}>${text}</pre>
      <button type="button" class="quiet" onClick=${copy} aria-label=${`Copy: ${label}`}>${copied ? 'Copied' : 'Copy'}</button>
    </div>`;
}
