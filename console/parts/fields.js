/** The fields of a form, each with its own error. */
import { html } from '../ui.js';

export function Fields({ fields, ...rest }) {
  return fields.map((field) => html`<${Field} key=${field.pointer} field=${field} ...${rest} />`);
}

function Field({ field, values, errors, change, leave, clients }) {
  const id = `field${field.pointer.replaceAll('/', '-')}`;
  const error = errors[field.pointer];
  const described = [field.description ? `${id}-about` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  const about = field.description ? html`<small id=${`${id}-about`}>${field.description}</small>` : null;
  const wrong = error ? html`<small class="wrong" id=${`${id}-error`}>${error}</small>` : null;
  if (field.kind === 'group') {
    return html`<fieldset><legend>${field.words}</legend>${about}${wrong}
      <${Fields} fields=${field.fields} values=${values} errors=${errors} change=${change} leave=${leave} clients=${clients} /></fieldset>`;
  }
  if (field.kind === 'choices') {
    const chosen = values[field.pointer] ?? [];
    const toggle = (option) => () =>
      change(field.pointer, chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
    return html`<fieldset class="choices" aria-describedby=${described}><legend>${field.words}</legend>${about}
      ${field.options.map((option) => html`<label class="check"><input type="checkbox" checked=${chosen.includes(option)}
        onChange=${toggle(option)} />${String(option)}</label>`)}${wrong}</fieldset>`;
  }
  const common = {
    id,
    value: values[field.pointer] ?? '',
    onInput: (event) => change(field.pointer, event.target.value),
    onBlur: () => leave(field.pointer),
    'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': described,
    'aria-required': field.isRequired ? 'true' : undefined,
  };
  return html`
    <div class="field">
      <label for=${id}>${field.words}${field.isRequired ? null : html`<span class="optional"> optional</span>`}</label>
      ${field.kind === 'choice'
        ? html`<select ...${common} onChange=${common.onInput}><option value=""></option>${field.options.map((option) => html`<option>${String(option)}</option>`)}</select>`
        : field.kind === 'lines' || field.kind === 'json'
          ? html`<textarea ...${common} rows="4" spellcheck="false" placeholder=${field.kind === 'json' ? 'JSON' : 'One on each line'}></textarea>`
          : html`<input ...${common} type=${field.kind} step=${field.step} maxlength=${field.maxLength} spellcheck="false" autocomplete="off"
            list=${field.isUuid ? `${id}-known` : undefined} />`}
      ${field.isUuid ? html`<datalist id=${`${id}-known`}>${clients.map((client) => html`<option value=${client}></option>`)}</datalist>` : null}
      ${about}${wrong}
    </div>`;
}
