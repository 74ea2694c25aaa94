package dev.errand.states.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The branches of an execution during an update, and the queue of those that are ready to run. */
final class BranchTable {

  private final Map<Integer, Branch> branches;
  private final Deque<Integer> ready = new ArrayDeque<>();
  private int nextId;
  private boolean changed;

  BranchTable(ExecutionSnapshot snapshot) {
    branches = new TreeMap<>(snapshot.branches());
    nextId = snapshot.nextBranch();
    branches.values().stream().filter(Branch::isReady).map(Branch::id).forEach(ready::add);
  }

  Map<Integer, Branch> all() {
    return branches;
  }

  int nextId() {
    return nextId;
  }

  int newId() {
    return nextId++;
  }

  /** Whether a branch was put or removed. */
  boolean isChanged() {
    return changed;
  }

  Branch root() {
    return get(Branch.ROOT);
  }

  Branch get(int id) {
    return find(id).orElseThrow(() -> new IllegalStateException("there is no branch " + id));
  }

  Optional<Branch> find(int id) {
    return Optional.ofNullable(branches.get(id));
  }

  List<Branch> childrenOf(int id) {
    return branches.values().stream().filter(branch -> branch.parent() == id).toList();
  }

  void put(Branch branch) {
    changed = true;
    branches.put(branch.id(), branch);
  }

  void putReady(Branch branch) {
    put(branch.with(new BranchStatus.Ready()));
    ready.add(branch.id());
  }

  boolean hasReady() {
    return !ready.isEmpty();
  }

  /** Takes the next id from the queue; nothing if its branch is no longer ready. */
  Optional<Branch> takeReady() {
    return find(ready.remove()).filter(Branch::isReady);
  }

  void remove(int id) {
    changed = true;
    branches.remove(id);
  }

  void removeWithDescendants(int id) {
    childrenOf(id).forEach(child -> removeWithDescendants(child.id()));
    remove(id);
  }

  /** The branches as they are now. */
  Map<Integer, Branch> copy() {
    return Map.copyOf(branches);
  }

  /** Removes every branch but the root. */
  void clear() {
    keep(Map.of(Branch.ROOT, root().with(new BranchStatus.Ready())));
  }

  /** Has these branches and no others; none of them runs. */
  void keep(Map<Integer, Branch> kept) {
    changed = true;
    ready.clear();
    branches.clear();
    branches.putAll(kept);
  }
}
