package dev.errand.functions.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;

/** Merges lists that are sorted by time into one. Reads each list only as far as needed. */
final class EarliestFirst implements Iterator<DueReport> {

  /** A list and its first entry that was not returned yet. */
  private record Head(DueReport first, Iterator<DueReport> rest) {}

  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing((Head head) -> head.first().time()));

  private final Queue<Iterator<DueReport>> unread;

  EarliestFirst(Collection<Iterator<DueReport>> lists) {
    unread = new ArrayDeque<>(lists);
  }

  @Override
  public boolean hasNext() {
    while (!unread.isEmpty()) {
      add(unread.remove());
    }
    return !heads.isEmpty();
  }

  @Override
  public DueReport next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Head earliest = heads.remove();
    add(earliest.rest());
    return earliest.first();
  }

  private void add(Iterator<DueReport> list) {
    if (list.hasNext()) {
      heads.add(new Head(list.next(), list));
    }
  }
}
