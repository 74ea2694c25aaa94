/** A form for a report request, made from the contract and checked by the API as one types. */
import { html, useEffect, useMemo, useRef, useState } from '../ui.js';
import { explain } from '../data/api.js';
import { bodyOf, fieldsOf } from '../schema.js';
import { command, curl, java } from '../samples.js';
import { go, to } from '../router.js';
import { announce } from '../parts/announcer.js';
import { Code } from '../parts/copy.js';
import { Fields } from '../parts/fields.js';
import { Trouble } from '../parts/notice.js';
import { Tabs } from '../parts/tabs.js';

const PAUSE_MS = 350;
const ACCEPTED = 'The API accepts this request.';

export function NewReport({ session, api }) {
  const [contract, setContract] = useState();
  const [error, setError] = useState();
  const load = () => api.contract().then(setContract, setError);
  useEffect(() => {
    document.title = 'New report – Errand';
    load();
  }, []);
  return html`
    <div class="page form-page">
      <div class="heading"><h1 tabindex="-1">New report</h1></div>
      <${Trouble} error=${contract ? undefined : error} retry=${load} />
      ${contract ? html`<${Form} contract=${contract} session=${session} api=${api} />`
        : error ? null : html`<div class="skeleton" role="status" aria-label="Loading the form">${[1, 2, 3].map(() => html`<div></div>`)}</div>`}
    </div>`;
}

function Form({ contract, session, api }) {
  const fields = useMemo(() => fieldsOf({ $ref: '#/components/schemas/RecordsRequest' }, contract).filter(({ name }) => name !== 'type'), [contract]);
  const [values, setValues] = useState(() => ({ '/filter/client_id': session.clientId ?? '' }));
  const [touched, setTouched] = useState(new Set());
  const [errors, setErrors] = useState({});
  const [verdict, setVerdict] = useState();
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const body = JSON.stringify(bodyOf(fields, values), null, 2);
  useValidation(body, api, (problem) => {
    setErrors(byPointer(problem));
    setVerdict(problem ? summary(problem) : ACCEPTED);
  });

  const change = (pointer, value) => {
    key.current = crypto.randomUUID();
    setValues((before) => ({ ...before, [pointer]: value }));
    setTouched((before) => new Set(before).add(pointer));
  };
  const submit = async (event) => {
    event.preventDefault();
    setTouched(new Set(pointers(fields)));
    setBusy(true);
    try {
      const report = await api.submit(body, key.current);
      announce('The report was accepted');
      go(to(['reports', report.id]));
    } catch (failure) {
      setErrors(byPointer(failure));
      setVerdict(summary(failure));
      setBusy(false);
      requestAnimationFrame(() => document.querySelector('.form-page [aria-invalid="true"]')?.focus());
    }
  };
  const shown = Object.fromEntries(Object.entries(errors).filter(([pointer]) => touched.has(pointer)));
  const isAccepted = verdict === ACCEPTED;
  return html`
    <div class="columns">
      <form class="card" onSubmit=${submit} novalidate aria-label="Report request">
        <${Fields} fields=${fields} values=${values} errors=${shown} change=${change}
          leave=${(pointer) => setTouched((before) => new Set(before).add(pointer))} clients=${session.config.clients ?? []} />
        <p class=${isAccepted ? 'verdict good' : 'verdict'} role="status">${verdict ?? 'Checking …'}</p>
        <div class="actions"><a class="button" href=${to([])}>Back</a>
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

/** Asks the API about a body once typing has paused for a moment. */
function useValidation(body, api, told) {
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        await api.validate(body, abort.signal);
        told(undefined);
      } catch (failure) {
        if (!abort.signal.aborted) {
          told(failure);
        }
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [body]);
}

function byPointer(problem) {
  return Object.fromEntries((problem?.body?.errors ?? []).map(({ pointer, detail }) => [pointer, detail]));
}

function summary(problem) {
  const wrong = Object.keys(byPointer(problem)).length;
  return wrong === 0 ? explain(problem) : `${wrong} ${wrong === 1 ? 'field is' : 'fields are'} missing or wrong.`;
}

function pointers(fields) {
  return fields.flatMap((field) => [field.pointer, ...(field.kind === 'group' ? pointers(field.fields) : [])]);
}
