/**
 * The Amazon States Language in JSONPath mode: reads a definition, refuses what it cannot run, and
 * says step by step what an execution does next. Functions over values: it keeps no state, waits
 * for nothing and stores nothing.
 *
 * @see <a href="https://states-language.net/spec.html">the specification</a>
 */
package dev.errand.states;
