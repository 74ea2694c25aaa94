/** Panels, one of which is visible; the arrow keys move between their tabs. */
import { html, useState } from '../ui.js';

let count = 0;

export function Tabs({ label, tabs }) {
  const [chosen, setChosen] = useState(0);
  const [id] = useState(() => `tabs-${(count += 1)}`);
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = (chosen + step + tabs.length) % tabs.length;
      setChosen(next);
      event.currentTarget.children[next].focus();
    }
  };
  const shown = Math.min(chosen, tabs.length - 1);
  return html`
    <div class="tabs">
      <div role="tablist" aria-label=${label} onKeyDown=${move}>
        ${tabs.map(({ name }, index) => html`
          <button type="button" role="tab" id=${`${id}-${index}`} aria-selected=${index === shown ? 'true' : 'false'}
            aria-controls=${`${id}-panel`} tabindex=${index === shown ? 0 : -1} onClick=${() => setChosen(index)}>${name}</button>`)}
      </div>
      <div role="tabpanel" id=${`${id}-panel`} aria-labelledby=${`${id}-${shown}`}>${tabs[shown].content}</div>
    </div>`;
}
