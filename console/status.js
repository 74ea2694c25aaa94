/** The statuses of a report: their words, and the actions that they allow. */
const STATUSES = {
  QUEUED: { word: 'Queued', final: false },
  RUNNING: { word: 'Running', final: false },
  CANCELLING: { word: 'Cancelling', final: false },
  SUCCEEDED: { word: 'Succeeded', final: true },
  FAILED: { word: 'Failed', final: true },
  TIMED_OUT: { word: 'Timed out', final: true },
  CANCELLED: { word: 'Cancelled', final: true },
  DELETED: { word: 'Deleted', final: true },
};

export const LISTED = Object.keys(STATUSES).filter((status) => status !== 'DELETED');
export const ACTIVE = LISTED.filter((status) => !STATUSES[status].final);

/** The word of a status; a status of a later version of the API is shown as it is. */
export const word = (status) => STATUSES[status]?.word ?? status;
export const isActive = (report) => STATUSES[report.status]?.final === false;
export const canCancel = (report) => report.status === 'QUEUED' || report.status === 'RUNNING';
export const canRetry = (report) => ['FAILED', 'TIMED_OUT', 'CANCELLED'].includes(report.status);
export const canDelete = (report) => !isActive(report);
