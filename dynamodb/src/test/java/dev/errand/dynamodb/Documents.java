package dev.errand.dynamodb;

import dev.errand.dynamodb.PlainValues.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates items, and paths and values for expressions on them. */
final class Documents {

  static final List<String> NAMES = List.of("a", "b", "size", "c.d");

  private Documents() {}

  static <T> List<T> withoutConflicts(List<T> drawn, Function<T, DocumentPath> path) {
    List<T> kept = new ArrayList<>();
    for (T one : drawn) {
      if (kept.stream().noneMatch(other -> path.apply(one).conflictsWith(path.apply(other)))) {
        kept.add(one);
      }
    }
    return kept;
  }

  /** An item, and what was drawn to go with it. */
  record Case<T>(Map<String, Object> document, T of) {}

  static <T> Arbitrary<Case<T>> cases(Function<Map<String, Object>, Arbitrary<T>> drawn) {
    return maps(2).flatMap(document -> drawn.apply(document).map(one -> new Case<>(document, one)));
  }

  /** Mostly one that the item has, or one element more. */
  static Arbitrary<DocumentPath> path(Map<String, Object> document) {
    List<DocumentPath> all = new ArrayList<>();
    collect(document, List.of(), all);
    Arbitrary<DocumentPath> any =
        Combinators.combine(Arbitraries.of(NAMES), element().list().ofMaxSize(2))
            .as((first, rest) -> joined(List.of(first), rest));
    return all.isEmpty()
        ? any
        : Arbitraries.frequencyOf(
            Tuple.of(1, any),
            Tuple.of(4, Arbitraries.of(all)),
            Tuple.of(
                1,
                Combinators.combine(Arbitraries.of(all), element())
                    .as((path, one) -> joined(path.elements(), List.of(one)))));
  }

  static Arbitrary<Object> element() {
    return Arbitraries.oneOf(
        Arbitraries.of(NAMES).map(name -> (Object) name),
        Arbitraries.of(0, 1, 2).map(index -> (Object) index));
  }

  static DocumentPath joined(List<Object> elements, List<Object> more) {
    List<Object> both = new ArrayList<>(elements);
    both.addAll(more);
    return new DocumentPath(both);
  }

  static void collect(Object value, List<Object> at, List<DocumentPath> paths) {
    if (!at.isEmpty()) {
      paths.add(new DocumentPath(at));
    }
    if (value instanceof Map<?, ?> map) {
      NAMES.stream()
          .filter(map::containsKey)
          .forEach(name -> collect(map.get(name), joined(at, List.of(name)).elements(), paths));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(list.get(i), joined(at, List.of(i)).elements(), paths);
      }
    }
  }

  static Arbitrary<Map<String, Object>> maps(int depth) {
    return Arbitraries.maps(Arbitraries.of(NAMES), values(depth)).ofMaxSize(4);
  }

  static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            texts(),
            numbers(),
            binaries(),
            Arbitraries.of(true, false).map(value -> (Object) value),
            Arbitraries.just((Object) Optional.empty()),
            sets());
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<Object> inner = Arbitraries.lazy(() -> values(depth - 1));
    return Arbitraries.oneOf(
        scalars,
        inner.list().ofMaxSize(3).map(list -> (Object) list),
        maps(depth - 1).map(map -> (Object) map));
  }

  static Arbitrary<Object> orderedValues() {
    return Arbitraries.oneOf(texts(), numbers(), binaries());
  }

  static Arbitrary<Object> texts() {
    return Arbitraries.of("", "a", "ab", "b", "é", "\uffff").map(text -> text);
  }

  static Arbitrary<Object> numbers() {
    return Arbitraries.of("-3", "0", "0.5", "2", "7", "1E+21").map(PlainValues::number);
  }

  static Arbitrary<Object> binaries() {
    return Arbitraries.of("", "\u0000", "\u0000\u00ff", "\u007f").map(Bytes::new);
  }

  static Arbitrary<Object> sets() {
    return Arbitraries.oneOf(elements(texts()), elements(numbers()), elements(binaries()));
  }

  /** Any set, or one with the elements of another. */
  static Arbitrary<Object> setsLike(Object other) {
    return other instanceof Set<?> set
        ? Arbitraries.oneOf(
            sets(), elements(Arbitraries.of(List.copyOf(set)).map(one -> (Object) one)))
        : sets();
  }

  static Arbitrary<Object> elements(Arbitrary<Object> values) {
    return values.set().ofMinSize(1).ofMaxSize(3).map(set -> (Object) set);
  }
}
