package dev.errand.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class FunctionCodeTest {

  private static final int UNPACKING = 4;
  private static final Executor THREADS = task -> new Thread(task).start();

  @TempDir private Path folder;

  /** Seeded fault: to move an unpacked package to where another one is fails. */
  @RepeatedTest(5)
  void thoseWhoUnpackAPackageAtTheSameTimeGetTheSameFolder() throws Exception {
    Path zip = ToyPackage.write(folder.resolve("toy.zip"));
    Path functions = folder.resolve("functions");
    CyclicBarrier begin = new CyclicBarrier(UNPACKING);

    List<CompletableFuture<Path>> unpacked =
        IntStream.range(0, UNPACKING)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> unpack(zip, functions, begin), THREADS))
            .toList();

    assertThat(unpacked.stream().map(CompletableFuture::join).distinct())
        .singleElement()
        .satisfies(root -> assertThat(root.resolve("lib/toy.jar")).isNotEmptyFile());
    assertThat(functions.toFile().list()).as("no draft is left").hasSize(1);
  }

  private static Path unpack(Path zip, Path functions, CyclicBarrier begin) {
    try {
      begin.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return new FunctionCode(functions).unpack(zip);
  }
}
