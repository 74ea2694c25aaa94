/** The progress of a report: percent, speed and expected end. */
import { html } from '../ui.js';
import { duration, number, timeOfDay } from '../format.js';

const STAGES = { starting: 'Starting', reading: 'Reading', finishing: 'Finishing', done: 'Done' };

/** Records a second, from the expected end; undefined without one. */
export function rate(progress) {
  const { records, total, updated_at: at, estimated_completion_at: end } = progress;
  const seconds = (new Date(end) - new Date(at)) / 1000;
  return total > records && seconds > 0 ? Math.round((total - records) / seconds) : undefined;
}

export function remaining(progress, now = Date.now()) {
  const end = progress.estimated_completion_at;
  return end ? Math.max(0, new Date(end) - now) : undefined;
}

export function ProgressBar({ report, label }) {
  const { progress } = report;
  const percent = progress?.percent;
  const known = percent !== undefined;
  return html`
    <div class=${known ? 'bar' : 'bar unknown'} role="progressbar" aria-label=${label}
      aria-valuemin="0" aria-valuemax="100" aria-valuenow=${known ? percent : undefined}
      aria-valuetext=${known ? `${percent} percent` : 'Not known yet'}>
      <div style=${{ width: known ? `${percent}%` : '30%' }}></div>
    </div>`;
}

/** The progress in one line. */
export function progressWords(report, { long = false } = {}) {
  if (report.queue_position) {
    return `Number ${number(report.queue_position)} in the queue`;
  }
  const { progress } = report;
  if (!progress) {
    return report.status === 'QUEUED' ? 'Waiting for its execution' : 'Waiting for the task to start';
  }
  if (progress.waiting) {
    const { try: next, of, reason } = progress.waiting;
    return `Try ${next} of ${of}: ${reason}`;
  }
  const perSecond = rate(progress);
  const left = remaining(progress);
  return [
    long ? STAGES[progress.stage] ?? progress.stage : undefined,
    progress.total === undefined
      ? `${number(progress.records)} records`
      : `${number(progress.records)} of ${number(progress.total)} records`,
    perSecond ? `${number(perSecond)}/s` : undefined,
    left === undefined || progress.stage === 'done'
      ? undefined
      : left < 1000 ? 'about to end' : `${duration(left)} left${long ? `, until ${timeOfDay(progress.estimated_completion_at)}` : ''}`,
  ].filter(Boolean).join(' · ');
}
