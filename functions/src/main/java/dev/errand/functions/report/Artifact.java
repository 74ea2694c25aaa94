package dev.errand.functions.report;

/**
 * One file of a finished report.
 *
 * @param name such as {@code report.csv}
 * @param key where it lies in the bucket
 * @param sizeBytes its size
 * @param contentType its media type
 * @param sha256 its digest, in hexadecimal
 */
public record Artifact(
    String name, String key, long sizeBytes, String contentType, String sha256) {}
