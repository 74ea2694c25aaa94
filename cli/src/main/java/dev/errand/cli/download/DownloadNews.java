package dev.errand.cli.download;

/** Hears how a download goes. */
public interface DownloadNews {

  /** So much of a file is there. */
  void progress(String name, long bytes, long total);

  /** Something went wrong that it tries again. */
  void trouble(String line);
}
