package dev.errand.local.records;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Values to draw from, each as likely as its weight says; the weights add up to 100. */
final class WeightedValues<T> {

  private final List<T> hundred = new ArrayList<>();

  WeightedValues<T> add(int weight, T value) {
    for (int i = 0; i < weight; i++) {
      hundred.add(value);
    }
    return this;
  }

  T draw(SplittableRandom random) {
    return hundred.get(random.nextInt(100));
  }
}
