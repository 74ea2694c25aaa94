package dev.errand.functions.store;

import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import java.util.List;
import java.util.Optional;

/**
 * A part of a webhook's deliveries.
 *
 * @param deliveries newest first
 * @param next the event that the next page begins behind; empty if there is no more
 */
public record DeliveryPage(List<Delivery> deliveries, Optional<EventId> next) {}
