package dev.errand.states.definition;

import java.util.Set;

/** The query language of a state. */
enum QueryLanguage {
  JSONPATH("JSONPath"),
  JSONATA("JSONata");

  private static final Set<String> JSONPATH_ONLY =
      Set.of(
          "InputPath",
          "OutputPath",
          "ResultPath",
          "ResultSelector",
          "Parameters",
          "ItemsPath",
          "MaxConcurrencyPath",
          "ToleratedFailureCountPath",
          "ToleratedFailurePercentagePath",
          "MaxItemsPath",
          "MaxItemsPerBatchPath",
          "MaxInputBytesPerBatchPath",
          "SecondsPath",
          "TimestampPath",
          "TimeoutSecondsPath",
          "HeartbeatSecondsPath",
          "ErrorPath",
          "CausePath",
          "Variable");

  private static final Set<String> JSONATA_ONLY =
      Set.of("Arguments", "Output", "Items", "Condition");

  private final String word;

  QueryLanguage(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** Whether the field belongs to the other language. */
  boolean lacks(String field) {
    return (this == JSONATA ? JSONPATH_ONLY : JSONATA_ONLY).contains(field);
  }

  String lack(String field) {
    QueryLanguage other = this == JSONATA ? JSONPATH : JSONATA;
    return "The QueryLanguage is set to '%s', but field '%s' is only supported for the '%s' QueryLanguage"
        .formatted(word, field, other.word);
  }
}
