/** A form for a report request, made from the schema of its type and validated by the API during typing. */
import { html, useEffect, useMemo, useRef, useState } from '../ui.js';
import { explain } from '../data/api.js';
import { DEFAULT } from '../data/types.js';
import { closest } from '../pointer.js';
import { bodyOf, fieldsOf, pointers, valuesOf } from '../schema.js';
import { command, curl, java } from '../samples.js';
import { go, replaceQuery, to } from '../router.js';
import { announce } from '../parts/announcer.js';
import { Code } from '../parts/copy.js';
import { Fields } from '../parts/fields.js';
import { Trouble } from '../parts/notice.js';
import { Tabs } from '../parts/tabs.js';

const PAUSE_MS = 350;
const AGAIN_MS = 3000;

export function NewReport({ query, session, api }) {
  const [types, setTypes] = useState();
  const [type, setType] = useState();
  const [error, setError] = useState();
  const wanted = query.get('type');
  const latest = useRef();
  /** A type that was selected earlier and is loaded late must not replace the form. */
  const load = async () => {
    latest.current = wanted;
    const isLatest = () => latest.current === wanted;
    try {
      const all = await api.types.list();
      const named = all.find(({ name }) => name === wanted) ?? all.find(({ name }) => name === DEFAULT) ?? all[0];
      const read = await api.types.of(named.name);
      if (isLatest()) {
        setTypes(all);
        setType(read);
        setError(undefined);
      }
    } catch (failure) {
      if (isLatest()) {
        setError(failure);
      }
    }
  };
  useEffect(() => {
    document.title = 'New report – Errand';
  }, []);
  useEffect(() => {
    load();
  }, [wanted]);
  return html`
    <div class="page form-page">
      <div class="heading"><h1 tabindex="-1">New report</h1>
        ${types?.length > 1 ? html`<label class="compact"><span>Type</span>
          <select value=${type?.name} onChange=${(event) => replaceQuery({ type: event.target.value })}>
            ${types.map(({ name, title }) => html`<option value=${name}>${title}</option>`)}</select></label>` : null}</div>
      <${Trouble} error=${error} retry=${load} />
      ${type ? html`<${Form} key=${type.name} type=${type} session=${session} api=${api} />`
        : error ? null : html`<div class="skeleton" role="status" aria-label="Loading the form">${[1, 2, 3].map(() => html`<div></div>`)}</div>`}
    </div>`;
}

function Form({ type, session, api }) {
  const fields = useMemo(() => fieldsOf(type.request_schema, type.request_schema), [type]);
  const [values, setValues] = useState(() => (session.clientId ? { [type.owner]: session.clientId } : {}));
  const [touched, setTouched] = useState(new Set());
  const [problem, setProblem] = useState();
  const [isChecked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const named = type.name === DEFAULT ? {} : { type: type.name };
  const body = JSON.stringify({ ...named, ...bodyOf(fields, values) }, null, 2);
  useValidation(body, api, (found) => {
    setProblem(found);
    setChecked(true);
  });

  const fill = (filled, ...pointersFilled) => {
    key.current = crypto.randomUUID();
    setValues((before) => ({ ...before, ...filled }));
    setTouched((before) => new Set([...before, ...pointersFilled]));
  };
  const change = (pointer, value) => fill({ [pointer]: value }, pointer);
  const example = () => fill({ ...valuesOf(fields, type.example), ...(session.clientId ? { [type.owner]: session.clientId } : {}) });
  const submit = async (event) => {
    event.preventDefault();
    setTouched(new Set(pointers(fields)));
    setBusy(true);
    try {
      const report = await api.submit(body, key.current);
      announce('The report was accepted');
      go(to(['reports', report.id]));
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
      requestAnimationFrame(() => document.querySelector('.form-page [aria-invalid="true"]')?.focus());
    }
  };
  const errors = byField(problem, pointers(fields));
  const shown = Object.fromEntries(Object.entries(errors).filter(([pointer]) => touched.has(pointer)));
  return html`
    <div class="columns">
      <form class="card" onSubmit=${submit} novalidate aria-label="Report request">
        <p class="hint">${type.description}</p>
        <${Fields} fields=${fields} values=${values} errors=${shown} change=${change}
          leave=${(pointer) => setTouched((before) => new Set(before).add(pointer))} clients=${session.config.clients ?? []} />
        <p class=${isChecked && !problem ? 'verdict good' : 'verdict'} role="status">${isChecked ? verdict(problem, errors) : 'Checking …'}</p>
        <div class="actions"><a class="button" href=${to([])}>Back</a>
          <button type="button" onClick=${example}>Fill in the example</button>
          <button class="primary" type="submit" disabled=${busy}>Ask for the report</button></div>
      </form>
      <section class="card" aria-labelledby="same-title"><h2 id="same-title">The same call</h2>
        <${Tabs} label="The same call in other languages" tabs=${[
          { name: 'curl', content: html`<${Code} text=${curl(body, location.origin)} label="The call in curl" />` },
          { name: 'Java', content: html`<${Code} text=${java(body, location.origin)} label="The call in Java" />` },
          { name: 'errand', content: html`<${Code} text=${command(body)} label="The call by the command" />` },
        ]} />
      </section>
    </div>`;
}

/** Validates a body by the API after a pause in typing, and retries while the API is not available. */
function useValidation(body, api, onResult) {
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      try {
        await api.validate(body, abort.signal);
        onResult(undefined);
      } catch (failure) {
        if (!abort.signal.aborted) {
          onResult(failure);
          if (!failure.status || failure.status >= 500) {
            timer = setTimeout(ask, AGAIN_MS);
          }
        }
      }
    };
    let timer = setTimeout(ask, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [body]);
}

/** The errors of a problem, each at its field or at the field that contains it. */
function byField(problem, fields) {
  const errors = {};
  for (const { pointer, detail } of problem?.body?.errors ?? []) {
    const field = closest(pointer, fields);
    if (field) {
      errors[field] ??= detail;
    }
  }
  return errors;
}

function verdict(problem, errors) {
  if (!problem) {
    return 'The API accepts this request.';
  }
  const wrong = Object.keys(errors).length;
  const elsewhere = (problem.body?.errors ?? []).length > 0 && wrong === 0
    ? problem.body.errors.map(({ pointer, detail }) => `${pointer || 'The request'}: ${detail}`).join(' ')
    : explain(problem);
  return wrong === 0 ? elsewhere : `${wrong} ${wrong === 1 ? 'field is' : 'fields are'} missing or wrong.`;
}
