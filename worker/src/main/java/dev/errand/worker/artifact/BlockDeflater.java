package dev.errand.worker.artifact;

import dev.errand.worker.thread.DaemonThreads;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;

/**
 * Compresses each input as a separate block, several in parallel. The output is one stream (RFC
 * 1951) in the order of the inputs and does not depend on the threads.
 */
final class BlockDeflater extends Deflater {

  /** An empty last block. */
  private static final byte[] END = {3, 0};

  /** An input and its compressed bytes. */
  private static final class Block {
    private final Deflater deflater = new Deflater(BEST_SPEED, true);
    private byte[] in = new byte[0];
    private int length;
    private byte[] out = new byte[0];

    void take(byte[] bytes, int from, int count) {
      if (in.length < count) {
        in = new byte[count];
        out = new byte[count + count / 8 + 64];
      }
      System.arraycopy(bytes, from, in, 0, count);
      length = count;
    }

    /** Compresses the input and returns the length of the output in {@link #out}. */
    int compress() {
      deflater.reset();
      deflater.setInput(in, 0, length);
      int filled = deflater.deflate(out, 0, out.length, SYNC_FLUSH);
      while (filled == out.length) {
        out = Arrays.copyOf(out, 2 * out.length);
        filled += deflater.deflate(out, filled, out.length - filled, SYNC_FLUSH);
      }
      return filled;
    }
  }

  /** A block in a thread. */
  private record Pending(Block block, Future<Integer> compressed) {}

  private final ExecutorService threads;
  private final Deque<Block> free = new ArrayDeque<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private byte[] output = END;
  private int at;
  private int end;
  private boolean finishing;
  private boolean finished;
  private long bytesRead;
  private long bytesWritten;

  BlockDeflater(int threadCount) {
    super(BEST_SPEED, true);
    threads = Executors.newFixedThreadPool(threadCount, new DaemonThreads("deflater"));
    for (int i = 0; i <= threadCount; i++) {
      free.add(new Block());
    }
  }

  @Override
  public void setInput(byte[] bytes, int from, int count) {
    Block block = free.remove();
    block.take(bytes, from, count);
    pending.add(new Pending(block, threads.submit(block::compress)));
    bytesRead += count;
  }

  @Override
  public boolean needsInput() {
    return at == end && !free.isEmpty();
  }

  @Override
  public int deflate(byte[] bytes, int from, int count) {
    if (at == end) {
      next();
    }
    int taken = Math.min(count, end - at);
    System.arraycopy(output, at, bytes, from, taken);
    at += taken;
    bytesWritten += taken;
    return taken;
  }

  @Override
  public void finish() {
    finishing = true;
  }

  @Override
  public boolean finished() {
    return finished && at == end;
  }

  @Override
  public long getBytesRead() {
    return bytesRead;
  }

  @Override
  public long getBytesWritten() {
    return bytesWritten;
  }

  /** Starts another stream. The previous one must have been read completely. */
  @Override
  public void reset() {
    finishing = false;
    finished = false;
    bytesRead = 0;
    bytesWritten = 0;
  }

  /** Ends the threads. Pending blocks are discarded. */
  @Override
  public void end() {
    super.end();
    threads.shutdownNow();
  }

  private void next() {
    Pending first = pending.poll();
    if (first != null) {
      end = await(first.compressed);
      output = first.block.out;
      free.add(first.block);
    } else if (finishing) {
      output = END;
      end = END.length;
      finished = true;
    }
    at = 0;
  }

  private static int await(Future<Integer> compressed) {
    try {
      return compressed.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a block could not be compressed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a block was compressed", e);
    }
  }
}
