/** Report types: what {@code report-types/<type>/type.yaml} says, compiled at build. */
package dev.errand.core.type;
