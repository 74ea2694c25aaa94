package dev.errand.local.ecs;

import dev.errand.local.Checkout;
import dev.errand.local.template.TaskDefinitionSpec;
import java.nio.file.Files;
import java.nio.file.Path;

/** The image of each task definition's container. */
public interface ContainerImages {

  /** The image of the one container of a task definition. */
  ContainerImage of(TaskDefinitionSpec definition);

  /**
   * The images of a checkout. A report type, which the family {@code STACK-TYPE} names, has an
   * image of its own if there is a Dockerfile in its folder; {@code /app} in the image is then this
   * folder. All others have the worker's image.
   *
   * @param stack the name of the stack
   */
  static ContainerImages of(Checkout checkout, String stack) {
    return definition -> {
      Path type = checkout.reportTypes().resolve(type(definition.family(), stack));
      Path dockerfile = type.resolve("Dockerfile");
      return Files.exists(dockerfile)
          ? new ContainerImage(type, dockerfile)
          : ContainerImage.ofWorker(checkout);
    };
  }

  private static String type(String family, String stack) {
    return family.startsWith(stack + "-") ? family.substring(stack.length() + 1) : family;
  }
}
