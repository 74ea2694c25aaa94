package dev.errand.local.stage;

import dev.errand.local.Checkout;
import java.net.URI;

/** A running local stage. */
public final class Stage implements AutoCloseable {

  private final Parts parts;
  private final URI api;

  Stage(Parts parts, URI api) {
    this.parts = parts;
    this.api = api;
  }

  /**
   * Starts the parts that the checkout's template describes, takes up what an earlier stage over
   * the same folder left unfinished, and writes {@code stage.json} when it is ready. Set {@code
   * AWS_ENDPOINT_URL_DYNAMODB} or {@code AWS_ENDPOINT_URL_S3} to have it use that endpoint instead
   * of starting that part.
   *
   * @throws IllegalStateException if another stage uses the folder or a part is not built
   * @throws dev.errand.local.template.TemplateException if there is something in the template that
   *     the stage does not understand
   */
  public static Stage start(Checkout checkout, StageOptions options) {
    Parts parts = new Parts();
    try {
      return new StageStart(checkout, options, parts, System.getenv()).run();
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  /** The base URL of the HTTP API. */
  public URI api() {
    return api;
  }

  /** Ends every part in order; what runs is taken up by the next start. */
  @Override
  public void close() {
    parts.close();
  }
}
