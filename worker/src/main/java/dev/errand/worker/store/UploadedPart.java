package dev.errand.worker.store;

/**
 * A part of an upload.
 *
 * @param number from 1
 * @param tag what the store calls these bytes
 * @param size in bytes
 */
public record UploadedPart(int number, String tag, long size) {}
