package dev.errand.local.stage;

import dev.errand.local.Checkout;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A local stage. */
public final class Stage implements AutoCloseable {

  private final Checkout checkout;
  private final StageOptions options;
  private final DataFolder folder;
  private final Parts parts = new Parts();
  private final CompletableFuture<URI> api = new CompletableFuture<>();
  private Thread starter;
  private boolean closed;

  private Stage(Checkout checkout, StageOptions options, DataFolder folder) {
    this.checkout = checkout;
    this.options = options;
    this.folder = parts.add(folder);
  }

  /**
   * Takes the folder, and changes nothing in it yet; {@link #start()} starts the parts.
   *
   * @throws IllegalStateException if another stage uses the folder
   */
  public static Stage open(Checkout checkout, StageOptions options) {
    return new Stage(checkout, options, DataFolder.open(options.data()));
  }

  /**
   * Opens a stage and starts it.
   *
   * @throws IllegalStateException if another stage uses the folder or a part is not built
   * @throws dev.errand.local.template.TemplateException if there is something in the template that
   *     the stage does not understand
   */
  public static Stage start(Checkout checkout, StageOptions options) {
    Stage stage = open(checkout, options);
    stage.start();
    return stage;
  }

  /**
   * Starts the parts that the checkout's template describes, continues what an earlier stage of the
   * same folder has not finished, and writes {@code stage.json} when it is ready. Set {@code
   * AWS_ENDPOINT_URL_DYNAMODB} or {@code AWS_ENDPOINT_URL_S3} to have it use that endpoint instead
   * of starting that part, with the keys and the region of the environment ({@code
   * AWS_ACCESS_KEY_ID} and so on). If it fails, the stage is closed.
   *
   * @throws IllegalStateException if a part is not built, or the stage is closed meanwhile
   * @throws dev.errand.local.template.TemplateException if there is something in the template that
   *     the stage does not understand
   */
  public void start() {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the stage is closed");
      }
      starter = Thread.currentThread();
    }
    try {
      URI started =
          new StageStart(StageContext.of(checkout, options, folder, parts, System.getenv())).run();
      api.complete(started);
    } catch (RuntimeException | Error e) {
      parts.close(options.statusLines());
      api.completeExceptionally(e);
      throw e;
    } finally {
      clearInterruption();
    }
  }

  private synchronized void clearInterruption() {
    starter = null;
    boolean unused = Thread.interrupted();
  }

  /** The base URL of the HTTP API. */
  public URI api() {
    return api.join();
  }

  /**
   * Ends every part in order, and writes to the options' {@code statusLines} what it waits for; the
   * next start continues what runs. A start in another thread is interrupted, and has left nothing
   * running when this returns.
   */
  @Override
  public void close() {
    boolean starting;
    synchronized (this) {
      closed = true;
      starting = starter != null;
      if (starting) {
        starter.interrupt();
      }
    }
    parts.close(options.statusLines());
    if (starting) {
      api.exceptionally(brokenOff -> null).join();
      parts.close(options.statusLines());
    }
  }
}
