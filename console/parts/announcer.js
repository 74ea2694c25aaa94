/** Announces changes to screen readers. */
import { html, useEffect, useState } from '../ui.js';

const listeners = new Set();

export function announce(text) {
  listeners.forEach((listener) => listener(text));
}

export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    listeners.add(setText);
    return () => listeners.delete(setText);
  }, []);
  return html`<div class="hidden" role="status" aria-live="polite">${text}</div>`;
}
