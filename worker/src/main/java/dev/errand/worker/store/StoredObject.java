package dev.errand.worker.store;

/**
 * An object that is stored as a whole.
 *
 * @param key where
 * @param contentType its media type
 * @param size in bytes
 * @param sha256 of all its bytes, in hexadecimal digits
 */
public record StoredObject(String key, String contentType, long size, String sha256) {}
