package dev.errand.worker.store;

/**
 * An uploaded part.
 *
 * @param number from 1
 * @param tag its entity tag
 * @param size in bytes
 */
public record UploadedPart(int number, String tag, long size) {}
