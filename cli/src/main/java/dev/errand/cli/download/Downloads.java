package dev.errand.cli.download;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.api.Sleeper;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Saves a report's files in a folder: each completely and with the right digest, or not at all. */
public final class Downloads {

  private static final int TRIES = 6;

  private final ReportsApi api;
  private final Sleeper sleeper;
  private final DownloadListener listener;

  public Downloads(ReportsApi api, Sleeper sleeper, DownloadListener listener) {
    this.api = api;
    this.sleeper = sleeper;
    this.listener = listener;
  }

  /**
   * A saved file.
   *
   * @param wasThere whether it was complete before
   */
  public record Saved(String name, Path path, long size, String sha256, boolean wasThere) {}

  /**
   * Saves them.
   *
   * @param only names of files; all of them if it is empty
   * @throws CommandFailure if a file cannot be downloaded or written; those before it are kept
   */
  public List<Saved> save(String id, Path folder, Set<String> only)
      throws IOException, InterruptedException {
    makeFolder(folder);
    List<Artifact> artifacts = artifacts(id);
    for (String name : only) {
      if (artifacts.stream().noneMatch(artifact -> artifact.name().equals(name))) {
        throw new CommandFailure(
            ExitCode.NOT_FOUND,
            "the report has no file %s; it has %s"
                .formatted(
                    name, String.join(", ", artifacts.stream().map(Artifact::name).toList())));
      }
    }
    List<Saved> saved = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      if (only.isEmpty() || only.contains(artifact.name())) {
        saved.add(save(id, artifact, folder));
      }
    }
    return saved;
  }

  private static void makeFolder(Path folder) throws CommandFailure {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          ExitCode.FILE, "%s is a file; name a folder to save into".formatted(folder), e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FILE,
          "cannot create the folder %s: %s".formatted(folder, reason(e).replace(folder + ": ", "")),
          e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private List<Artifact> artifacts(String id) throws IOException, InterruptedException {
    List<Artifact> artifacts = new ArrayList<>();
    for (Json artifact : api.result(id).at("artifacts").list()) {
      artifacts.add(Artifact.of(artifact));
    }
    return artifacts;
  }

  private Saved save(String id, Artifact wanted, Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve(wanted.name());
    if (isThere(wanted, file)) {
      return new Saved(wanted.name(), file, wanted.size(), wanted.sha256(), true);
    }
    Artifact artifact = wanted;
    for (int attempt = 1; ; attempt++) {
      Download download = new Download(artifact, folder, listener);
      IOException failure;
      try {
        download.fetch();
        if (Sha256.of(download.part()).equals(artifact.sha256())) {
          Files.move(download.part(), file, StandardCopyOption.REPLACE_EXISTING);
          return new Saved(artifact.name(), file, artifact.size(), artifact.sha256(), false);
        }
        Files.delete(download.part());
        failure = new IOException("its SHA-256 differs from that of the API");
      } catch (Download.Refused e) {
        if (e.isOfAddress()) {
          artifact = renewed(id, artifact);
        }
        failure = e;
      } catch (CommandFailure e) {
        throw e;
      } catch (IOException e) {
        failure = e;
      }
      if (attempt == TRIES) {
        throw new CommandFailure(
            ExitCode.FILE,
            "%s could not be fetched: %s%n  Run the same command again to resume."
                .formatted(artifact.name(), failure.getMessage()),
            failure);
      }
      listener.onRetry("%s: %s; trying again".formatted(artifact.name(), failure.getMessage()));
      sleeper.sleep(Duration.ofMillis(250L << attempt));
    }
  }

  private static boolean isThere(Artifact artifact, Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new CommandFailure(
          ExitCode.FILE,
          "%s is a folder; the file cannot be saved under this name".formatted(file));
    }
    return Files.exists(file)
        && Files.size(file) == artifact.size()
        && Sha256.of(file).equals(artifact.sha256());
  }

  /** The same file with a new URL. */
  private Artifact renewed(String id, Artifact artifact) throws IOException, InterruptedException {
    return artifacts(id).stream()
        .filter(each -> each.name().equals(artifact.name()))
        .findFirst()
        .orElse(artifact);
  }
}
