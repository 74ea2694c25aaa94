package dev.errand.worker.job;

import dev.errand.core.ExecutionId;
import dev.errand.core.FailureCode;
import dev.errand.core.type.BucketFolders;
import dev.errand.worker.artifact.Artifacts;
import dev.errand.worker.artifact.Timings;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.records.PageClient;
import dev.errand.worker.store.ObjectWriter;
import dev.errand.worker.store.Store;
import dev.errand.worker.store.StoredObject;
import dev.errand.worker.store.UploadNotFoundException;
import dev.errand.worker.store.UploadState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Creates one report, from the beginning or from a checkpoint. */
public final class Job {

  /** The inverse of the maximum share of the time for checkpoints. */
  private static final int CHECKPOINT_SHARE = 10;

  private final ReportDefinition definition;
  private final ExecutionId execution;
  private final Store store;
  private final PageClient client;
  private final Progress progress;
  private final StopSignal stop;
  private final Duration checkpointInterval;
  private final Clock clock;
  private final Consumer<String> log;
  private final ObjectKeys keys;
  private final CheckpointStore checkpoints;

  /**
   * Creates a job.
   *
   * @param checkpointInterval the minimum time between two checkpoints
   */
  public Job(
      ReportDefinition definition,
      ExecutionId execution,
      Store store,
      PageClient client,
      Progress progress,
      StopSignal stop,
      Duration checkpointInterval,
      Clock clock,
      Consumer<String> log) {
    this.definition = definition;
    this.execution = execution;
    this.store = store;
    this.client = client;
    this.progress = progress;
    this.stop = stop;
    this.checkpointInterval = checkpointInterval;
    this.clock = clock;
    this.log = log;
    this.keys = new ObjectKeys(new BucketFolders(definition.typeName()), execution);
    this.checkpoints = new CheckpointStore(store, keys.checkpoint(), definition.identity(), log);
  }

  /**
   * Creates the report.
   *
   * @throws WorkerFailure if it cannot be created
   */
  public void run() {
    try {
      createOrContinue();
    } catch (IOException e) {
      throw new WorkerFailure(
          FailureCode.STORAGE_UNAVAILABLE,
          "The report could not be stored: %s. Retry when the bucket is available."
              .formatted(e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerFailure(FailureCode.INTERRUPTED, "The worker was interrupted.", e);
    }
  }

  /** No later attempt can continue from a checkpoint of records that contradict each other. */
  private void createOrContinue() throws IOException, InterruptedException {
    Optional<Checkpoint> checkpoint = checkpoints.load();
    try {
      try {
        create(checkpoint);
      } catch (UploadNotFoundException e) {
        log.accept("The upload of the checkpoint does not exist: starting from the beginning");
        create(Optional.empty());
      }
    } catch (WorkerFailure e) {
      if (e.code() == FailureCode.RECORDS_INCONSISTENT) {
        checkpoints.discard();
      }
      throw e;
    }
  }

  /**
   * Writes the report in this order: the CSV while records are read, the other artifacts, the
   * manifest. The checkpoint exists until the manifest is written.
   */
  private void create(Optional<Checkpoint> checkpoint) throws IOException, InterruptedException {
    Instant startedAt = clock.instant();
    abortUploads(checkpoint);
    UploadState written = checkpoint.map(Checkpoint::csv).orElse(UploadState.NOTHING);
    try (ObjectWriter csv =
        new ObjectWriter(store, csvKey(checkpoint), Artifacts.CSV_TYPE, written)) {
      RecordExport export = readRecords(checkpoint, csv);
      Timings timings = new Timings(startedAt, clock.instant(), checkpoint.isPresent());
      progress.finishing();
      csv.uploadRest();
      if (csv.isUploading() || isLong(timings)) {
        checkpoints.save(export.checkpoint());
      }
      writeArtifacts(export.draft(), csv.finish(), timings);
      checkpoints.discard();
      log.accept("The report is complete: %d records".formatted(export.draft().rows()));
    }
  }

  /** Aborts the uploads that earlier tasks left, except for the one of the checkpoint. */
  private void abortUploads(Optional<Checkpoint> checkpoint) throws IOException {
    Optional<String> uploadId = checkpoint.flatMap(from -> from.csv().uploadId());
    for (String prefix : keys.ofAllAttempts()) {
      store.abortUploads(prefix, uploadId);
    }
  }

  /** An upload that is continued keeps its key. */
  private String csvKey(Optional<Checkpoint> checkpoint) {
    return checkpoint
        .filter(from -> from.csv().uploadId().isPresent())
        .map(Checkpoint::csvKey)
        .orElse(keys.csv(definition.hasCsv()));
  }

  /** Reads all records, writes the CSV and saves checkpoints. */
  private RecordExport readRecords(Optional<Checkpoint> checkpoint, ObjectWriter csv)
      throws IOException, InterruptedException {
    RecordExport export = started(checkpoint, csv);
    long earlier = checkpoint.isPresent() ? export.draft().rows() : 0;
    log.accept(
        "%s at record %d%s"
            .formatted(
                checkpoint.isPresent() ? "Continuing" : "Starting",
                earlier,
                export.expected().isPresent() ? " of about " + export.expected().getAsLong() : ""));
    progress.total(export.expected());
    progress.records(export.draft().rows());
    CheckpointSchedule due = new CheckpointSchedule(checkpointInterval, CHECKPOINT_SHARE);
    try {
      export.run(
          rows -> {
            progress.records(rows);
            if (due.isDue()) {
              checkpoints.save(export.checkpoint());
              due.saved();
            }
          },
          stop::check);
    } catch (WorkerFailure e) {
      if (e.code() != FailureCode.RECORDS_INCONSISTENT) {
        checkpoints.save(export.checkpoint());
      }
      throw e;
    }
    return export;
  }

  /** From the beginning, it has read the first page of all records. */
  private RecordExport started(Optional<Checkpoint> checkpoint, ObjectWriter csv)
      throws IOException, InterruptedException {
    if (checkpoint.isEmpty()) {
      progress.reading(0);
      return RecordExport.begin(client, csv, definition);
    }
    RecordExport resumed = RecordExport.resume(client, csv, definition, checkpoint.get());
    progress.reading(resumed.draft().rows());
    return resumed;
  }

  /** Whether reading took long enough to save its result. */
  private boolean isLong(Timings timings) {
    return Duration.between(timings.startedAt(), timings.readAt()).compareTo(checkpointInterval)
        > 0;
  }

  /** Writes the artifacts that are made after the CSV, and then the manifest. */
  private void writeArtifacts(ReportDraft draft, StoredObject csv, Timings timings)
      throws IOException {
    Artifacts artifacts = new Artifacts(store, keys.artifacts(), execution.attempt(), stop::check);
    List<StoredObject> written =
        artifacts.write(draft.contents(execution.attempt().reportId()), csv, timings, clock);
    artifacts.writeManifest(written, draft.rows(), clock);
  }
}
