/**
 * The Amazon States Language: reads a definition, refuses what it cannot run, and says step by step
 * what an execution does next. {@link dev.errand.states.InMemoryStateMachine} runs executions in
 * this process; {@link dev.errand.states.execution.Interpreter} is for a caller that stores them.
 *
 * @see <a href="https://states-language.net/spec.html">the specification</a>
 */
package dev.errand.states;
