package dev.errand.local.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.events.AsynchronousInvoker;
import dev.errand.local.events.DeadLetterQueues;
import dev.errand.local.events.EventBus;
import dev.errand.local.events.Schedules;
import dev.errand.local.events.UnreliableEvents;
import dev.errand.local.lambda.FunctionHost;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.template.RouteSpec;
import dev.errand.local.template.Template;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The functions of a stage, and what invokes them: schedules and the event bus.
 *
 * @param functions invokes a function and answers its result
 * @param invoker invokes a function asynchronously, with retries
 * @param queues for the events whose retries have failed
 * @param bus takes an event for the rules
 */
record FunctionServices(
    FunctionInvoker functions,
    AsynchronousInvoker invoker,
    DeadLetterQueues queues,
    Consumer<ObjectNode> bus,
    StageMetrics metrics) {

  private static final String REPORTS = "/v1/reports";

  /**
   * Starts them.
   *
   * @param variables of every function
   */
  static FunctionServices start(
      StageContext context, Template template, Map<String, String> variables) {
    DeadLetterQueues queues = new DeadLetterQueues(context.data().resolve("queues"));
    StageMetrics metrics = new StageMetrics(template, context.logs(), queues, Clock.systemUTC());
    FunctionInvoker functions =
        metrics.measured(
            context
                .parts()
                .add(
                    FunctionHost.start(
                        context.checkout(),
                        context.data(),
                        template.functions(),
                        calledFirst(template),
                        variables)));
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    context.parts().add(scheduler::shutdownNow);
    AsynchronousInvoker invoker =
        new AsynchronousInvoker(
            template.functions(),
            functions,
            queues,
            context.data().resolve("events"),
            scheduler,
            Clock.systemUTC());
    new Schedules(
            invoker,
            context.account(),
            Clock.systemUTC(),
            context.options().testSettings().delayFactor())
        .start(template.schedules(), scheduler);
    var unused = scheduler.scheduleWithFixedDelay(metrics::collect, 1, 1, TimeUnit.MINUTES);
    return new FunctionServices(
        functions, invoker, queues, bus(context, new EventBus(template.rules(), invoker)), metrics);
  }

  /**
   * The functions that ask for reports and show them. The others start with their first call, as
   * Lambda starts them; each takes some 50 MB.
   */
  private static Set<String> calledFirst(Template template) {
    return template.routes().stream()
        .filter(route -> route.path().equals(REPORTS))
        .map(RouteSpec::function)
        .collect(Collectors.toSet());
  }

  private static Consumer<ObjectNode> bus(StageContext context, EventBus bus) {
    return context.options().testSettings().losesEvents()
        ? context.parts().add(new UnreliableEvents(bus::put, RandomGenerator.getDefault()))
        : bus::put;
  }
}
