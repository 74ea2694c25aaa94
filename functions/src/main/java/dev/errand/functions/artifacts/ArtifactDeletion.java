package dev.errand.functions.artifacts;

import dev.errand.core.type.BucketFolders;
import dev.errand.functions.report.Report;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** Deletes everything that a report has in the bucket. */
public final class ArtifactDeletion {

  private final S3Client s3;
  private final String bucket;

  public ArtifactDeletion(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** Deletes a report's files and checkpoint, and the parts of files that were not completed. */
  public void delete(Report report) {
    BucketFolders folders = new BucketFolders(report.submission().type());
    for (String prefix :
        List.of(folders.artifacts(report.id()), folders.checkpoints(report.id()))) {
      s3.listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix))
          .uploads()
          .forEach(
              upload ->
                  s3.abortMultipartUpload(
                      abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
      s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
          .contents()
          .forEach(object -> s3.deleteObject(delete -> delete.bucket(bucket).key(object.key())));
    }
  }
}
