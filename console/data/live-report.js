/** One report, read repeatedly: its fields, its timeline and its execution. */
import { Refused } from './api.js';
import { poll } from './poll.js';
import { isActive } from '../status.js';

/** How long after its end a history may lack the last events: Step Functions returns it eventually consistent. */
const SETTLES_MS = 15_000;

export class LiveReport {
  #api;
  #id;
  #tag;
  #listeners = new Set();
  #poll;
  #seenVisits = '';

  constructor(api, id) {
    this.#api = api;
    this.#id = id;
    this.attempt = undefined;
    this.executions = new Map();
  }

  start() {
    this.#poll = poll((signal) => this.#refresh(signal), (error) => this.#failed(error), { slowest: 20_000 });
    return () => this.#poll.end();
  }

  wake() {
    this.#poll.wake();
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The attempt that is shown; the current one unless the user chose another. */
  choose(attempt) {
    this.attempt = attempt;
    this.#poll?.wake();
  }

  get shownAttempt() {
    return this.attempt ?? this.report?.attempt;
  }

  get execution() {
    return this.executions.get(this.shownAttempt);
  }

  async #refresh(signal) {
    const read = await this.#api.report(this.#id, this.#tag, signal);
    if (read) {
      const isNewStatus = this.report?.status !== read.report.status || this.report?.attempt !== read.report.attempt;
      this.report = read.report;
      this.#tag = read.tag;
      if (isNewStatus || !this.events) {
        this.events = (await this.#api.events(this.#id, signal)).events;
      }
      this.#notify();
    }
    const moved = await this.#readExecution(signal);
    this.error = undefined;
    this.#notify();
    return { changed: Boolean(read) || moved, next: this.#isSettled() ? Infinity : undefined };
  }

  async #readExecution(signal) {
    const attempt = this.shownAttempt;
    const known = this.executions.get(attempt);
    if (known && attempt !== this.report.attempt && !known.visits.some((visit) => visit.outcome === 'RUNNING')) {
      return false;
    }
    const execution = await this.#api.execution(this.#id, attempt, signal);
    this.executions.set(attempt, execution);
    const visits = `${attempt} ${JSON.stringify(execution.visits)}`;
    const moved = visits !== this.#seenVisits;
    this.#seenVisits = visits;
    return moved;
  }

  #isSettled() {
    if (isActive(this.report)) {
      return false;
    }
    const runs = this.execution?.visits.some((visit) => visit.outcome === 'RUNNING');
    return !runs || Date.now() - new Date(this.report.finished_at ?? this.report.updated_at) > SETTLES_MS;
  }

  #failed(error) {
    this.error = error;
    this.isGone = error instanceof Refused && (error.status === 404 || error.status === 410);
    if (this.isGone) {
      this.#poll.end();
    }
    this.#notify();
  }

  #notify() {
    this.#listeners.forEach((listener) => listener());
  }
}
