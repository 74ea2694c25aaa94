package dev.errand.local.records;

import java.util.UUID;

/** The clients whose records the sample database holds. */
public enum SampleClient {
  A("1266cd5a-1dfa-44f2-83ca-534c30b38555", 1),
  B("9b1f7a3e-52c4-4d0b-8f6a-0c2d4e6f8a10", 1),
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
