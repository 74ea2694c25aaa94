package dev.errand.worker.records;

import java.util.Optional;

/** One page has all records. */
record NoPagination() implements Pagination {

  @Override
  public Optional<String> next(ParsedResponse response) {
    return Optional.empty();
  }
}
