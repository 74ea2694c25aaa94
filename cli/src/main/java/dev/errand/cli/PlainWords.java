package dev.errand.cli;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Says in a sentence what went wrong, instead of a stack trace. */
final class PlainWords {

  private PlainWords() {}

  static String of(Throwable failure) {
    if (failure instanceof CompletionException || failure instanceof ExecutionException) {
      return failure.getCause() == null ? failure.getMessage() : of(failure.getCause());
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    if (failure instanceof ConnectException) {
      return "nothing answers there; is the stage up? (./errand up)";
    }
    if (failure instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
