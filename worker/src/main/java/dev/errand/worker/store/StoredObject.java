package dev.errand.worker.store;

/**
 * A stored object.
 *
 * @param key its key
 * @param contentType its media type
 * @param size in bytes
 * @param sha256 of its content, in hexadecimal digits
 */
public record StoredObject(String key, String contentType, long size, String sha256) {}
