package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.worker.page.Bytes;
import org.junit.jupiter.api.Test;

class BufferPoolTest {

  private final BufferPool pool = new BufferPool();

  @Test
  void aNewBufferHasRoomForSlightlyMoreThanTheLargestPageSoFar() {
    Bytes body = pool.acquireBody();
    body.append(new byte[16_000]);
    pool.releaseBody(body);
    Bytes reused = pool.acquireBody();

    assertThat(reused).isSameAs(body);
    assertThat(pool.acquireBody().array()).hasSize(17_000);
  }

  @Test
  void buffersForJsonAndForCsvHaveTheirOwnSizes() {
    Bytes csv = pool.acquireCsv();
    csv.append(new byte[1_600_000]);
    pool.releaseCsv(csv);
    pool.acquireCsv();

    assertThat(pool.acquireCsv().array()).hasSize(1_700_000);
    assertThat(pool.acquireBody().array()).isEmpty();
  }
}
