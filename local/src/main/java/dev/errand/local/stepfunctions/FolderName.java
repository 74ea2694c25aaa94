package dev.errand.local.stepfunctions;

import dev.errand.local.files.Digests;

/**
 * The folder of an execution: the characters of its name that every file system accepts, and a
 * digest of the whole name, so that names which differ in case or script have different folders.
 */
final class FolderName {

  private static final int DIGEST = 8;

  private FolderName() {}

  /**
   * The name itself, unless a file system reads it as another folder; the label of a Map Run is a
   * folder below it.
   */
  static String ofStateMachine(String name) {
    int slash = name.indexOf('/');
    if (slash >= 0) {
      return ofStateMachine(name.substring(0, slash)) + "/" + of(name.substring(slash + 1));
    }
    return name.matches("\\.+") ? of(name) : name;
  }

  static String of(String executionName) {
    String readable = executionName.replaceAll("[^A-Za-z0-9._-]", "_");
    return readable + "~" + Digests.sha256(executionName).substring(0, DIGEST);
  }
}
