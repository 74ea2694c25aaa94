package dev.errand.cli.download;

import dev.errand.cli.api.Http;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The part of a file that has been downloaded, beside the file. The next try resumes at its end,
 * also in a later command.
 */
final class Download {

  private static final int BUFFER = 1 << 16;
  private static final int DIGITS = 12;

  private final Artifact artifact;
  private final Path part;
  private final DownloadListener listener;

  /** The part's name holds its digest, so that it is never taken for a part of another file. */
  Download(Artifact artifact, Path folder, DownloadListener listener) {
    this.artifact = artifact;
    this.part =
        folder.resolve(
            ".%s.%s.part".formatted(artifact.name(), artifact.sha256().substring(0, DIGITS)));
    this.listener = listener;
  }

  Path part() {
    return part;
  }

  /** The answer of a server that sent no bytes of the file. */
  static final class Refused extends IOException {

    private static final long serialVersionUID = 1;
    private final int status;

    private Refused(int status) {
      super("the file's URL answered " + status);
      this.status = status;
    }

    /** Whether a new URL may help: this one has expired or is wrong. */
    boolean isOfAddress() {
      return status == 400 || status == 401 || status == 403 || status == 404 || status == 410;
    }
  }

  /**
   * Fetches what is missing.
   *
   * @throws IOException if there is less than all of it afterwards
   */
  void fetch() throws IOException {
    long there = Files.exists(part) ? Files.size(part) : 0;
    if (there > artifact.size()) {
      Files.delete(part);
      there = 0;
    }
    if (there < artifact.size() || artifact.size() == 0) {
      there = fetchFrom(there);
    }
    if (there != artifact.size()) {
      throw new IOException(
          "the connection ended after %d of %d bytes".formatted(there, artifact.size()));
    }
  }

  private long fetchFrom(long there) throws IOException {
    HttpURLConnection connection = Http.open(artifact.url());
    if (there > 0) {
      connection.setRequestProperty("Range", "bytes=" + there + "-");
    }
    int status = connection.getResponseCode();
    if (status != 200 && status != 206) {
      connection.disconnect();
      throw new Refused(status);
    }
    long from = status == 206 ? there : 0;
    try (InputStream in = connection.getInputStream();
        OutputStream out = open(from)) {
      return copy(in, out, from);
    }
  }

  private OutputStream open(long from) throws IOException {
    try {
      return from > 0
          ? Files.newOutputStream(part, StandardOpenOption.APPEND)
          : Files.newOutputStream(part);
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FILE, "cannot write %s: %s".formatted(part, e.getMessage()), e);
    }
  }

  /** Reads at most the file's size: a server that sends more cannot fill the disk. */
  private long copy(InputStream in, OutputStream out, long from) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long there = from;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (there + read > artifact.size()) {
        throw new IOException("the server sent more bytes than the file has");
      }
      try {
        out.write(buffer, 0, read);
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.FILE, "cannot write %s: %s".formatted(part, e.getMessage()), e);
      }
      there += read;
      listener.progress(artifact.name(), there, artifact.size());
    }
    return there;
  }
}
