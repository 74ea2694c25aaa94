package dev.errand.functions.reconciler;

import java.util.Iterator;

/** A kind of things that the reconciler looks after. */
interface Concern {

  /** What is due in this run, the most urgent first; read as needed. */
  Iterator<Look> looks(Run run);
}
