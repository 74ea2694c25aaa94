/**
 * The reports of one query, newest first, as far as they have been read. New reports come in at the top with the first
 * page, which is read again and again; a page behind it is read again while there are active reports of it in sight.
 */
import { poll } from './poll.js';
import { isActive } from '../status.js';

const PAGE_SIZE = 100;

export class Reports {
  #api;
  #query;
  #byId = new Map();
  #pages = [];
  #next;
  #listeners = new Set();
  #loading;
  #poll;
  #inSight = () => [];

  constructor(api, query) {
    this.#api = api;
    this.#query = query;
    this.isLoaded = false;
    this.error = undefined;
    this.list = [];
  }

  get hasMore() {
    return !this.isLoaded || Boolean(this.#next);
  }

  /** @param inSight gives the ids of the visible reports */
  start(inSight = () => []) {
    this.#inSight = inSight;
    this.#poll = poll((signal) => this.#refresh(signal), (error) => this.#failed(error));
    return () => this.#poll.end();
  }

  wake() {
    this.#poll?.wake();
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the page that follows those that have been read; several callers get the same. */
  more() {
    if (!this.#next) {
      return Promise.resolve();
    }
    this.#loading ??= this.#page(this.#next).then(
      () => {
        this.#loading = undefined;
        this.#changed();
      },
      (error) => {
        this.#loading = undefined;
        this.#failed(error);
      },
    );
    return this.#loading;
  }

  forget(id) {
    this.#byId.delete(id);
    this.#changed();
  }

  async #refresh(signal) {
    const before = this.#fingerprint();
    await this.#page(undefined, signal);
    for (const token of this.#activePages()) {
      await this.#page(token, signal);
    }
    const changed = before !== this.#fingerprint() || this.error !== undefined;
    this.isLoaded = true;
    this.error = undefined;
    if (changed || this.list.length === 0) {
      this.#changed();
    }
    return { changed };
  }

  /** The pages behind the first with a visible active report. */
  #activePages() {
    const seen = this.#inSight().filter((id) => this.#byId.has(id) && isActive(this.#byId.get(id)));
    return this.#pages
      .filter(({ token, ids }) => token && seen.some((id) => ids.has(id)))
      .map(({ token }) => token);
  }

  async #page(token, signal) {
    const answer = await this.#api.list(
      { ...this.#query, page_size: PAGE_SIZE, ...(token ? { page_token: token } : {}) }, signal);
    const page = { token, ids: new Set(answer.reports.map((report) => report.id)) };
    const known = this.#pages.findIndex((other) => other.token === token);
    if (known < 0) {
      this.#pages.push(page);
      this.#next = answer.next_page_token;
    } else {
      this.#dropMissing(this.#pages[known].ids, page, answer);
      this.#pages[known] = page;
    }
    answer.reports.forEach((report) => this.#byId.set(report.id, report));
  }

  /** The earlier reports of a page that it no longer has, although they are in its range: deleted, or not of the filter any more. */
  #dropMissing(before, page, answer) {
    const oldest = answer.reports.at(-1);
    for (const id of before) {
      const report = this.#byId.get(id);
      const within = !answer.next_page_token || (oldest && report && !isNewer(oldest, report));
      if (!page.ids.has(id) && within) {
        this.#byId.delete(id);
      }
    }
  }

  #fingerprint() {
    return [...this.#byId.values()]
      .map((report) => `${report.id} ${report.updated_at} ${report.status} ${report.progress?.updated_at}`)
      .join();
  }

  #failed(error) {
    this.error = error;
    this.#notify();
  }

  #changed() {
    this.list = [...this.#byId.values()].sort((one, other) => (isNewer(one, other) ? -1 : 1));
    this.#notify();
  }

  #notify() {
    this.#listeners.forEach((listener) => listener());
  }
}

function isNewer(one, other) {
  return one.created_at === other.created_at ? one.id > other.id : one.created_at > other.created_at;
}
