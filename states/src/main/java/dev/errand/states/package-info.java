/**
 * The Amazon States Language: reads a definition, refuses what it cannot run, and runs executions
 * step by step. {@link dev.errand.states.InMemoryStateMachine} runs executions in this process;
 * {@link dev.errand.states.execution.Interpreter} is for a caller that stores them.
 *
 * @see <a href="https://states-language.net/spec.html">the specification</a>
 */
package dev.errand.states;
