package dev.errand.cli;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The bytes of a report request, from a file or from standard input. */
final class ReportRequestFile {

  /** Far more than the API accepts; its answer states its own limit. */
  private static final int MAX_BYTES = 1 << 16;

  private static final Pattern UUID =
      Pattern.compile("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$");

  private final byte[] bytes;

  private ReportRequestFile(byte[] bytes) {
    this.bytes = bytes;
  }

  static ReportRequestFile read(Path path) throws CommandFailure {
    if (Files.isDirectory(path)) {
      throw new CommandFailure(
          ExitCode.USAGE, path + " is a folder; name a file with a report request");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString());
    } catch (NoSuchFileException e) {
      throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + path, e);
    } catch (AccessDeniedException e) {
      throw new CommandFailure(ExitCode.FILE, "no permission to read " + path, e);
    } catch (CommandFailure e) {
      throw e;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FILE, "cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * Reads to the end.
   *
   * @param name the name of the source in messages
   */
  static ReportRequestFile read(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length == 0) {
      throw new CommandFailure(
          ExitCode.USAGE, name + " is empty; a report request is a JSON object");
    }
    if (bytes.length > MAX_BYTES) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s has more than %d bytes: it is no report request".formatted(name, MAX_BYTES));
    }
    return new ReportRequestFile(bytes);
  }

  /** As it is sent. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** The client of the request; empty if it names none by a UUID, which the API refuses. */
  Optional<String> clientId() {
    try {
      return Json.parse(bytes).at("filter", "client_id").someText().filter(UUID.asPredicate());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
