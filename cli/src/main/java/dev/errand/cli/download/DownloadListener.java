package dev.errand.cli.download;

/** Receives the progress of a download. */
public interface DownloadListener {

  /** The number of bytes of a file that have been downloaded. */
  void progress(String name, long bytes, long total);

  /** A try failed and another one follows. */
  void retrying(String line);
}
