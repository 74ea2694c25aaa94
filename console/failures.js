/** What to do about each failure, by its code. The API says what happened. */
const ADVICE = {
  'worker-misconfigured': 'The operator has to correct how the worker is deployed. A retry fails the same way until then.',
  'invalid-request': 'Ask for a new report with a corrected request.',
  'records-api-unavailable': 'Retry once the records API answers again. The retry goes on from the last checkpoint.',
  'worker-fault': 'This is a fault of the worker. Tell the operator the report’s id; the log has the details.',
  'storage-unavailable': 'Retry. If it fails again, the operator has to look at the bucket and its permissions.',
  interrupted: 'Retry. The retry goes on from the checkpoint that the task saved.',
  'records-inconsistent': 'Retry. If it fails again, the records API breaks its contract; tell its operator.',
  'records-api-refused': 'The records API does not accept this request or its token. Check the filter; tell the operator.',
  'deadline-exceeded': 'Retry: it goes on from the checkpoint. For the next report, choose a shorter range of days.',
  superseded: 'Nothing. A later task of this report has replaced this one.',
  'out-of-memory': 'Retry. If it fails again, the operator can choose a larger TaskSize.',
  'task-start-failed': 'Retry later. If it fails again, the operator has to check the image, the network and the quotas.',
  'execution-aborted': 'The execution was stopped in Step Functions. Retry if that was not intended.',
  'timed-out': 'Retry: it goes on from the checkpoint. For the next report, choose a shorter range of days.',
  'result-missing': 'Retry. The files were not found where the worker should have left them.',
  'execution-failed': 'Retry. If it fails again, tell the operator the report’s id.',
};

export function advice(failure) {
  return ADVICE[failure.code] ?? (failure.retryable ? 'Retry.' : 'Tell the operator the report’s id.');
}
