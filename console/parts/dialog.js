/** Asks before something is done. The browser's own dialog keeps the focus in, and Escape closes it. */
import { html, useLayoutEffect, useRef, useState } from '../ui.js';
import { explain } from '../data/api.js';

export function Confirm({ title, text, action, danger, confirm, close }) {
  const dialog = useRef();
  const [error, setError] = useState();
  const [busy, setBusy] = useState(false);
  useLayoutEffect(() => dialog.current.showModal(), []);
  const run = async () => {
    setBusy(true);
    try {
      await confirm();
      dialog.current.close();
    } catch (failure) {
      setError(explain(failure));
      setBusy(false);
    }
  };
  return html`
    <dialog ref=${dialog} class="confirm" aria-labelledby="confirm-title" aria-describedby="confirm-text" onClose=${close}>
      <h2 id="confirm-title">${title}</h2>
      <p id="confirm-text">${text}</p>
      ${error ? html`<p class="wrong" role="alert">${error}</p>` : null}
      <div class="actions">
        <button type="button" onClick=${() => dialog.current.close()} autofocus>Keep as it is</button>
        <button type="button" class=${danger ? 'danger' : 'primary'} disabled=${busy} onClick=${run}>${action}</button>
      </div>
    </dialog>`;
}
