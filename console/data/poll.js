/**
 * Repeats a call while the page is visible: often while something changes, less and less often while nothing
 * does, never in a hidden tab or without a network, and at once when the tab or the network is back.
 */
const GROWTH = 1.6;
const SLOWEST_AFTER_FAILURE = 60_000;

/**
 * @param work does one call; returns `{ changed, next }`: whether anything changed, and, if it is known, in how many
 *     milliseconds the next call makes sense; `next: Infinity` ends it. `failed` gets what it throws
 * @returns what ends it
 */
export function poll(work, failed, { fastest = 2_000, slowest = 30_000 } = {}) {
  const abort = new AbortController();
  let pause = fastest;
  let timer;
  let running = false;
  let isWanted = false;

  const canBeSeen = () => document.visibilityState === 'visible' && navigator.onLine;

  async function turn() {
    if (running) {
      isWanted = true;
    }
    if (running || abort.signal.aborted || !canBeSeen()) {
      return;
    }
    running = true;
    isWanted = false;
    let next;
    try {
      const outcome = await work(abort.signal);
      pause = outcome.changed ? fastest : Math.min(slowest, pause * GROWTH);
      next = outcome.next ?? pause;
    } catch (error) {
      if (!abort.signal.aborted) {
        pause = Math.min(SLOWEST_AFTER_FAILURE, pause * 2);
        next = Math.max(pause, error.retryAfter ?? 0);
        failed(error);
      }
    }
    running = false;
    if ((isWanted || next !== Infinity) && !abort.signal.aborted) {
      timer = setTimeout(turn, isWanted ? 0 : next);
    }
  }

  function wake() {
    clearTimeout(timer);
    pause = fastest;
    if (!navigator.onLine) {
      failed(new TypeError('offline'));
    }
    turn();
  }

  document.addEventListener('visibilitychange', wake, { signal: abort.signal });
  addEventListener('online', wake, { signal: abort.signal });
  addEventListener('offline', wake, { signal: abort.signal });
  turn();
  return {
    wake,
    end() {
      abort.abort();
      clearTimeout(timer);
    },
  };
}
