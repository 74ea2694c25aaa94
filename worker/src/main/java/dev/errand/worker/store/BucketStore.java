package dev.errand.worker.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of Amazon S3 or of a compatible service. */
public final class BucketStore implements Store {

  private final S3Client s3;
  private final String bucket;

  /**
   * Connects to the bucket with the region, endpoint and credentials of the environment. Bodies are
   * in memory, so the client signs each as a whole and does not need signed chunks.
   */
  public static BucketStore connect(String bucket) {
    return new BucketStore(
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(5))
                    .socketTimeout(Duration.ofSeconds(60)))
            .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
            .overrideConfiguration(
                settings ->
                    settings
                        .apiCallTimeout(Duration.ofMinutes(10))
                        .retryStrategy(
                            DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(6).build()))
            .build(),
        bucket);
  }

  /** Uses a bucket with the given client. */
  public BucketStore(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    try {
      return Optional.of(
          s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArrayUnsafe());
    } catch (SdkException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw failed("read", key, e);
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    try {
      return s3.getObject(request -> request.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw failed("read", key, e);
    }
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    try {
      return OptionalLong.of(
          s3.headObject(request -> request.bucket(bucket).key(key)).contentLength());
    } catch (SdkException e) {
      if (isMissing(e)) {
        return OptionalLong.empty();
      }
      throw failed("look for", key, e);
    }
  }

  @Override
  public void put(String key, byte[] bytes, int length, String contentType) throws IOException {
    try {
      s3.putObject(
          request -> request.bucket(bucket).key(key).contentType(contentType),
          body(bytes, length, contentType));
    } catch (SdkException e) {
      throw failed("write", key, e);
    }
  }

  @Override
  public String beginUpload(String key, String contentType) throws IOException {
    try {
      return s3.createMultipartUpload(
              request -> request.bucket(bucket).key(key).contentType(contentType))
          .uploadId();
    } catch (SdkException e) {
      throw failed("begin to write", key, e);
    }
  }

  @Override
  public UploadedPart uploadPart(
      String key, String uploadId, int number, long offset, byte[] bytes, int length)
      throws IOException {
    try {
      String tag =
          s3.uploadPart(
                  request -> request.bucket(bucket).key(key).uploadId(uploadId).partNumber(number),
                  body(bytes, length, "application/octet-stream"))
              .eTag();
      return new UploadedPart(number, tag, length);
    } catch (SdkException e) {
      if (isMissing(e)) {
        throw new UploadNotFoundException(uploadId, e);
      }
      throw failed("write a part of", key, e);
    }
  }

  @Override
  public void completeUpload(String key, String uploadId, List<UploadedPart> parts)
      throws IOException {
    List<CompletedPart> completed =
        parts.stream()
            .map(part -> CompletedPart.builder().partNumber(part.number()).eTag(part.tag()).build())
            .toList();
    try {
      s3.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(uploadId)
                  .multipartUpload(upload -> upload.parts(completed)));
    } catch (SdkException e) {
      if (isMissing(e) || isOverwritten(e)) {
        throw new UploadNotFoundException(uploadId, e);
      }
      throw failed("complete", key, e);
    }
  }

  @Override
  public void abortUploads(String keyPrefix, Optional<String> uploadIdToKeep) throws IOException {
    try {
      for (MultipartUpload upload :
          s3.listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(keyPrefix))
              .uploads()) {
        if (!uploadIdToKeep.equals(Optional.of(upload.uploadId()))) {
          abort(upload);
        }
      }
    } catch (SdkException e) {
      throw failed("abort uploads under", keyPrefix, e);
    }
  }

  private void abort(MultipartUpload upload) {
    try {
      s3.abortMultipartUpload(
          request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
    } catch (NoSuchUploadException ended) {
      // the upload has ended already
    }
  }

  /** Sends the array without a copy, which {@code RequestBody.fromBytes} would make. */
  private static RequestBody body(byte[] bytes, int length, String contentType) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, contentType);
  }

  /**
   * Whether the object or upload does not exist. For an upload that has ended, S3 answers {@code
   * NoSuchUpload} and S3Proxy {@code NoSuchKey}. A 403 is different: the role of the worker may
   * list the bucket, so S3 answers 404 for a missing object (Amazon S3 API Reference, GetObject,
   * "Permissions").
   */
  private static boolean isMissing(SdkException e) {
    return e instanceof S3Exception refused
        && refused.statusCode() == 404
        && !(e instanceof NoSuchBucketException);
  }

  /** Whether another task replaced a part of this upload. */
  private static boolean isOverwritten(SdkException e) {
    return e instanceof S3Exception refused
        && refused.awsErrorDetails() != null
        && "InvalidPart".equals(refused.awsErrorDetails().errorCode());
  }

  private static IOException failed(String verb, String key, SdkException e) {
    String reason =
        e instanceof S3Exception answered && answered.awsErrorDetails() != null
            ? answered.statusCode() + " " + answered.awsErrorDetails().errorCode()
            : e.getClass().getSimpleName();
    return new IOException("could not %s %s: %s".formatted(verb, key, reason), e);
  }
}
