package dev.errand.local.records;

import java.util.UUID;

/** The clients whose records the sample database holds. */
public enum SampleClient {
  A("1266cd5a-1dfa-44f2-83ca-534c30b38555", 1),
  B("7d1f2e0a-5c94-4b7b-9a35-0f6e3c2b8d11", 1),
  /** A small one, with a tenth of the records. */
  C("c4a8d3b2-61e7-4f09-8b5c-2a9e7d4f1063", 10);

  private final UUID id;
  private final int share;

  SampleClient(String id, int share) {
    this.id = UUID.fromString(id);
    this.share = share;
  }

  /** The {@code client_id}. */
  public UUID id() {
    return id;
  }

  int records(int perClient) {
    return perClient / share;
  }
}
