/** A field for a client's id. It takes effect when the text is a UUID. */
import { html, useState } from '../ui.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function ClientField({ value, clients, change, empty, id }) {
  const [text, setText] = useState(value);
  const isWrong = text !== '' && !UUID.test(text);
  const input = (event) => {
    const typed = event.target.value.trim();
    setText(typed);
    if (typed === '' || UUID.test(typed)) {
      change(typed);
    }
  };
  return html`
    <label class="wide"><span>Client</span>
      <input value=${text} onInput=${input} list=${id} placeholder=${empty} spellcheck="false"
        aria-invalid=${isWrong ? 'true' : undefined} />
      <datalist id=${id}>${clients.map((client) => html`<option value=${client}></option>`)}</datalist>
    </label>`;
}
