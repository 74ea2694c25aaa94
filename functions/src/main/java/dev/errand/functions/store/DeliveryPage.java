package dev.errand.functions.store;

import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import java.util.List;
import java.util.Optional;

/**
 * A part of a webhook's deliveries.
 *
 * @param deliveries newest first
 * @param next the event before the next page; empty after the last page
 */
public record DeliveryPage(List<Delivery> deliveries, Optional<EventId> next) {}
