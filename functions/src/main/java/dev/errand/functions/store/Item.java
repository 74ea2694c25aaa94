package dev.errand.functions.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item under construction, or one that was read. */
final class Item {

  private final Map<String, AttributeValue> attributes;

  private Item(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  static Item empty() {
    return new Item(new LinkedHashMap<>());
  }

  static Item with(Key key) {
    Item item = new Item(new LinkedHashMap<>(key.attributes()));
    return item.number("schema_version", 1);
  }

  static Item read(Map<String, AttributeValue> attributes) {
    return new Item(attributes);
  }

  Item text(String name, String value) {
    attributes.put(name, AttributeValue.fromS(value));
    return this;
  }

  Item number(String name, long value) {
    attributes.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  Item time(String name, Instant value) {
    return text(name, Times.format(value));
  }

  Item time(String name, Optional<Instant> value) {
    value.ifPresent(present -> time(name, present));
    return this;
  }

  Item value(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  /** When DynamoDB may delete the item: its own TTL attribute, in epoch seconds. */
  Item deletedAfter(Instant moment) {
    return number("expires_at", moment.getEpochSecond());
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  String text(String name) {
    return attributes.get(name).s();
  }

  Optional<String> optionalText(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
  }

  long number(String name) {
    return Long.parseLong(attributes.get(name).n());
  }

  OptionalLong optionalNumber(String name) {
    return has(name)
        ? OptionalLong.of((long) Double.parseDouble(attributes.get(name).n()))
        : OptionalLong.empty();
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  Optional<Instant> optionalTime(String name) {
    return optionalText(name).map(Instant::parse);
  }

  Optional<Item> map(String name) {
    return Optional.ofNullable(attributes.get(name)).map(value -> read(value.m()));
  }

  AttributeValue value(String name) {
    return attributes.get(name);
  }

  Map<String, AttributeValue> attributes() {
    return attributes;
  }

  AttributeValue asMap() {
    return AttributeValue.fromM(attributes);
  }
}
