package dev.errand.functions.reconciler;

import java.util.Iterator;

/** A kind of resource that the reconciler checks. */
interface CheckSource {

  /** What is due in this run, the most urgent first; read as needed. */
  Iterator<Check> checks(Run run);
}
