package dev.errand.local;

import java.util.Map;

/**
 * The AWS account that the local stage emulates.
 *
 * @param id twelve digits
 * @param region a region's name, such as {@code us-east-1}
 * @param accessKeyId what clients of the stage sign with
 * @param secretAccessKey what clients of the stage sign with
 */
public record Account(String id, String region, String accessKeyId, String secretAccessKey) {

  /** The environment variables from which every AWS SDK and the AWS CLI take these. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", region,
        "AWS_DEFAULT_REGION", region,
        "AWS_ACCESS_KEY_ID", accessKeyId,
        "AWS_SECRET_ACCESS_KEY", secretAccessKey);
  }

  @Override
  public String toString() {
    return "Account[" + id + ", " + region + "]";
  }
}
