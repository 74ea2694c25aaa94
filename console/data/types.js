/** The report types of the deployment, each read once. */
import { at } from '../pointer.js';

/** The type of a request that names none. */
export const DEFAULT = 'records';

export class ReportTypes {
  #api;
  #list;
  #types = new Map();
  #read = [];

  constructor(api) {
    this.#api = api;
  }

  /** Names and titles of all. */
  list() {
    this.#list ??= this.#api.reportTypes().then(({ report_types: types }) => types);
    this.#list.catch(() => {
      this.#list = undefined;
    });
    return this.#list;
  }

  /** One with the schema of its requests. */
  of(name) {
    if (!this.#types.has(name)) {
      const type = this.#api.reportType(name).then((read) => {
        this.#read.push(read);
        return read;
      });
      type.catch(() => this.#types.delete(name));
      this.#types.set(name, type);
    }
    return this.#types.get(name);
  }

  /** Reads all of them, for `titleOf` and `clientOf`. */
  async all() {
    return Promise.all((await this.list()).map(({ name }) => this.of(name)));
  }

  titleOf(report) {
    return this.#read.find(({ name }) => name === report.type)?.title ?? report.type;
  }

  /** The client of a report, if it is known. */
  clientOf(report) {
    const type = this.#read.find(({ name }) => name === report.type);
    return report.filter?.client_id ?? (type && at(report.request, type.owner));
  }
}
